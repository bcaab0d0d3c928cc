"""What common exceptions mean: a sentence for a beginner, chosen by what the exception says."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from types import ModuleType

import numpy as np
import torch

from course.kit.language import _
from course.kit.observing.raised import Raised

# Type (or a base of it), a pattern in the message, and the meaning. The first that fits counts.
_MEANINGS: Sequence[tuple[str, str, str]] = (
    (
        "NameError",
        r"name '(\w+)' is not defined",
        "Nothing is called {0} here. Is it spelled as where it is made, and has that cell been "
        "run since the kernel started?",
    ),
    (
        "TypeError",
        r"missing \d+ required positional argument",
        "A function is called with fewer inputs than it asks for.",
    ),
    (
        "TypeError",
        r"takes \d+ positional arguments? but \d+ (?:was|were) given",
        "A function is called with more inputs than it takes.",
    ),
    (
        "TypeError",
        r"\bNoneType\b",
        "Something is None here. A function that ends without `return` gives None, and so do "
        "methods that change a list, such as `sort` and `append`.",
    ),
    (
        "AttributeError",
        r"'NoneType' object",
        "Something is None here. A function that ends without `return` gives None, and so do "
        "methods that change a list, such as `sort` and `append`.",
    ),
    (
        "TypeError",
        r"(?:can only concatenate str \(not \"|for \+: ')(\w+)(?:\"\) to str|' and 'str')",
        "`+` adds numbers or joins strings, and here a string meets a value of type {0}. `str(…)` "
        "or an f-string makes a string of that; `int(…)` and `float(…)` make numbers of strings.",
    ),
    (
        "TypeError",
        r"'(tuple|str|torch\.Size)' object does not support item assignment",
        "A value of type {0} can't be changed. Make a list of it with `list(…)` and change that, "
        "or put a new one together.",
    ),
    (
        "TypeError",
        r"'(int|float|bool)'(?: object (?:is not (?:subscriptable|iterable)|"
        r"does not support item assignment)| has no len)",
        "A single {0} holds no items: square brackets, `len` and a loop want a list, a tensor or "
        "the like.",
    ),
    (
        "TypeError",
        r"^randint\(\)[^\n]*\bfloat\b",
        "`torch.randint` draws whole numbers, between bounds that are ints. Real numbers, from 0 "
        "to 1, come from `torch.rand`.",
    ),
    (
        "TypeError",
        r"'(\w+)' object is not callable",
        "Round brackets call a function, and this is a {0}. Square brackets pick elements.",
    ),
    (
        "AttributeError",
        r"'Tensor' object has no attribute '(\w+)'",
        "Tensors have no `{0}`. Look at its spelling, or whether it is a function of torch.",
    ),
    (
        "AttributeError",
        r"module 'torch' has no attribute '(\w+)'",
        "torch has no `{0}`. Look at its spelling, or whether it is a method of tensors.",
    ),
    (
        "RuntimeError",
        r"The size of tensor a .* must match the size of tensor b",
        "Shapes are aligned from the right. In each dimension the lengths have to be equal, or "
        "one of them 1.",
    ),
    (
        "ValueError",
        r"could not be broadcast together",
        "Shapes are aligned from the right. In each dimension the lengths have to be equal, or "
        "one of them 1.",
    ),
    (
        "RuntimeError",
        r"The expanded size of the tensor",
        "What is assigned or expanded has to fit its place: in each dimension the lengths have to "
        "be equal, or its own is 1.",
    ),
    (
        "RuntimeError",
        r"shapes cannot be multiplied|size mismatch, got|inconsistent tensor size",
        "In a product the last length of the first has to be the length that the second begins "
        "with: (n, k) times (k, m).",
    ),
    (
        "RuntimeError",
        r"shape '.*' is invalid for input of size",
        "A new shape has to hold as many elements as there are: the product of its lengths counts.",
    ),
    (
        "RuntimeError",
        r"view size is not compatible",
        "`view` never copies, and these elements don't lie in memory in the order that the new "
        "shape asks for.",
    ),
    (
        "RuntimeError",
        r"Sizes of tensors must match except in dimension|"
        r"stack expects each tensor to be equal size",
        "Pieces can be joined where all their other lengths are equal.",
    ),
    (
        "ValueError",
        r"all the input array dimensions except for the concatenation axis|"
        r"all input arrays must have the same shape",
        "Pieces can be joined where all their other lengths are equal.",
    ),
    (
        "IndexError",
        r"Dimension out of range",
        "A tensor of n axes has the dims 0 to n - 1, or -n to -1 from the end.",
    ),
    (
        "IndexError",
        r"too many indices",
        "There are more indices in the brackets than the tensor has axes.",
    ),
    (
        "IndexError",
        r"out of (?:bounds|range)|invalid index of a 0-dim",
        "Of n elements the first has index 0 and the last n - 1.",
    ),
    (
        "RuntimeError",
        r"does not require grad and does not have a grad_fn",
        "No input of this result wants a gradient, or the graph was cut on the way, as `detach`, "
        "`.item()` and `torch.no_grad` do.",
    ),
    (
        "RuntimeError",
        r"leaf Variable that requires grad is being used in an in-place operation",
        "A tensor that collects gradients can't be changed in place while operations are recorded.",
    ),
    (
        "RuntimeError",
        r"modified by an inplace operation",
        "A value that the way back needs was overwritten after it had been used.",
    ),
    (
        "RuntimeError",
        r"backward through the graph a second time",
        "After one way back, what the graph had kept is gone.",
    ),
    (
        "RuntimeError",
        r"grad can be implicitly created only for scalar outputs",
        "From one number, backward knows where to begin; from several it needs a weight for each.",
    ),
    (
        "RuntimeError",
        r"Can't call numpy\(\) on Tensor that requires grad",
        "NumPy doesn't record operations, so a tensor has to leave its graph first.",
    ),
    (
        "RuntimeError",
        r"Expected all tensors to be on the same device",
        "An operation takes its inputs on one device, and moves none of them by itself.",
    ),
    (
        "RuntimeError",
        r"expected m1 and m2 to have the same dtype|expected scalar type|"
        r"must have the same dtype|same dtype, but got",
        "Products take both inputs in one dtype, and convert none of them by themselves.",
    ),
    (
        "RuntimeError",
        r"can't be cast to the desired output type",
        "The result is of a dtype that can't be written back into the tensor that is changed.",
    ),
    (
        "RuntimeError",
        r"could not infer output dtype|must be either a floating point or complex dtype",
        "This is defined for floating dtypes only, and these are whole numbers or bools.",
    ),
    (
        "RuntimeError",
        r"a Tensor with \d+ elements cannot be converted to Scalar",
        "`.item()`, `int` and `float` take one number out of a tensor that holds just one.",
    ),
    (
        "RuntimeError",
        r"Boolean value of Tensor with (?:more than one|no) value",
        "`if`, `and`, `or` and `not` ask for one answer, and this tensor holds one for each "
        "element.",
    ),
    (
        "ValueError",
        r"truth value of an array",
        "`if`, `and`, `or` and `not` ask for one answer, and this array holds one for each "
        "element.",
    ),
    (
        "RuntimeError",
        r"unsupported operation: .*memory location",
        "Several elements of this tensor lie in one cell of memory, so they can't be written "
        "separately.",
    ),
    ("RecursionError", r"", "A function calls itself and never comes to an end."),
)


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


def of_exception(raised: Raised) -> str:
    """Say what an exception usually means, or "" where its own message says it best."""
    for giver in (_of_gradient, _of_name, _of_axes):
        if raised.lines and (told := giver(raised)):
            return told
    for kind, pattern, meaning in _MEANINGS:
        if kind in raised.types and (found := re.search(pattern, raised.message)):
            return _(meaning).format(*found.groups())
    return ""


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
    text = _("Nothing is called {name} here, but there is {full}.") if full else ""
    return text.format(name=name, full=_(" and ").join(full))


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
