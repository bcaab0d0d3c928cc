"""Comparing two seen values: shape, device, dtype, then values, as `torch.testing` does.

Integers, booleans, strings, shapes and dtypes must be equal; floats may differ by a tolerance
that depends on the dtype. NaN equals NaN. Nothing is ever broadcast to fit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from course.kit.language import _
from course.kit.values.close import Tolerance, close, equal_numbers
from course.kit.values.described import described, kind_of, plain_text, two_numbers
from course.kit.values.seen import Seen, SeenItems, SeenMapping, SeenOther, SeenPlain, SeenTensor

VALUE_FACTS = ("type", "shape", "device", "dtype", "values", "strides", "shares", "requires_grad")
"""The facts about a value, in the order in which they are compared."""


@dataclass(frozen=True)
class Difference:
    """The first thing in which two observations differ.

    `fact` says which kind of thing; `where` which part of the result ("" for the whole of it, or
    such as `[1]`); `expected` and `got` are short texts of it; `message` is the sentence for
    people. For values, `index` is the first place where they differ and `count` the number of
    such places.
    """

    fact: str
    message: str
    expected: str = ""
    got: str = ""
    where: str = ""
    index: tuple[int, ...] | None = None
    count: int = 0


def compare(
    expected: Seen,
    got: Seen,
    facts: Collection[str] = ("type", "shape", "device", "dtype", "values"),
    tolerance: Tolerance | None = None,
) -> Difference | None:
    """Find the first difference between two seen values, or None where they agree.

    Lists and tuples are alike unless `facts` names "sequence", and an int serves where a float of
    the same value is expected.
    """
    return next(_differences(expected, got, facts, tolerance, ""), None)


def _differences(
    expected: Seen, got: Seen, facts: Collection[str], tolerance: Tolerance | None, where: str
) -> Iterator[Difference]:
    strict = "sequence" in facts and isinstance(expected, SeenItems)
    if kind_of(expected) != kind_of(got) or (strict and expected.kind != got.kind):
        yield Difference(
            "type",
            _("{Result} is {got}; {expected} was expected.").format(
                **_named(where), got=described(got), expected=described(expected)
            ),
            described(expected),
            described(got),
            where,
        )
        return
    match expected, got:
        case SeenTensor(), SeenTensor():
            yield from _tensor_differences(expected, got, facts, tolerance, where)
        case SeenPlain(), SeenPlain():
            yield from _plain_differences(expected, got, facts, tolerance, where)
        case SeenItems(), SeenItems():
            yield from _length_difference(len(expected.items), len(got.items), where)
            for i, (left, right) in enumerate(zip(expected.items, got.items, strict=False)):
                yield from _differences(left, right, facts, tolerance, f"{where}[{i}]")
        case SeenMapping(), SeenMapping():
            yield from _mapping_differences(expected, got, facts, tolerance, where)
        case _:
            if expected != got:
                yield Difference("values", _("The results differ."), str(expected), str(got), where)


def _tensor_differences(
    expected: SeenTensor,
    got: SeenTensor,
    facts: Collection[str],
    tolerance: Tolerance | None,
    where: str,
) -> Iterator[Difference]:
    sentences = {
        "shape": _("The shape of {result} is {got}; {expected} was expected."),
        "device": _("{Result} is on {got}; {expected} was expected."),
        "dtype": _("The dtype of {result} is {got}; {expected} was expected."),
        "strides": _("The strides of {result} are {got}; {expected} were expected."),
        "requires_grad": _("requires_grad of {result} is {got}; {expected} was expected."),
    }
    for fact in ("shape", "device", "dtype"):
        yield from _attribute(expected, got, fact, sentences, facts, where)
    if "values" in facts and expected.shape == got.shape:
        if expected.values.shape == got.values.shape:
            yield from _value_differences(expected, got, tolerance, where)
        else:  # one of the two has no values at all, as on the meta device
            yield from _attribute(expected, got, "device", sentences, ("device",), where)
    yield from _attribute(expected, got, "strides", sentences, facts, where)
    yield from _sharing_difference(expected, got, facts, where)
    yield from _attribute(expected, got, "requires_grad", sentences, facts, where)


def _named(where: str) -> dict[str, str]:
    """Name a part of the result for a sentence: within it, and at its beginning."""
    if where:
        return {"result": f"result{where}", "Result": f"result{where}"}
    return {"result": _("the result"), "Result": _("The result")}


def _attribute(
    expected: SeenTensor,
    got: SeenTensor,
    fact: str,
    sentences: dict[str, str],
    facts: Collection[str],
    where: str,
) -> Iterator[Difference]:
    left, right = getattr(expected, fact), getattr(got, fact)
    if fact == "strides":  # where a dimension has one element or none, its stride is never used
        left, right = _used_strides(expected), _used_strides(got)
    if fact in facts and left != right:
        shown = [
            f"torch.{v}" if fact == "dtype" and expected.kind == "tensor" else str(v)
            for v in (getattr(expected, fact), getattr(got, fact))
        ]
        message = sentences[fact].format(**_named(where), expected=shown[0], got=shown[1])
        yield Difference(fact, message, shown[0], shown[1], where)


def _used_strides(seen: SeenTensor) -> tuple[int, ...]:
    if 0 in seen.shape:
        return ()
    return tuple(s for s, n in zip(seen.strides, seen.shape, strict=True) if n > 1)


def _sharing_difference(
    expected: SeenTensor, got: SeenTensor, facts: Collection[str], where: str
) -> Iterator[Difference]:
    if "shares" not in facts or set(expected.shares) == set(got.shares):
        return
    nobody = _("memory of its own")
    shown = [
        _("the memory of {names}").format(names=", ".join(s.shares)) if s.shares else nobody
        for s in (expected, got)
    ]
    message = _("{Result} uses {got}; {expected} was expected.")
    message = message.format(**_named(where), got=shown[1], expected=shown[0])
    yield Difference("shares", message, shown[0], shown[1], where)


def _value_differences(
    expected: SeenTensor, got: SeenTensor, tolerance: Tolerance | None, where: str
) -> Iterator[Difference]:
    wrong = ~close(expected.values, got.values, tolerance)
    count = int(wrong.sum())
    if not count:
        return
    index = tuple(int(i) for i in wrong.nonzero()[0]) if wrong.ndim else ()
    left, right = two_numbers(expected.values[index], got.values[index])
    if not wrong.ndim:
        message = _("The value of {result} is {got}; {expected} was expected.")
    elif wrong.numel() == 1:
        message = _("The only value of {result} is {got}; {expected} was expected.")
    elif wrong.numel() == count:
        message = _("All {total} values{part} differ; the first is at index {index}.")
    else:
        message = _("{count} of {total} values{part} differ; the first is at index {index}.")
    yield Difference(
        "values",
        message.format(
            **_named(where),
            part=_(" of {result}").format(**_named(where)) if where else "",
            got=right,
            expected=left,
            count=count,
            total=wrong.numel(),
            index=list(index),
        ),
        left,
        right,
        where,
        index,
        count,
    )


def _plain_differences(
    expected: SeenPlain,
    got: SeenPlain,
    facts: Collection[str],
    tolerance: Tolerance | None,
    where: str,
) -> Iterator[Difference]:
    strict_int = expected.kind == "int" and got.kind == "float"
    if strict_int and "type" in facts:
        message = _("{Result} is a Python float; a Python int was expected.")
        shown = (repr(expected.value), repr(got.value))
        yield Difference("type", message.format(**_named(where)), *shown, where)
    elif "values" in facts and not equal_numbers(expected.value, got.value, tolerance):
        message = _("{Result} is {got}; {expected} was expected.")
        shown = (plain_text(expected), plain_text(got))
        yield Difference(
            "values",
            message.format(**_named(where), got=shown[1], expected=shown[0]),
            *shown,
            where,
        )


def _length_difference(expected: int, got: int, where: str) -> Iterator[Difference]:
    if expected != got:
        message = _("The length of {result} is {got}; {expected} was expected.")
        yield Difference(
            "shape",
            message.format(**_named(where), got=got, expected=expected),
            str(expected),
            str(got),
            where,
        )


def _mapping_differences(
    expected: SeenMapping,
    got: SeenMapping,
    facts: Collection[str],
    tolerance: Tolerance | None,
    where: str,
) -> Iterator[Difference]:
    left, right = (
        {_key(k): v for k, v in zip(m.keys, m.values, strict=True)} for m in (expected, got)
    )
    if left.keys() != right.keys():
        shown = [", ".join(map(str, keys)) or "-" for keys in (left, right)]
        message = _("The keys of {result} are {got}; {expected} were expected.")
        message = message.format(**_named(where), got=shown[1], expected=shown[0])
        yield Difference("shape", message, shown[0], shown[1], where)
        return
    for key, value in left.items():
        yield from _differences(value, right[key], facts, tolerance, f"{where}[{key}]")


def _key(seen: Seen) -> str:
    """Write a key as it stands in code."""
    match seen:
        case SeenPlain():
            return plain_text(seen)
        case SeenItems(_, items):
            return "(" + ", ".join(map(_key, items)) + ")"
    return seen.text if isinstance(seen, SeenOther) else described(seen)
