"""### The average along an axis

Write `average(x, dim)`: the mean of `x` along the axis `dim`, which disappears. `x` has one, two or
three axes and holds real numbers, whole numbers or bools; `dim` may count from the end. The result
has the dtype of `x` if that is a floating one, else float32, and its values are not rounded to
whole numbers.

```python
>>> average(torch.tensor([[1, 2, 6], [3, 4, 3]]), 1)
tensor([3.0000, 3.3333])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def average(x: torch.Tensor, dim: int) -> torch.Tensor:
    """Take the mean along dim, for whole numbers and bools too."""
    ### BEGIN SOLUTION
    return x.sum(dim) / x.shape[dim]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L6", "L7"],
    hints=[
        "A mean is a sum divided by how many numbers were added. How many are added along `dim`?",
        "`mean` refuses whole numbers, but `sum` takes them, and `/` gives a floating dtype.",
        "The divisor is the length of the axis that disappears, `x.shape[...]` of it: not the "
        "number of all elements, nor `len(x)`.",
    ],
)


def reference(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.mean(dim, dtype=x.dtype if x.is_floating_point() else torch.float32)


def cases(rng: Rng) -> Iterator[Case]:
    small = torch.tensor([[1, 2, 6], [3, 4, 3]])
    yield case("a table of whole numbers, along its rows", small, 1)
    yield case("a vector", rng.reals(4), 0)
    yield case("a table of real numbers, down its columns", rng.reals(3, 2), 0)
    yield case("a table of uint8", torch.tensor([[250, 5, 0, 7]], dtype=torch.uint8), -1)
    yield case("bools", torch.tensor([[True, False], [True, True], [False, False]]), 0)
    yield case("the last axis, as -1", rng.integers(3, 2), -1)
    yield case("float64", rng.reals(3, 2, dtype=torch.float64), 1)
    yield case("three axes, the middle one", rng.reals(2, 3, 4), 1)
    yield case("three axes, the first as -3", rng.integers(4, 1, 2), -3)
    yield case("a table that is not contiguous", rng.strided(rng.reals(2, 3)), 1)
    yield case("a table without rows", rng.reals(0, 3), 1)


@mistake(
    "`mean` gives its result in the dtype of `x`, and refuses where that can't hold a mean: whole "
    "numbers and bools. They need a floating dtype first."
)
def plain_mean(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.mean(dim)


@mistake(
    "The result is float32 for float64 too, which loses more than half of its digits, as `float()` "
    "does. What is floating already should keep its dtype."
)
def always_float32(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.float().mean(dim)


@mistake(
    "The sums are divided by the number of all elements. Each is only of the numbers along one "
    "axis, so the length of that axis is the divisor."
)
def divided_by_all(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.sum(dim) / x.numel()


@mistake(
    "The sums are divided by the length of axis 0, which is what `len(x)` tells, whichever axis "
    "is added up. Divide by the length of the axis that disappears."
)
def divided_by_len(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.sum(dim) / len(x)


@mistake(
    "The means are rounded down, as by `//`. A mean of whole numbers is in general no whole "
    "number: divide with `/`."
)
def rounded_down(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.sum(dim) // x.shape[dim]


@mistake("The axis is still there, with length 1. Here it should disappear.")
def axis_kept(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.sum(dim, keepdim=True) / x.shape[dim]
