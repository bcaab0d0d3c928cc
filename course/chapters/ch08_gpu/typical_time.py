"""### An honest stopwatch

Somebody timed a calculation on a GPU several times and noted three readings of the clock for each
run, in milliseconds: when it `started`, when the call `returned` to Python, and when `synchronize`
came back, which is when the GPU had `finished`. The clock may have been running for weeks, so the
readings can be large.

Write `typical_time(readings, warm_up)`. `readings` is a list of tuples `(started, returned,
finished)`, in the order of the runs. Leave out the first `warm_up` runs, which also paid for
loading and choosing the code; they are the first ones, however long they took. Of the other runs,
return the **median** of how long the calculation itself took: the middle one by size or, if their
number is even, the mean of the two in the middle.

If no run is left, raise a `ValueError`.

```python
>>> typical_time([(0, 90, 95), (100, 101, 108), (110, 111, 116), (120, 121, 190)], warm_up=1)
8
```

The runs that count took 8, 6 and 70 milliseconds. The result may be an int or a float.
"""

import statistics
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def typical_time(readings: list[tuple[float, float, float]], warm_up: int) -> float:
    """Give the median duration of the runs after the warm-up."""
    ### BEGIN SOLUTION
    times = sorted(finished - started for started, _, finished in readings[warm_up:])
    if not times:
        raise ValueError("no run is left after the warm-up")
    middle = len(times) // 2
    if len(times) % 2 == 1:
        return times[middle]
    return (times[middle - 1] + times[middle]) / 2
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G5"],
    points={"basic": 1, "edge": 1},
    hints=[
        "Of the three readings two matter. When the call returned, the work had only been handed "
        "over.",
        "`readings[warm_up:]` leaves out the first ones. Collect the durations of the others, and "
        "sort them.",
        "With an odd number n of times, the middle one has index n // 2. With an even number, take "
        "it and the one before, add them and divide by 2. Or look into Python's module "
        "`statistics`, which you would have to import.",
    ],
)


Readings = list[tuple[float, float, float]]


def reference(readings: Readings, warm_up: int) -> float:
    times = [finished - started for started, _, finished in readings[warm_up:]]
    if not times:
        raise ValueError("no times")
    return statistics.median(times)


def cases(rng: Rng) -> Iterator[Case]:
    def runs(durations: list[float], since: float = 0.0) -> Readings:
        now, readings = since + rng.number(0, 8), []
        for duration in durations:
            readings.append((now, now + 0.25, now + duration))
            now += duration + rng.number(0.25, 3)
        return readings

    yield case("one run that counts", runs([40, 6]), 1)
    yield case("three runs that count", runs([80.5, 7, 5.5, 30]), 1)
    yield case("no warm-up", runs([5, 3, 9]), 0)
    yield case("a slow run after a quick warm-up", runs([5, 60, 6, 7]), 1)
    yield case("some take equally long", runs([30, 5, 9, 5]), 1)
    yield case("a clock that has run for weeks", runs([30, 4, 7.5, 6.25], 2.0**31), 1)
    yield case("two warm-ups", runs([90, 12.5, 5, 6.5, 5.25, 6, 20]), 2)
    times = [rng.number(3, 20) for _ in range(7)]
    yield case("random times", runs([200, *times]), 1)
    yield case("an even number of runs", runs([50, 4, 10, 5, 90]), 1, group="edge")
    yield case("two runs", runs([8, 20.5]), 0, group="edge")
    yield case("everything is warm-up", runs([8, 9]), 2, group="edge")
    yield case("more warm-up than runs", runs([8]), 3, group="edge")
    yield case("no runs", [], 0, group="edge")


def _durations(readings: Readings, warm_up: int) -> list[float]:
    if not readings[warm_up:]:
        raise ValueError
    return [finished - started for started, _, finished in readings[warm_up:]]


@mistake(
    "You measure until the call returned. By then Python had handed the work over, and the GPU had "
    "hardly begun."
)
def until_it_returned(readings: Readings, warm_up: int) -> float:
    return reference([(started, 0, returned) for started, returned, _ in readings], warm_up)


@mistake(
    "You measure from the moment the call returned. The time for handing the work over belongs to "
    "the calculation as well."
)
def from_its_return(readings: Readings, warm_up: int) -> float:
    return reference([(returned, 0, finished) for _, returned, finished in readings], warm_up)


@mistake(
    "The warm-up runs count, too. They are slow for reasons that have nothing to do with the "
    "calculation."
)
def warm_up_counts(readings: Readings, warm_up: int) -> float:
    _durations(readings, warm_up)
    return reference(readings, 0)


@mistake(
    "That is the mean. One run during which the machine was busy with something else pulls it far "
    "up; the median doesn't mind."
)
def the_mean(readings: Readings, warm_up: int) -> float:
    return statistics.mean(_durations(readings, warm_up))


@mistake(
    "For an even number of runs this takes the lower of the two in the middle, as `torch.median` "
    "does, and not their mean."
)
def the_lower_one(readings: Readings, warm_up: int) -> float:
    return torch.tensor(_durations(readings, warm_up), dtype=torch.float64).median().item()


@mistake(
    "For an even number of runs this takes the upper of the two in the middle, which is what the "
    "index n // 2 gives. The mean of the two is wanted."
)
def the_upper_one(readings: Readings, warm_up: int) -> float:
    return statistics.median_high(_durations(readings, warm_up))


@mistake(
    "For an even number of runs this takes the lower of the two in the middle, as `torch.median` "
    "does, and not their mean. And where no run is left, a ValueError is asked for."
)
def the_lower_one_of_nothing(readings: Readings, warm_up: int) -> float:
    times = [finished - started for started, _, finished in readings[warm_up:]]
    return torch.tensor(times, dtype=torch.float64).median().item()


@mistake(
    "For an even number of runs this takes the upper of the two in the middle, which is what the "
    "index n // 2 gives. The mean of the two is wanted. And where no run is left, a ValueError is "
    "asked for."
)
def the_upper_one_of_nothing(readings: Readings, warm_up: int) -> float:
    times = sorted(finished - started for started, _, finished in readings[warm_up:])
    return times[len(times) // 2]


@mistake(
    "The times are sorted before the first ones are left out, so it is the quickest that are "
    "missing, and not the warm-up. Leave out first, then sort."
)
def the_quickest_left_out(readings: Readings, warm_up: int) -> float:
    _durations(readings, warm_up)
    times = sorted(finished - started for started, _, finished in readings)
    return statistics.median(times[warm_up:])


@mistake(
    "The slowest runs are left out, and not the first ones. A warm-up is often slow, but what "
    "makes a run one is that it came first."
)
def the_slowest_left_out(readings: Readings, warm_up: int) -> float:
    times = sorted(finished - started for started, _, finished in readings)
    _durations(readings, warm_up)
    return statistics.median(times[: len(times) - warm_up])


@mistake("The one in the middle of the list isn't the middle one by size. Sort the times first.")
def not_sorted(readings: Readings, warm_up: int) -> float:
    times = _durations(readings, warm_up)
    middle = len(times) // 2
    return times[middle] if len(times) % 2 else (times[middle - 1] + times[middle]) / 2
