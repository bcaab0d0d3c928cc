"""### Join two tables

Two stations report their measurements as tables with the same columns. Write
`join_rows(a, b)`, which puts the rows of `b` below the rows of `a` **without** calling
`torch.cat` or one of its relatives: make an empty table of the right size and copy both into
their places.

`a` has shape `(m, c)`, `b` has shape `(n, c)`, both of one dtype; the result has shape
`(m + n, c)` and that dtype.

```python
>>> join_rows(torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]]))
tensor([[1, 2],
        [3, 4],
        [5, 6]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def join_rows(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Put the rows of b below the rows of a."""
    ### BEGIN SOLUTION
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1], dtype=a.dtype)
    joined[: a.shape[0]] = a
    joined[a.shape[0] :] = b
    return joined
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T1", "T11"],
    points=2,
    banned=["torch.cat", "torch.vstack", "torch.stack"],
    hints=[
        "The result has as many rows as both tables together. `a.shape[0]` counts the rows of `a`.",
        "Make the result with `torch.empty(rows, columns, dtype=a.dtype)`; assigning to a slice "
        "such as `joined[:2]` copies values into it.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.cat([a, b], dim=0)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("one row and two rows", torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]]))
    yield case("two tables of floats", rng.reals(2, 3), rng.reals(1, 3))
    yield case(
        "float64", rng.reals(2, 2, dtype=torch.float64), rng.reals(2, 2, dtype=torch.float64)
    )
    yield case("an empty first table", rng.reals(0, 3), rng.reals(2, 3))
    yield case(
        "tables that are not contiguous", rng.integers(3, 2).T, rng.strided(rng.integers(2, 3))
    )


@mistake(
    "The columns of `b` went to the right of `a`'s: that joins along dimension 1, and the "
    "rows, dimension 0, are what should grow."
)
def joined_columns(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.cat([a, b], dim=1)


@mistake("`b` stands above `a`. The rows of the first table come first.")
def upside_down(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1], dtype=a.dtype)
    joined[: b.shape[0]] = b
    joined[b.shape[0] :] = a
    return joined


@mistake(
    "`torch.empty` without `dtype=` gives float32, whatever the tables hold. Pass the dtype "
    "of `a` along."
)
def default_dtype(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1])
    joined[: a.shape[0]] = a
    joined[a.shape[0] :] = b
    return joined
