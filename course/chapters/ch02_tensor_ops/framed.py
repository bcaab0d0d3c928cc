"""### Put a frame around an image

Write `framed(image)`, which puts a frame of ones, one element wide, around an image. `image` has
shape `(h, w)`; the result has shape `(h + 2, w + 2)` and the **same dtype**, whichever that is:
real images are mostly uint8, masks are bool, and a frame is no reason to change that.

In the middle stand the image's own values, to the last digit. `image` itself stays as it is. It
may also have no rows or no columns; then the frame is all there is.

```python
>>> framed(torch.tensor([[5, 6, 7]]))
tensor([[1, 1, 1, 1, 1],
        [1, 5, 6, 7, 1],
        [1, 1, 1, 1, 1]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def framed(image: torch.Tensor) -> torch.Tensor:
    """Put a frame of ones around the image."""
    ### BEGIN SOLUTION
    height, width = image.shape
    result = image.new_ones(height + 2, width + 2)
    result[1:-1, 1:-1] = image
    return result
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T5"],
    points=2,
    tolerance=(0.0, 0.0),  # values are copied, and none may pass through float32
    hints=[
        "Make the whole picture out of ones first, in its final size. Then lay the image into "
        "the middle.",
        "`image.shape` holds both sizes: `image.shape[0]` rows and `image.shape[1]` columns. A "
        "frame adds one element on each of the four sides.",
        "Ones with the image's dtype and device come from a method of the image itself. The "
        "middle, without the outermost rows and columns, is the slice `[1:-1, 1:-1]`.",
    ],
)


def reference(image: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(image, (1, 1, 1, 1), value=1)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("one row of whole numbers", torch.tensor([[5, 6, 7]]))
    yield case("one column", rng.reals(3, 1, low=2))
    yield case("an image of uint8", rng.integers(2, 3, low=2, high=255, dtype=torch.uint8))
    yield case("an image of float64", rng.reals(3, 2, dtype=torch.float64) + 0.1)
    yield case("a mask of bools", torch.tensor([[False, True, False], [False, False, False]]))
    yield case("one pixel", rng.integers(1, 1, low=2))
    yield case("an image that is not contiguous", rng.integers(2, 4, low=2).T)
    yield case("large whole numbers", 2 * rng.integers(1, 4) + 2**24 + 1)
    yield case("an image without rows", rng.reals(0, 3))
    yield case("an image without columns", rng.reals(2, 0))


@mistake(
    "The result is float32, as `torch.ones` makes a frame whatever the image holds, and the image "
    "was converted when it was laid in. Ones like the image's own come from the image."
)
def always_float(image: torch.Tensor) -> torch.Tensor:
    result = torch.ones(image.shape[0] + 2, image.shape[1] + 2)
    result[1:-1, 1:-1] = image
    return result


@mistake(
    "The dtype is right at the end, but the image passed through float32, which keeps about seven "
    "digits: what is converted back has lost the others. Make the ones in the right dtype at once."
)
def converted_back(image: torch.Tensor) -> torch.Tensor:
    result = torch.ones(image.shape[0] + 2, image.shape[1] + 2)
    result[1:-1, 1:-1] = image
    return result.to(image.dtype)


@mistake("The frame is made of zeros; it should be made of ones.")
def frame_of_zeros(image: torch.Tensor) -> torch.Tensor:
    result = image.new_zeros(image.shape[0] + 2, image.shape[1] + 2)
    result[1:-1, 1:-1] = image
    return result


@mistake(
    "The frame covers the outermost pixels of the image, and the result is no larger than the "
    "image was. The frame goes around it: two rows and two columns more."
)
def painted_over(image: torch.Tensor) -> torch.Tensor:
    result = image.new_ones(image.shape)
    result[1:-1, 1:-1] = image[1:-1, 1:-1]
    return result


@mistake(
    "The frame has only two sides, below and to the right: the result is one row and one column "
    "larger than the image. A frame needs two of each."
)
def half_a_frame(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height + 1, width + 1)
    result[:height, :width] = image
    return result


@mistake(
    "The size is right, but the image lies in the upper left corner. In the frame's middle it "
    "begins at row 1 and column 1."
)
def in_the_corner(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height + 2, width + 2)
    result[:height, :width] = image
    return result


@mistake(
    "The frame has only two sides, above and to the left: the result is one row and one column "
    "larger than the image. A frame needs two of each."
)
def other_half_of_a_frame(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height + 1, width + 1)
    result[1:, 1:] = image
    return result


@mistake(
    "The frame stands above and below the image, and not beside it: it has two more columns as "
    "well as two more rows."
)
def above_and_below(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height + 2, width)
    result[1:-1] = image
    return result


@mistake(
    "The frame stands to the left and to the right of the image, and not above and below it: it "
    "has two more rows as well as two more columns."
)
def left_and_right(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height, width + 2)
    result[:, 1:-1] = image
    return result


@mistake(
    "The image is laid into all rows and columns from 1 on, those of the frame at the lower and "
    "right edge included. A single pixel spreads over them, and a larger image doesn't fit: its "
    "place ends one row and one column earlier."
)
def up_to_the_edge(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height + 2, width + 2)
    result[1:, 1:] = image
    return result


@mistake(
    "The image's place ends too early, at row `h` and column `w`: a slice stops before its second "
    "number, so `1:h` holds h - 1 rows. A single pixel gets no place at all, and a larger image "
    "doesn't fit."
)
def ends_too_early(image: torch.Tensor) -> torch.Tensor:
    height, width = image.shape
    result = image.new_ones(height + 2, width + 2)
    result[1:height, 1:width] = image
    return result
