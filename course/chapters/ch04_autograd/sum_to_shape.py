"""### The gradient of a repeated tensor

When a row of shape `(4,)` is added to a table of shape `(3, 4)`, torch uses each number of the row
three times. In the backward pass each of the three uses sends a gradient back, and the number
collects their **sum**. So a gradient of shape `(3, 4)` has to become one of shape `(4,)`.

Write `sum_to_shape(gradient, shape)`, which adds `gradient` up along every axis that broadcasting
had added or stretched, so that the result has the shape `shape`, a tuple. These are

- the axes that `shape` lacks: shapes are lined up at their right ends, so they are the first ones;
- the axes that have length 1 in `shape`, and stay there with length 1.

`gradient` is floating and has a shape to which `shape` can be broadcast; axes may have length 0.
The result has its dtype, and `gradient` keeps its numbers. `sum_to_size` and autograd may not be
used.

```python
>>> gradient = torch.tensor([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
>>> sum_to_shape(gradient, (3,))
tensor([11., 22., 33.])
>>> sum_to_shape(gradient, (2, 1))
tensor([[ 6.],
        [60.]])
>>> sum_to_shape(gradient, ())
tensor(66.)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def sum_to_shape(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    """Sum a gradient along the axes that broadcasting from shape has added or stretched."""
    ### BEGIN SOLUTION
    while gradient.ndim > len(shape):
        gradient = gradient.sum(0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis, keepdim=True)
    return gradient
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    points=2,
    banned=[
        "torch.Tensor.sum_to_size",
        "torch.Tensor.backward",
        "torch.autograd.backward",
        "torch.autograd.grad",
        "torch.func.vjp",
        "torch.autograd.functional.vjp",
    ],
    hints=[
        "How many axes are too many? They are the first ones, and each disappears by a sum over "
        "axis 0.",
        "After that the two shapes have equally many axes. Where `shape` says 1, sum over that "
        "axis, and let it stay with length 1.",
        "`x.sum(axis, keepdim=True)` leaves the axis in place with length 1. `enumerate(shape)` "
        "gives each axis with its length.",
    ],
)


def reference(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    return gradient.sum_to_size(shape)


def cases(rng: Rng) -> Iterator[Case]:
    gradient = torch.tensor([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])
    yield case("from a table to a row", gradient, (3,))
    yield case("from a table to a column", gradient, (2, 1))
    yield case("from a table to a number", gradient, ())
    yield case("from a table to a row with two axes", gradient, (1, 3))
    yield case("nothing was broadcast", rng.reals(2, 3), (2, 3))
    yield case("from a square table to a row", rng.reals(3, 3), (3,))
    yield case("from a vector to a single element", rng.reals(4), (1,))
    yield case("from a single number", rng.reals(), ())
    yield case("from a batch of tables to a column", rng.reals(2, 3, 4), (3, 1))
    yield case("from a batch of tables to a row", rng.reals(3, 2, 3), (3,))
    yield case("from a batch to its middle axis", rng.reals(2, 3, 2), (1, 3, 1))
    yield case("from four axes to a table", rng.reals(2, 2, 3, 2), (3, 2))
    yield case("an axis that had length 1 all along", rng.reals(3, 1, 2), (1, 2))
    yield case("float64", rng.reals(2, 3, dtype=torch.float64) + 2**24, (1, 1))
    yield case("a table that is not contiguous", rng.reals(3, 4).T, (4, 1))
    yield case("a table without columns", rng.reals(2, 0), (0,))
    yield case("a table without columns, to a column", rng.reals(2, 0), (2, 1))
    yield case("a table without rows", rng.reals(0, 3), (3,))


@mistake(
    "Where an axis was stretched from length 1, it is gone. Sum over it, but keep it with length "
    "1: the gradient has the shape of its tensor to the last axis."
)
def axis_lost(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.sum(0)
    for axis in reversed(range(len(shape))):
        if shape[axis] == 1:
            gradient = gradient.sum(axis)
    return gradient


@mistake(
    "You average where you should sum. Each use of a number adds its share to the gradient; "
    "nothing is divided by the number of uses."
)
def averaged(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.mean(0)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.mean(axis, keepdim=True)
    return gradient


@mistake(
    "Only the axes in front are summed over. An axis of length 1 that was stretched has to be "
    "summed over as well."
)
def front_axes_only(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.sum(0)
    return gradient


@mistake(
    "The extra axes are taken from the end. Broadcasting lines shapes up at their right ends, so "
    "the axes that it adds are the first ones. A square table hides the difference in its shape."
)
def last_axes_summed(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.sum(-1)
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(axis, keepdim=True)
    return gradient


@mistake(
    "The first of the repeated gradients is taken, and the others are thrown away. They all count: "
    "add them up."
)
def first_one_taken(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient[0]
    for axis, length in enumerate(shape):
        if length == 1:
            gradient = gradient.narrow(axis, 0, 1)
    return gradient
