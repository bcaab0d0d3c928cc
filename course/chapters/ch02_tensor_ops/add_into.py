"""### Add into memory that is already there

A simulation adds two tensors a million times. A new tensor for each sum would be a million pieces
of memory, so there is one that receives every result.

Write `add_into(x, y, out)`, which writes `x + y` into `out` and returns `out`. `x` and `y` have
one shape and one dtype, and `out` has that dtype; `x` and `y` stay as they are. What stood in
`out` before doesn't matter. Make no other tensor on the way: `x + y` would already be one.

One point is for this: if the shape of `out` isn't the shape of `x`, raise a `ValueError` and leave
`out` as it is. As many elements in another shape, or as many rows of another length, are no match
either. torch itself would warn, and then resize `out`.

```python
>>> x, y = torch.tensor([1, 2, 3]), torch.tensor([10, 20, 30])
>>> out = torch.tensor([7, 7, 7])
>>> add_into(x, y, out)
tensor([11, 22, 33])
>>> out
tensor([11, 22, 33])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def add_into(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    """Write x + y into out, and return out; raise ValueError for an out of another shape."""
    ### BEGIN SOLUTION
    if out.shape != x.shape:
        raise ValueError(f"out has shape {tuple(out.shape)}, but the sum has {tuple(x.shape)}")
    return torch.add(x, y, out=out)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T8"],
    points={"basic": 2, "edge": 1},
    facts=["shares", "allocated"],
    hints=[
        "Compare the two shapes first: `out.shape` and `x.shape` can be compared with `!=`, and "
        "`raise ValueError(...)` ends the function.",
        "Which of the five ways to add takes a tensor to write into?",
        "`torch.add` has a keyword argument for it, and it also returns the tensor that it wrote "
        "into.",
    ],
)


def reference(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError("out has the wrong shape")
    return torch.add(x, y, out=out)


def cases(rng: Rng) -> Iterator[Case]:
    ones = torch.tensor([1, 2, 3]), torch.tensor([10, 20, 30]), torch.tensor([7, 7, 7])
    yield case("three whole numbers", *ones)
    yield case("real numbers", rng.reals(2, 3), rng.reals(2, 3), rng.reals(2, 3, low=5, high=9))
    wide = [rng.reals(4, low=1, dtype=torch.float64) for _ in range(3)]
    yield case("float64", *wide)
    yield case(
        "x is not contiguous",
        rng.integers(3, 2).T,
        rng.integers(2, 3),
        rng.integers(2, 3, low=50, high=60),
    )
    yield case(
        "out is every second element of a larger tensor",
        rng.reals(3),
        rng.reals(3),
        rng.strided(rng.reals(3, low=5, high=9)),
    )
    yield case("no elements", rng.reals(0), rng.reals(0), rng.reals(0))
    pair = rng.integers(2), rng.integers(2)
    yield case("out is too long", *pair, rng.integers(3), group="edge")
    four = rng.reals(4), rng.reals(4)
    yield case("out is too short", *four, rng.reals(2), group="edge")
    table = rng.reals(2, 3), rng.reals(2, 3)
    yield case("out has as many rows, but shorter ones", *table, rng.reals(2, 1), group="edge")
    yield case("out has its axes the other way round", *table, rng.reals(3, 2), group="edge")
    row = rng.reals(1, 3), rng.reals(1, 3)
    yield case("out has a row too many", *row, rng.reals(2, 3), group="edge")


@mistake(
    "`x + y` is a new tensor. Giving it the name `out`, or returning it, leaves the memory that "
    "you were given as it was."
)
def new_tensor(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    return x + y


@mistake(
    "`x + y` is a new tensor. Giving it the name `out`, or returning it, leaves the memory that "
    "you were given as it was. And an `out` of the wrong shape should raise ValueError."
)
def new_tensor_and_no_check(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    return x + y


@mistake(
    "The values arrive in `out`, but by way of a tensor in between: `x + y` makes a new one, which "
    "is then copied. That is the memory that was to be saved."
)
def by_way_of_another(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    out[:] = x + y
    return out


@mistake(
    "`x` and `y` were added to what stood in `out` before. Those values don't matter and must not "
    "be part of the sum."
)
def added_to_the_old(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    return out.add_(x).add_(y)


@mistake(
    "The adding is right, but an `out` of another shape doesn't raise ValueError. torch resizes "
    "it, after a warning that says that this will end."
)
def resized(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    return torch.add(x, y, out=out)


@mistake(
    "`x` was used as scratch paper: the in-place addition changed it before the result was copied "
    "into `out`. Whoever passed `x` still needs it."
)
def x_overwritten(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    return out.copy_(x.add_(y))


@mistake(
    "The ValueError comes too late: the sum had been written, and `out` resized, before the shapes "
    "were compared. The caller gets the error and has lost what stood in `out`. Compare first."
)
def compared_too_late(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    fits = out.shape == x.shape
    torch.add(x, y, out=out)
    if not fits:
        raise ValueError
    return out


@mistake(
    "You compare how many elements there are. A (2, 3) table and a (3, 2) table both have six, and "
    "`out` would still be resized: compare the shapes themselves."
)
def elements_counted(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.numel() != x.numel():
        raise ValueError
    return torch.add(x, y, out=out)


@mistake(
    "You compare the lengths of the first axis, which is all that `len` tells. The other axes may "
    "differ: compare the shapes themselves."
)
def rows_counted(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if len(out) != len(x):
        raise ValueError
    return torch.add(x, y, out=out)
