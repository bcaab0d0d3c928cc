"""### The hot days

`readings` is a table of temperatures, of shape `(days, hours)`. A day is hot when **at least one**
of its readings lies **above** `limit`. Write `hot_days(readings, limit)`, which returns a tuple
`(days, rows)`:

- `days`: the numbers of the hot days in ascending order, an int64 tensor of shape `(k,)`;
- `rows`: the readings of those days, of shape `(k, hours)` and the dtype of `readings`.

A reading equal to `limit` is not above it. There may be one hot day, or none: then the shapes
are `(0,)` and `(0, hours)`.

```python
>>> readings = torch.tensor([[18.0, 31.5, 32.0], [16.0, 22.5, 30.0], [17.5, 30.5, 21.0]])
>>> days, rows = hot_days(readings, 30.0)
>>> days
tensor([0, 2])
>>> rows
tensor([[18.0000, 31.5000, 32.0000],
        [17.5000, 30.5000, 21.0000]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def hot_days(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Give the numbers of the days with a reading above limit, and their readings."""
    ### BEGIN SOLUTION
    is_hot = (readings > limit).any(dim=1)
    days = is_hot.nonzero().squeeze(1)
    return days, readings.index_select(0, days)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T13"],
    points=2,
    hints=[
        "A comparison gives a mask with the shape of the table. You need one bool for each day: "
        "which axis must disappear, and is one True in the day enough or must all be?",
        "`mask.any(dim=1)` has one bool a row. `nonzero` lists where a mask is True, as a table "
        "with one column for each axis of the mask.",
        "For a mask with one axis `nonzero` gives the shape `(k, 1)`. `squeeze(1)` takes away that "
        "axis and no other. The rows come from `index_select`, or from the mask itself.",
    ],
)


def reference(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    is_hot = (readings > limit).any(dim=1)
    return torch.arange(readings.shape[0])[is_hot], readings[is_hot]


def cases(rng: Rng) -> Iterator[Case]:
    week = torch.tensor([[18.0, 31.5, 32.0], [16.0, 22.5, 30.0], [17.5, 30.5, 21.0]])
    yield case("two hot days, and one that reaches the limit", week, 30.0)
    yield case("a single hot day", torch.tensor([[18.0, 22.0], [29.5, 31.0], [25.0, 30.0]]), 30.0)
    yield case("no hot day", rng.reals(3, rng.size(2, 4), low=15, high=29), 30.0)
    yield case("every day is hot at every hour", rng.reals(2, 3, low=31, high=38), 30.0)
    yield case("integers", rng.integers(5, 3, low=25, high=33), rng.size(28, 30))
    yield case("frost, float64", rng.reals(4, 3, dtype=torch.float64), 1.5)
    yield case("a table that is not contiguous", rng.reals(3, 5, low=22, high=33).T, 28.0)


@mistake(
    "You take the days on which all readings lie above the limit. A single one is enough to make "
    "a day hot."
)
def all_hours_hot(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    days = (readings > limit).all(dim=1).nonzero().squeeze(1)
    return days, readings[days]


@mistake(
    "Readings equal to the limit count as hot in your answer, and they should not: the task says "
    "above."
)
def reaches_the_limit(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    days = (readings >= limit).any(dim=1).nonzero().squeeze(1)
    return days, readings[days]


@mistake(
    "`nonzero` was given the mask of the whole table, so a day comes once for each of its hot "
    "readings. Reduce the mask to one bool a day first."
)
def day_for_each_reading(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    days = (readings > limit).nonzero()[:, 0]
    return days, readings[days]


@mistake(
    "`days` still has the column axis of `nonzero`: its shape is (k, 1). The task asks for (k,)."
)
def days_as_a_table(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    is_hot = (readings > limit).any(dim=1)
    return is_hot.nonzero(), readings[is_hot]


@mistake(
    "What `nonzero` gives is a table of shape (k, 1), with one column for each axis of the mask. "
    "As it is, `days` has an axis too many, and rows that are picked with it have one too."
)
def picked_with_a_table(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    days = (readings > limit).any(dim=1).nonzero()
    return days, readings[days]


@mistake(
    "`squeeze()` without a number takes away every axis of length 1. With a single hot day that "
    "leaves no axis at all, neither for `days` nor for the rows that are picked with it. Name the "
    "axis that should go."
)
def picked_with_a_number(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    days = (readings > limit).any(dim=1).nonzero().squeeze()
    return days, readings[days]


@mistake(
    "`squeeze()` without a number takes away every axis of length 1. With a single hot day that "
    "leaves no axis at all. Name the axis that should go."
)
def squeezed_too_far(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    is_hot = (readings > limit).any(dim=1)
    return is_hot.nonzero().squeeze(), readings[is_hot]


@mistake(
    "`days` is the mask, with one entry for every day. Asked for are the numbers of the days where "
    "it is True, which `nonzero` lists."
)
def mask_for_numbers(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    is_hot = (readings > limit).any(dim=1)
    return is_hot, readings[is_hot]


@mistake(
    "Without a hot day `days` is float32: a tensor that is made from an empty list has no numbers "
    "to take a dtype from. Name int64, or take the numbers from the mask."
)
def empty_list_of_days(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    is_hot = (readings > limit).any(dim=1)
    return torch.tensor([i for i, hot in enumerate(is_hot) if hot]), readings[is_hot]


@mistake(
    "`rows` holds only the readings above the limit, in one long vector: that is what a mask with "
    "the shape of the whole table picks. Pick whole days with a mask of one bool a day."
)
def only_hot_readings(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    hot = readings > limit
    return hot.any(dim=1).nonzero().squeeze(1), readings[hot]


@mistake(
    "The mask was reduced along axis 0, as by `any(dim=0)`: the days disappear, and one bool is "
    "left for each hour. You need one for each day: the axis to name is the one of the hours."
)
def mask_of_hours(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    is_hot = (readings > limit).any(dim=0)
    return is_hot.nonzero().squeeze(1), readings[is_hot]


@mistake(
    "The mask was reduced along axis 0, as by `any(dim=0)`: the days disappear, and one bool is "
    "left for each hour, so the numbers that you find are hours. The axis to name is the one that "
    "should disappear."
)
def hours_for_days(readings: torch.Tensor, limit: float) -> tuple[torch.Tensor, torch.Tensor]:
    hours = (readings > limit).any(dim=0).nonzero().squeeze(1)
    return hours, readings[hours]
