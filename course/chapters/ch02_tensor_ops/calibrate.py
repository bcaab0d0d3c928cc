"""### Correct a table in place

The thermometer of station 0 shows a wrong value, always by the same offset. `readings` is a
table of shape `(stations, times)`, and other parts of the program hold the same table, so it must
be corrected **in place**. Write `calibrate(readings, offset)`, which

- adds `offset` to all of row 0 of `readings` itself and leaves the other rows as they are;
- returns a tuple `(before, row)`: `before` is a copy of the whole table as it was, with memory of
  its own; `row` is row 0 after the correction, of shape `(times,)`, as a view of `readings`.

`offset` is a Python float where `readings` holds floats, and an int where it holds ints.

```python
>>> readings = torch.tensor([[19.0, 21.5], [18.0, 20.25]])
>>> before, row = calibrate(readings, 1.0)
>>> readings
tensor([[20.0000, 22.5000],
        [18.0000, 20.2500]])
>>> before[0]
tensor([19.0000, 21.5000])
>>> row[0] = 0.0   # row is a view: this changes readings too
>>> readings[0]
tensor([ 0.0000, 22.5000])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def calibrate(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Add offset to row 0 in place; give a copy from before, and the row as a view."""
    ### BEGIN SOLUTION
    before = readings.clone()
    row = readings[0]
    row += offset
    return before, row
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T12"],
    points=2,
    facts=["shares"],
    hints=[
        "Three steps, and their order matters: keep a copy, take the row, change the row in place.",
        "A second name for a table is no copy, and neither is a slice of it. `clone` copies.",
        "A row taken with one integer index is a view. Adding with `+=` or `add_` writes through "
        "it into the table; adding with `+` makes a new tensor and leaves the table alone.",
    ],
)


def reference(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    before = readings.clone()
    return before, readings[0].add_(offset)


def cases(rng: Rng) -> Iterator[Case]:
    table = torch.tensor([[19.0, 21.5], [18.0, 20.25]])
    yield case("two stations, one degree", table, 1.0)
    yield case("a negative offset", rng.reals(3, 2), -0.5)
    yield case("integers", rng.integers(2, 4), rng.size(1, 5))
    yield case("a single station", rng.reals(1, rng.size(2, 5)), 0.25)
    yield case("float64", rng.reals(rng.size(2, 4), 3, dtype=torch.float64), 2.0)
    yield case("a table that is not contiguous", rng.reals(4, 3).T, 1.5)
    yield case("a table inside a larger one", rng.strided(rng.reals(2, 3)), -2.0)


@mistake(
    "`before` is no copy. A second name, or a slice such as `readings[:]`, looks at the same "
    "memory, so the correction changed it too."
)
def second_name(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    before = readings
    row = readings[0]
    row += offset
    return before, row


@mistake(
    "The copy was made after the correction, so it holds the corrected row. Copy first, then "
    "change."
)
def copied_too_late(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    row = readings[0]
    row += offset
    return readings.clone(), row


@mistake(
    "`readings` was left as it was. Adding with `+` makes a new tensor, and changing a clone "
    "changes only the clone; the correction must be made in place, through a view."
)
def new_row(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    return readings.clone(), readings[0] + offset


@mistake(
    "The table was corrected, but `row` is a copy with memory of its own. Return the view that "
    "looks at row 0 of the table."
)
def copied_row(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    before = readings.clone()
    readings[0] += offset
    return before, readings[0].clone()


@mistake(
    "You corrected the copy. It is the copy that should keep the old numbers, and `readings` that "
    "should be changed."
)
def corrected_the_copy(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    before = readings.clone()
    before[0] += offset
    return before, readings[0]


@mistake(
    "The offset was added to every row. Only station 0 is wrong, and the others should stay as "
    "they are."
)
def every_row(readings: torch.Tensor, offset: float) -> tuple[torch.Tensor, torch.Tensor]:
    before = readings.clone()
    readings += offset
    return before, readings[0]
