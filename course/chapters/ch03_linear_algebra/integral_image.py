"""### The integral image

How bright is a rectangle of an image? Adding up its pixels takes long if thousands of rectangles
are asked for, as in finding faces. An **integral image** holds all sums that start in the upper
left corner; four of its numbers then give the sum of any rectangle.

Write `integral_image(image)`. `image` has shape `(h, w)` and holds real numbers, whole numbers or
bools; h or w may be 0. The result has shape `(h + 1, w + 1)`, and its entry `[i, j]` is the sum of
`image[:i, :j]`. So its first row and first column are 0. Its dtype is the one that `cumsum` gives:
int64 for whole numbers and bools, else that of the image.

```python
>>> integral_image(torch.tensor([[1, 2, 3], [4, 5, 6]]))
tensor([[ 0,  0,  0,  0],
        [ 0,  1,  3,  6],
        [ 0,  5, 12, 21]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def integral_image(image: torch.Tensor) -> torch.Tensor:
    """Sum all rectangles that start in the upper left corner."""
    ### BEGIN SOLUTION
    sums = image.cumsum(dim=0).cumsum(dim=1)
    table = sums.new_zeros(image.shape[0] + 1, image.shape[1] + 1)
    table[1:, 1:] = sums
    return table
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L10"],
    points=2,
    tolerance=(1e-9, 1e-9),  # all sums are exact, so float64 keeps all of their digits
    hints=[
        "A running total down the columns, then a running total of that along the rows: what "
        "stands in the lower right corner?",
        "The border of zeros: make a table of zeros that is one larger both ways, and write the "
        "totals into a slice of it.",
        "The table needs the dtype of the totals, not that of the image: `new_zeros` takes it from "
        "the tensor that you call it on.",
    ],
)


def reference(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.cumsum(1).cumsum(0), (1, 0, 1, 0))


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a small image", torch.tensor([[1, 2, 3], [4, 5, 6]]))
    yield case("a single pixel", rng.integers(1, 1, low=1))
    yield case("a column of pixels", rng.integers(3, 1, low=1))
    yield case("bools", torch.tensor([[True, False, True], [True, True, False]]))
    bright = rng.integers(2, 3, low=150, high=255, dtype=torch.uint8)
    yield case("bright pixels of one byte each", bright)
    yield case("real numbers", rng.reals(2, 4))
    yield case("a square image", rng.integers(3, 3))
    precise = (rng.reals(3, 2, dtype=torch.float64) + 5) * (1 + 2.0**-22)
    yield case("float64, with many digits", precise)
    large = 2 * rng.integers(2, 4) + 2**54 + 1
    yield case("large whole numbers", large)
    yield case("an image that is not contiguous", rng.strided(rng.integers(3, 4)))
    yield case("an image without rows", rng.reals(0, 3))


@mistake(
    "The totals run along the rows only. The entry `[i, j]` should hold what lies above as well as "
    "what lies to the left."
)
def rows_only(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.cumsum(1), (1, 0, 1, 0))


@mistake(
    "The totals run down the columns only. The entry `[i, j]` should hold what lies to the left as "
    "well as what lies above."
)
def columns_only(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.cumsum(0), (1, 0, 1, 0))


@mistake(
    "The first row and column of zeros are missing. They are the sums of no pixels at all, and "
    "save whoever uses the table from a special case at the border."
)
def no_border(image: torch.Tensor) -> torch.Tensor:
    return image.cumsum(0).cumsum(1)


@mistake("The zeros stand at the lower and right border. `image[:0]` is empty, so row 0 is zeros.")
def border_at_the_end(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image.cumsum(0).cumsum(1), (0, 1, 0, 1))


@mistake(
    "The table has the dtype of the image. A byte ends at 255 and a bool knows only two values, so "
    "the sums don't fit. The totals that `cumsum` gives are int64 there."
)
def dtype_of_the_image(image: torch.Tensor) -> torch.Tensor:
    table = image.new_zeros(image.shape[0] + 1, image.shape[1] + 1)
    table[1:, 1:] = image.cumsum(0).cumsum(1)
    return table


@mistake(
    "The total runs through the image in reading order, row after row, so it holds pixels to the "
    "right of column j too. Each axis needs a running total of its own."
)
def in_reading_order(image: torch.Tensor) -> torch.Tensor:
    sums = image.flatten().cumsum(0).reshape(image.shape)
    return torch.nn.functional.pad(sums, (1, 0, 1, 0))
