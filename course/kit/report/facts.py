"""Expected and got side by side: a row for each fact that helps to see the difference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from course.kit.judging.advice import part, same_values
from course.kit.judging.exercise import Exercise, Rules
from course.kit.judging.judge import Failure
from course.kit.language import _
from course.kit.observing.inputs import named_inputs
from course.kit.observing.observe import Observation
from course.kit.report.blocks import Marked, Row, Table
from course.kit.report.tensors import two_tensors
from course.kit.report.writing import LONGEST_LINE, is_plain, marked, two_strings, two_tuples
from course.kit.values.compare import Difference, compare
from course.kit.values.described import described
from course.kit.values.seen import Seen, SeenItems, SeenMapping, SeenPlain, SeenTensor, see

_SHOWN_WITH_VALUES = ("values", "type", "shape", "dtype")
_ROW_NAMES = {
    "strides": "strides",
    "shares": "memory",
    "requires_grad": "requires_grad",
    "changed": "input",
    "gradients": "gradient of",
    "allocated": "allocated",
    "transfers": "copies between devices",
    "moved": "bytes moved",
    "waits": "waits for a value",
    "sent": "bytes sent there",
    "fetched": "fetched from there",
}


def side_by_side(failure: Failure, exercise: Exercise) -> Table | None:
    """Put expected and got beside each other; None where nothing but a call differs."""
    difference = failure.difference
    if difference.fact == "called":  # then "Why" says all that there is
        return None
    heading = _("Expected, and what your code gives")
    expected, got = failure.expected.value, failure.got.value
    if (
        difference.where
        and difference.fact not in _ROW_NAMES
        and expected is not None
        and got is not None
        and not _on_one_line(expected, got)
    ):
        heading = _("Expected, and what your code gives, in result{where}").format(
            where=difference.where
        )
    rows = fact_rows(failure.expected, failure.got, difference, exercise.rules)
    if difference.fact == "changed" and difference.index is None:
        rows += _change_rows(failure, exercise)
    return Table(heading, (_("expected"), _("got")), tuple(rows))


def fact_rows(
    expected: Observation, got: Observation, difference: Difference, rules: Rules
) -> list[Row]:
    """Put expected and got side by side, a row for each fact."""
    rows: list[Row] = []
    if expected.value is not None and got.value is not None:
        rows += _value_rows(expected.value, got.value, difference, rules)
    else:
        rows.append(_row(_("outcome"), _outcome(expected), _outcome(got)))
        if got.value is not None:
            rows.append(_row(_("value"), "", marked(got.value, "")))
    if difference.fact in _ROW_NAMES:
        rows.append(_named_row(expected, got, difference, rules))
    if difference.index and not _is_one_number(_compared(expected, got, difference)):
        place = _("at {index}").format(index=list(difference.index))
        rows.append(_row(place, difference.expected, difference.got))
    return rows


def _compared(
    expected: Observation, got: Observation, difference: Difference
) -> tuple[Seen | None, Seen | None]:
    """Give the two values in which a difference was found: of the result, or of an input."""
    of_inputs: dict[str, tuple[Mapping[str, Seen], Mapping[str, Seen]]] = {
        "gradients": (expected.gradients, got.gradients),
        "changed": (expected.changed, got.changed),
    }
    if difference.fact in of_inputs:
        left, right = (found.get(difference.where) for found in of_inputs[difference.fact])
        return left, right
    return _differing_parts(*_values(expected, got), difference.where)


def _is_one_number(pair: tuple[Seen | None, Seen | None]) -> bool:
    return all(isinstance(seen, SeenTensor) and seen.values.numel() == 1 for seen in pair)


def _value_rows(left: Seen, right: Seen, difference: Difference, rules: Rules) -> list[Row]:
    is_shown = difference.fact in _SHOWN_WITH_VALUES and "values" in rules.facts
    if is_shown and _on_one_line(left, right):
        rows = _layout_rows(left, right) if described(left) != described(right) else []
        if isinstance(left, SeenPlain) and isinstance(right, SeenPlain):
            return [*rows, *_plain_rows(left, right)]
        return [
            *rows,
            _row(_("value"), marked(left, difference.where), marked(right, difference.where)),
        ]
    # Of a long result only the part that differs: it's what helps.
    left, right = _differing_parts(left, right, difference.where)
    rows = _layout_rows(left, right)
    if "strides" in rules.facts and difference.fact in ("values", "shape"):
        rows += _stride_rows(left, right)
    if isinstance(left, SeenMapping) and difference.fact == "shape":
        return [*rows, _row(_("keys"), difference.expected, difference.got)]
    if is_shown and isinstance(left, SeenTensor) and isinstance(right, SeenTensor):
        index = difference.index if difference.fact == "values" else None
        may_differ = difference.fact != "dtype" or not same_values(left, right)
        row = _tensor_row(left, right, index, rules, may_differ)
        if not may_differ and "\n" in row.cells[1].text and same_values(left, right, (0.0, 0.0)):
            row = replace(row, cells=(row.cells[0], Marked.plain(_("the same values"))))
        return [*rows, row]
    if is_shown and isinstance(left, SeenPlain) and isinstance(right, SeenPlain):
        return [*rows, *_plain_rows(left, right)]
    if is_shown:
        value = _row(_("value"), marked(left, ""), marked(right, ""))
        return [*rows, replace(value, differs=value.differs and not _same_number(left, right))]
    return rows


def _same_number(left: Seen, right: Seen) -> bool:
    """Tell whether a Python number and a tensor of shape () hold the same, of whatever type."""
    numbers = [_number(seen) for seen in (left, right)]
    return None not in numbers and numbers[0] == numbers[1]


def _number(seen: Seen) -> object:
    if isinstance(seen, SeenTensor):
        return seen.values.item() if seen.shape == () else None
    return seen.value if isinstance(seen, SeenPlain) else None


def _tensor_row(
    left: SeenTensor,
    right: SeenTensor,
    index: tuple[int, ...] | None,
    rules: Rules,
    may_differ: bool = True,
    name: str = "",
) -> Row:
    """Write two tensors' values. Of another dtype, 1 and 1. look different and are the same."""
    written = two_tensors(left, right, index, rules.tolerance)
    differs = may_differ and written.left.text != written.right.text
    return Row(name or written.name, (written.left, written.right), differs)


def _plain_rows(left: SeenPlain, right: SeenPlain) -> list[Row]:
    if left.kind == right.kind == "str" and left.value != right.value:
        return [_row(_("value"), *two_strings(str(left.value), str(right.value)))]
    return [_row(_("value"), marked(left, ""), marked(right, ""))]


def _named_row(
    expected: Observation, got: Observation, difference: Difference, rules: Rules
) -> Row:
    """Write the fact that differs where it is none of a value's own."""
    name = f"{_(_ROW_NAMES[difference.fact])} {difference.where}".strip()
    if difference.where.startswith("["):
        name = _("{fact} of {part}").format(
            fact=_(_ROW_NAMES[difference.fact]), part=f"result{difference.where}"
        )
    if difference.fact == "strides" or difference.index is not None:
        left, right = _compared(expected, got, difference)
        if isinstance(left, SeenTensor) and isinstance(right, SeenTensor):
            if difference.fact == "strides":
                return _row(name, *two_tuples(left.strides, right.strides))
            return _tensor_row(left, right, difference.index, rules, name=name)
    return _row(name, difference.expected, difference.got)


def _change_rows(failure: Failure, exercise: Exercise) -> list[Row]:
    """Show an input that should have stayed as it was, beside what it is after the call."""
    name = failure.difference.where
    args, kwargs = failure.case.fresh()
    inputs = dict(named_inputs(args, kwargs, exercise.parameters))
    after = failure.got.changed.get(name)
    if not isinstance(after, SeenTensor) or name not in inputs:
        return []
    before = see(inputs[name])
    if not isinstance(before, SeenTensor) or before.device != after.device:
        return []
    difference = compare(before, after, ("shape", "values"))
    title = _("{name} after the call").format(name=name)
    if difference is None and before.requires_grad != after.requires_grad:
        asks = _("requires_grad of {name} after the call").format(name=name)
        return [_row(asks, str(before.requires_grad), str(after.requires_grad))]
    return [_tensor_row(before, after, difference and difference.index, exercise.rules, name=title)]


def _values(expected: Observation, got: Observation) -> tuple[Seen, Seen]:
    assert expected.value is not None
    assert got.value is not None
    return expected.value, got.value


def _on_one_line(left: Seen, right: Seen) -> bool:
    """Tell whether two results can be shown whole, however deep the difference lies."""
    return all(
        not isinstance(seen, SeenTensor)
        and is_plain(seen)
        and len(marked(seen, "").text) <= LONGEST_LINE
        for seen in (left, right)
    )


def _differing_parts(expected: Seen, got: Seen, where: str) -> tuple[Seen, Seen]:
    left, right = part(expected, where), part(got, where)
    return (left, right) if left is not None and right is not None else (expected, got)


def _row(name: str, left: str | Marked, right: str | Marked) -> Row:
    cells = [Marked.plain(cell) if isinstance(cell, str) else cell for cell in (left, right)]
    return Row(name, tuple(cells), bool(cells[0].text) and cells[0].text != cells[1].text)


def _layout_rows(left: Seen, right: Seen) -> list[Row]:
    if isinstance(left, SeenTensor) and isinstance(right, SeenTensor) and left.kind == right.kind:
        rows = [_row(_("shape"), *two_tuples(left.shape, right.shape))]
        rows.append(_row(_("dtype"), *(_dtype(seen) for seen in (left, right))))
        if left.device != right.device or left.device != "cpu":
            rows.append(_row(_("device"), left.device, right.device))
        return rows
    if isinstance(left, SeenItems) and isinstance(right, SeenItems):
        lengths = [str(len(seen.items)) for seen in (left, right)]
        types = _row(_("type"), described(left), described(right))
        return [types, _row(_("length"), *lengths)] if lengths[0] != lengths[1] else [types]
    return [_row(_("type"), described(left), described(right))]


def _stride_rows(left: Seen, right: Seen) -> list[Row]:
    if not (isinstance(left, SeenTensor) and isinstance(right, SeenTensor)):
        return []
    if compare(left, right, ("strides",)) is None:  # others, along an axis of length 1
        return [replace(_row(_("strides"), str(left.strides), str(right.strides)), differs=False)]
    return [_row(_("strides"), *two_tuples(left.strides, right.strides))]


def _dtype(seen: SeenTensor) -> str:
    return f"torch.{seen.dtype}" if seen.kind == "tensor" else seen.dtype


def _outcome(observation: Observation) -> str:
    if observation.raised:
        return _("raises {name}").format(name=observation.raised.types[0])
    return _("returns {what}").format(what=described(observation.value))  # type: ignore[arg-type]
