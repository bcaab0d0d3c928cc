"""### Will it fit?

A GPU has so much memory and no more, and most "out of memory" errors can be foreseen with pencil
and paper. During training, memory holds for every parameter: its value, its gradient, and what the
optimiser remembers of it. All of these have the dtype of the parameters.

| optimiser | remembers for each parameter |
|---|---|
| `"sgd"` | nothing |
| `"momentum"` | 1 number |
| `"adam"` | 2 numbers |

Write `training_bytes(shapes, dtype, optimiser)`, which returns the number of bytes as an int.
`shapes` is a list of tuples, one for each parameter; the shape `()` is a parameter of one number.
No tensor has to be made for it.

```python
>>> training_bytes([(10, 4), (10,)], torch.float32, "sgd")
400
>>> training_bytes([(10, 4), (10,)], torch.float32, "adam")
800
```
"""

import math
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def training_bytes(shapes: list[tuple[int, ...]], dtype: torch.dtype, optimiser: str) -> int:
    """Count the bytes of parameters, gradients and what the optimiser remembers."""
    ### BEGIN SOLUTION
    count = 0
    for shape in shapes:
        numbers = 1
        for length in shape:
            numbers *= length
        count += numbers
    remembered = {"sgd": 0, "momentum": 1, "adam": 2}[optimiser]
    return count * (1 + 1 + remembered) * dtype.itemsize
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G5"],
    hints=[
        "Count the parameters first. How many numbers does a tensor of a given shape hold?",
        "For each parameter there are its value, its gradient, and 0, 1 or 2 numbers more.",
        "`dtype.itemsize` is the number of bytes of one element. `math.prod` multiplies all "
        "lengths of a shape, and gives 1 for `()`.",
    ],
)


def reference(shapes: list[tuple[int, ...]], dtype: torch.dtype, optimiser: str) -> int:
    copies = 2 + ("sgd", "momentum", "adam").index(optimiser)
    return sum(map(math.prod, shapes)) * copies * dtype.itemsize


def cases(rng: Rng) -> Iterator[Case]:
    layer = [rng.shape(2, 2, 9), (rng.size(2, 9),)]
    yield case("one vector, sgd", [(3,)], torch.float32, "sgd")
    yield case("a layer, momentum", layer, torch.float32, "momentum")
    yield case("a layer, Adam", [(5, 3), (5,)], torch.float32, "adam")
    yield case("float16", [(2, 3, 4)], torch.float16, "adam")
    yield case("float64", layer, torch.float64, "sgd")
    yield case("a parameter of shape ()", [(), (4,)], torch.float32, "momentum")
    large = [(5_000, 4096), (4097, 4097), *[(4096, 4096)] * rng.size(3, 6)]
    yield case("a large model", large, torch.bfloat16, "adam")
    yield case("a parameter without elements", [(0, 7), (2, 2)], torch.float32, "adam")
    yield case("no parameters", [], torch.float32, "adam")


Shapes = list[tuple[int, ...]]


@mistake(
    "The gradients are missing. `backward` leaves a tensor of the parameter's own size in `.grad`."
)
def without_gradients(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    copies = 1 + ("sgd", "momentum", "adam").index(optimiser)
    return sum(map(math.prod, shapes)) * copies * dtype.itemsize


@mistake(
    "What the optimiser remembers is missing. Adam keeps two numbers for each parameter, as much "
    "again as values and gradients together."
)
def without_the_optimiser(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return sum(map(math.prod, shapes)) * 2 * dtype.itemsize


@mistake(
    "For Adam, one number is missing for each parameter: it remembers two, and the value and its "
    "gradient are there as well."
)
def adam_one_short(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return reference(shapes, dtype, "momentum" if optimiser == "adam" else optimiser)


@mistake(
    "A parameter of shape `()` is left out, or counts as 0 numbers. It has no axes, and holds one "
    "number."
)
def without_single_numbers(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return reference([shape for shape in shapes if shape], dtype, optimiser)


@mistake("That is how many numbers there are. Each of them takes `dtype.itemsize` bytes.")
def numbers_not_bytes(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return reference(shapes, torch.uint8, optimiser)


@mistake("Every number is counted as 4 bytes. float16 has 2, float64 has 8.")
def always_four_bytes(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return reference(shapes, torch.float32, optimiser)


@mistake(
    "The lengths of a shape are added; they have to be multiplied. A (10, 4) table holds 40 "
    "numbers."
)
def lengths_added(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return reference([(sum(shape),) for shape in shapes], dtype, optimiser)
