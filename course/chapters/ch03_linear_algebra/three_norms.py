"""### Three norms, by hand

Each row of `a` is the way that a delivery has to go: blocks east, blocks north, floors up. Write
`three_norms(a)` for a floating matrix of shape `(m, n)`, where m may be 0. It returns three
tensors, in this order:

- the L1 norm of each row, shape `(m,)`: how far it is along the streets;
- the L2 norm of each row, shape `(m,)`: how far it is as the crow flies;
- the Frobenius norm of the whole matrix, shape `()`.

Build them from absolute values, squares, sums and roots: `norm`, its relatives in `torch.linalg`
and torch's distances (`dist` and the like) may not be called.

```python
>>> l1, l2, frobenius = three_norms(torch.tensor([[3.0, -4.0, 0.0], [1.0, -2.0, 2.0]]))
>>> l1, l2
(tensor([7., 5.]), tensor([5., 3.]))
>>> frobenius
tensor(5.8310)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake

Norms = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def three_norms(a: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Take the L1 and L2 norms of the rows, and the Frobenius norm of the matrix."""
    ### BEGIN SOLUTION
    squares = a**2
    return a.abs().sum(dim=1), squares.sum(dim=1).sqrt(), squares.sum().sqrt()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L14", "L15", "L16"],
    points=2,
    banned=[
        "torch.norm",
        "torch.linalg.norm",
        "torch.linalg.vector_norm",
        "torch.linalg.matrix_norm",
        "torch.dist",
        "torch.pairwise_distance",
        "torch.cdist",
    ],
    hints=[
        "A norm of each row: which axis disappears, that of the rows or that of the columns?",
        "L1: absolute values, then a sum. L2: squares, then a sum, then a root. `abs()` and "
        "`sqrt()` work on every element.",
        "The Frobenius norm treats the matrix like one long vector: it is the L2 norm of all its "
        "numbers.",
    ],
)


def reference(a: torch.Tensor) -> Norms:
    norm = torch.linalg.vector_norm
    return norm(a, ord=1, dim=1), norm(a, dim=1), torch.linalg.matrix_norm(a)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two ways of three numbers", torch.tensor([[3.0, -4.0, 0.0], [1.0, -2.0, 2.0]]))
    yield case("a single number", torch.tensor([[-2.5]]))
    yield case("a square matrix", torch.tensor([[1.0, -3.0], [-2.0, 0.5]]))
    yield case("a single column", rng.reals(3, 1))
    yield case("a wide matrix", rng.reals(2, 5))
    yield case("float64", rng.reals(4, 3, dtype=torch.float64))
    yield case("a matrix that is not contiguous", rng.strided(rng.reals(3, 4)))
    yield case("rows of zeros", torch.zeros(3, 5))
    doubles = rng.reals(4, 5, dtype=torch.float64)
    doubles[2] = 0
    yield case("float64, with a row of zeros", doubles)
    yield case("a matrix without rows", rng.reals(0, 3))


def _l1(a: torch.Tensor) -> torch.Tensor:
    return a.abs().sum(1)


def _l2(a: torch.Tensor) -> torch.Tensor:
    return a.square().sum(1).sqrt()


@mistake(
    "In the L1 norm the signs are still there: four blocks one way and four the other cancel. A "
    "norm adds up absolute values."
)
def signs_kept(a: torch.Tensor) -> Norms:
    return a.sum(1), _l2(a), a.square().sum().sqrt()


@mistake("The sums of squares are there, but not their roots, so the second and third are too big.")
def roots_forgotten(a: torch.Tensor) -> Norms:
    return _l1(a), a.square().sum(1), a.square().sum()


@mistake(
    "Those are the norms of the columns. For one norm a row, the axis to add up is the one that "
    "runs along the row."
)
def norms_of_columns(a: torch.Tensor) -> Norms:
    return a.abs().sum(0), a.square().sum(0).sqrt(), a.square().sum().sqrt()


@mistake(
    "The Frobenius norm is not the sum of the norms of the rows. Roots can't be added: take one "
    "root, of the sum of all squares."
)
def sum_of_row_norms(a: torch.Tensor) -> Norms:
    return _l1(a), _l2(a), _l2(a).sum()


_ORDER = (
    "The norms are the right ones, in another order than the task's: first the L1 norms of the "
    "rows, then their L2 norms, and at last the Frobenius norm."
)


@mistake(_ORDER)
def l2_first(a: torch.Tensor) -> Norms:
    return _l2(a), _l1(a), a.square().sum().sqrt()


@mistake(_ORDER)
def whole_matrix_first(a: torch.Tensor) -> Norms:
    return a.square().sum().sqrt(), _l1(a), _l2(a)


@mistake(_ORDER)
def last_to_first(a: torch.Tensor) -> Norms:
    return a.square().sum().sqrt(), _l2(a), _l1(a)


@mistake(
    "The third is the spectral norm, the greatest singular value, which `ord=2` means for a matrix "
    "and for a matrix only. The Frobenius norm is the root of the sum of all squares."
)
def spectral(a: torch.Tensor) -> Norms:
    values = torch.linalg.svdvals(a)
    return _l1(a), _l2(a), values.max() if values.numel() else a.new_zeros(())
