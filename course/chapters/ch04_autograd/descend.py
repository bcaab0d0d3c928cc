"""### Downhill, step by step

A ball lies in a bowl: at the place `x`, a vector, its height is $y = 2\\,x^\\top x$. Let it roll.
In each step, compute the gradient of $y$ at the present place, and move **against** it: subtract
`rate` times the gradient from the place.

Write `descend(x, rate, steps)`. It returns a tuple of two things: the place after `steps` steps, a
tensor like `x`, and the list of the heights **before** each step, as Python floats. With
`steps=0` the place is where it was and the list is empty. The tensor `x` that you are given keeps
its numbers and its `requires_grad`.

```python
>>> place, heights = descend(torch.tensor([4.0, -2.0]), 0.125, 3)
>>> place
tensor([ 0.5000, -0.2500])
>>> heights
[40.0, 10.0, 2.5]
```

Whether the returned place requires gradients doesn't matter. (In the notebook it may say so at
the end of its line.)
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def descend(x: torch.Tensor, rate: float, steps: int) -> tuple[torch.Tensor, list[float]]:
    """Walk down y = 2 x·x against its gradient; give the last place and the heights."""
    ### BEGIN SOLUTION
    place = x.detach().clone().requires_grad_()
    heights = []
    for _ in range(steps):
        y = 2 * torch.dot(place, place)
        heights.append(y.item())
        place.grad = None
        y.backward()
        with torch.no_grad():
            place -= rate * place.grad
    return place.detach(), heights
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A2", "A3"],
    points=2,
    hints=[
        "Begin with a leaf of your own: a detached copy of `x` that requires gradients. Each step "
        "computes the height anew, because `backward` uses up the graph.",
        "After the first step, `.grad` holds the gradient of that step. What does the second "
        "`backward` do to it?",
        "The place is changed in place, inside a `with torch.no_grad()` block, and `.grad` is set "
        "back to None in each step, before `backward` is called.",
    ],
)


def reference(x: torch.Tensor, rate: float, steps: int) -> tuple[torch.Tensor, list[float]]:
    place, heights = x.detach().clone(), []
    for _ in range(steps):
        heights.append(2 * torch.dot(place, place).item())
        place = place - rate * 4 * place
    return place, heights


def cases(rng: Rng) -> Iterator[Case]:
    yield case("one step", torch.tensor([4.0, -2.0]), 0.125, 1)
    yield case("two numbers, three steps", torch.tensor([4.0, -2.0]), 0.125, 3)
    yield case("no step", rng.reals(3, low=1), 0.125, 0)
    yield case("a rate that overshoots", rng.reals(2, low=1), 0.375, 4)
    yield case("a rate that is too great", rng.reals(2, low=1), 0.625, 4)
    yield case("float64", rng.reals(4, dtype=torch.float64) + 0.1, 0.0625, 5)
    yield case("a tensor that requires gradients", rng.reals(3, low=1).requires_grad_(), 0.125, 2)


def _heights_of(place: torch.Tensor) -> float:
    return 2 * torch.dot(place, place).item()


@mistake(
    "The gradients are never cleared. Each `backward` adds to what `.grad` held, so that from the "
    "second step on you move by the sum of all gradients so far."
)
def never_cleared(x: torch.Tensor, rate: float, steps: int) -> tuple[torch.Tensor, list[float]]:
    place, heights, total = x.detach().clone(), [], 0.0
    for _ in range(steps):
        heights.append(_heights_of(place))
        total = total + 4 * place
        place = place - rate * total
    return place, heights


@mistake(
    "You move along the gradient. It points uphill, to where the height grows fastest; the way "
    "down is the opposite one."
)
def uphill(x: torch.Tensor, rate: float, steps: int) -> tuple[torch.Tensor, list[float]]:
    place, heights = x.detach().clone(), []
    for _ in range(steps):
        heights.append(_heights_of(place))
        place = place + rate * 4 * place
    return place, heights


@mistake(
    "The heights are those after each step. The first of them should be the height of the place "
    "where the ball starts."
)
def heights_afterwards(
    x: torch.Tensor, rate: float, steps: int
) -> tuple[torch.Tensor, list[float]]:
    place, heights = x.detach().clone(), []
    for _ in range(steps):
        place = place - rate * 4 * place
        heights.append(_heights_of(place))
    return place, heights


@mistake(
    "Every step uses the gradient of the first place. The slope changes with the place, so it has "
    "to be computed again in each step."
)
def one_gradient_for_all(
    x: torch.Tensor, rate: float, steps: int
) -> tuple[torch.Tensor, list[float]]:
    place, heights = x.detach().clone(), []
    for _ in range(steps):
        heights.append(_heights_of(place))
        place = place - rate * 4 * x.detach()
    return place, heights


@mistake(
    "Place and heights are right, but the tensor that you were given has been moved as well. Work "
    "on a copy."
)
def the_input_moved(x: torch.Tensor, rate: float, steps: int) -> tuple[torch.Tensor, list[float]]:
    place, heights = x.detach(), []
    for _ in range(steps):
        heights.append(_heights_of(place))
        place -= rate * 4 * place
    return place, heights


@mistake(
    "The gradient of 2 x·x is 4 x, and you used another number in front. Let `backward` find it, "
    "or mind that the square brings a factor 2 down with it."
)
def the_two_forgotten(x: torch.Tensor, rate: float, steps: int) -> tuple[torch.Tensor, list[float]]:
    place, heights = x.detach().clone(), []
    for _ in range(steps):
        heights.append(_heights_of(place))
        place = place - rate * 2 * place
    return place, heights
