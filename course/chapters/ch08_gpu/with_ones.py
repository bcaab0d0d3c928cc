"""### A column of ones, wherever the table is

Before a table of measurements goes through a linear layer, a column of ones is often put to its
right: its weight becomes the offset. The table may lie on the CPU or on the accelerator, and your
function must not care.

Write `with_ones(x)`. `x` has shape `(rows, columns)`; the result has shape `(rows, columns + 1)`,
the dtype of `x`, and lies where `x` lies. The ones are **made** where they are needed: nothing is
copied from one device to the other. `x` may have no rows, and may hold whole numbers, infinity or
NaN; all that it holds arrives to the last digit.

```python
>>> with_ones(torch.tensor([[2.5, 3.0], [0.5, 4.0]]))
tensor([[2.5000, 3.0000, 1.0000],
        [0.5000, 4.0000, 1.0000]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake, on_accelerator


def with_ones(x: torch.Tensor) -> torch.Tensor:
    """Put a column of ones to the right of a table."""
    ### BEGIN SOLUTION
    ones = x.new_ones(x.shape[0], 1)
    return torch.cat([x, ones], dim=1)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G1", "G4"],
    facts=["transfers"],
    tolerance=(0.0, 0.0),  # values are copied, and none may pass through another dtype
    hints=[
        "The ones must have the device and the dtype of `x`. Which functions take both from a "
        "tensor that is there?",
        "`x.new_ones(rows, columns)` makes ones like `x` in a shape of your choice; "
        "`torch.ones_like` would copy the shape too, but a slice of `x` has the right one.",
        "`torch.cat([..., ...], dim=1)` joins side by side.",
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor:
    ones = torch.ones(len(x), 1, dtype=x.dtype, device=x.device)
    return torch.cat([x, ones], dim=1)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a table on the CPU", rng.reals(1, 3))
    yield case("a table on the accelerator", on_accelerator(rng.reals(2, 3)))
    whole = rng.integers(3, rng.size(1, 3))
    yield case("whole numbers on the accelerator", on_accelerator(whole))
    yield case("float16 on the accelerator", on_accelerator(rng.reals(2, 2, dtype=torch.float16)))
    beyond = torch.tensor([[float("inf"), 2.5], [float("nan"), 0.5]])
    yield case("infinity and NaN on the accelerator", on_accelerator(beyond))
    short = rng.integers(2, 2, dtype=torch.int32)
    yield case("int32 on the accelerator", on_accelerator(short))
    long = 2**24 + 1 + 2 * rng.integers(3, 2, low=0, high=9)
    yield case("large whole numbers on the accelerator", on_accelerator(long))
    digits = rng.reals(4, 2, dtype=torch.float64) + 0.1
    yield case("float64 with many digits, on the CPU", digits)
    yield case("one column on the accelerator", on_accelerator(rng.reals(rng.size(2, 5), 1)))
    yield case("no rows on the accelerator", on_accelerator(rng.reals(0, 3)))


@mistake(
    "`torch.ones` without a `device=` makes CPU memory. Where `x` lies on the accelerator, the two "
    "can't be joined."
)
def ones_on_the_cpu(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], dim=1)


@mistake(
    "The ones are made on the CPU and then copied to where `x` is. The values are right, but a "
    "copy between devices takes longer than writing ones. Make them there."
)
def ones_moved(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype).to(x.device)], dim=1)


@mistake(
    "The result came to the CPU. Whoever calls this function wants to go on computing where `x` is."
)
def everything_on_the_cpu(x: torch.Tensor) -> torch.Tensor:
    x = x.cpu()
    return torch.cat([x, x.new_ones(len(x), 1)], dim=1)


@mistake(
    "The ones lie in the right place, but they are float32, torch's default. Joined with whole "
    "numbers or with float16, the whole table becomes float32."
)
def default_dtype(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1, device=x.device)], dim=1)


@mistake(
    "That is a row of ones below the table. A column to its right is wanted: join along dim 1."
)
def a_row_of_ones(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, x.new_ones(1, x.shape[1])], dim=0)
