"""### Quiz: who shares memory?

```python
x = torch.arange(12.0).reshape(3, 4)
n = np.arange(12.0).reshape(3, 4)
```

Which of these look at the memory of the tensor `x`, or of the NumPy array `n`, that they are made
from?

| letter | expression |
|---|---|
| a | `x[1]` |
| b | `x[:, 2]` |
| c | `x[[0, 1]]` |
| d | `x[x > 5]` |
| e | `x.index_select(0, torch.tensor([1]))` |
| f | `x + 0` |
| g | `x.reshape(4, 3)` |
| h | `x.T.reshape(12)` |
| i | `n[0:2]` |
| j | `n[[0, 1]]` |

Write `who_shares()`, which returns a dict from each letter to `True` (shares) or `False` (has
memory of its own). Decide first. If you are unsure of one, change the result in a cell and look
at `x`.

```python
>>> who_shares()["a"]
True
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def who_shares() -> dict[str, bool]:
    """Tell by letter which of the ten expressions share memory with their source."""
    ### BEGIN SOLUTION
    return {
        "a": True,
        "b": True,
        "c": False,
        "d": False,
        "e": False,
        "f": False,
        "g": True,
        "h": False,
        "i": True,
        "j": False,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T12", "T13", "T15"],
    points=2,
    hints=[
        "Can the result be described by a start and one step for each axis? Then it is a view. A "
        "list of positions or a mask can't be described so.",
        "Arithmetic always makes a new tensor, adding 0 included. `reshape` shares unless the "
        "numbers would have to be read in an order that no step describes.",
        "NumPy goes by the same rules as torch, for slices and for lists of positions.",
    ],
)


def reference() -> dict[str, bool]:
    x = torch.arange(12.0).reshape(3, 4)
    n = np.arange(12.0).reshape(3, 4)
    results = {
        "a": x[1],
        "b": x[:, 2],
        "c": x[[0, 1]],
        "d": x[x > 5],
        "e": x.index_select(0, torch.tensor([1])),
        "f": x + 0,
        "g": x.reshape(4, 3),
        "h": x.T.reshape(12),
    }
    start = x.untyped_storage().data_ptr()
    shares = {k: y.untyped_storage().data_ptr() == start for k, y in results.items()}
    return {**shares, "i": np.shares_memory(n, n[0:2]), "j": np.shares_memory(n, n[[0, 1]])}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the ten expressions")


@mistake(
    "Only i differs: you expect a NumPy slice to be a copy. It is a view, as in torch. What copies "
    "a slice is a Python list."
)
def numpy_slices_copy() -> dict[str, bool]:
    return {**who_shares(), "i": False}


@mistake(
    "You take everything between square brackets for a view. Integers and slices give views; a "
    "list of positions or a mask copies, in NumPy as in torch."
)
def all_brackets_share() -> dict[str, bool]:
    return {**who_shares(), "c": True, "d": True, "j": True}


@mistake(
    "You take everything that picks for a view. Integers and slices give views; a list of "
    "positions, a mask and `index_select` copy, in NumPy as in torch."
)
def all_picking_shares() -> dict[str, bool]:
    return {**who_shares(), "c": True, "d": True, "e": True, "j": True}


@mistake(
    "Only h differs. Read row by row, the transposed table needs the numbers in an order that no "
    "step describes, so `reshape` had to copy."
)
def reshape_always_shares() -> dict[str, bool]:
    return {**who_shares(), "h": True}


@mistake(
    "Only b differs. A column is a view as much as a row is: start at its first number, and step "
    "over one row's length each time."
)
def columns_copy() -> dict[str, bool]:
    return {**who_shares(), "b": False}


@mistake(
    "You expect slices to copy, as those of a Python list do. Slices of tensors and of NumPy "
    "arrays are views."
)
def slices_copy() -> dict[str, bool]:
    return {**who_shares(), "a": False, "b": False, "i": False}


@mistake(
    "Only f differs. Adding 0 changes no number, but `+` makes a new tensor all the same, with "
    "memory of its own."
)
def adding_zero_shares() -> dict[str, bool]:
    return {**who_shares(), "f": True}


@mistake(
    "Only e differs. `index_select` takes any positions in any order, which a start and a step "
    "can't describe, so it copies; even where, as here, there is only one position."
)
def index_select_shares() -> dict[str, bool]:
    return {**who_shares(), "e": True}


@mistake(
    "Only g differs. The numbers stay in their order and only the rows get another length, so "
    "`reshape` needs no copy here."
)
def reshape_copies() -> dict[str, bool]:
    return {**who_shares(), "g": False}


@mistake(
    "Only j differs. A list of positions copies in NumPy too: it could name any rows in any order, "
    "and NumPy doesn't look whether these could have been a slice."
)
def numpy_lists_share() -> dict[str, bool]:
    return {**who_shares(), "j": True}
