"""What the line that failed shows of an exception: names, shapes and calls."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from types import ModuleType

import numpy as np
import torch

from course.kit.language import _
from course.kit.observing.raised import Raised

_NO_GRADIENT = (
    "Something is None here. `.grad` is None for a tensor that doesn't require gradients, for one "
    "that is no leaf (an operation made it), and for every tensor before `backward`."
)
_KEY = (
    "A string as a key stands in quotes; without them {name} is a name, and nothing is called so "
    "here."
)
_FEWER_AXES = "A shape holds a length for each axis, and there are fewer axes than this asks for."
_BEYOND_A_TUPLE = "tuple index out of range"
_LENGTH = re.compile(r"(\w+)\.shape\[[^\[\]:]+\]")
_METHOD = re.compile(r"(\w+)\.\w+\([^()]*\)")

# Where a name is looked for that isn't in the student's code: how it is written, and the module.
# The second ones only count where none of the first has the name.
_FIRST = (("torch", torch), ("math", math))
_SECOND = (("torch.nn.functional", torch.nn.functional), ("np", np))

_NOTHING_SAVED = (
    "`ctx.saved_tensors` holds what `forward` gave to `ctx.save_for_backward`, and that is less "
    "than is taken out here."
)
_CLASS_CALLED = (
    "`{name}(...)` makes an object of the class. Where the class is made from "
    "`torch.autograd.Function`, what it computes comes from `{name}.apply(...)`."
)


def _of_gradient(raised: Raised) -> str:
    of_none = "NoneType" in raised.message and {"AttributeError", "TypeError"} & {*raised.types}
    return _(_NO_GRADIENT) if of_none and re.search(r"\.grad\b", raised.lines[-1][2]) else ""


def _of_name(raised: Raised) -> str:
    """Say where a name is defined that isn't in the student's code, or that it wants quotes."""
    found = re.fullmatch(r"name '(\w+)' is not defined", raised.message)
    if "NameError" not in raised.types or not found:
        return ""
    name, line = found[1], raised.lines[-1][2]
    is_key = re.search(rf"(?:^|{{(?:[^}}]*,)?)\s*{name}\s*:", line)
    if is_key and not re.search(r"\bf[\"']", line):
        return _(_KEY).format(name=name)
    is_called = f"{name}(" in line
    full = _having(name, is_called, _FIRST) or _having(name, is_called, _SECOND)
    if full:
        text = _("Nothing is called {name} here, but there is {full}.")
        return text.format(name=name, full=_(" and ").join(full))
    return _misspelt(raised, name)


def _of_attribute(raised: Raised) -> str:
    """Say what an attribute may be called that isn't there."""
    found = re.search(r"has no attribute '(\w+)'", raised.message)
    return _misspelt(raised, found[1]) if "AttributeError" in raised.types and found else ""


def _misspelt(raised: Raised, name: str) -> str:
    if not raised.near:
        return ""
    text = _("Nothing is called `{name}` here. Did you mean `{near}`?")
    return text.format(name=name, near=raised.near)


def _having(name: str, is_called: bool, modules: Sequence[tuple[str, ModuleType]]) -> Sequence[str]:
    """Write a name as each module has it, but for single letters, which anybody may mean."""
    full = []
    for written, module in modules:
        known = len(name) > 1 and name in getattr(module, "__all__", (name,))
        value = getattr(module, name, None) if known else None
        if callable(value) if is_called else isinstance(value, float | torch.dtype):
            full.append(f"`{written}.{name}`")
    return full


def _of_axes(raised: Raised) -> str:
    """Say which shape it is that has fewer axes than the part that failed asks for."""
    dims = re.match(r"Dimension out of range \(.*\[(-\d+), ", raised.message)
    if "IndexError" not in raised.types or not (dims or raised.message == _BEYOND_A_TUPLE):
        return ""
    failed = _failed(raised)
    found = (_METHOD if dims else _LENGTH).fullmatch(failed)
    shapes = {named.name: named.shape for named in raised.names}
    shape = shapes.get(found[1]) if found else None
    if shape is None or (dims and max(len(shape), 1) != -int(dims[1])):
        return _(_FEWER_AXES) if not dims and ".shape[" in failed else ""
    text = _(
        "`{name}` has the shape {shape}, with fewer axes than this asks for. The first is axis 0."
    )
    return text.format(name=found[1], shape=shape)


def _failed(raised: Raised) -> str:
    """Give the part that failed of the student's last line."""
    line = raised.lines[-1][2]
    return line[slice(*raised.columns)] if raised.columns else line


def _of_saved(raised: Raised) -> str:
    too_few = re.search(r"not enough values to unpack|tuple index out of range", raised.message)
    is_saved = re.search(r"\bsaved_tensors\b", raised.lines[-1][2])
    return _(_NOTHING_SAVED) if too_few and is_saved else ""


def _of_class(raised: Raised) -> str:
    """Say that a class was called, where an object of it is what can't be used as it is."""
    if not {"AttributeError", "TypeError"} & {*raised.types}:
        return ""
    for name in re.findall(r"'([A-Z]\w*)'", raised.message):
        if re.search(rf"(?<![\w.]){name}\(", raised.lines[-1][2]):
            return _(_CLASS_CALLED).format(name=name)
    return ""


BY_LINE = (_of_gradient, _of_saved, _of_name, _of_axes, _of_class, _of_attribute)
"""Each says what the failing line shows of an exception, or "" where it shows nothing."""
