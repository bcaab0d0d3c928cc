"""### Mend a function that breaks the gradient

Readings are smoothed over time: the level moves a part of the way, `keep`, to each new reading,
and what is shown is the level times a `gain`. Both numbers are to be learnt, so gradients must
flow through. Somebody wanted to save memory:

```python
def smoothed(x, keep, gain):
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level += keep * (reading - level)
        shown.append(gain * level)
    return torch.stack(shown)
```

The values are right. But `backward` raises: *one of the variables needed for gradient computation
has been modified by an inplace operation*. Write `smoothed(x, keep, gain)` so that the values stay
the same **and** the gradients with respect to `x`, `keep` and `gain` come out right.

`x` has shape `(steps, sensors)` with at least one step; `keep` and `gain` have no axes, or one
number for each sensor. The result has the shape of `x`. Any of the three may require gradients.

```python
>>> gain = torch.tensor(2.0, requires_grad=True)
>>> smoothed(torch.tensor([[8.0], [4.0]]), torch.tensor(0.5), gain).sum().backward()
>>> gain.grad
tensor(8.)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def smoothed(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    """Smooth readings over time, with gradients."""
    ### BEGIN SOLUTION
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level = level + keep * (reading - level)
        shown.append(gain * level)
    return torch.stack(shown)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M3", "M1"],
    points=2,
    facts=["gradients"],
    hints=[
        "For the gradient of `gain`, autograd needs the value that `gain` was multiplied with. "
        "Which tensor did it remember, and what happened to that tensor afterwards?",
        "Either each level is a tensor of its own, or what autograd remembers is a copy that "
        "nobody changes.",
        "`level = level + ...` makes a new tensor and moves the name; the old levels stay as they "
        "are, for autograd to look at.",
    ],
)


def reference(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    levels = []
    for reading in x:
        level = torch.lerp(level, reading, keep.expand_as(level))
        levels.append(level)
    return gain * torch.stack(levels)


def _number(value: float, requires: bool = True) -> torch.Tensor:
    return torch.tensor(value, dtype=torch.float64, requires_grad=requires)


def _readings(rng: Rng, steps: int, sensors: int, requires: bool = True) -> torch.Tensor:
    x = rng.reals(steps, sensors, low=1, high=9, dtype=torch.float64)
    return x.requires_grad_(requires)


def cases(rng: Rng) -> Iterator[Case]:
    two = torch.tensor([[8.0], [4.0]], dtype=torch.float64)
    half = _number(0.5, False)
    yield case("two readings, a gain to be learnt", two, half, _number(2.0))
    yield case("everything to be learnt", _readings(rng, 3, 2), _number(0.25), _number(-1.5))
    yield case("only keep to be learnt", _readings(rng, 3, 1, False), _number(0.75), half)
    x = _readings(rng, 4, 2)
    yield case("gradients for the readings alone", x, half, _number(3.0, False))
    each = rng.reals(3, low=0.25, high=0.75, dtype=torch.float64).requires_grad_()
    gains = rng.reals(3, low=1, high=4, dtype=torch.float64).requires_grad_()
    yield case("numbers of their own for each sensor", _readings(rng, 4, 3), each, gains)
    yield case("one reading", _readings(rng, 1, 2), _number(0.5), _number(2.5))
    plain = _readings(rng, 3, 2, False)
    yield case("no gradients wanted", plain, half, _number(1.5, False))


@mistake(
    "This is the function as it was given. `gain * level` remembers `level` for the gradient of "
    "`gain`, and the next `+=` overwrites what was remembered."
)
def as_given(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level += keep * (reading - level)
        shown.append(gain * level)
    return torch.stack(shown)


@mistake(
    "The change in place is hidden from autograd, as `.data` hides it. The error is gone and the "
    "mistake is not: gradients are computed with overwritten levels, or don't flow through them at "
    "all."
)
def hidden_by_data(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level.data += (keep * (reading - level)).data
        shown.append(gain * level)
    return torch.stack(shown)


@mistake(
    "The graph is cut, as `detach` and `no_grad` cut it: the level that `gain` is multiplied with "
    "doesn't know where it came from, so no gradient gets through to `x` and `keep`."
)
def detached(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level = level + keep * (reading - level)
        shown.append(gain * level.detach())
    return torch.stack(shown)


@mistake(
    "As far as autograd knows, the levels that `gain` is multiplied with don't depend on `x` and "
    "`keep`: nothing was recorded for them, or they were cut off. And the change in place is still "
    "noticed."
)
def without_grad(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        with torch.no_grad():
            level += keep * (reading - level)
        shown.append(gain * level)
    return torch.stack(shown)


@mistake(
    "The list holds the same tensor again and again, since `level` is changed in place. When it "
    "is stacked, every row is the last level."
)
def one_level_many_times(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    levels = []
    for reading in x:
        level += keep * (reading - level)
        levels.append(level)
    return gain * torch.stack(levels)


@mistake(
    "Each level forgets the one before: the graph is cut between one step and the next. So a "
    "reading gets its gradient from its own step only, and not from all the later ones."
)
def history_cut(x: torch.Tensor, keep: torch.Tensor, gain: torch.Tensor) -> torch.Tensor:
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level = level.detach() + keep * (reading - level.detach())
        shown.append(gain * level)
    return torch.stack(shown)
