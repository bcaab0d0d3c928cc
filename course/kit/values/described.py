"""What a seen value is called in sentences: its kind, its type in words, its numbers as typed."""

from __future__ import annotations

import math

import torch

from course.kit.language import _
from course.kit.values.seen import Seen, SeenItems, SeenPlain, SeenTensor

_DIGITS = range(1, 10)  # nine give back every float32


def kind_of(seen: Seen) -> str:
    """Give the kind that a value counts as: lists as tuples, floats and ints as numbers."""
    if isinstance(seen, SeenItems):
        return "sequence"
    if seen.kind in ("int", "float"):
        return "number"
    return seen.kind


def described(seen: Seen) -> str:
    """Name a value's type in words: "a tensor of shape (2, 3)", "an int", "None"."""
    if isinstance(seen, SeenTensor):
        if seen.shape == ():
            return _("a 0-d tensor") if seen.kind == "tensor" else _("a 0-d NumPy array")
        what = _("a tensor") if seen.kind == "tensor" else _("a NumPy array")
        return _("{what} of shape {shape}").format(what=what, shape=seen.shape)
    names = {
        "None": "None",
        "bool": _("a Python bool"),
        "int": _("a Python int"),
        "float": _("a Python float"),
        "complex": _("a Python complex number"),
        "str": _("a string"),
        "list": _("a list"),
        "tuple": _("a tuple"),
        "dict": _("a dict"),
        "dtype": _("a torch.dtype"),
        "device": _("a torch.device"),
        "type": _("a class"),
        "function": _("a function"),
    }
    return names.get(seen.kind, _("an object of type {type}").format(type=seen.kind))


def plain_text(seen: SeenPlain) -> str:
    """Write a plain value as it is typed in Python."""
    if seen.kind == "dtype":
        return f"torch.{seen.value}"
    return f"torch.device({seen.value!r})" if seen.kind == "device" else repr(seen.value)


def two_numbers(left: torch.Tensor, right: torch.Tensor) -> tuple[str, str]:
    """Write two 0-d tensors with the digits that their dtypes hold, so that they look different."""
    short = _shortest(left), _shortest(right)
    return short if short[0] != short[1] else (repr(left.item()), repr(right.item()))


def _shortest(number: torch.Tensor) -> str:
    """Write a number with the fewest digits that give it back in its dtype."""
    value = number.item()
    if isinstance(value, float) and number.dtype != torch.float64 and math.isfinite(value):
        for digits in _DIGITS:
            rounded = float(f"{value:.{digits}g}")
            if torch.tensor(rounded, dtype=torch.float64).to(number.dtype).item() == value:
                return repr(rounded)
    return repr(value)
