"""### Capstone, third part: any function, broadcast

torch's own functions broadcast. A function of Python's `math` module takes two numbers and knows
nothing of tensors. Give it broadcasting: write `apply_pairwise(function, a, b)`, which stretches
`a` and `b` to one shape by the rule, calls `function` on each pair of numbers, and returns a
**float64** tensor of that shape with the results.

`function` takes two Python numbers, not tensors: from each tensor ints if it holds integers,
floats if it holds floats, whatever the other one holds. Which tensor comes first matters. `a` and
`b` may have any number of axes and any strides. Shapes that don't fit raise a `ValueError`;
without elements, `function` is never called.

Let your `broadcast_shapes` and `broadcast_to` do the stretching. `expand` and its relatives may not
be called, nor tensors added, subtracted, multiplied or divided, nor NumPy used.

```python
>>> import math
>>> a, b = torch.tensor([[3.0, 8.0]]), torch.tensor([[4.0], [6.0], [15.0]])
>>> apply_pairwise(math.hypot, a, b)
tensor([[ 5.0000,  8.9443],
        [ 6.7082, 10.0000],
        [15.2971, 17.0000]], dtype=torch.float64)
```
"""

import math
import operator
from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake
from course.chapters.ch05_broadcasting.broadcast_shapes import broadcast_shapes
from course.chapters.ch05_broadcasting.broadcast_to import broadcast_to


def apply_pairwise(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Call function on each pair of numbers that meet when a and b are broadcast."""
    ### BEGIN SOLUTION
    shape = broadcast_shapes([tuple(a.shape), tuple(b.shape)])
    left, right = broadcast_to(a, shape), broadcast_to(b, shape)
    pairs = zip(left.flatten().tolist(), right.flatten().tolist(), strict=True)
    results = [function(x, y) for x, y in pairs]
    return torch.tensor(results, dtype=torch.float64).reshape(shape)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    points=2,
    tolerance=(1e-12, 1e-12),  # no result may pass through float32
    banned=[
        "torch.expand",
        "torch.expand_as",
        "torch.broadcast_to",
        "torch.broadcast_tensors",
        "torch.broadcast_shapes",
        "torch.repeat",
        "torch.tile",
        "torch.repeat_interleave",
        "torch.meshgrid",
        "torch.add",
        "torch.sub",
        "torch.mul",
        "torch.div",
    ],
    hints=[
        "Three steps: the shape of the result, both operands in that shape, and then a loop over "
        "their numbers. The first two steps are functions that you have.",
        "When both have one shape, `x.flatten().tolist()` gives the numbers of each in reading "
        "order, and `zip` pairs them.",
        "A list of results becomes a tensor with `torch.tensor(..., dtype=torch.float64)`, and "
        "`reshape` gives it the shape. Without elements the list is empty, and that works too.",
    ],
)


def reference(function: Callable[..., float], a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    try:
        left, right = torch.broadcast_tensors(a, b)
    except RuntimeError as error:
        raise ValueError("the shapes don't fit") from error
    result = torch.empty(left.shape, dtype=torch.float64)
    for place in torch.ones(left.shape).nonzero().tolist():
        index = tuple(place)
        result[index] = function(left[index].item(), right[index].item())
    return result


def cases(rng: Rng) -> Iterator[Case]:
    a, b = torch.tensor([[3.0, 8.0]]), torch.tensor([[4.0], [6.0], [15.0]])
    yield case("a row and a column", math.hypot, a, b)
    powers = rng.reals(2, 1, low=0.75), rng.reals(3, low=0.25)
    yield case("the order matters", operator.pow, *powers)
    yield case("a vector and a table", math.copysign, rng.reals(3, low=1), rng.reals(3, 3))
    yield case("whole numbers", math.gcd, rng.integers(2, 1, 2, low=1), rng.integers(3, 1, low=1))
    mixed = rng.reals(3, 1), rng.integers(2, low=1, high=5)
    yield case("floats and whole numbers", math.ldexp, *mixed)
    yield case("the same shape", math.atan2, rng.reals(2, 3), rng.reals(2, 3))
    yield case("a number without axes", math.fmod, rng.reals(2, 3, low=1), torch.tensor(1.75))
    yield case("two numbers without axes", math.fmod, torch.tensor(2.5), torch.tensor(0.75))
    yield case("float64", math.hypot, rng.reals(2).double() + 0.1, rng.reals(2, 1).double())
    table, strided = rng.reals(2, 3, low=1).T, rng.strided(rng.reals(2, low=1))
    yield case("a transposed table", math.atan2, table, strided)
    yield case("lengths that don't fit", math.hypot, rng.reals(2, 3), rng.reals(2))
    yield case("no elements", operator.matmul, rng.reals(0, 1), rng.reals(7))
    yield case("1 and 0", math.hypot, rng.reals(6, 1), rng.reals(0))
    yield case("0 and 9", math.hypot, rng.reals(0), rng.reals(9))


def _listed(function: Callable[..., float], a: torch.Tensor, b: torch.Tensor) -> list[float]:
    pairs = zip(a.flatten().tolist(), b.flatten().tolist(), strict=False)
    return [function(x, y) for x, y in pairs]


def _stretched(a: torch.Tensor, b: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    shape = broadcast_shapes([tuple(a.shape), tuple(b.shape)])
    return broadcast_to(a, shape), broadcast_to(b, shape)


@mistake(
    "The function got whole tensors. A function of `math` takes numbers; it has to be called once "
    "for each pair."
)
def called_on_tensors(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return function(a, b)


@mistake(
    "The numbers were paired in the order in which `a` and `b` hold them, without stretching, "
    "until the shorter of the two was used up."
)
def not_stretched(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    shape = broadcast_shapes([tuple(a.shape), tuple(b.shape)])
    results = _listed(function, a, b)
    result = torch.zeros(torch.Size(shape).numel(), dtype=torch.float64)
    result[: len(results)] = torch.tensor(results, dtype=torch.float64)
    return result.reshape(shape)


@mistake(
    "Each number of `a` was paired with each number of `b`. That is right for a column and a row; "
    "where both have an axis, its numbers are paired place by place."
)
def every_pair(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    shape = broadcast_shapes([tuple(a.shape), tuple(b.shape)])
    results = [function(x, y) for x in a.flatten().tolist() for y in b.flatten().tolist()]
    count = torch.Size(shape).numel()
    return torch.tensor(results[:count], dtype=torch.float64).reshape(shape)


@mistake("The two operands are swapped: the numbers of `a` are the function's first argument.")
def swapped(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    left, right = _stretched(a, b)
    return torch.tensor(_listed(function, right, left), dtype=torch.float64).reshape(left.shape)


@mistake(
    "The results are float32 or int64, as `torch.tensor` makes them of floats and ints by itself. "
    "The task asks for float64."
)
def dtype_left_open(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    left, right = _stretched(a, b)
    return torch.tensor(_listed(function, left, right)).reshape(left.shape)


@mistake(
    "The results lie in one long vector. They should have the shape that `a` and `b` are "
    "broadcast to."
)
def flat(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    left, right = _stretched(a, b)
    return torch.tensor(_listed(function, left, right), dtype=torch.float64)


@mistake(
    "The function got floats where it should get ints, as `math.gcd`, for one, wants them. The "
    "numbers of an integer tensor stay what they are."
)
def floats_first(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    left, right = _stretched(a.double(), b.double())
    return torch.tensor(_listed(function, left, right), dtype=torch.float64).reshape(left.shape)


@mistake(
    "Where one tensor holds floats and the other integers, the function got two floats. Each "
    "tensor keeps its own dtype: `math.ldexp`, for one, wants a float and an int."
)
def one_dtype(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    dtype = torch.promote_types(a.dtype, b.dtype)
    left, right = _stretched(a.to(dtype), b.to(dtype))
    return torch.tensor(_listed(function, left, right), dtype=torch.float64).reshape(left.shape)


@mistake(
    "The function got tensors without axes. Most functions of `math` take them for numbers, but "
    "others, such as `operator.pow`, calculate in the dtype of the tensors: the digits of float32 "
    "are too few. `.item()` and `.tolist()` make Python numbers."
)
def tensors_without_axes(function: object, a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    left, right = _stretched(a, b)
    pairs = zip(left.flatten(), right.flatten(), strict=True)
    results = [float(function(x, y)) for x, y in pairs]
    return torch.tensor(results, dtype=torch.float64).reshape(left.shape)
