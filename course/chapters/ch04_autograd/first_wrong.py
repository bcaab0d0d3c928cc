"""### A gradient checker that says where

Somebody has written a backward function by hand. For the input `x` and the incoming gradient `v`,
which has the shape of `function(x)`, it gave the tensor `claimed`. If it is right, then `claimed`
is the gradient, with respect to `x`, of the single number

$$\\sum_j v_j\\, y_j, \\qquad y = \\text{function}(x).$$

Write `first_wrong(function, x, v, claimed)`, which compares `claimed` with central differences of
that number in float64, with a step of 1e-5 or so. You may call your `numeric_gradient`; autograd
may not be used.

- An element is right if it differs from the expected one by 1e-4 at most, however large the two
  are. If all elements are right, return `None`.
- Otherwise return a tuple of three: the index of the first element that isn't, in reading order,
  as a tuple of ints (`()` for a tensor without axes); what was got there, as a Python float; and
  what was expected there, as a Python float.
- NaN is never right, not even where NaN is what the differences give.
- If `claimed` doesn't have exactly the shape of `x`, raise a `ValueError`, even where it would
  broadcast.

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
        "slip through, because every comparison with NaN is False. (`torch.isclose` allows a "
        "relative difference on top, unless it is told `rtol=0`.)",
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


def _differences(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> torch.Tensor:
    """Give the expected gradient as students do, without autograd; refuse another shape."""
    if claimed.shape != x.shape:
        raise ValueError("wrong shape")
    x, found = x.detach().double(), torch.zeros(x.numel(), dtype=torch.float64)
    for i in range(x.numel()):
        bump = torch.zeros(x.numel(), dtype=torch.float64)
        bump[i] = 1e-5
        bump = bump.reshape(x.shape)
        found[i] = ((function(x + bump) * v).sum() - (function(x - bump) * v).sum()) / 2e-5
    return found.reshape(x.shape)


def _first(claimed: torch.Tensor, expected: torch.Tensor) -> Wrong | None:
    return _found(~((claimed - expected).abs() <= 1e-4), claimed, expected)


def _found(wrong: torch.Tensor, claimed: torch.Tensor, expected: torch.Tensor) -> Wrong | None:
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
    square, one_row = torch.full((2, 2), 2.0), torch.full((1, 2), 4.0)
    yield case("one row for two", torch.square, square, torch.ones(2, 2), one_row, group="edge")
    endless = torch.tensor([2.0, float("inf")])
    yield case("an infinite claim", torch.square, x, v, endless, group="edge")
    root, unknown = torch.tensor([-1.0]), torch.tensor([float("nan")])
    yield case("NaN, and NaN expected", torch.sqrt, root, torch.ones(1), unknown, group="edge")
    near = torch.tensor([2.00005, 39.99995], dtype=torch.float64)
    yield case("within 0.0001", torch.square, x, v, near)
    yield case("not within 0.0001", torch.square, x, v, near + torch.tensor([0.00015, 0]))
    great = torch.tensor([10.0]), torch.tensor([100.0])
    off = torch.tensor([2000.005], dtype=torch.float64)
    yield case("a small error of a great number", torch.square, *great, off)


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
    return _first(claimed, _differences(function, x, torch.ones_like(v), claimed))


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
    found = _first(claimed, _differences(function, x, v, claimed))
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
    expected = _differences(function, x, v, claimed)
    return _found((claimed - expected).abs() > 1e-4, claimed, expected)


@mistake(
    "NaN counts as right where NaN is expected, too. A checker should object: with NaN on both "
    "sides nothing has been compared."
)
def nan_equals_nan(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    close = torch.isclose(claimed.double(), expected, rtol=0, atol=1e-4, equal_nan=True)
    return _found(~close, claimed, expected)


@mistake(
    "Large numbers may differ by more than 1e-4: the slack grows with them, as in `torch.isclose` "
    "and `torch.allclose` unless their `rtol` is 0. The task asks for 1e-4, whatever the size."
)
def relative_slack(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    return _found(~torch.isclose(claimed.double(), expected, atol=1e-4), claimed, expected)


@mistake("An error of 0.0002 passes. The slack is 1e-4, no more.")
def too_lax(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    return _found(~((claimed - expected).abs() <= 1e-3), claimed, expected)


@mistake(
    "Errors of 0.0002 and of 0.005 pass. The slack is 1e-4, no more, and it doesn't grow with the "
    "numbers."
)
def much_too_lax(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    return _found(~((claimed - expected).abs() <= 1e-2), claimed, expected)


@mistake(
    "An error of 0.00005 is reported. Up to 1e-4 counts as right, since differences aren't exact."
)
def too_strict(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    return _found(~((claimed - expected).abs() <= 1e-5), claimed, expected)


@mistake("An infinite element passes. Infinity is as far off as can be.")
def infinity_passes(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    right = ((claimed - expected).abs() <= 1e-4) | claimed.isinf()
    return _found(~right, claimed, expected)


@mistake(
    "The difference is compared with its sign: whatever is too small passes, however far it is "
    "off. Its size is what matters."
)
def without_abs(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    return _found(~(claimed - expected <= 1e-4), claimed, expected)


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
    return _first(claimed.expand(x.shape), _differences(function, x, v, claimed.expand(x.shape)))


@mistake(
    "The numbers of axes are compared, not the shapes. A claim of shape (1, 2) has as many axes as "
    "an `x` of shape (2, 2), and it was broadcast until it fitted."
)
def only_axes_counted(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    if claimed.ndim != x.ndim:
        raise ValueError
    return _first(claimed.expand(x.shape), _differences(function, x, v, claimed.expand(x.shape)))


@mistake("This is the element that is furthest off. Asked for was the first one, in reading order.")
def furthest_off(
    function: Callable[[torch.Tensor], torch.Tensor],
    x: torch.Tensor,
    v: torch.Tensor,
    claimed: torch.Tensor,
) -> Wrong | None:
    expected = _differences(function, x, v, claimed)
    if _first(claimed, expected) is None:
        return None
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
    expected = _differences(function, x, v, claimed)
    if abs(claimed.double().sum() - expected.sum()) <= 1e-4:
        return None
    return _first(claimed, expected)
