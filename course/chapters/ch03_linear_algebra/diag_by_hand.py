"""### diag, both ways

`torch.diag` has two faces. From a vector it makes a square matrix with the vector on a diagonal and
zeros elsewhere; from a matrix it takes a diagonal out. The offset `k` says which diagonal: 0 is the
main one, 1 the one above it, -1 the one below.

Write `diag_by_hand(x, k)`:

- `x` of shape `(n,)`, where n may be 0: the matrix has `n + |k|` rows and as many columns. Number
  `i` of `x` stands at place `i` of the diagonal `k`, and 0 everywhere else, even if `x` holds inf
  or NaN.
- `x` of shape `(m, n)`: the vector of those `x[i, j]` with `j - i == k`, from top to bottom. There
  is at least one of them.

The values and the dtype are those of `x`, to the last digit. `diag` and its relatives (`diagonal`,
`diag_embed`, `diagflat`) may not be called.

```python
>>> diag_by_hand(torch.tensor([5, 6]), 1)
tensor([[0, 5, 0],
        [0, 0, 6],
        [0, 0, 0]])
>>> diag_by_hand(torch.tensor([[1, 2, 3], [4, 5, 6]]), 1)
tensor([2, 6])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def diag_by_hand(x: torch.Tensor, k: int) -> torch.Tensor:
    """Put a vector on diagonal k of a matrix, or take diagonal k out of a matrix."""
    ### BEGIN SOLUTION
    if x.ndim == 1:
        size = len(x) + abs(k)
        result = x.new_zeros(size, size)
        for i in range(len(x)):
            result[i + max(-k, 0), i + max(k, 0)] = x[i]
        return result
    m, n = x.shape
    rows = torch.arange(max(-k, 0), min(m, n - k))
    return x[rows, rows + k]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18"],
    points={"vector": 1, "matrix": 1},
    tolerance=(1e-9, 1e-9),  # nothing is computed, so nothing need be rounded
    banned=[
        "torch.diag",
        "torch.diagonal",
        "torch.diag_embed",
        "torch.diagflat",
        "torch.linalg.diagonal",
        "torch.diagonal_copy",
        "torch.diagonal_scatter",
    ],
    hints=[
        "`x.ndim` tells the two cases apart. On diagonal `k`, the column is the row plus `k`.",
        "For k = 1 the first place is row 0, column 1. For k = -1 it is row 1, column 0. "
        "`max(k, 0)` and `max(-k, 0)` give both in one go.",
        "From a matrix: the row begins at `max(-k, 0)` and must stay below the number of rows, and "
        "the row plus `k` below the number of columns.",
        "A list of rows and a list of columns between the brackets, `x[rows, columns]`, picks one "
        "number for each pair.",
    ],
)


def reference(x: torch.Tensor, k: int) -> torch.Tensor:
    return torch.diag(x, k)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a vector, above the diagonal", torch.tensor([5, 6]), 1, group="vector")
    yield case("a vector, on the diagonal", rng.integers(3, low=1), 0, group="vector")
    yield case("a vector, below the diagonal", rng.integers(3, low=1), -2, group="vector")
    doubles = rng.reals(2, low=1, dtype=torch.float64) * (1 + 2.0**-22)
    yield case("a float64 vector with many digits", doubles, -1, group="vector")
    infinite = torch.tensor([2.5, float("inf"), float("nan"), -1.0])
    yield case("a vector with inf and NaN", infinite, 1, group="vector")
    large = 2 * rng.integers(3, low=1) + 2**54 + 1
    yield case("a vector of large whole numbers", large, 2, group="vector")
    yield case("a vector of one bool", torch.tensor([True]), 2, group="vector")
    yield case("a vector without numbers", rng.reals(0), 0, group="vector")
    yield case("a vector without numbers, off the diagonal", rng.reals(0), -2, group="vector")
    wide = torch.tensor([[1, 2, 3], [4, 5, 6]])
    yield case("a wide matrix, above the diagonal", wide, 1, group="matrix")
    yield case("a wide matrix, on the diagonal", rng.integers(2, 4), 0, group="matrix")
    yield case("a tall matrix, on the diagonal", rng.reals(4, 2), 0, group="matrix")
    yield case("a tall matrix, below the diagonal", rng.reals(4, 2), -1, group="matrix")
    yield case("a corner", rng.integers(3, 5), 4, group="matrix")
    with_zeros = torch.tensor([[1, 0, 3], [4, 5, 0], [6, 7, 8], [9, 0, 2]])
    yield case("zeros on the diagonal", with_zeros, 1, group="matrix")
    yield case("a square matrix, below", rng.integers(4, 4), -2, group="matrix")
    yield case("not contiguous", rng.strided(rng.reals(3, 4)), 2, group="matrix")
    precise = rng.reals(3, 4, low=1, dtype=torch.float64) * (1 + 2.0**-22)
    yield case("a float64 matrix with many digits", precise, 1, group="matrix")


@mistake(
    "The offset has the wrong sign: a positive `k` is above the main diagonal, where the column is "
    "greater than the row."
)
def offset_reversed(x: torch.Tensor, k: int) -> torch.Tensor:
    return torch.diag(x, -k) if x.ndim == 1 else x.new_tensor(_taken(x, -k))


def _taken(x: torch.Tensor, k: int) -> list[float]:
    m, n = x.shape
    return [x[i, i + k].item() for i in range(m) if 0 <= i + k < n]


def _placed(x: torch.Tensor, k: int) -> torch.Tensor:
    size = len(x) + abs(k)
    result = x.new_zeros(size, size)
    for i, value in enumerate(x):
        result[i + max(-k, 0), i + max(k, 0)] = value
    return result


@mistake(
    "The zeros are made by a multiplication, as with an identity matrix. Infinity times 0 is NaN, "
    "and so is NaN times 0. Put the numbers into a matrix of zeros instead."
)
def times_the_identity(x: torch.Tensor, k: int) -> torch.Tensor:
    if x.ndim == 2:
        return x.new_tensor(_taken(x, k))
    square = torch.eye(len(x), dtype=x.dtype) * x
    right, left = max(k, 0), max(-k, 0)
    return torch.nn.functional.pad(square, (right, left, left, right))


@mistake("You always work on the main diagonal. The offset `k` moves it up or down.")
def offset_ignored(x: torch.Tensor, k: int) -> torch.Tensor:
    return _placed(x, 0) if x.ndim == 1 else x.new_tensor(_taken(x, 0))


@mistake(
    "From a matrix, all of its rows are gone through, as if it were square. In a tall matrix, or "
    "away from the main diagonal, that leaves the matrix at the edge."
)
def square_assumed(x: torch.Tensor, k: int) -> torch.Tensor:
    if x.ndim == 1:
        return _placed(x, k)
    return torch.stack([x[i, i + k] for i in range(len(x))])


@mistake(
    "Below the main diagonal, the column becomes negative, and a negative index counts from the "
    "end: numbers of other places got in."
)
def negative_columns(x: torch.Tensor, k: int) -> torch.Tensor:
    if x.ndim == 1:
        return _placed(x, k)
    m, n = x.shape
    return torch.stack([x[i, i + k] for i in range(m) if i + k < n])


@mistake(
    "The matrix is float32, as `torch.zeros` makes it unless you say otherwise. It should have the "
    "dtype of the vector."
)
def default_dtype(x: torch.Tensor, k: int) -> torch.Tensor:
    if x.ndim == 2:
        return x.new_tensor(_taken(x, k))
    return _placed(x.float(), k)


@mistake(
    "From a vector, your matrix has as many rows and columns as the vector has numbers. Off the "
    "main diagonal the numbers need more room: `|k|` rows and columns more."
)
def no_more_room(x: torch.Tensor, k: int) -> torch.Tensor:
    if x.ndim == 2:
        return x.new_tensor(_taken(x, k))
    result = x.new_zeros(len(x), len(x))
    for i in range(len(x)):
        if 0 <= i + k < len(x):
            result[i, i + k] = x[i]
    return result
