"""### Write the copies out

When a row meets a column, both are repeated until they have one shape. Write
`write_out(row, column)`, which does the repeating by hand. `row` has shape `(1, n)`, `column` has
shape `(m, 1)`. Return the pair `(rows, columns)`: two tensors of shape `(m, n)`, each with the
dtype of the tensor that it repeats, so that `rows + columns` would be `row + column`.

`m` and `n` may be 1 or 0. The values may include infinities, so nothing should be calculated with
them. Copying in any way is welcome: a loop, `repeat`, `torch.cat`. Stay in torch, without NumPy;
only `torch.broadcast_tensors`, which is this function, may not be called.

```python
>>> row, column = torch.tensor([[1, 2]]), torch.tensor([[10], [20], [30]])
>>> rows, columns = write_out(row, column)
>>> rows
tensor([[1, 2],
        [1, 2],
        [1, 2]])
>>> columns
tensor([[10, 10],
        [20, 20],
        [30, 30]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def write_out(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Repeat a row and a column until both have the shape of their sum."""
    ### BEGIN SOLUTION
    m, n = column.shape[0], row.shape[1]
    rows, columns = row.new_empty(m, n), column.new_empty(m, n)
    for i in range(m):
        rows[i] = row[0]
    for j in range(n):
        columns[:, j] = column[:, 0]
    return rows, columns
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B1"],
    banned=["torch.broadcast_tensors"],
    hints=[
        "How many rows and how many columns has the result? One of the two numbers comes from "
        "`row`, the other from `column`.",
        "Make two empty tables of that shape. Each row of the first is the row that you were "
        "given; each column of the second is the column that you were given.",
        "`x.repeat(a, b)` lays `x` out `a` times downwards and `b` times across. How often is the "
        "row needed downwards, and how often the column across?",
    ],
)


def reference(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.broadcast_tensors(row, column)


def cases(rng: Rng) -> Iterator[Case]:
    row, column = torch.tensor([[1, 2]]), torch.tensor([[10], [20], [30]])
    yield case("a row of two and a column of three", row, column)
    yield case("a wide row and a short column", rng.reals(1, 4), rng.reals(2, 1))
    yield case("as long as each other", rng.integers(1, 3), rng.integers(3, 1, low=10, high=90))
    yield case("two dtypes", rng.integers(1, 3), rng.reals(2, 1, dtype=torch.float64))
    yield case("a column of one number", rng.reals(1, rng.size(3, 5)), rng.reals(1, 1))
    yield case("a row of one number", rng.reals(1, 1), rng.reals(rng.size(3, 5), 1))
    inf = torch.tensor([[float("inf")], [1.5], [float("nan")], [-float("inf")]])
    yield case("infinities and nan", rng.reals(1, 3), inf)
    yield case("a row that is not contiguous", rng.strided(rng.reals(1, 4)), rng.bools(3, 1))
    yield case("a column without numbers", rng.reals(1, 6), rng.reals(0, 1))
    yield case("a row without numbers", rng.reals(1, 0), rng.reals(rng.size(6, 8), 1))


@mistake(
    "The numbers of rows and columns are swapped. A row of n numbers gives the result n columns, "
    "and it is repeated downwards, once for each number of the column."
)
def the_other_way_round(
    row: torch.Tensor, column: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    m, n = column.shape[0], row.shape[1]
    return row.reshape(n, 1).repeat(1, m), column.reshape(1, m).repeat(n, 1)


@mistake(
    "Read row by row, the numbers of the column run across the second table, one after the other. "
    "They should stay in their rows, each repeated beside itself."
)
def column_runs_across(
    row: torch.Tensor, column: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    m, n = column.shape[0], row.shape[1]
    return row.repeat(m, 1), column.repeat(n, 1).reshape(m, n)


@mistake("The two tables are in the wrong order: the one made from the row comes first.")
def column_first(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    m, n = column.shape[0], row.shape[1]
    return column.repeat(1, n), row.repeat(m, 1)


@mistake(
    "Whole numbers and bools come out as floats, as they do when they are added to zeros. Copy the "
    "numbers, or see to it that each table has the dtype of what it repeats."
)
def added_to_zeros(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    zeros = torch.zeros(column.shape[0], row.shape[1])
    return row + zeros, column + zeros


@mistake(
    "Each table has the dtype that is wide enough for both, and infinite numbers make others nan, "
    "as in a sum from which one operand is subtracted again. Copy the numbers instead."
)
def taken_from_the_sum(
    row: torch.Tensor, column: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    total = row.to(torch.float64) + column
    return total - column, total - row


@mistake(
    "Both tables hold the sum. The task asks for the two that are added: the repeated row and the "
    "repeated column."
)
def the_sum(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return row + column, row + column


@mistake(
    "The row and the column are returned as they came. That they can be added as they are is what "
    "broadcasting does for you; here the copies are to be written out."
)
def not_repeated(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return row, column


@mistake(
    "Both tables have one dtype, wide enough for both operands. `+` brings its operands to one "
    "dtype by itself; here each table keeps the dtype of the tensor that it repeats."
)
def one_dtype(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    m, n = column.shape[0], row.shape[1]
    dtype = torch.promote_types(row.dtype, column.dtype)
    return row.repeat(m, 1).to(dtype), column.repeat(1, n).to(dtype)
