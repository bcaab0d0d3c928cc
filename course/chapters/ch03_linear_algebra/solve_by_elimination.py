"""### Solve by elimination

Write `solve_by_elimination(a, b)`, which finds the vector `x` with `a @ x == b`. `a` is a float64
matrix of shape `(n, n)`, never singular, and `b` a float64 vector of shape `(n,)`; both stay as
they were. The functions of `torch.linalg` that solve, invert, factorise or take determinants
may not be called, nor their twins in `torch`.

1. For each column, from the left: subtract multiples of the row with that number from all rows
   below, so that zeros appear below the diagonal. What is done to a row of `a` is done to `b`.
2. From the last row up: each row has one unknown that isn't known yet.

The number to divide by, the **pivot**, may be 0, or so small that digits are lost, in the first
column or in a later one. So before each column, whatever stands there, exchange two rows: bring the
row with the greatest absolute value in that column up, from among those not yet used. (Points for
the group `pivot`.)

```python
>>> a = torch.tensor([[2.0, 1.0], [4.0, 5.0]], dtype=torch.float64)
>>> solve_by_elimination(a, torch.tensor([4.0, 14.0], dtype=torch.float64))
tensor([1., 2.], dtype=torch.float64)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def solve_by_elimination(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Solve a @ x = b by elimination with exchanges of rows."""
    ### BEGIN SOLUTION
    n = len(b)
    table = torch.cat([a, b.unsqueeze(1)], dim=1)
    for j in range(n):
        pivot = j + int(table[j:, j].abs().argmax())
        table[[j, pivot]] = table[[pivot, j]]
        for i in range(j + 1, n):
            table[i] -= table[i, j] / table[j, j] * table[j]
    x = torch.zeros_like(b)
    for i in reversed(range(n)):
        known = torch.dot(table[i, :n], x)
        x[i] = (table[i, n] - known) / table[i, i]
    return x
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18"],
    points={"basic": 2, "pivot": 2},
    tolerance=(1e-9, 1e-9),
    banned=[
        "torch.linalg.solve",
        "torch.linalg.solve_ex",
        "torch.linalg.inv",
        "torch.linalg.inv_ex",
        "torch.linalg.pinv",
        "torch.linalg.solve_triangular",
        "torch.triangular_solve",
        "torch.linalg.lstsq",
        "torch.linalg.tensorsolve",
        "torch.linalg.tensorinv",
        "torch.linalg.lu",
        "torch.linalg.lu_factor",
        "torch.linalg.lu_factor_ex",
        "torch.linalg.lu_solve",
        "torch.linalg.ldl_factor",
        "torch.linalg.ldl_solve",
        "torch.linalg.qr",
        "torch.linalg.svd",
        "torch.linalg.cholesky",
        "torch.cholesky_solve",
        "torch.cholesky_inverse",
        "torch.lu_solve",
        "torch.svd",
        "torch.qr",
        "torch.linalg.matrix_power",
        "torch.linalg.det",
        "torch.linalg.slogdet",
        "torch.logdet",
    ],
    hints=[
        "Join `a` and `b` to one table of n + 1 columns with `torch.cat`: then each step on a row "
        "covers both, and you work on a copy.",
        "To make the number in row i, column j zero, subtract row j times `table[i, j]` divided by "
        "`table[j, j]`. If torch complains of a *single memory location*, the divisor lies in the "
        "row that you change: take it out first, with `.item()`.",
        "From the last row up: the unknown is what stands on the right, less the part of the "
        "unknowns that are known already, divided by the number on the diagonal.",
        "`table[j:, j].abs().argmax()` counts from row j on. Exchange two rows with a list of "
        "positions on both sides of `=`, since a list makes a copy and a row is a window.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.linalg.solve(a, b)


def _upper(rng: Rng, n: int) -> torch.Tensor:
    """Make a triangle without zeros on its diagonal."""
    upper = rng.integers(n, n, low=-2, high=2).triu(1)
    for i in range(n):
        upper[i, i] = rng.choice([-2, -1, 1, 2])
    return upper.double()


def _factors(rng: Rng, n: int) -> torch.Tensor:
    """Make a matrix that can be eliminated from the top without exchanges."""
    lower = rng.integers(n, n, low=-2, high=2).tril(-1) + torch.eye(n, dtype=torch.int64)
    return lower.double() @ _upper(rng, n)


def _system(rng: Rng, a: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    x = rng.reals(len(a), low=0.25, dtype=torch.float64)
    return a, (a * x).sum(1)


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([[2.0, 1.0], [4.0, 5.0]]).double(), torch.tensor([4.0, 14.0]).double()
    yield case("one equation", *_system(rng, torch.tensor([[-4.0]]).double()))
    yield case("two equations", *first)
    yield case("three equations", *_system(rng, _factors(rng, 3)))
    yield case("a triangle", *_system(rng, _upper(rng, 3)))
    exact = torch.tensor([[3.0, 1.0], [1.0, 2.0]]).double()
    fine = torch.tensor([1 + 2.0**-26, 2 - 2.0**-26], dtype=torch.float64)
    yield case("numbers with many digits", exact, (exact * fine).sum(1))
    four = _factors(rng, 4)
    yield case("not contiguous", *_system(rng, rng.strided(four)))
    zero = torch.tensor([[0.0, 2.0], [1.0, 1.0]]).double()
    yield case("a zero in the first place", *_system(rng, zero), group="pivot")
    tiny = torch.tensor([[1e-20, 1.0], [1.0, 1.0]]).double()
    right = torch.tensor([1.0, 2.0]).double()
    yield case("a tiny number in the first place", tiny, right, group="pivot")
    later = torch.tensor([[1.0, 2.0, 1.0], [2.0, 4.0, 5.0], [1.0, 3.0, 3.0]]).double()
    yield case("a zero that appears on the way", *_system(rng, later), group="pivot")
    shifted = _upper(rng, 3)[[1, 2, 0]]
    yield case("rows in another order", *_system(rng, shifted), group="pivot")
    late = torch.tensor([[1.0, 0.0, 0.0], [0.0, 1e-20, 1.0], [0.0, 1.0, 1.0]]).double()
    ones = torch.tensor([1.0, 1.0, 2.0]).double()
    yield case("a tiny number in a later column", late, ones, group="pivot")
    # Each small pivot makes the numbers below it a thousand times as great. After three of them
    # half of the digits are gone.
    several = torch.zeros(5, 5).double()
    several[0, :2] = torch.tensor([2.0, 1.0])
    chain = [[1e-3, 1, 1, 1], [0, 1e-3, 1, -1], [0, 0, 1e-3, 1], [1, 1, -1, 1]]
    several[1:, 1:] = torch.tensor(chain, dtype=torch.float64)
    known = torch.tensor([2.0, 1.0, 2.0, 3.0, 4.0]).double()
    result = (several * known).sum(1)
    yield case("small numbers in several columns", several, result, group="pivot")


def _backwards(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    x = torch.zeros_like(b)
    for i in reversed(range(len(b))):
        x[i] = (b[i] - (a[i] * x).sum()) / a[i, i]
    return x


def _downwards(a: torch.Tensor, b: torch.Tensor, j: int) -> None:
    for i in range(j + 1, len(b)):
        factor = a[i, j] / a[j, j]
        a[i] -= factor * a[j]
        b[i] -= factor * b[j]


@mistake(
    "Your code divides by whatever stands on the diagonal. A zero there gives inf and NaN, and a "
    "tiny number loses all digits of the others. Exchange rows before each column."
)
def no_exchanges(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "A pivot of 0 is exchanged, a tiny one isn't. It does harm as well: the multiples of its row "
    "are so great that they swallow the other numbers. Take the greatest each time."
)
def zeros_only(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        if a[j, j] == 0:
            found = j + int((a[j:, j] != 0).nonzero()[0])
            a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "Tiny pivots are exchanged, but one of a thousandth isn't. A single one of that size does "
    "little harm; several of them, one after another, lose half of the digits. Exchange before "
    "each column, without asking how small the pivot is."
)
def below_a_threshold(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        if a[j, j].abs() < 1e-10:
            found = j + int(a[j:, j].abs().argmax())
            a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "From the second column on, the wrong rows are exchanged. A place that `argmax` finds in "
    "`table[j:, j]` is counted from row j, not from row 0."
)
def counted_from_the_top(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        found = int(a[j:, j].abs().argmax())
        a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "The pivot is sought in all rows. The ones above have been used already: such a row comes back "
    "down, and what had been brought to zero is undone. Seek from row j on, in column j."
)
def sought_in_all_rows(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        found = int(a[:, j].abs().argmax())
        a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "The greatest number is taken for the pivot, with its sign: a 0 or a tiny number is greater "
    "than -5. It is the absolute value that counts."
)
def sign_counts(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        found = j + int(a[j:, j].argmax())
        a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "The rows of `a` change places, but the numbers of `b` don't. A row and its number on the "
    "right belong to one equation."
)
def b_left_behind(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        found = j + int(a[j:, j].abs().argmax())
        a[[j, found]] = a[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "The exchange leaves one row twice and loses the other. Rows of a tensor are windows onto its "
    "memory, also in `p, q = q, p`: what is assigned first overwrites a row before it is read."
)
def exchanged_windows(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    table = torch.cat([a, b[:, None]], dim=1)
    for j in range(len(b)):
        found = j + int(table[j:, j].abs().argmax())
        table[j], table[found] = table[found], table[j]
        _downwards(table[:, :-1], table[:, -1], j)
    return _backwards(table[:, :-1], table[:, -1])


@mistake(
    "The solution is right, but `a` or `b` was used as scratch paper and is changed. Work on a "
    "copy."
)
def in_place(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    for j in range(len(b)):
        found = j + int(a[j:, j].abs().argmax())
        a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    return _backwards(a, b)


@mistake(
    "You find the unknowns from the top down. After the elimination the first row still has all "
    "of them, and only the last row has a single one: begin there."
)
def from_the_top(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        found = j + int(a[j:, j].abs().argmax())
        a[[j, found]], b[[j, found]] = a[[found, j]], b[[found, j]]
        _downwards(a, b, j)
    x = torch.zeros_like(b)
    for i in range(len(b)):
        x[i] = (b[i] - (a[i] * x).sum()) / a[i, i]
    return x
