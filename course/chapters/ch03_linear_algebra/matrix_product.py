"""### The matrix product, column by column

The café has several suppliers, and each has a price list of its own. As columns side by side the
lists make a matrix. The product of the recipes with it has a column for each supplier: the recipes
times that one list.

Write `matrix_product(a, b)` for `a` of shape `(m, n)` and `b` of shape `(n, p)`, both of one dtype:
float32, float64, int32 or int64. The result has shape `(m, p)` and that dtype, int32 for int32.
Each of m, n and p may be 0.
`torch.mv(a, column)` is allowed, and so are `torch.dot`, sums, `*` and loops; `@`, `mm`, `einsum`
and their relatives are not.

```python
>>> recipes = torch.tensor([[1, 0, 2], [0, 3, 1]])
>>> matrix_product(recipes, torch.tensor([[1, 5], [2, 6], [3, 4]]))
tensor([[ 7, 13],
        [ 9, 22]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def matrix_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Multiply a with each column of b."""
    ### BEGIN SOLUTION
    result = a.new_empty(a.shape[0], b.shape[1])
    for j in range(b.shape[1]):
        result[:, j] = torch.mv(a, b[:, j])
    return result
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L13", "L12"],
    points=2,
    banned=[
        "torch.matmul",
        "torch.mm",
        "torch.bmm",
        "torch.einsum",
        "torch.tensordot",
        "torch.inner",
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
        "What is the shape of the result? Rows as in `a`, columns as in `b`. Make room for it.",
        "Column `j` of the result comes from column `j` of `b`: `b[:, j]`.",
        "`torch.mv(a, column)` gives a vector with as many numbers as `a` has rows; an assignment "
        "to `result[:, j]` puts it into its column.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.mm(a, b)


def cases(rng: Rng) -> Iterator[Case]:
    recipes, prices = [[1, 0, 2], [0, 3, 1]], [[1, 5], [2, 6], [3, 4]]
    square = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[0.0, 1.0], [5.0, 2.0]])
    yield case("two square matrices", *square)
    yield case("two drinks, two suppliers", torch.tensor(recipes), torch.tensor(prices))
    yield case("a row times a column", rng.reals(1, 4), rng.reals(4, 1))
    yield case("a column times a row", rng.reals(3, 1), rng.reals(1, 2))
    yield case("a wide result", rng.reals(2, 3), rng.reals(3, 5))
    yield case("a tall result", rng.integers(5, 2), rng.integers(2, 3))
    yield case("float64", *(rng.reals(*s, dtype=torch.float64) for s in [(3, 2), (2, 4)]))
    large = 2 * rng.integers(2, 3) + 2**54 + 1
    yield case("large whole numbers", large, rng.integers(3, 4))
    yield case("not contiguous", rng.reals(4, 3).T, rng.strided(rng.reals(4, 2)))
    small = (rng.integers(*s, dtype=torch.int32) for s in [(2, 4), (4, 3)])
    yield case("int32", *small)
    # With as many numbers these don't come first, where they would tell little.
    yield case("a without rows", rng.reals(0, 5), rng.reals(5, 3))
    yield case("b without columns", rng.reals(4, 4), rng.reals(4, 0))
    yield case("nothing to add up", rng.reals(2, 0), rng.reals(0, 3))


@mistake(
    "`*` multiplies place by place, the Hadamard product. In the matrix product a whole row meets "
    "a whole column."
)
def hadamard(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return a * b


@mistake(
    "The vectors that belong into the columns stand in the rows: that is the transpose of the "
    "product."
)
def columns_as_rows(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    result = a.new_zeros(b.shape[1], a.shape[0])
    for j in range(b.shape[1]):
        result[j] = torch.mv(a, b[:, j])
    return result


@mistake(
    "The rows of `a` meet the rows of `b`. In a square matrix no error shows it; otherwise the "
    "lengths don't fit. It is the columns of `b` that meet the rows of `a`."
)
def rows_of_b(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    result = a.new_zeros(a.shape[0], b.shape[0])
    for j in range(b.shape[0]):
        result[:, j] = torch.mv(a, b[j])
    return result


@mistake(
    "The result is float32, whatever the matrices hold, as `torch.zeros` without `dtype=` is. "
    "Whole numbers and float64 lose digits on their way through it."
)
def default_dtype(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    result = torch.zeros(a.shape[0], b.shape[1])
    for j in range(b.shape[1]):
        result[:, j] = torch.mv(a, b[:, j])
    return result


@mistake(
    "In the loop over the axis that disappears, each product replaces the one before. They have "
    "to be added up; as it is, only the last one is left."
)
def overwritten(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    result = a.new_zeros(a.shape[0], b.shape[1])
    for k in range(a.shape[1]):
        result = a[:, k, None] * b[k]
    return result


@mistake(
    "The numbers are right, but for int32 the result is int64: `sum` adds whole numbers in int64 "
    "unless you name a dtype."
)
def summed_in_int64(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a[:, :, None] * b[None]).sum(1)


@mistake(
    "`torch.stack` can't join an empty list. If `b` has no columns, the result is a matrix with "
    "rows and without columns."
)
def stacked(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([torch.mv(a, column) for column in b.T], dim=1)
