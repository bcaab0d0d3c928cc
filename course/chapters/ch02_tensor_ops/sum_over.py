"""### Sum over an axis, by hand

`x.sum(dim=1)` adds slices: all of `x[:, 0]`, `x[:, 1]` and so on, element by element. Write
`sum_over(x, dim)`, which does the same for any axis. `x` has three axes, none of them empty, and
holds floats or int64. `dim` is 0, 1 or 2, or counts from the end: -1, -2 or -3. The result has the
two other axes and the dtype of `x`, and is computed in that dtype: sums of int64 are exact, those
of float64 have about sixteen digits. `x` stays as it was.

`sum` and what does its work in torch (`mean`, `cumsum`, `einsum`, matrix products) may not be
called. Loops and `+` are welcome.

```python
>>> x = torch.tensor([[[1, 2, 3], [4, 5, 6]]])
>>> sum_over(x, 1)
tensor([[5, 7, 9]])
>>> sum_over(x, -1)
tensor([[ 6, 15]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def sum_over(x: torch.Tensor, dim: int) -> torch.Tensor:
    """Add up the slices of x along the axis dim."""
    ### BEGIN SOLUTION
    total = torch.zeros_like(x.select(dim, 0))
    for i in range(x.shape[dim]):
        total = total + x.select(dim, i)
    return total
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T10"],
    points=2,
    tolerance=(1e-12, 1e-12),  # the other sums are exact; float64 must not pass through float32
    banned=[
        "torch.sum",
        "torch.nansum",
        "torch.mean",
        "torch.nanmean",
        "torch.cumsum",
        "torch.einsum",
        "torch.tensordot",
        "torch.matmul",
        "torch.mm",
        "torch.bmm",
        "torch.mv",
    ],
    hints=[
        "How many slices are there along the axis? `x.shape[dim]` tells, for negative `dim` too.",
        "`x.select(dim, i)` is slice number `i` along the axis `dim`. Go through all of them and "
        "add each to a running total.",
        "A good start for the total is zeros with the shape and dtype of one slice: "
        "`torch.zeros_like` of slice 0. Add with `total = total + ...`, which makes a new tensor.",
    ],
)


def reference(x: torch.Tensor, dim: int) -> torch.Tensor:
    return x.sum(dim=dim)


def cases(rng: Rng) -> Iterator[Case]:
    small = torch.tensor([[[1, 2, 3], [4, 5, 6]]])
    yield case("two rows of one block are added", small, 1)
    yield case("the first axis of a 2x3x3 tensor", rng.integers(2, 3, 3), 0)
    yield case("the second axis of a 2x3x3 tensor", rng.reals(2, 3, 3), 1)
    yield case("the third axis of a 2x3x3 tensor", rng.reals(2, 3, 3), 2)
    yield case("the last axis, as -1", rng.reals(2, 3, 2), -1)
    yield case("the first axis, as -3", rng.integers(3, 1, 2), -3)
    yield case("an axis of length 1", rng.reals(2, 1, 3), 1)
    yield case("float64", rng.reals(2, 2, 3, dtype=torch.float64) + 2**24, -2)
    yield case("large whole numbers", 2 * rng.integers(1, 2, 3) + 2**24 + 1, 2)
    yield case("a tensor that is not contiguous", rng.strided(rng.reals(2, 3, 2)), 2)


@mistake(
    "The axis is still there, with length 1. A sum over an axis makes it disappear; only "
    "`keepdim=True` would leave it."
)
def keeps_the_axis(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = torch.zeros_like(x.narrow(dim, 0, 1))
    for i in range(x.shape[dim]):
        total = total + x.narrow(dim, i, 1)
    return total


@mistake(
    "You counted the axes from the back: for `dim=0` you added along the last axis. Axes are "
    "numbered from the left, and only negative numbers count from the end."
)
def counted_from_the_back(x: torch.Tensor, dim: int) -> torch.Tensor:
    axis = -1 - dim
    total = torch.zeros_like(x.select(axis, 0))
    for i in range(x.shape[axis]):
        total = total + x.select(axis, i)
    return total


@mistake(
    "The sum starts with the first slice itself and adds to it in place. That slice is a window "
    "onto `x`, so `x` is changed as well. Start with zeros, or don't add in place."
)
def adds_into_the_input(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = x.select(dim, 0)
    for i in range(1, x.shape[dim]):
        total += x.select(dim, i)
    return total


@mistake(
    "The total starts as float32 zeros, so that every sum comes out as float32 or wider. The "
    "zeros should have the dtype of `x`."
)
def starts_with_floats(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = torch.zeros(x.select(dim, 0).shape)
    for i in range(x.shape[dim]):
        total = total + x.select(dim, i)
    return total


@mistake(
    "You added up the other two axes and kept the one that `dim` names. The named axis is the one "
    "that should disappear."
)
def named_axis_stays(x: torch.Tensor, dim: int) -> torch.Tensor:
    moved = x.movedim(dim, 0)
    total = torch.zeros_like(moved[:, 0, 0])
    for i in range(moved.shape[1]):
        for j in range(moved.shape[2]):
            total = total + moved[:, i, j]
    return total


@mistake(
    "The dtype is right at the end, but the sum was computed in float32, which keeps about seven "
    "digits. Start with zeros in the dtype of `x`."
)
def converted_afterwards(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = torch.zeros(x.select(dim, 0).shape)
    for i in range(x.shape[dim]):
        total = total + x.select(dim, i).float()
    return total.to(x.dtype)


@mistake(
    "`dim` is not used: a loop over `x`, and Python's `sum` of it, always goes along axis 0. The "
    "slices should be taken along the axis that `dim` names."
)
def dim_not_used(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = torch.zeros_like(x[0])
    for part in x:
        total = total + part
    return total


@mistake(
    "The last slice is left out. The places along an axis of length n are 0 to n - 1, and "
    "`range(n)` ends there by itself."
)
def last_slice_left_out(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = torch.zeros_like(x.select(dim, 0))
    for i in range(x.shape[dim] - 1):
        total = total + x.select(dim, i)
    return total


@mistake(
    "The first slice is left out: it has number 0. A loop that begins at 1 is right only where the "
    "total begins with that slice."
)
def first_slice_left_out(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = torch.zeros_like(x.select(dim, 0))
    for i in range(1, x.shape[dim]):
        total = total + x.select(dim, i)
    return total


@mistake(
    "The first slice is added twice: the total begins with it, and the loop adds it once more."
)
def first_slice_twice(x: torch.Tensor, dim: int) -> torch.Tensor:
    total = x.select(dim, 0)
    for i in range(x.shape[dim]):
        total = total + x.select(dim, i)
    return total
