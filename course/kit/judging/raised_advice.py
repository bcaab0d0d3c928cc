"""What common exceptions mean: a sentence for a beginner, chosen by what the exception says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from course.kit.judging.line_advice import BY_LINE
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
        r"setStorage: sizes .* out of bounds for storage of size",
        "With this shape, these strides and this offset, the last element would lie beyond the "
        "storage. Its cell is the offset plus, for each axis, the stride times one less than the "
        "length.",
    ),
    (
        "RuntimeError",
        r"invalid storage offset",
        "A view begins at a cell of its storage, and the first of them is cell 0: here the offset "
        "is below 0.",
    ),
    (
        "RuntimeError",
        r"Storage size calculation overflowed",
        "A length in this shape is below 0. The shortest that an axis can be is 0.",
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
        r"nly Tensors of floating point (?:and complex )?dtype can require gradients",
        "Whole numbers and bools have no slopes. They can require gradients once they are "
        "converted to a floating dtype.",
    ),
    (
        "RuntimeError",
        r"Legacy autograd function",
        "Neither a class made from `torch.autograd.Function` is called nor an object of it: the "
        "`apply` of the class is.",
    ),
    (
        "AttributeError",
        r"'numpy\.ndarray' object has no attribute '(\w+)'",
        "NumPy's arrays have no `{0}`. Look at its spelling; where it belongs to tensors, make a "
        "tensor of the array first.",
    ),
    (
        "ValueError",
        r"At least one stride in the given numpy array is negative",
        "torch takes no steps backwards through memory. `.copy()` lays an array out forwards; "
        "`np.ascontiguousarray` doesn't where it is a single row, which counts as contiguous.",
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
    (
        "ZeroDivisionError",
        r"",
        "What is divided by is 0 here, and Python's own numbers raise then. (Floating tensors and "
        "arrays give inf or nan instead.)",
    ),
    (
        "KeyError",
        r"",
        'The dict has no such key. The type of a key counts, `1` or `"1"`, and so does every '
        "letter.",
    ),
    (
        "ValueError",
        r"invalid literal for int\(\)|could not convert string to float",
        "`int` and `float` read a text that is one number and nothing else; for `int` it has to be "
        "a whole one, without a point.",
    ),
    ("RecursionError", r"", "A function calls itself and never comes to an end."),
)


def of_exception(raised: Raised) -> str:
    """Say what an exception usually means, or "" where its own message says it best."""
    for giver in BY_LINE:
        if raised.lines and (told := giver(raised)):
            return told
    for kind, pattern, meaning in _MEANINGS:
        if kind in raised.types and (found := re.search(pattern, raised.message)):
            return _(meaning).format(*found.groups())
    return ""
