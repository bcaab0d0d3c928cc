"""### All distances, within a bound

`a` holds n points and `b` holds m points, with d coordinates each: shapes `(n, d)` and `(m, d)`,
both float32 or both float64, no length 0. Write `distances(a, b)`, which returns the distance of
every point of `a` from every point of `b`, in shape `(n, m)` and the dtype of `a`.

**Memory** (1 point): all tensors that the function makes, added up, may hold no more than
`16 * n * m + 10 * (n + m) * d` numbers of that dtype, of 4 bytes each in float32. The `(n, m, d)`
differences are too many. So are they in portions: a tensor made in a loop counts each time. Views
cost nothing.

**Precision** (1 point): distances must be right to 0.0001, and never nan. In float64 points may
coincide, or nearly; in float32 each point of `a` is at least 1 away from each of `b`. All of them
may lie far from the origin, though near each other: with coordinates around 4096 or -4096 in
float32, or 10⁸ in float64.

`torch.cdist`, `torch.pdist` and `pairwise_distance` may not be called, nor NumPy used, whose memory
isn't counted. No loop is needed.

```python
>>> a = torch.tensor([[0.0, 0.0], [3.0, 0.0]])
>>> b = torch.tensor([[3.0, 4.0], [0.0, 4.0], [6.0, 8.0]])
>>> distances(a, b)
tensor([[ 5.0000,  4.0000, 10.0000],
        [ 4.0000,  5.0000,  8.5440]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def distances(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Give the distance of every point of a from every point of b."""
    ### BEGIN SOLUTION
    centre = b.mean(0)
    a, b = a - centre, b - centre
    products = a @ b.T
    squares = (a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * products
    return squares.clamp(min=0).sqrt()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    points={"basic": 1, "memory": 1, "precision": 1},
    facts=["allocated"],
    tolerance=(1e-5, 1e-4),
    banned=[
        "torch.cdist",
        "torch._cdist_forward",
        "torch.pdist",
        "torch.nn.functional.pairwise_distance",
    ],
    hints=[
        "The squared distance is |a|² + |b|² - 2 a·b. Which shapes do the three parts have, and "
        "what must be done to the first so that they can be added to a table of (n, m)?",
        "`a @ b.T` holds all products a·b. The squares of `a` belong to the rows of the table, "
        "those of `b` to its columns.",
        "Rounding can leave a square a little below 0, and its root is nan: `clamp(min=0)`.",
        "If all points move together, no distance changes. Subtract one and the same point, such "
        "as the mean of `b`, from both before you begin: then large numbers cancel while they are "
        "still exact.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    (n, d), m = a.shape, b.shape[0]
    differences = a.double().numpy()[:, None] - b.double().numpy()
    result = torch.empty(n, m, dtype=a.dtype)
    result.copy_(torch.from_numpy((differences**2).sum(-1) ** 0.5))
    # What is allocated here makes up the bound that the task states.
    spent = n * m + (n * m if a.dtype == torch.float64 else 2 * (n * m + (n + m) * d))
    torch.empty(16 * n * m + 10 * (n + m) * d - spent, dtype=a.dtype)
    return result


def cases(rng: Rng) -> Iterator[Case]:
    a = torch.tensor([[0.0, 0.0], [3.0, 0.0]])
    b = torch.tensor([[3.0, 4.0], [0.0, 4.0], [6.0, 8.0]])
    yield case("two points and three points", a, b)
    yield case("more coordinates than points", *_apart(rng, 2, 3, 5))
    yield case("as many points as coordinates", *_apart(rng, 3, 3, 3))
    yield case("points on a line", *_apart(rng, 4, 2, 1))
    yield case("one point", *_apart(rng, 1, rng.size(3, 5), 3))
    yield case("float64", rng.reals(3, 2, dtype=torch.float64), rng.reals(4, 2).double())
    columns, rows = _apart(rng, 4, 2, 3)
    yield case("points that are not contiguous", columns.T.contiguous().T, rng.strided(rows))
    yield case("many coordinates", *_apart(rng, 44, 44, 54), group="memory")
    close = rng.reals(30, 7, dtype=torch.float64) * 0.1
    nearly = close + rng.reals(30, 7, dtype=torch.float64) * 1e-9
    yield case("points that coincide, or nearly", close, nearly, group="precision")
    away = torch.tensor([4096.0, -4096.0, 0.0])
    far, other = _apart(rng, 4, 5, 3)
    yield case("far from the origin", far + away, other + away, group="precision")
    away = torch.tensor([-1e8, 0.0, 1e8], dtype=torch.float64)
    farther = rng.reals(4, 3, dtype=torch.float64) + away
    other = rng.reals(6, 3, dtype=torch.float64) + away
    yield case("far from the origin, float64", farther, other, group="precision")


def _apart(rng: Rng, n: int, m: int, d: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Draw float32 points of which each of the first is at least 1 from each of the second.

    At a distance near 0, the root makes much of what is rounded in float32, and how much that is
    depends on the machine.
    """
    a, b = rng.reals(n, d), rng.reals(m, d)
    a[:, 0], b[:, 0] = a[:, 0].abs() + 0.5, -b[:, 0].abs() - 0.5
    return a, b


def _squares(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * (a @ b.T)


def _centred(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    centre = b.mean(0)
    return a - centre, b - centre


@mistake(
    "The distances are right, but n * m * d differences are made on the way, and as many squares. "
    "Whether in one tensor or coordinate by coordinate, that is more than the bound allows when "
    "there are many coordinates."
)
def all_differences(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a[:, None] - b).square().sum(2).sqrt()


@mistake(
    "The distances are right, but n * m * d differences are made on the way. With many coordinates "
    "that alone is more than the bound allows."
)
def norm_of_differences(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.linalg.vector_norm(a[:, None] - b, dim=2)


@mistake("These are the squared distances. The task asks for their roots, the distances.")
def squared(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _squares(*_centred(a, b)).clamp(min=0)


@mistake(
    "Far from the origin, |a|² + |b|² and 2 a·b are huge and nearly equal: what is left of their "
    "difference is mostly rounding. Distances don't change when all points are moved together.",
    rounding=["precision"],
)
def not_centred(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _squares(a, b).clamp(min=0).sqrt()


@mistake(
    "Where points coincide, rounding can leave a square a little below 0, and the root of that is "
    "nan. Squares below 0 have to be raised to 0 before the root is taken.",
    rounding=["precision"],
)
def roots_of_negatives(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _squares(*_centred(a, b)).sqrt()


@mistake(
    "Two things go wrong with the precision. Rounding can leave a square below 0, whose root is "
    "nan; and far from the origin, large numbers cancel and leave little but rounding.",
    rounding=["precision"],
)
def plain_identity(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _squares(a, b).sqrt()


@mistake(
    "Far from the origin, the distances are still off, as they are when one number is subtracted "
    "from all coordinates. Points whose coordinates lie around 4096 and around -4096 are brought "
    "to the origin by a point, with a number of its own for each coordinate.",
    rounding=["precision"],
)
def moved_by_a_number(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _squares(a - b.mean(), b - b.mean()).clamp(min=0).sqrt()


@mistake(
    "`a` and `b` were moved by two different points. That changes the distances: both have to be "
    "moved by the same."
)
def moved_apart(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return _squares(a - a.mean(0), b - b.mean(0)).clamp(min=0).sqrt()


@mistake(
    "The squares of `a` met the columns of the table. They belong to its rows, so they must stand "
    "as a column; with as many points in both, the wrong sum runs without an error."
)
def squares_as_a_row(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    a, b = _centred(a, b)
    return ((a * a).sum(1) + (b * b).sum(1) - 2 * (a @ b.T)).clamp(min=0).sqrt()


@mistake(
    "The distances are right, but n * m * d differences and as many squares are made on the way, "
    "even if only a portion at a time. Portions help when each is given back before the next is "
    "made, but the task adds up all that is made."
)
def in_portions(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.stack([(point - b).square().sum(1).sqrt() for point in a])


@mistake(
    "These are the sums of the coordinates' differences without their signs. The distance is the "
    "root of the sum of their squares."
)
def city_blocks(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    total = torch.zeros(a.shape[0], b.shape[0], dtype=a.dtype)
    for k in range(a.shape[1]):
        total += (a[:, k, None] - b[:, k]).abs()
    return total
