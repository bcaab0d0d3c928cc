"""### Quiz: which dtypes cross over?

Each of these either gives a result or raises.

`torch.from_numpy(...)` of these arrays:

| letter | array |
|---|---|
| a | `np.array([1.5, 2.5])` |
| b | `np.array([True, False])` |
| c | `np.zeros(2, dtype=np.int8)` |
| d | `np.zeros(2, dtype=np.float16)` |
| e | `np.zeros(2, dtype=np.uint16)` |
| f | `np.array(["1.5", "2"])` |
| g | `np.array([1, None])` |
| h | `np.zeros(2, dtype=">f4")` |

`.numpy()` of these tensors:

| letter | tensor |
|---|---|
| i | `torch.zeros(2)` |
| j | `torch.zeros(2, dtype=torch.int8)` |
| k | `torch.CharTensor([1, 2])` |
| l | `torch.zeros(2, dtype=torch.bfloat16)` |
| m | `torch.zeros(2, dtype=torch.bool)` |
| n | `torch.zeros(2, dtype=torch.complex64)` |

Write `dtypes_across()`, which returns a dict from each letter to the name of the result's dtype, a
string such as `"int64"`, or to `None` if the expression raises.

```python
>>> dtypes_across()["m"]
'bool'
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def dtypes_across() -> dict[str, str | None]:
    """Tell by letter which dtype comes out, or None where nothing does."""
    ### BEGIN SOLUTION
    return {
        "a": "float64",
        "b": "bool",
        "c": "int8",
        "d": "float16",
        "e": "uint16",
        "f": None,
        "g": None,
        "h": None,
        "i": "float32",
        "j": "int8",
        "k": "int8",
        "l": None,
        "m": "bool",
        "n": "complex64",
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N4", "N2"],
    points=2,
    hints=[
        "What crosses over keeps its dtype, under the same name. So there are two questions: which "
        "dtype has the source, and does the other side have that one too?",
        "NumPy makes float64 of `1.5`, torch makes float32 of `zeros`. `CharTensor` is an old name "
        "for a tensor of int8.",
        "Four raise: strings, objects, numbers in the other byte order, and the one dtype of torch "
        "in the list that NumPy hasn't got.",
    ],
)


def reference() -> dict[str, str | None]:
    makers = {
        "a": lambda: torch.from_numpy(np.array([1.5, 2.5])),
        "b": lambda: torch.from_numpy(np.array([True, False])),
        "c": lambda: torch.from_numpy(np.zeros(2, dtype=np.int8)),
        "d": lambda: torch.from_numpy(np.zeros(2, dtype=np.float16)),
        "e": lambda: torch.from_numpy(np.zeros(2, dtype=np.uint16)),
        "f": lambda: torch.from_numpy(np.array(["1.5", "2"])),
        "g": lambda: torch.from_numpy(np.array([1, None])),
        "h": lambda: torch.from_numpy(np.zeros(2, dtype=">f4")),
        "i": lambda: torch.zeros(2).numpy(),
        "j": lambda: torch.zeros(2, dtype=torch.int8).numpy(),
        "k": lambda: torch.CharTensor([1, 2]).numpy(),
        "l": lambda: torch.zeros(2, dtype=torch.bfloat16).numpy(),
        "m": lambda: torch.zeros(2, dtype=torch.bool).numpy(),
        "n": lambda: torch.zeros(2, dtype=torch.complex64).numpy(),
    }
    names: dict[str, str | None] = {}
    for letter, make in makers.items():
        try:
            names[letter] = str(make().dtype).removeprefix("torch.")
        except (TypeError, ValueError):
            names[letter] = None
    return names


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the fourteen expressions")


@mistake(
    "You take int8 for an exception, as old tutorials do (*all tensors except a CharTensor*). "
    "CharTensor is the old name of int8, and int8 has crossed in both directions for years."
)
def int8_stays_behind() -> dict[str, str | None]:
    return {**dtypes_across(), "j": None, "k": None}


@mistake(
    "You take int8 for an exception, as old tutorials do (*all tensors except a CharTensor*), in "
    "both directions. CharTensor is the old name of int8, and int8 has crossed for years."
)
def int8_never_crosses() -> dict[str, str | None]:
    return {**dtypes_across(), "c": None, "j": None, "k": None}


@mistake(
    "Only k differs. A CharTensor is a tensor of int8 under an old name. The sentence that it "
    "can't become an array still stands in many tutorials, and is out of date."
)
def char_tensor_refused() -> dict[str, str | None]:
    return {**dtypes_across(), "k": None}


@mistake(
    "Only a differs. NumPy makes float64 of Python floats, and the bridge keeps it. float32 is "
    "what `torch.tensor([1.5, 2.5])` would give."
)
def becomes_float32() -> dict[str, str | None]:
    return {**dtypes_across(), "a": "float32"}


@mistake(
    "Only i differs. torch's default is float32, and NumPy's own default of float64 doesn't "
    "matter to a tensor that crosses: the bridge keeps the dtype."
)
def becomes_float64() -> dict[str, str | None]:
    return {**dtypes_across(), "i": "float64"}


@mistake(
    "Only l differs. NumPy has no bfloat16, so there is no array to make; nothing is converted "
    "without being asked."
)
def bfloat16_converted() -> dict[str, str | None]:
    return {**dtypes_across(), "l": "float32"}


@mistake("Only l differs. NumPy has no dtype of that name: `numpy()` raises a TypeError.")
def bfloat16_kept() -> dict[str, str | None]:
    return {**dtypes_across(), "l": "bfloat16"}


@mistake(
    "Only h differs. In `>f4` the bytes of each number stand the other way round. torch knows only "
    "the machine's own order, and doesn't turn them by itself."
)
def byte_order_ignored() -> dict[str, str | None]:
    return {**dtypes_across(), "h": "float32"}


@mistake(
    "Only e differs. Unsigned integers of 16, 32 and 64 bits were added to torch in version 2.3; "
    "they cross over, though torch can do little with them."
)
def uint16_refused() -> dict[str, str | None]:
    return {**dtypes_across(), "e": None}


@mistake("Only e differs. uint16 keeps its dtype, as everything does that crosses.")
def uint16_widened() -> dict[str, str | None]:
    return {**dtypes_across(), "e": "int32"}


@mistake(
    "Only g differs. An array with a None in it holds Python objects, one address for each. torch "
    "holds bare numbers, and refuses."
)
def objects_cross() -> dict[str, str | None]:
    return {**dtypes_across(), "g": "int64"}
