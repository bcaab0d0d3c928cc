"""### Write the copies out

When a row meets a column, both are repeated until they have one shape. Write
`write_out(row, column)`, which does the repeating by hand. `row` has shape `(1, n)`, `column` has
shape `(m, 1)`. Return the pair `(rows, columns)`: two tensors of shape `(m, n)`, each with the
dtype of the tensor that it repeats, so that `rows + columns` would be `row + column`.

`m` and `n` may be 1 or 0. The values may include infinities, so nothing should be calculated with
them. Copying in any way is welcome: a loop, `repeat`, `torch.cat`. Only
`torch.broadcast_tensors`, which is this function, may not be called.

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
    yield case("a column without numbers", rng.reals(1, 3), rng.reals(0, 1))
    yield case("a row without numbers", rng.reals(1, 0), rng.reals(rng.size(2, 4), 1))


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
    "The column was repeated as a whole and then reshaped. Reading row by row, its numbers run "
    "across the table; they should stay in their rows, each repeated beside itself."
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
    "Adding zeros repeats, but it calculates: the result has the dtype of the zeros where that is "
    "the wider one. Copy the numbers, or make the zeros like the tensor that is repeated."
)
def added_to_zeros(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    zeros = torch.zeros(column.shape[0], row.shape[1])
    return row + zeros, column + zeros


@mistake(
    "Subtracting the other operand from the sum takes the dtype of the sum, and where a number is "
    "infinite it gives nan. Copy the numbers instead of calculating with them."
)
def taken_from_the_sum(
    row: torch.Tensor, column: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    total = row.to(torch.float64) + column
    return total - column, total - row


@mistake(
    "This is the sum itself. The task asks for the two tables that are added: the repeated row and "
    "the repeated column."
)
def the_sum(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return row + column, row + column


@mistake(
    "The row and the column are returned as they came. That they can be added as they are is what "
    "broadcasting does for you; here the copies are to be written out."
)
def not_repeated(row: torch.Tensor, column: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return row, column
