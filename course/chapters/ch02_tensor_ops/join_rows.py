"""### Join two tables

Two weather stations report their measurements as tables with the same columns. Write
`join_rows(a, b)`, which puts the rows of `b` below the rows of `a`, **without** calling
`torch.cat` or one of its relatives (`vstack`, `hstack`, `stack` and the like): make an empty
table of the right size and copy both into their places.

`a` has shape `(m, c)` and `b` has shape `(n, c)`; the result has shape `(m + n, c)` and holds
their numbers to the last digit. One of the tables may have no rows. Where the dtypes differ, the
result has the one that `torch.cat` would choose, which is `torch.promote_types(a.dtype, b.dtype)`.

```python
>>> join_rows(torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]]))
tensor([[1, 2],
        [3, 4],
        [5, 6]])
>>> join_rows(torch.tensor([[1, 2]]), torch.tensor([[0.5, 2.5]]))
tensor([[1.0000, 2.0000],
        [0.5000, 2.5000]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def join_rows(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Put the rows of b below the rows of a."""
    ### BEGIN SOLUTION
    dtype = torch.promote_types(a.dtype, b.dtype)
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1], dtype=dtype)
    joined[: a.shape[0]] = a
    joined[a.shape[0] :] = b
    return joined
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T1", "T11"],
    points={"basic": 1, "dtypes": 1},
    tolerance=(0.0, 0.0),  # values are copied, and none may pass through float32
    banned=[
        "torch.cat",
        "torch.vstack",
        "torch.hstack",
        "torch.dstack",
        "torch.column_stack",
        "torch.stack",
    ],
    hints=[
        "The result has as many rows as both tables together. `a.shape[0]` counts the rows of `a`.",
        "Make the result with `torch.empty(rows, columns, dtype=...)`; assigning to a slice such "
        "as `table[:2]` copies values into it.",
        "The rows of `a` fill the slice up to row `a.shape[0]`, those of `b` the slice from there "
        "on. Assigning casts to the table's dtype without a word, so choose that dtype first.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.cat([a, b], dim=0)


def cases(rng: Rng) -> Iterator[Case]:
    columns = rng.size(2, 4)
    yield case("one row and two rows", torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]]))
    yield case("two tables of integers", rng.integers(3, columns), rng.integers(1, columns))
    yield case("two tables of one height", rng.integers(2, 2), rng.integers(2, 2))
    yield case("an empty first table", rng.integers(0, 3), rng.integers(2, 3))
    yield case("an empty second table", rng.integers(2, 3), rng.integers(0, 3))
    tall, wide = rng.integers(3, 2).T, rng.strided(rng.integers(2, 3))
    yield case("tables that are not contiguous", tall, wide)
    floats, doubles = rng.reals(2, 3), rng.reals(1, 3, dtype=torch.float64)
    yield case("two tables of floats", floats, rng.reals(1, 3), group="dtypes")
    yield case("two tables of float64", doubles, doubles + 1, group="dtypes")
    yield case("integers, then floats", rng.integers(1, 3), floats + 0.125, group="dtypes")
    yield case("floats, then integers", floats + 0.125, rng.integers(2, 3), group="dtypes")
    yield case("float32, then float64", floats, doubles, group="dtypes")
    large = 2 * rng.integers(1, 2) + 2**24 + 1
    yield case("large integers", large, rng.integers(1, 2), group="dtypes")
    yield case("float64 with many digits", doubles + 0.1, doubles - 0.1, group="dtypes")
    yield case("bools, then integers", rng.bools(2, 3), rng.integers(1, 3), group="dtypes")


def _promoted(a: torch.Tensor, b: torch.Tensor) -> torch.dtype:
    return torch.promote_types(a.dtype, b.dtype)


@mistake(
    "The columns of `b` went to the right of `a`'s: that joins along axis 1, and the rows, axis 0, "
    "are what should grow."
)
def joined_columns(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0], a.shape[1] + b.shape[1], dtype=_promoted(a, b))
    joined[:, : a.shape[1]] = a
    joined[:, a.shape[1] :] = b
    return joined


@mistake("`b` stands above `a`. The rows of the first table come first.")
def upside_down(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1], dtype=_promoted(a, b))
    joined[: b.shape[0]] = b
    joined[b.shape[0] :] = a
    return joined


@mistake(
    "The new table is float32, whatever the tables hold, as `torch.empty` makes it without "
    "`dtype=`. Tell it which dtype both tables fit into."
)
def default_dtype(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1])
    joined[: a.shape[0]] = a
    joined[a.shape[0] :] = b
    return joined


@mistake(
    "The table has the dtype of `a` alone. If `a` holds integers and `b` floats, assigning drops "
    "the digits after the point, and no error says so."
)
def dtype_of_the_first(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1], dtype=a.dtype)
    joined[: a.shape[0]] = a
    joined[a.shape[0] :] = b
    return joined


@mistake(
    "The dtype is right at the end, but both tables passed through float32, which keeps about "
    "seven digits. Give the new table the right dtype when you make it."
)
def converted_afterwards(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1])
    joined[: a.shape[0]] = a
    joined[a.shape[0] :] = b
    return joined.to(_promoted(a, b))


@mistake(
    "Counted from the end, the last n rows are `[-n:]`, except for n = 0: -0 is 0, and `[0:]` is "
    "the whole table. Count from the front, where the rows of `a` end."
)
def counted_from_the_end(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    joined = torch.empty(a.shape[0] + b.shape[0], a.shape[1], dtype=_promoted(a, b))
    joined[: a.shape[0]] = a
    joined[-b.shape[0] :] = b
    return joined
