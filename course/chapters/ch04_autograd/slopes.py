"""### A slope for each element

`torch.sin`, `torch.exp` and their like work element by element: the i-th output depends on the
i-th input alone. To draw such a function together with its derivative, one needs the slope at
each of many places.

Write `slopes(function, x)`. `function` works element by element, and its result is computed from
`x` (it is no constant such as `torch.ones_like`, which has no graph); `x` is a floating tensor of
any shape. Return a tensor of the shape and dtype of `x` that holds, in each place, the derivative
of `function` at that place. `x` keeps its numbers and its `requires_grad`.

One call of `backward` is enough, however many places there are.

```python
>>> slopes(torch.square, torch.tensor([0.0, 1.0, 2.5]))
tensor([0., 2., 5.])
```
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def slopes(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """Give the derivative of an element-by-element function at each element of x."""
    ### BEGIN SOLUTION
    places = x.detach().clone().requires_grad_()
    function(places).sum().backward()
    return places.grad
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A4", "A8"],
    tolerance=(1e-5, 1e-5),
    hints=[
        "`backward` without an argument wants a single number. Which one can you make from the "
        "outputs, so that each of them counts once?",
        "In the sum y₀ + y₁ + …, only y₁ contains x₁, and it has the factor 1. So the slope of the "
        "sum by x₁ is the slope of y₁.",
        "Work on a detached copy of `x` that requires gradients; sum, then `backward`, then "
        "`.grad`.",
    ],
)


def reference(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    return torch.autograd.grad(y, leaf, torch.ones_like(y))[0]


def cases(rng: Rng) -> Iterator[Case]:
    yield case("squares of three numbers", torch.square, torch.tensor([0.0, 1.0, 2.5]))
    yield case("sines in a table", torch.sin, rng.reals(2, 3))
    yield case("a single number", torch.exp, rng.reals(low=-1, high=1))
    yield case("square roots", torch.sqrt, rng.reals(rng.size(3, 5), low=1, high=9))
    yield case("absolute values", torch.abs, torch.tensor([-1.5, 0.5, 2.0, -3.0]))
    yield case("float64", torch.tanh, rng.reals(4, dtype=torch.float64, low=-1, high=1) + 0.1)
    yield case("no elements", torch.square, rng.reals(0))
    yield case("a table that is not contiguous", torch.square, rng.strided(rng.reals(3, 2)))
    yield case("a tensor that requires gradients", torch.sin, rng.reals(5).requires_grad_())


def _slopes(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    return reference(function, x)


@mistake(
    "Each slope comes out divided by n, the number of elements. That is what a mean does: in it "
    "each output has the factor 1/n. In a sum it has the factor 1."
)
def of_the_mean(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    return _slopes(function, x) / max(x.numel(), 1)


@mistake(
    "Where `x` requires gradients, a clone of it is no leaf, and its `.grad` stays None. Detach "
    "first, then make a leaf of your own."
)
def not_detached(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    leaf = x.clone().requires_grad_()
    function(leaf).sum().backward()
    return leaf.grad


@mistake("These are the function's values. The slopes are in `.grad`, after `backward`.")
def values_returned(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    return function(x.detach())


@mistake(
    "Each slope is weighted with its own x, as if `x` were the incoming gradient. Give every "
    "output the same weight 1."
)
def weighted_with_x(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    return _slopes(function, x) * x.detach()


@mistake(
    "This is the slope of the function at the sum of all places: the sum was taken before the "
    "function. Apply the function first, then sum."
)
def summed_before(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    return torch.autograd.grad(function(leaf.sum()), leaf)[0]


@mistake(
    "The slopes are added up to one number. Each place keeps a slope of its own: `.grad` already "
    "has the shape of the tensor."
)
def all_in_one(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    return _slopes(function, x).sum()
