"""### Scatter the sensors

Along a field path, `count` soil sensors are to be placed at random, anywhere from metre `low` to
metre `high`. Everyone who works on the plan must get the same places from the same seed.

Write `scattered(seed, count, low, high)`, which returns the places as a float32 tensor of shape
`(count,)`. They are made from the first `count` numbers that `torch.rand` gives after seeding
with `seed`, in that order, stretched and moved so that 0 becomes `low` and 1 would become `high`.
`low` and `high` are Python numbers, and may be whole ones, such as 3 and 7.

The answer depends on the four inputs and on nothing else: not on what was drawn before.
Whether you seed torch's own random state or a `torch.Generator` of yours is up to you. `count`
may be 0.

```python
>>> scattered(5, 3, 100.0, 200.0)
tensor([183.0252, 112.6111, 190.7470])
>>> scattered(5, 3, 100.0, 200.0)
tensor([183.0252, 112.6111, 190.7470])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def scattered(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    """Draw count places between low and high, the same ones for the same seed."""
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)
    return low + (high - low) * torch.rand(count, generator=generator)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T2"],
    points=2,
    hints=[
        "There are two parts: numbers from 0 to 1 that come again with the seed, and then a "
        "little arithmetic that moves them to where they belong.",
        "For the first part, seed with `torch.manual_seed(seed)` inside the function, or make a "
        "`torch.Generator()`, seed it, and hand it to `torch.rand` as `generator=`.",
        "For the second part: how long is the stretch from `low` to `high`? Multiply by that "
        "length, then move everything up by `low`.",
    ],
)


def reference(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.rand(count) * (high - low) + low


def cases(rng: Rng) -> Iterator[Case]:
    seed = rng.size(1, 900)
    yield case("three sensors", seed, 3, 100.0, 200.0)
    yield case("the same seed on another path", seed, 3, 2.5, 8.0)
    yield case("another seed", seed + 1, 3, 100.0, 200.0)
    yield case("one sensor", rng.size(1, 900), 1, 10.0, 30.0)
    yield case("a path that begins before metre 0", rng.size(1, 900), 4, -25.0, 12.5)
    yield case("a dozen sensors", rng.size(1, 900), 12, 40.0, 60.0)
    yield case("low and high as whole numbers", rng.size(1, 900), 5, 3, 7)
    yield case("no sensors", rng.size(1, 900), 0, 0.5, 1.5)


@mistake(
    "Your numbers don't depend on `seed`. Either nothing was seeded with it, or a generator was "
    "seeded and then not handed to `torch.rand`."
)
def unseeded(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    return low + (high - low) * torch.rand(count)


@mistake(
    "The numbers were multiplied by `high` and then moved by `low`: they end at `low + high`. "
    "The stretch to fill is only `high - low` long."
)
def stretched_too_far(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return low + high * torch.rand(count)


@mistake(
    "The numbers fill a stretch of the right length, but it begins at 0. It has to be moved so "
    "that it begins at `low`."
)
def not_moved(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return (high - low) * torch.rand(count)


@mistake(
    "These numbers come from the normal distribution, as `torch.randn` draws them: around 0, with "
    "values below 0 and above 1, so some sensors land beside the path. Numbers evenly spread from "
    "0 to 1 come from `torch.rand`."
)
def bell_shaped(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return low + (high - low) * torch.randn(count)


@mistake(
    "Seeding before every single number starts the sequence again each time, so all sensors "
    "stand in one place. Seed once, then draw them all."
)
def seeded_for_each(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    places = torch.zeros(count)
    for i in range(count):
        torch.manual_seed(seed)
        places[i] = low + (high - low) * torch.rand(1).item()
    return places


@mistake(
    "`torch.randint` draws whole numbers, so all sensors stand at whole metres. Anywhere between "
    "`low` and `high` takes real numbers: those from 0 to 1 that `torch.rand` gives."
)
def whole_numbers(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.randint(int(low), int(high), (count,))
