"""### A polynomial in one piece of memory

The height of a thrown ball, the curve of a camera's sensor: many formulas are polynomials.
Computed as it is written, $2x^3 - 3x^2 + 5$ makes a new tensor for each power, each product and
each sum. Horner's way of writing it, $((2x - 3)x + 0)x + 5$, needs one: **multiply by x, add the
next number**, again and again, in place.

Write `polynomial(coefficients, x)`. `coefficients` is a list of Python numbers, that of the highest
power first; `x` is a float tensor of any shape. The result is a new tensor with the shape and dtype
of `x`, and holds the value of the polynomial for each element. `x` stays as it was. An empty list
means 0 everywhere.

**The bound:** on the way, the call may allocate the result and no other tensor. What NumPy
allocates, torch can't count, so NumPy may not be used.

```python
>>> x = torch.tensor([0.0, 1.0, 2.0])
>>> polynomial([2, -3, 0, 5], x)
tensor([5., 4., 9.])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def polynomial(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    """Evaluate a polynomial at each element of x, allocating nothing but the result."""
    ### BEGIN SOLUTION
    result = torch.zeros_like(x)
    for number in coefficients:
        result.mul_(x).add_(number)
    return result
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M2", "M3", "M4"],
    points=2,
    facts=["shares", "allocated"],
    banned=["torch.Tensor.numpy", "torch.from_numpy"],
    hints=[
        "Begin with a tensor of zeros like `x`. That is the one allocation that you have.",
        "For each coefficient in its order: the result times `x`, then plus the coefficient. Both "
        "can be done in the memory of the result.",
        "`result = result * x` makes a new tensor each time; `*=` and `mul_` don't. `+=` takes a "
        "Python number as well.",
    ],
)


def reference(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    result = torch.zeros_like(x)
    for number in coefficients:
        torch.mul(result, x, out=result)
        torch.add(result, number, out=result)
    return result


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a cubic at three places", [2, -3, 0, 5], torch.tensor([0.0, 1.0, 2.0]))
    numbers = [float(rng.below(7)) - 3, 2.0, rng.number(), 1.5]
    yield case("a table, float64", numbers, rng.reals(3, 4, low=-2, high=2, dtype=torch.float64))
    yield case("a straight line", [0.5, -2], rng.reals(6))
    yield case("a constant", [rng.number()], rng.reals(2, 3))
    yield case("no coefficients", [], rng.reals(4, low=1))
    yield case("a table that is not contiguous", [1, -2, 3], rng.reals(4, 3, low=-2, high=2).T)
    yield case("every second element", [1, 0, 0, 1], rng.strided(rng.reals(5, low=-2, high=2)))
    yield case("a single number", [3, 1, 2], rng.reals(low=-2, high=2))
    yield case("no elements", [1, 2], torch.empty(0, 3))


@mistake(
    "The coefficients were taken in the wrong order. The first belongs to the highest power, and "
    "Horner's way begins with it."
)
def lowest_first(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    return polynomial(coefficients[::-1], x)


@mistake(
    "The number is added before the multiplication, so everything is multiplied by `x` once too "
    "often: after the last number nothing more is multiplied."
)
def added_too_early(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    result = torch.zeros_like(x)
    for number in coefficients:
        result.add_(number).mul_(x)
    return result


@mistake(
    "The calculation went on in the memory of `x`: a second name, as in `result = x`, is not a "
    "second tensor. So `x` was changed, and multiplied with itself."
)
def second_name(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    result = x
    for number in coefficients:
        result.mul_(x).add_(number)
    return result


@mistake(
    "The zeros to begin with were written into `x`: a second name, as in `result = x`, is not a "
    "second tensor. So the numbers to compute with are lost, and the caller's tensor is changed."
)
def input_zeroed(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    result = x.zero_()
    for number in coefficients:
        result.mul_(x).add_(number)
    return result


@mistake(
    "The steps are Horner's and the values right, but `result * x` is a new tensor in every step, "
    "and so is the sum with the number. Multiply and add in the memory that the result has."
)
def new_tensors_in_each_step(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    result = torch.zeros_like(x)
    for number in coefficients:
        result = result * x + number
    return result


@mistake(
    "The values are right, but new tensors are made on the way: each power, each product and each "
    "sum is one, also where it is then copied into old memory by `result[:] =`. Go Horner's way, "
    "and multiply and add in place."
)
def new_tensors_on_the_way(coefficients: list[float], x: torch.Tensor) -> torch.Tensor:
    result = torch.zeros_like(x)
    for power, number in enumerate(reversed(coefficients)):
        result = result + number * x**power
    return result
