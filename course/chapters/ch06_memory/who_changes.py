"""### Quiz: who else changes?

From a float32 table, twelve tensors are made. Then one number of the table is changed.

```python
x = torch.arange(12.0).reshape(3, 4)
...
x[1, 1] = 100
```

| letter | made in between | letter | made in between |
|---|---|---|---|
| a | `x[1]` | g | `x.clone()` |
| b | `x[:, ::2]` | h | `x.contiguous()` |
| c | `x.T` | i | `x.T.contiguous()` |
| d | `x.reshape(-1)` | j | `x.to(torch.float32)` |
| e | `x.T.reshape(-1)` | k | `x.to(torch.float64)` |
| f | `x[[0, 1]]` | l | `x.unfold(1, 2, 1)` |

Afterwards, in which of the twelve does a 100 stand? Write `who_changes()`, which returns a dict
from each letter to `True` or `False`. `x.unfold(1, 2, 1)` gives all windows of two neighbours
along axis 1, as a view.

Two questions decide each: does it lie over the storage of `x`, and does it look at the cell of
`x[1, 1]`?

```python
>>> who_changes()["a"]
True
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def who_changes() -> dict[str, bool]:
    """Tell by letter in which tensors the 100 stands."""
    ### BEGIN SOLUTION
    return {
        "a": True,
        "b": False,
        "c": True,
        "d": True,
        "e": False,
        "f": False,
        "g": False,
        "h": True,
        "i": False,
        "j": True,
        "k": False,
        "l": True,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4", "M1"],
    points=2,
    hints=[
        "A shared storage isn't enough: the tensor must look at the cell that was written. Which "
        "columns does `::2` pick?",
        "Functions that copy only when they must return `x` itself, or a view of it, when they "
        "needn't: `reshape`, `contiguous` and `to` are of this kind.",
        "`x` is contiguous and of dtype float32. For which of d, e, h, i, j and k is there nothing "
        "to do?",
    ],
)


def reference() -> dict[str, bool]:
    x = torch.arange(12.0).reshape(3, 4)
    tensors = {
        "a": x[1],
        "b": x[:, ::2],
        "c": x.T,
        "d": x.reshape(-1),
        "e": x.T.reshape(-1),
        "f": x[[0, 1]],
        "g": x.clone(),
        "h": x.contiguous(),
        "i": x.T.contiguous(),
        "j": x.to(torch.float32),
        "k": x.to(torch.float64),
        "l": x.unfold(1, 2, 1),
    }
    x[1, 1] = 100
    return {letter: bool((t == 100).any()) for letter, t in tensors.items()}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the twelve tensors")


@mistake(
    "Only b differs. It shares the storage of `x`, but it looks at columns 0 and 2, and the 100 "
    "was written into column 1."
)
def storage_is_enough() -> dict[str, bool]:
    return {**who_changes(), "b": True}


@mistake(
    "Only h differs. `contiguous` copies where the elements are out of order; `x` is in order, "
    "and so it returns `x` itself."
)
def contiguous_copies() -> dict[str, bool]:
    return {**who_changes(), "h": False}


@mistake(
    "Only i differs. The transposed table isn't in reading order, so `contiguous` had to lay its "
    "numbers out anew, in memory of its own."
)
def contiguous_shares() -> dict[str, bool]:
    return {**who_changes(), "i": True}


@mistake(
    "Only j differs. `x` has the dtype that is asked for, so there is nothing to convert: `to` "
    "returns `x` itself."
)
def to_copies() -> dict[str, bool]:
    return {**who_changes(), "j": False}


@mistake(
    "You take `contiguous` and `to` for functions that always copy. Where there is nothing to do, "
    "both return the tensor itself, and a change reaches it."
)
def both_copy() -> dict[str, bool]:
    return {**who_changes(), "h": False, "j": False}


@mistake(
    "Only e differs. Read row by row, the transposed table needs its numbers in another order "
    "than memory has them, so `reshape` copied."
)
def reshape_shares() -> dict[str, bool]:
    return {**who_changes(), "e": True}


@mistake(
    "Only f differs. A list of positions copies, even where a slice could have picked the same "
    "rows."
)
def lists_share() -> dict[str, bool]:
    return {**who_changes(), "f": True}


@mistake(
    "Only l differs. The windows overlap, and all the same no number was copied: each is a view, "
    "and the 100 stands in two of them."
)
def windows_copy() -> dict[str, bool]:
    return {**who_changes(), "l": False}


@mistake(
    "Only c differs. A transposed table is a view with its strides swapped; it looks at every "
    "cell of `x`."
)
def transpose_copies() -> dict[str, bool]:
    return {**who_changes(), "c": False}
