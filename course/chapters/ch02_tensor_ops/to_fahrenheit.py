"""### Celsius to Fahrenheit

A weather service keeps its temperatures in degrees Celsius and wants them in Fahrenheit:

$$f = \\frac{9}{5}\\,c + 32$$

Write `to_fahrenheit(c)` for a tensor of any shape. The results are real numbers, so whole degrees
come out as float32; float32 stays float32, and float64 stays float64. `c` stays as it is.

One point is for sensors that save room and send int8, which holds whole numbers from -128 to 127.
The result must be right for them as well, and comes out as float32.

```python
>>> to_fahrenheit(torch.tensor([0, 37, 100]))
tensor([ 32.0000,  98.6000, 212.0000])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def to_fahrenheit(c: torch.Tensor) -> torch.Tensor:
    """Convert degrees Celsius to degrees Fahrenheit."""
    ### BEGIN SOLUTION
    return c * 1.8 + 32
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T7"],
    points={"basic": 1, "edge": 1},
    hints=[
        "Arithmetic on a tensor reads like arithmetic on one number: the formula is nearly the "
        "code. What is left is to watch the dtype.",
        "`/` between whole numbers gives float32. `//` gives whole numbers, and so does a product "
        "of whole numbers.",
        "For int8: what is 100 times 9, and does it fit into -128 to 127? Do something first "
        "that makes real numbers out of `c`, such as a division, or use the one real factor that "
        "9/5 is.",
    ],
)


def reference(c: torch.Tensor) -> torch.Tensor:
    return c / 5 * 9 + 32


def cases(rng: Rng) -> Iterator[Case]:
    yield case("whole degrees", torch.tensor([0, 37, 100]))
    yield case("real numbers", rng.reals(4, low=-30, high=40))
    yield case("a table of float64", rng.reals(2, 3, low=-30, high=40, dtype=torch.float64))
    yield case("one temperature without axes", torch.tensor(rng.number(-30, 40)))
    yield case("a table of whole degrees that is not contiguous", rng.integers(3, 2).T)
    yield case("no temperatures", rng.reals(0))
    hot = rng.integers(3, low=60, high=127, dtype=torch.int8)
    yield case("hot readings in int8", hot, group="edge")
    cold = rng.integers(2, 2, low=-128, high=-60, dtype=torch.int8)
    yield case("cold readings in int8", cold, group="edge")


@mistake(
    "The result is rounded down to whole degrees, as `//` does: 37 °C, for example, becomes 98 "
    "instead of 98.6. And where `c` holds whole numbers, the dtype stays a whole one. `/` gives "
    "real numbers."
)
def whole_degrees(c: torch.Tensor) -> torch.Tensor:
    return c * 9 // 5 + 32


@mistake(
    "The 32 was added before the multiplication, so it was multiplied as well: 0 °C, for "
    "example, becomes 57.6 instead of 32."
)
def zero_point_first(c: torch.Tensor) -> torch.Tensor:
    return (c + 32) * 1.8


@mistake(
    "`c * 9` is computed in the dtype of `c`. In int8 that wraps around: 100 times 9, for "
    "example, is 900, which doesn't fit, and becomes -124. By the time you divide, it is too late."
)
def wrapped_around(c: torch.Tensor) -> torch.Tensor:
    return c * 9 / 5 + 32


@mistake(
    "Everything was converted to float32, and float64 temperatures lost more than half of their "
    "digits. Arithmetic with Python numbers keeps a floating dtype, so there is nothing to convert."
)
def always_float32(c: torch.Tensor) -> torch.Tensor:
    return c.float() * 1.8 + 32


@mistake(
    "What works in place, such as `c *= …`, writes into the memory of `c`, which isn't yours to "
    "change, and it raises for whole numbers, because the real results don't fit there. Make a new "
    "tensor."
)
def in_place(c: torch.Tensor) -> torch.Tensor:
    c *= 1.8
    c += 32
    return c


@mistake("This is the way back, from Fahrenheit to Celsius.")
def the_way_back(c: torch.Tensor) -> torch.Tensor:
    return (c - 32) / 1.8


@mistake(
    "`9 // 5` is 1, because `//` rounds down to a whole number. So nothing is left of the factor, "
    "and 37 °C, for example, becomes 69 instead of 98.6."
)
def factor_of_one(c: torch.Tensor) -> torch.Tensor:
    return c * (9 // 5) + 32
