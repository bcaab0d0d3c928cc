"""### A gradient checker that says where

Somebody has written a backward function by hand. For the input `x` and the incoming gradient `v`,
which has the shape of `function(x)`, it gave the tensor `claimed`. If it is right, then `claimed`
is the gradient, with respect to `x`, of the single number

$$\\sum_j v_j\\, y_j, \\qquad y = \\text{function}(x).$$

Write `first_wrong(function, x, v, claimed)`, which compares `claimed` with central differences of
that number in float64, with a step of 1e-5 or so. You may call your `numeric_gradient`; autograd
may not be used.

- If all elements agree within 1e-4, return `None`.
- Otherwise return a tuple of three: the index of the first element that doesn't, in reading order,
  as a tuple of ints (`()` for a tensor without axes); what was got there, as a Python float; and
  what was expected there, as a Python float.
- NaN is never right.
- If `claimed` doesn't have the shape of `x`, raise a `ValueError`, even where it would broadcast.

```python
>>> x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 10.0])
>>> print(first_wrong(torch.square, x, v, torch.tensor([2.0, 40.0])))
None
>>> index, got, expected = first_wrong(torch.square, x, v, torch.tensor([2.0, 4.0]))
>>> index, got, round(expected, 4)
((1,), 4.0, 40.0)
```
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake
from course.chapters.ch04_autograd.numeric_gradient import numeric_gradient

Wrong = tuple[tuple[int, ...], float, float]


def first_wrong(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> tuple[tuple[int, ...], float, float] | None:
    """Give index, got and expected of the first wrong element of a claimed gradient, or None."""
    ### BEGIN SOLUTION
    if claimed.shape != x.shape:
        raise ValueError(f"the gradient has shape {tuple(claimed.shape)}, not {tuple(x.shape)}")
    expected = numeric_gradient(lambda z: (function(z) * v).sum(), x, 1e-5)
    agrees = (claimed - expected).abs() <= 1e-4
    if agrees.all():
        return None
    index = tuple((~agrees).nonzero()[0].tolist())
    return index, claimed[index].item(), expected[index].item()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A5", "A6"],
    points={"basic": 2, "edge": 1},
    tolerance=(1e-5, 1e-5),
    banned=[
        "torch.Tensor.backward",
        "torch.autograd.backward",
        "torch.autograd.grad",
        "torch.func.grad",
        "torch.func.vjp",
        "torch.func.jvp",
        "torch.func.jacrev",
        "torch.func.jacfwd",
        "torch.autograd.functional.jacobian",
        "torch.autograd.functional.vjp",
        "torch.autograd.functional.jvp",
    ],
    hints=[
        "Compare the shapes first. Then write a function of one tensor that gives the single "
        "number, and hand it to `numeric_gradient`; `lambda z: ...` makes it in one line.",
        "Ask which elements agree, and take the others by `~`. Asking which ones differ lets NaN "
        "slip through, because every comparison with NaN is False.",
        "`mask.nonzero()` lists the indices where a mask is True, in reading order, one row each. "
        "A tuple of ints indexes a tensor, and `.item()` gives the Python number.",
    ],
)


def reference(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    if claimed.shape != x.shape:
        raise ValueError("wrong shape")
    return _first(claimed, _pulled(function, x, v))


def _pulled(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().to(torch.float64).requires_grad_()
    return torch.autograd.grad(function(leaf), leaf, v.detach().double())[0]


def _first(claimed: torch.Tensor, expected: torch.Tensor, slack: float = 1e-4) -> Wrong | None:
    wrong = ~torch.isclose(claimed.double(), expected, rtol=0, atol=slack)
    if not wrong.any():
        return None
    index = tuple(wrong.nonzero()[0].tolist())
    return index, claimed[index].item(), expected[index].item()


def cases(rng: Rng) -> Iterator[Case]:
    x, v = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 10.0])
    yield case("a right gradient of squares", torch.square, x, v, torch.tensor([2.0, 40.0]))
    yield case("one that ignores v", torch.square, x, v, torch.tensor([2.0, 4.0]))
    places, weights = rng.reals(2, 3, low=1), rng.reals(2, 3, low=1.5)
    right = weights * torch.cos(places)
    yield case("a right gradient of sines", torch.sin, places, weights, right)
    yield case("a rule with the wrong sign", torch.cos, places, weights, weights * places.sin())
    spoilt = right.clone()
    spoilt[1, 1:] += 0.5
    yield case("two wrong elements in the last row", torch.sin, places, weights, spoilt)
    matrix = rng.reals(2, 2, low=-0.5, high=0.5, dtype=torch.float64) + 3 * torch.eye(2).double()
    weight = rng.reals(2, 2, low=1, dtype=torch.float64) + torch.tensor([[0.0, 5.0], [0.0, 0.0]])
    right = _pulled(torch.linalg.inv, matrix, weight)
    yield case("a right gradient of the inverse", torch.linalg.inv, matrix, weight, right)
    yield case("one that is transposed", torch.linalg.inv, matrix, weight, right.T)
    row, steps = rng.reals(4), rng.reals(3, low=1)
    right = _pulled(torch.diff, row, steps)
    yield case(
        "fewer outputs than inputs", torch.diff, row, steps, right + torch.tensor([0, 0, 1, 0])
    )
    cancelling = right + torch.tensor([1, -1, 0, 0])
    yield case("errors that cancel in the sum", torch.diff, row, steps, cancelling)
    nan = torch.tensor([2.0, float("nan")])
    yield case("a NaN", torch.square, x, v, nan, group="edge")
    number = torch.tensor(3.0), torch.tensor(2.0)
    yield case("a wrong single number", torch.square, *number, torch.tensor(6.0), group="edge")
    yield case("a right single number", torch.square, *number, torch.tensor(12.0), group="edge")
    same, ones = torch.tensor([2.0, 2.0, 2.0]), torch.ones(3)
    yield case("one number for all", torch.square, same, ones, torch.tensor(4.0), group="edge")
    column = torch.full((3, 1), 4.0)
    yield case("a column for a row", torch.square, same, ones, column, group="edge")


@mistake(
    "The incoming gradient `v` plays no part: you compare with the gradient of the plain sum of "
    "the outputs. A backward function that ignores `v` passes such a check."
)
def plain_sum(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    if claimed.shape != x.shape:
        raise ValueError
    return _first(claimed, _pulled(function, x, torch.ones_like(v)))


@mistake(
    "Got and expected are exchanged. Got is what the gradient under test says, expected is what "
    "the differences say."
)
def exchanged(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    found = reference(function, x, v, claimed)
    return found and (found[0], found[2], found[1])


@mistake(
    "NaN slips through. A comparison with NaN is always False, so asking where the difference is "
    "too great never finds it. Ask where it is small enough, and take the rest."
)
def nan_slips_through(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    if claimed.shape != x.shape:
        raise ValueError
    expected = _pulled(function, x, v)
    return _first(torch.where(claimed.isnan(), expected, claimed.double()), expected)


@mistake(
    "A claimed gradient of another shape was broadcast until it fitted, and then compared. It has "
    "to be refused with a ValueError before anything is compared."
)
def broadcast(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    if claimed.shape != x.shape:
        return None
    return _first(claimed, _pulled(function, x, v))


@mistake("This is the element that is furthest off. Asked for was the first one, in reading order.")
def furthest_off(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    found = reference(function, x, v, claimed)
    if found is None:
        return None
    expected = _pulled(function, x, v)
    off = (claimed.double() - expected).abs().reshape(-1)
    place = int(off.nan_to_num(float("inf")).argmax())
    index = tuple(int(i) for i in torch.unravel_index(torch.tensor(place), x.shape))
    return index, claimed[index].item(), expected[index].item()


@mistake(
    "The sums of the two gradients are compared. Errors of different signs then cancel, and a "
    "wrong gradient passes."
)
def sums_compared(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    if claimed.shape != x.shape:
        raise ValueError
    expected = _pulled(function, x, v)
    if abs(claimed.double().sum() - expected.sum()) <= 1e-3:
        return None
    return _first(claimed, expected)
