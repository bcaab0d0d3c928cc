"""### Who is done when?

Python hands work to the accelerator and goes on. The accelerator does one piece of work after the
other, in the order in which they came.

Write `finish_times(calls)`. Each call is a tuple `(launch, work, waits)`:

- handing the work over takes Python `launch` milliseconds, and the next call begins after that;
- the work takes the accelerator `work` milliseconds. It begins when it has been handed over **and**
  the accelerator is done with everything before it;
- if `waits` is `True`, as for `.item()`, Python stands still after handing over until this work is
  done.

Everything starts at 0. Return two numbers: when Python is done with the last call, and when the
accelerator is done with its last work. Without calls both are 0. Work may take 0 milliseconds: it
is done at the moment at which it begins.

```python
>>> finish_times([(1, 4, False), (1, 4, False)])
(2, 9)
>>> finish_times([(1, 4, True), (1, 4, False)])
(6, 10)
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def finish_times(calls: list[tuple[float, float, bool]]) -> tuple[float, float]:
    """Say when Python and the accelerator are done."""
    ### BEGIN SOLUTION
    host = device = 0
    for launch, work, waits in calls:
        host = host + launch
        device = max(host, device) + work
        if waits:
            host = device
    return host, device
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G5"],
    points=2,
    hints=[
        "Keep two clocks, one for Python and one for the accelerator, and go through the calls "
        "once.",
        "A call first moves Python's clock on by `launch`. When can its work begin? Not before it "
        "has been handed over, and not before the accelerator is free.",
        "The later of two times is their `max`. Where Python waits, its clock jumps to the "
        "accelerator's.",
    ],
)


def reference(calls: list[tuple[float, float, bool]]) -> tuple[float, float]:
    host, ends = 0.0, [0.0]
    for launch, work, waits in calls:
        host += launch
        ends.append(max(ends[-1], host) + work)
        host = ends[-1] if waits else host
    return host, ends[-1]


def cases(rng: Rng) -> Iterator[Case]:
    def calls(count: int, waiting: bool) -> list[tuple[float, float, bool]]:
        return [
            (rng.number(0.25, 2), rng.number(0.25, 6), waiting and rng.below(2) == 1)
            for _ in range(count)
        ]

    yield case("one call", [(1.0, 4.0, False)])
    yield case("two calls, nobody waits", [(1.0, 4.0, False), (2.0, 5.0, False)])
    yield case("Python waits after the first", [(1.0, 4.0, True), (2.0, 5.0, False)])
    at_end = [(1.0, 4.0, False), (1.0, 3.0, False), (1.0, 0.5, True)]
    yield case("Python waits at the end", at_end)
    gap = [(1.0, 0.5, False), (6.0, 0.5, False)]
    yield case("the accelerator has nothing to do in between", gap)
    yield case("work that takes no time", [(1.0, 1.0, False), (3.0, 0.0, False)])
    yield case("Python waits each time", [(1.0, 2.0, True)] * 3)
    middle = [(1.0, 3.0, False), (0.5, 3.0, True), (1.0, 2.0, False)]
    yield case("a wait in the middle", middle)
    yield case("many calls, nobody waits", calls(rng.size(4, 6), False))
    yield case("many calls, some wait", [*calls(rng.size(4, 6), True), (0.5, 1.5, True)])
    yield case("no calls", [])


Calls = list[tuple[float, float, bool]]


@mistake(
    "Here Python waits for every piece of work. It hands the work over and goes on; only where "
    "`waits` is true does it stand still."
)
def always_waits(calls: Calls) -> tuple[float, float]:
    return reference([(launch, work, True) for launch, work, _ in calls])


@mistake(
    "The waiting is left out. After a call with `waits`, Python's clock can't be behind the "
    "accelerator's."
)
def never_waits(calls: Calls) -> tuple[float, float]:
    return reference([(launch, work, False) for launch, work, _ in calls])


@mistake(
    "The accelerator begins as soon as it is free, even before the work was handed over. It can "
    "begin only at the later of the two moments."
)
def begins_too_early(calls: Calls) -> tuple[float, float]:
    host = device = 0.0
    for launch, work, waits in calls:
        host += launch
        device += work
        host = max(host, device) if waits else host
    return host, device


@mistake(
    "Each piece of work begins when it is handed over, though the accelerator may still be busy "
    "with the one before. It does one after the other."
)
def all_at_once(calls: Calls) -> tuple[float, float]:
    host = device = 0.0
    for launch, work, waits in calls:
        host += launch
        end = host + work
        device = max(device, end)
        host = end if waits else host
    return host, device


@mistake("The two times are right, but the other way round: Python's comes first.")
def swapped(calls: Calls) -> tuple[float, float]:
    host, device = reference(calls)
    return device, host


@mistake(
    "A wait adds the work's own time to Python's clock. It also has to wait for everything before, "
    "and its clock ends where the accelerator's does."
)
def waits_for_its_own_work(calls: Calls) -> tuple[float, float]:
    host = device = 0.0
    for launch, work, waits in calls:
        host += launch
        device = max(host, device) + work
        host = host + work if waits else host
    return host, device
