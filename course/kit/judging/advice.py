"""General advice on a failure that equals no recorded mistake: what such a difference means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch

from course.kit.judging.difference import judge
from course.kit.judging.exercise import Rules
from course.kit.judging.raised_advice import of_exception
from course.kit.language import _
from course.kit.observing.observe import Observation
from course.kit.observing.returning import GRAD, IN_PLACE, NO_RETURN
from course.kit.observing.torch_names import other_ways
from course.kit.values.close import Tolerance, close
from course.kit.values.compare import Difference
from course.kit.values.seen import Seen, SeenItems, SeenMapping, SeenPlain, SeenTensor

# What float32 keeps of a number, and a little more.
_ROUNDED = 1e-6


def advice(difference: Difference, expected: Observation, got: Observation, rules: Rules) -> str:
    """Say what a difference of this kind usually means, or "" where nothing general can be said."""
    if difference.fact == "changed":
        return _of_change(got.changed.get(difference.where))
    if difference.fact == "called":
        return _of_call(difference)
    if difference.fact in _OF_TRAFFIC:
        return _(_OF_TRAFFIC[difference.fact])
    if difference.fact == "raised" and got.raised is not None and expected.raised is None:
        return of_exception(got.raised)
    if difference.fact == "type" and got.none:
        return _(_OF_NONE[got.none])
    if difference.fact == "dtype":
        return _of_dtype(difference, expected, got, rules)
    giver = _BY_FACT.get(difference.fact)
    if giver is None:
        return ""
    if expected.value is None or got.value is None:
        return giver(None, None)
    return giver(part(expected.value, difference.where), part(got.value, difference.where))


def part(seen: Seen, where: str) -> Seen | None:
    """Follow a place such as `[1]['lowest']` into a seen value."""
    for step in where.strip("[]").split("][") if where else ():
        if isinstance(seen, SeenItems) and step.isdigit() and int(step) < len(seen.items):
            seen = seen.items[int(step)]
        elif isinstance(seen, SeenMapping):
            keys = [repr(k.value) for k in seen.keys if isinstance(k, SeenPlain)]
            if step not in keys:
                return None
            seen = seen.values[keys.index(step)]
        else:
            return None
    return seen


def _of_type(expected: Seen | None, got: Seen | None) -> str:
    if isinstance(got, SeenTensor) and isinstance(expected, SeenPlain):
        if got.shape == () and got.kind == "tensor":
            return _("A tensor of shape () holds one number; `.item()` takes it out.")
        if expected.kind == "bool":
            return _("Reduce it to one answer, as a Python bool.")
    if isinstance(expected, SeenTensor) and isinstance(got, SeenPlain) and expected.shape == ():
        return _("A Python number has left torch: no dtype, no device. Keep the tensor.")
    if isinstance(expected, SeenTensor) and isinstance(got, SeenItems):
        return _("A list or tuple holds its items apart; a tensor holds them in one memory.")
    return ""


def _of_call(difference: Difference) -> str:
    """Name the other ways to write a call, since the student may have used one of those."""
    name = difference.got if difference.got.startswith("torch.") else difference.expected
    ways = other_ways(name)
    if not ways:
        return ""
    return _("The same function is also written {ways}.").format(
        ways=", ".join(f"`{way}`" for way in ways)
    )


def _of_keys(expected: SeenMapping, got: SeenMapping) -> str:
    strings = all(key.kind == "str" for key in expected.keys)
    if strings and any(key.kind != "str" for key in got.keys):
        return _(
            "A string as a key stands in quotes; without them the key is what that name holds."
        )
    return ""


def _of_shape(expected: Seen | None, got: Seen | None) -> str:
    if isinstance(expected, SeenMapping) and isinstance(got, SeenMapping):
        return _of_keys(expected, got)
    if not (isinstance(expected, SeenTensor) and isinstance(got, SeenTensor)):
        return ""
    if expected.shape == got.shape[::-1] and len(got.shape) > 1:
        return _("That is the expected shape back to front: the axes changed places.")
    wanted = [n for n in expected.shape if n != 1]
    if wanted == [n for n in got.shape if n != 1]:
        if len(got.shape) > len(expected.shape):
            return _("An axis of length 1 is too many.")
        return _("An axis of length 1 is missing or stands in another place.")
    if expected.values.numel() == got.values.numel():
        return _("It holds as many values as expected, arranged in another way.")
    return ""


def _of_dtype(difference: Difference, expected: Observation, got: Observation, rules: Rules) -> str:
    left, right = (part(o.value, difference.where) if o.value else None for o in (expected, got))
    if not (isinstance(left, SeenTensor) and isinstance(right, SeenTensor)):
        return ""
    if left.values.shape != right.values.shape:
        return ""
    if not same_values(left, right):
        return _("The values differ as well.")
    are_floats = left.values.is_floating_point() and right.values.is_floating_point()
    if are_floats and not same_values(left, right, (0.0, 0.0)):
        return _("The values are rounded differently because of the dtype, and right otherwise.")
    others = tuple(fact for fact in rules.facts if fact != "dtype")
    if judge(expected, got, replace(rules, facts=others)):
        return _("The values are right.")
    return _("The values are right; only the dtype differs.")


def same_values(expected: SeenTensor, got: SeenTensor, tolerance: Tolerance | None = None) -> bool:
    """Tell whether values agree, by default to the digits of the less precise dtype of the two."""
    left, right = expected.values, got.values
    return left.shape == right.shape and bool(close(left, right, tolerance).all())


def _of_values(expected: Seen | None, got: Seen | None) -> str:
    if not (isinstance(expected, SeenTensor) and isinstance(got, SeenTensor)):
        return ""
    if bool(got.values.isnan().any()) and not bool(expected.values.isnan().any()):
        return _("NaN comes from an undefined operation such as 0 / 0 or inf - inf.")
    if expected.values.is_complex() or got.values.is_complex():
        return ""
    if expected.values.numel() > 1 and expected.shape == got.shape:
        left, right = (t.flatten().double() for t in (expected.values, got.values))
        if _near(left, right):
            return _("They differ in their last digits: something was rounded on the way.")
        if _is_turned(expected.values, got.values):
            return _("It is the expected result with its last two axes exchanged.")
        if _near(left.sort().values, right.sort().values):
            return _("The values are the expected ones in another order.")
    return ""


def _near(left: torch.Tensor, right: torch.Tensor) -> bool:
    """Tell whether float64 numbers agree to what float32 keeps of them, as large as they are."""
    finite = left[left.isfinite()].abs()
    scale = float(finite.max()) if finite.numel() else 0.0
    return torch.allclose(left, right, rtol=_ROUNDED, atol=_ROUNDED * scale, equal_nan=True)


def _is_turned(expected: torch.Tensor, got: torch.Tensor) -> bool:
    if expected.ndim < 2 or expected.shape[-1] != expected.shape[-2]:
        return False
    return bool(close(expected.mT, got).all())


def _of_change(changed: Seen | None) -> str:
    if isinstance(changed, SeenTensor):
        return _("Functions whose name ends in `_`, `+=` and assignment to `x[...]` work in place.")
    return ""


def _of_sharing(expected: Seen | None, got: Seen | None) -> str:
    if not (isinstance(expected, SeenTensor) and isinstance(got, SeenTensor)):
        return ""
    if expected.shares and not got.shares:
        return _("The result is a copy: a change to it doesn't reach the input.")
    return _("The result is a view: a change to it would change the input as well.")


_OF_NONE = {
    NO_RETURN: "None is also what a function gives that ends without `return`.",
    IN_PLACE: "What changes a list or dict in place, such as `sort` or `append`, gives None. "
    "Return what was changed; of a list, `sorted(...)` gives a new one.",
    GRAD: "`.grad` is None for a tensor that doesn't require gradients, for one that is no leaf "
    "(an operation made it), and for every tensor before `backward`.",
}


_OF_TRAFFIC = {
    "transfers": "`.to`, `.cpu`, `.tolist` and `torch.tensor(..., device=...)` each make a copy.",
    "moved": "How many bytes travel depends on the dtype that an element has on its way.",
    "waits": "`.item()`, `.cpu()`, `float`, `if` and printing each wait until a value is there.",
    "sent": "What is computed on the accelerator has to be there first.",
    "fetched": "What was computed on the accelerator has to be taken out of it.",
}


_BY_FACT: dict[str, Callable[[Seen | None, Seen | None], str]] = {
    "type": _of_type,
    "shape": _of_shape,
    "values": _of_values,
    "shares": _of_sharing,
}
