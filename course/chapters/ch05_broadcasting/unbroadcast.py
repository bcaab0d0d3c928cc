"""### The way back

On the way forward, `x` of some shape was stretched. On the way back, a gradient arrives in the
shape that it was stretched to, and each number of `x` gets the **sum** of the gradients of all its
copies. Write `unbroadcast(gradient, shape)`: `gradient` is a floating tensor, and `shape`, a tuple,
is what `x` had before it was stretched to `gradient.shape`. Return the gradient of `x`, of that
shape, in the dtype of `gradient`.

`shape` may have fewer axes than `gradient`, none included, and lengths of 1 in any place, also
where `gradient` has length 1 or 0. (The sum of no copies is 0.) Where nothing was stretched, the
gradient is returned as it is. `shape` always fits. `gradient` stays as it was.
`sum_to_size` may not be called, nor NumPy used.

```python
>>> gradient = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
>>> unbroadcast(gradient, (1, 2))
tensor([[ 9., 12.]])
>>> unbroadcast(gradient, (2,))
tensor([ 9., 12.])
>>> unbroadcast(gradient, (3, 1))
tensor([[ 3.],
        [ 7.],
        [11.]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def unbroadcast(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    """Add up the gradients of all copies of each number of a tensor of this shape."""
    ### BEGIN SOLUTION
    while gradient.ndim > len(shape):
        gradient = gradient.sum(dim=0)
    for dim, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(dim=dim, keepdim=True)
    return gradient
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    points={"basic": 2, "edge": 1},
    tolerance=(0.0, 0.0),  # sums of quarters are exact; none may pass through float32
    banned=["torch.sum_to_size"],
    hints=[
        "Which axes of `gradient` were not there before? `shape` stands below it aligned from the "
        "right, so they are the first ones. What happens to an axis that is added up?",
        "When both have the same number of axes, look at where `shape` has a 1. Along these, add "
        "up and keep the axis.",
        "`x.sum(dim=0)` takes the first axis away, and can be called again. `keepdim=True` leaves "
        "an axis of length 1.",
    ],
)


def reference(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    x = torch.zeros(shape, dtype=gradient.dtype, requires_grad=True)
    return torch.autograd.grad(x.expand(gradient.shape), x, gradient)[0]


def cases(rng: Rng) -> Iterator[Case]:
    small = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    yield case("a row that was stretched", small, (1, 2))
    yield case("a column that was stretched", rng.reals(2, 4), (2, 1))
    yield case("a vector that became a table", rng.reals(2, 3), (3,))
    yield case("a vector, in a square", rng.reals(3, 3), (3,))
    yield case("a column, in a square", rng.reals(3, 3), (3, 1))
    yield case("two axes in front are new", rng.reals(2, 3, 4), (4,))
    yield case("one axis is new and one was stretched", rng.reals(3, 2, 3), (2, 1))
    yield case("one axis is new and the next was stretched", rng.reals(2, 3, 2), (1, 2))
    yield case("the middle axis was stretched", rng.reals(2, 3, 2), (2, 1, 2))
    yield case("the first and last of four axes", rng.reals(2, 3, 2, 3), (1, 3, 2, 1))
    yield case("nothing was stretched", rng.reals(2, 3), (2, 3), group="edge")
    yield case("a number became a table", rng.reals(3, 2), (), group="edge")
    yield case("a single one became a table", rng.reals(3, 2), (1, 1), group="edge")
    yield case("a 1 that stayed 1", rng.reals(3, 1), (1, 1), group="edge")
    yield case("a 1 more in front", rng.reals(1, 3), (3,), group="edge")
    doubles = rng.reals(3, 2, dtype=torch.float64) + 2**24
    yield case("float64", doubles, (2,), group="edge")
    yield case("a gradient that is not contiguous", rng.reals(4, 3).T, (3, 1), group="edge")
    yield case("stretched to length 0", rng.reals(0, 3), (1, 3), group="edge")
    yield case("length 0 in both", rng.reals(2, 0), (0,), group="edge")


@mistake(
    "Of each number's copies, only the first one's gradient is kept. Each copy went into the "
    "result, so all of their gradients count: they are added."
)
def one_copy(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    return _reduced(gradient, shape, lambda x, dim: x.narrow(dim, 0, 1))


@mistake(
    "This is the mean over the copies. The gradients of all copies are added: a number that is "
    "used three times has three times the effect."
)
def mean_of_copies(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    return _reduced(gradient, shape, lambda x, dim: x.mean(dim, keepdim=True))


@mistake(
    "The axes in front are added up, but those that were stretched from length 1 are left as they "
    "are."
)
def front_only(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.sum(0)
    return gradient


@mistake(
    "The axes of length 1 are added up, but axes that `x` didn't have are still there. They are "
    "the first ones of the gradient."
)
def ones_only(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    extra = gradient.ndim - len(shape)
    for dim, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(dim + extra, keepdim=True)
    return gradient


@mistake(
    "Axes at the end are added up as those that `x` didn't have. Shapes are aligned from the "
    "right, so it is the first axes that are new."
)
def from_the_back(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.sum(-1)
    for dim, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(dim, keepdim=True)
    return gradient


@mistake(
    "Where axes in front go, the wrong ones of the others are added up, as if they were still "
    "counted from the old front. Once the new axes are gone, axes of `gradient` and of `shape` "
    "have the same numbers."
)
def old_numbering(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    extra = gradient.ndim - len(shape)
    for _ in range(extra):
        gradient = gradient.sum(0)
    for dim, length in enumerate(shape):
        if length == 1:
            gradient = gradient.sum(min(dim + extra, gradient.ndim - 1), keepdim=True)
    return gradient


@mistake(
    "The axes of length 1 are added up and taken away. They belong to the shape of `x`: a sum can "
    "keep its axis."
)
def axes_lost(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    while gradient.ndim > len(shape):
        gradient = gradient.sum(0)
    for dim in reversed(range(len(shape))):
        if shape[dim] == 1:
            gradient = gradient.sum(dim)
    return gradient


@mistake(
    "The result holds the first numbers of `gradient`, laid out in the new shape, and nothing is "
    "added. A gradient of six numbers can't become one of two without a sum."
)
def first_numbers(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    return gradient.reshape(-1)[: torch.Size(shape).numel()].reshape(shape)


@mistake(
    "Where nothing was stretched, everything is added up: that is what `sum` does with an empty "
    "list of axes. In that case the gradient is returned as it is."
)
def empty_list_of_axes(gradient: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    extra = gradient.ndim - len(shape)
    dims = [*range(extra), *(extra + dim for dim, n in enumerate(shape) if n == 1)]
    total = gradient.sum(dims, keepdim=True)
    return total.reshape(shape) if dims else total


def _reduced(gradient: torch.Tensor, shape: tuple[int, ...], reduce: object) -> torch.Tensor:
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    for dim, length in enumerate(padded):
        if length == 1:
            gradient = reduce(gradient, dim)
    return gradient.reshape(shape)
