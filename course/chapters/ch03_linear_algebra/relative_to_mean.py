"""### How far above the mean?

A shop compares its days: 1.5 means half as much again as the mean, 0.5 half of it. Write
`relative_to_mean(x, dim)`, which divides each number by the mean along the axis `dim` that it
belongs to. `x` is a floating tensor with two or three axes, and no mean is 0. Numbers and means may
be below 0, as losses are, and `dim` may count from the end. The result has the shape and dtype of
`x`, and `x` stays as it was.

```python
>>> relative_to_mean(torch.tensor([[1.0, 3.0], [6.0, 2.0]]), 1)
tensor([[0.5000, 1.5000],
        [1.5000, 0.5000]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def relative_to_mean(x: torch.Tensor, dim: int) -> torch.Tensor:
    """Divide each number by the mean along dim."""
    ### BEGIN SOLUTION
    return x / x.mean(dim, keepdim=True)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L8", "L9"],
    hints=[
        "Which shape must the means have, so that each lines up with the numbers it came from?",
        "If the axis stays with length 1, the mean is used for all numbers along it.",
        "`keepdim=True` is an argument of `mean` as well as of `sum`.",
    ],
)


def reference(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x / x.mean(dim, keepdim=True)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a square table, along its rows", torch.tensor([[1.0, 3.0], [6.0, 2.0]]), 1)
    yield case("a square table, down its columns", torch.tensor([[1.0, 3.0], [6.0, 2.0]]), 0)
    yield case("a wide table, along its rows", rng.reals(2, 4, low=1, high=9), -1)
    yield case("a tall table, down its columns", rng.reals(4, 2, low=1, high=9), 0)
    yield case("a single column, along its rows", rng.reals(3, 1, low=1, high=9), 1)
    yield case("float64", rng.reals(3, 3, low=1, high=9, dtype=torch.float64), 1)
    yield case("three axes, the middle one", rng.reals(2, 3, 4, low=1, high=9), 1)
    yield case("three equal axes, the first as -3", rng.reals(2, 2, 2, low=1, high=9), -3)
    yield case("three equal axes, the last", rng.reals(2, 2, 2, low=1, high=9), 2)
    yield case("not contiguous", rng.strided(rng.reals(3, 3, low=1, high=9)), 1)
    losses = torch.cat([rng.reals(2, 2, low=-9, high=-5), rng.reals(2, 1, low=1, high=4)], dim=1)
    yield case("a mean below 0", losses, 1)


@mistake(
    "The axis of the means has disappeared, so they are lined up with the last axis of `x`, "
    "whatever they belong to. In a square table no error tells you: row i is divided by the means "
    "of all rows."
)
def axis_gone(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x / x.mean(dim)


@mistake(
    "You divide by the mean of all numbers. Each number should be compared with the mean along "
    "`dim` only."
)
def one_mean(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x / x.mean()


@mistake(
    "You divide by the sum along the axis, which gives each number's share of the whole. The mean "
    "is the sum divided by the length of the axis."
)
def shares(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x / x.sum(dim, keepdim=True)


@mistake("That is the distance from the mean. Asked is how many times the mean a number is.")
def distance(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x - x.mean(dim, keepdim=True)


@mistake(
    "The mean is taken along another axis than the one that `dim` names. The axis that you name "
    "is the one that is averaged away."
)
def other_axis(x: torch.Tensor, dim: int) -> torch.Tensor:
    others = tuple(axis for axis in range(x.ndim) if axis != dim % x.ndim)
    return x / x.mean(others, keepdim=True)
