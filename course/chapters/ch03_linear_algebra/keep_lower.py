"""### The lower triangle

A model that writes text may look back at the words so far, never ahead. In its table of scores
(row: the word that looks, column: the word looked at) only the lower triangle may count. Write
`keep_lower(a, k)`, which does what `torch.tril` does: entries `a[i, j]` with `j - i <= k` stay, all
others become 0. So with `k = 0` the main diagonal stays and what is above it goes; a greater `k`
keeps more, a negative one less.

`a` has shape `(m, n)`, real or whole numbers. What goes becomes 0 **even if it is inf or NaN**;
what stays keeps its value to the last digit, inf and NaN included. `a` itself is not changed.
`tril`, `triu` and their relatives may not be called.

```python
>>> keep_lower(torch.tensor([[1, 2, 3], [4, 5, 6]]), 0)
tensor([[1, 0, 0],
        [4, 5, 0]])
>>> keep_lower(torch.tensor([[1, 2, 3], [4, 5, 6]]), 1)
tensor([[1, 2, 0],
        [4, 5, 6]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def keep_lower(a: torch.Tensor, k: int) -> torch.Tensor:
    """Set to 0 what lies above diagonal k."""
    ### BEGIN SOLUTION
    rows = torch.arange(a.shape[0])[:, None]
    columns = torch.arange(a.shape[1])
    result = a.clone()
    result[columns - rows > k] = 0
    return result
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18"],
    points=2,
    tolerance=(1e-9, 1e-9),  # nothing is computed, so nothing need be rounded
    banned=["torch.tril", "torch.triu", "torch.tril_indices", "torch.triu_indices"],
    hints=[
        "Go through rows and columns in two loops first, on a clone: which places become 0?",
        "Without loops: a column of row numbers and a row of column numbers, compared, make a "
        "table of bools. `torch.arange(m)[:, None]` is such a column.",
        "Don't multiply by the mask: inf times 0 is NaN. Assign 0 to the places that go, in a "
        "clone, or choose with `torch.where`.",
    ],
)


def reference(a: torch.Tensor, k: int) -> torch.Tensor:
    return torch.tril(a, k)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a wide matrix", torch.tensor([[1, 2, 3], [4, 5, 6]]), 0)
    yield case("a wide matrix, one more diagonal", torch.tensor([[1, 2, 3], [4, 5, 6]]), 1)
    yield case("a square matrix, one diagonal less", rng.integers(3, 3, low=1), -1)
    yield case("a tall matrix", rng.reals(4, 2, low=1), 0)
    yield case("a tall matrix, two diagonals less", rng.reals(4, 2, low=1), -2)
    yield case("nothing is left", rng.integers(2, 4, low=1), -2)
    yield case("all is left", rng.integers(2, 4, low=1), 3)
    infinite = rng.reals(3, 3, low=1)
    infinite[0, 1], infinite[0, 2] = float("-inf"), float("nan")
    yield case("inf and NaN above the diagonal", infinite, 0)
    both = infinite.clone()
    both[2, 0], both[1, 1], both[1, 2] = float("inf"), float("nan"), float("inf")
    yield case("inf and NaN in what goes and in what stays", both, 0)
    precise = rng.reals(3, 4, low=1, dtype=torch.float64) * (1 + 2.0**-22)
    yield case("float64, with many digits", precise, 1)
    yield case("large whole numbers", 2 * rng.integers(3, 4) + 2**54 + 1, 0)
    yield case("a matrix that is not contiguous", rng.strided(rng.reals(4, 3, low=1)), 0)
    yield case("a matrix without rows", rng.reals(0, 3), 0)


def _gaps(a: torch.Tensor) -> torch.Tensor:
    return torch.arange(a.shape[1]) - torch.arange(a.shape[0])[:, None]


@mistake(
    "That is the upper triangle. The lower one is where the column is at most the row, plus `k`."
)
def upper(a: torch.Tensor, k: int) -> torch.Tensor:
    return torch.where(_gaps(a) >= k, a, 0)


@mistake("The diagonal `k` itself is gone. Entries with `j - i == k` stay.")
def diagonal_lost(a: torch.Tensor, k: int) -> torch.Tensor:
    return torch.where(_gaps(a) < k, a, 0)


@mistake("The offset has the wrong sign: a greater `k` should keep more of the matrix, not less.")
def offset_reversed(a: torch.Tensor, k: int) -> torch.Tensor:
    return torch.where(_gaps(a) <= -k, a, 0)


@mistake(
    "What goes is multiplied by 0, as with a mask of zeros and ones. 0 times inf is NaN, and so is "
    "0 times NaN, so what should be 0 stays broken."
)
def times_the_mask(a: torch.Tensor, k: int) -> torch.Tensor:
    return a * (_gaps(a) <= k)


@mistake("The offset `k` is not used: you always keep up to the main diagonal.")
def offset_ignored(a: torch.Tensor, k: int) -> torch.Tensor:
    return torch.where(_gaps(a) <= 0, a, 0)


@mistake(
    "The values are right, but the matrix that was passed in has been changed. Write the zeros "
    "into a clone."
)
def in_place(a: torch.Tensor, k: int) -> torch.Tensor:
    a[_gaps(a) > k] = 0
    return a
