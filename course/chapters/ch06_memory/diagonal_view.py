"""### The diagonal as a view

In a table of distances between cities, the diagonal holds the distance of each city to itself. To
write into it, you want a view of it. Write `diagonal_view(x, k)`, which gives the `k`-th diagonal
of a matrix `x`, as `torch.diagonal(x, k)` does: a view with one axis over the same storage.

`x` has shape `(m, n)`, need not be square and may be a view itself. For `k = 0` the diagonal is
`x[0, 0], x[1, 1], ...`; for a positive `k` it begins `k` columns further right, at `x[0, k]`; for a
negative one it begins lower, at `x[-k, 0]`, meaning row number `-k`. It ends where the matrix
ends. Beyond the corners there is nothing left, and the result is empty.

`diagonal`, `diag` and their relatives may not be called.

```python
>>> x = torch.arange(12).reshape(3, 4)
>>> diagonal_view(x, 0)
tensor([ 0,  5, 10])
>>> diagonal_view(x, 2)
tensor([2, 7])
>>> diagonal_view(x, -1)
tensor([4, 9])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def diagonal_view(x: torch.Tensor, k: int) -> torch.Tensor:
    """Give the k-th diagonal of a matrix, as a view."""
    ### BEGIN SOLUTION
    down, right = max(-k, 0), max(k, 0)
    length = max(0, min(x.shape[0] - down, x.shape[1] - right))
    row_step, column_step = x.stride()
    offset = x.storage_offset()
    if length > 0:
        offset += down * row_step + right * column_step
    return torch.as_strided(x, (length,), (row_step + column_step,), offset)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points=2,
    facts=["strides", "shares"],
    banned=[
        "torch.diagonal",
        "torch.diag",
        "torch.diag_embed",
        "torch.diagflat",
        "torch.diagonal_scatter",
        "torch.diagonal_copy",
        "torch.einsum",
    ],
    hints=[
        "One step along the diagonal goes one row down and one column to the right. How many "
        "cells is that, in terms of the two strides?",
        "For a positive `k`, the first element is `k` columns to the right of the first one of "
        "`x`; for a negative one, `-k` rows below it.",
        "How many rows are left below the start, and how many columns to the right of it? The "
        "smaller number is the length, and it is never less than 0.",
    ],
)


def reference(x: torch.Tensor, k: int) -> torch.Tensor:
    return torch.diagonal(x, k)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("more columns than rows", torch.arange(12).reshape(3, 4), 0)
    yield case("two columns further right", rng.integers(3, 4), 2)
    yield case("one row lower", rng.integers(3, 4), -1)
    yield case("more rows than columns, to the right", rng.reals(5, 3), 1)
    yield case("more rows than columns, lower", rng.reals(5, 3), -rng.size(1, 2))
    yield case("a transposed table", rng.integers(3, 5).T, -1)
    yield case("a part of a larger table", rng.reals(6, 7)[1:5, 2::2], 1)
    yield case("a part of a larger table, lower", rng.reals(6, 7)[2:6, 2:5], -1)
    yield case("an expanded row", rng.integers(1, 4).expand(3, 4), 0)
    yield case("the last corner", rng.integers(3, 4), 3)
    yield case("beyond the corner", rng.integers(4, 5), rng.size(6, 8))
    yield case("below the last row", rng.integers(5, 4), -rng.size(5, 7))
    yield case("no rows", torch.empty(0, 3), 0)


@mistake(
    "You took as many elements as there are rows. In a matrix that isn't square, or off the main "
    "diagonal, it ends where the first of rows and columns runs out."
)
def as_long_as_the_rows(x: torch.Tensor, k: int) -> torch.Tensor:
    return torch.as_strided(
        x,
        (x.shape[0],),
        (sum(x.stride()),),
        x.storage_offset() + (k * x.stride(1) if k > 0 else -k * x.stride(0)),
    )


@mistake(
    "The step is computed from the number of columns. That is right for a contiguous matrix; a "
    "view has strides of its own, and the step along the diagonal is their sum."
)
def step_from_the_shape(x: torch.Tensor, k: int) -> torch.Tensor:
    right = diagonal_view(x, k)
    width = x.shape[1] + 1
    last = x.untyped_storage().nbytes() // x.element_size() - 1
    room = (last - right.storage_offset()) // width + 1
    return torch.as_strided(x, (min(len(right), room),), (width,), right.storage_offset())


@mistake(
    "The diagonal always begins at the first element. `k` moves its beginning: to the right, or "
    "down."
)
def always_the_main_one(x: torch.Tensor, k: int) -> torch.Tensor:
    return torch.as_strided(x, (min(x.shape),), (sum(x.stride()),), x.storage_offset())


@mistake(
    "Right and down are exchanged: a positive `k` moves the diagonal to the right, a negative one "
    "moves it down."
)
def wrong_direction(x: torch.Tensor, k: int) -> torch.Tensor:
    return diagonal_view(x, -k)


@mistake(
    "A negative `k` is treated like a positive one, and moves the beginning to the left: back into "
    "the row above, or before the memory of `x`. It should move the beginning down, by rows."
)
def always_by_columns(x: torch.Tensor, k: int) -> torch.Tensor:
    length = max(0, min(x.shape[0], x.shape[1] - k))
    return torch.as_strided(x, (length,), (sum(x.stride()),), x.storage_offset() + k * x.stride(1))


@mistake(
    "A negative `k` moves the beginning up, before the memory of `x`. It is as many rows **down** "
    "as `k` is below 0: the sign has to be turned."
)
def sign_not_turned(x: torch.Tensor, k: int) -> torch.Tensor:
    length = max(0, min(x.shape[0] + min(k, 0), x.shape[1] - max(k, 0)))
    moved = k * x.stride(1) if k > 0 else k * x.stride(0)
    return torch.as_strided(x, (length,), (sum(x.stride()),), x.storage_offset() + moved)


@mistake(
    "Both lengths were shortened by the size of `k`. A diagonal that begins further right loses "
    "columns and no rows; one that begins lower loses rows and no columns."
)
def rows_and_columns_shortened(x: torch.Tensor, k: int) -> torch.Tensor:
    length = max(0, min(x.shape) - abs(k))
    moved = k * x.stride(1) if k > 0 else -k * x.stride(0)
    moved = moved if length else 0
    return torch.as_strided(x, (length,), (sum(x.stride()),), x.storage_offset() + moved)


@mistake(
    "Beyond a corner the length comes out below 0, and torch refuses it. Nothing is left there: "
    "the result is empty."
)
def length_below_zero(x: torch.Tensor, k: int) -> torch.Tensor:
    length = min(x.shape[0] + min(k, 0), x.shape[1] - max(k, 0))
    moved = k * x.stride(1) if k > 0 else -k * x.stride(0)
    return torch.as_strided(x, (length,), (sum(x.stride()),), x.storage_offset() + moved)


@mistake(
    "The numbers are right, but they lie in memory of their own, so that nothing written into the "
    "diagonal reaches the matrix."
)
def copied(x: torch.Tensor, k: int) -> torch.Tensor:
    return diagonal_view(x, k).clone()


@mistake(
    "The beginning is counted from cell 0 of the storage. A matrix that is a part of another one "
    "begins further on: add its own offset."
)
def own_offset_forgotten(x: torch.Tensor, k: int) -> torch.Tensor:
    right = diagonal_view(x, k)
    return torch.as_strided(
        x, right.shape, right.stride(), right.storage_offset() - x.storage_offset()
    )
