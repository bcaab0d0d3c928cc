"""### A dot product for each row

A café has a recipe table: each row is a drink, each column an ingredient. The vector holds the
price of each ingredient. The product is what each drink costs: one dot product for each row.

Write `matrix_times_vector(a, x)` from dot products. `a` has shape `(m, n)` and `x` shape `(n,)`,
both of one dtype: float32, float64, int32 or int64. The result has shape `(m,)` and that dtype,
int32 for int32. There may be no rows, and there may be no columns: a sum of nothing is 0.
`torch.dot`, sums, `*` and loops are allowed; `@`, `mv`, `einsum` and their relatives are not.

```python
>>> recipes = torch.tensor([[1, 0, 2], [0, 3, 1]])
>>> matrix_times_vector(recipes, torch.tensor([10, 20, 30]))
tensor([70, 90])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def matrix_times_vector(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Multiply each row of a with x by a dot product."""
    ### BEGIN SOLUTION
    result = a.new_zeros(a.shape[0])
    for i, row in enumerate(a):
        result[i] = torch.dot(row, x)
    return result
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L12", "L11"],
    banned=[
        "torch.matmul",
        "torch.mv",
        "torch.mm",
        "torch.bmm",
        "torch.einsum",
        "torch.tensordot",
        "torch.inner",
        "torch.addmv",
        "torch.addmm",
        "torch.addbmm",
        "torch.baddbmm",
        "torch.linalg.vecdot",
        "torch.linalg.multi_dot",
        "torch.chain_matmul",
        "torch.nn.functional.linear",
        "torch._sparse_mm",
        "torch.smm",
    ],
    hints=[
        "How many numbers has the result? One for each row of `a`.",
        "Make room for the result first, then fill place `i` with the dot product of row `i` and "
        "`x`.",
        "The room should have the dtype of `a`: `a.new_zeros(...)` takes it from there. It also "
        "has the right shape when there are no rows. (`sum` takes `dtype=` as well.)",
    ],
)


def reference(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return torch.mv(a, x)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two rows", torch.tensor([[1, 0, 2], [0, 3, 1]]), torch.tensor([10, 20, 30]))
    square = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    yield case("a square matrix", square, torch.tensor([1.0, 10.0]))
    yield case("a single row", rng.reals(1, 4), rng.reals(4))
    yield case("a single column", rng.reals(4, 1), rng.reals(1))
    yield case("float64", *(rng.reals(*s, dtype=torch.float64) for s in [(3, 2), (2,)]))
    yield case("not contiguous", rng.reals(4, 3).T, rng.strided(rng.reals(4)))
    large = 2 * rng.integers(2, 3) + 2**54 + 1
    yield case("large whole numbers", large, rng.integers(3))
    small = (rng.integers(*s, dtype=torch.int32) for s in [(3, 3), (3,)])
    yield case("int32", *small)
    # With as many columns these don't come first, where they would tell little.
    yield case("no rows", rng.reals(0, 13), rng.reals(13))
    yield case("no rows, whole numbers", rng.integers(0, 14), rng.integers(14))
    yield case("no columns", rng.reals(3, 0), rng.reals(0))


def _filled(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return (a * x).sum(1, dtype=a.dtype)


@mistake(
    "`a * x` multiplies each row place by place, which is the first half of a dot product. The "
    "products of each row are still to be added up."
)
def not_added(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return a * x


@mistake(
    "You added down the columns. The products that belong to one drink stand in one row, so the "
    "axis that runs along the rows has to disappear."
)
def added_down(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return (a * x).sum(0)


@mistake(
    "The columns of `a` meet the vector instead of its rows. In a square matrix no error shows "
    "it; otherwise the lengths don't fit."
)
def columns_taken(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    result = a.new_zeros(a.shape[1])
    for j, column in enumerate(a.unbind(1)):
        result[j] = torch.dot(column, x)
    return result


@mistake(
    "The result is float32, whatever the matrix holds, as `torch.zeros` without `dtype=` is. Whole "
    "numbers and float64 lose digits on their way through it."
)
def default_dtype(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    result = torch.zeros(a.shape[0])
    for i, row in enumerate(a):
        result[i] = torch.dot(row, x)
    return result


@mistake(
    "`torch.stack` can't join an empty list, since nothing tells it shape and dtype. Without rows "
    "the result is a vector without elements."
)
def stacked(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return torch.stack([torch.dot(row, x) for row in a])


@mistake(
    "The numbers are right, but for int32 the result is int64: `sum` adds whole numbers in int64 "
    "unless you name a dtype."
)
def summed_in_int64(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return (a * x).sum(1)


@mistake(
    "The dtype of the result is left to be found out from its numbers. Without rows there are "
    "none, and it becomes float32."
)
def dtype_of_the_numbers(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return torch.tensor([torch.dot(row, x) for row in a])


@mistake("The result has an axis too many: a matrix times a vector is a vector, of shape `(m,)`.")
def column_result(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return _filled(a, x).unsqueeze(1)
