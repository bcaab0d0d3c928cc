"""### Keep what matters

A table of ratings has 10,000 viewers and 1,000 films, but tastes are few. The singular value
decomposition sorts what a matrix holds by weight, and keeping the first k parts gives the nearest
matrix of rank k.

Write `low_rank(a, k)` for a float64 matrix `a` of shape `(m, n)` and `k` from 1 to the lesser of m
and n: the sum of the k heaviest parts, of shape `(m, n)`. Part number `i` is the outer product of
column `i` of U and row `i` of Vh, times the singular value `S[i]`.

```python
>>> a = torch.tensor([[3.0, 0.0, 0.0], [0.0, 0.0, 5.0]], dtype=torch.float64)
>>> low_rank(a, 1).round().long()
tensor([[0, 0, 0],
        [0, 0, 5]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def low_rank(a: torch.Tensor, k: int) -> torch.Tensor:
    """Keep the k heaviest parts of the singular value decomposition."""
    ### BEGIN SOLUTION
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    return (u[:, :k] * s[:k]) @ vh[:k]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18", "L16"],
    points=2,
    tolerance=(1e-7, 1e-7),
    hints=[
        "`torch.linalg.svd(a, full_matrices=False)` gives U, S and Vh. S is a vector, sorted from "
        "the heaviest down.",
        "The first k parts need the first k columns of U, k singular values, and the first k rows "
        "of Vh.",
        "A matrix times a vector with `*` multiplies each column by its number, which weighs the "
        "columns of U. A matrix product then adds the parts up.",
    ],
)


def reference(a: torch.Tensor, k: int) -> torch.Tensor:
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    return u[:, :k] @ torch.diag(s[:k]) @ vh[:k]


def _with_gaps(rng: Rng, m: int, n: int) -> torch.Tensor:
    """Draw a matrix whose singular values are far apart, so that the parts are settled."""
    while True:
        a = rng.reals(m, n, dtype=torch.float64)
        s = torch.linalg.svdvals(a)
        if (s[:-1] - s[1:] > 0.25).all() and s[-1] > 0.25:
            return a


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([[3.0, 0.0, 0.0], [0.0, 0.0, 5.0]]).double()
    yield case("two parts, one kept", first, 1)
    yield case("a single row", _with_gaps(rng, 1, 4), 1)
    yield case("a square matrix, one part", _with_gaps(rng, 3, 3), 1)
    yield case("a wide matrix, two parts", _with_gaps(rng, 3, 5), 2)
    yield case("a tall matrix, two parts", _with_gaps(rng, 5, 3), 2)
    yield case("all parts", _with_gaps(rng, 4, 3), 3)
    yield case("not contiguous", rng.strided(_with_gaps(rng, 4, 4)), 2)


def _parts(a: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    return u, s, vh


@mistake(
    "The singular values are missing: the parts are added up without their weights. They belong "
    "between U and Vh."
)
def without_weights(a: torch.Tensor, k: int) -> torch.Tensor:
    u, _, vh = _parts(a)
    return u[:, :k] @ vh[:k]


@mistake("Those are the lightest parts. The singular values are sorted from the heaviest down.")
def lightest(a: torch.Tensor, k: int) -> torch.Tensor:
    u, s, vh = _parts(a)
    return (u[:, -k:] * s[-k:]) @ vh[-k:]


@mistake(
    "Only part number k - 1 is there. All parts up to it belong to the sum, from the heaviest on."
)
def one_part_only(a: torch.Tensor, k: int) -> torch.Tensor:
    u, s, vh = _parts(a)
    return s[k - 1] * torch.outer(u[:, k - 1], vh[k - 1])


@mistake(
    "The h in Vh says that it is transposed already: its **rows** belong to the parts. You took "
    "its columns, as the V of `torch.svd` would want."
)
def columns_of_vh(a: torch.Tensor, k: int) -> torch.Tensor:
    u, s, vh = _parts(a)
    return (u[:, :k] * s[:k]) @ vh[:, :k].T


@mistake(
    "What is kept are the first k rows and columns of the matrix. What weighs most may stand "
    "anywhere in it."
)
def corner(a: torch.Tensor, k: int) -> torch.Tensor:
    kept = torch.zeros_like(a)
    kept[:k, :k] = a[:k, :k]
    return kept
