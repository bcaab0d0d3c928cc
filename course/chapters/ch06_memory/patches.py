"""### All patches of an image

To find a small pattern in an image, you lay it over every place where it fits. Write
`patches(image, height, width)`, which gives what lies below it each time: a tensor of shape
`(rows, columns, height, width)`, in which `[i, j]` is the patch whose upper left corner is pixel
`(i, j)` of the image. It is a view over the storage of the image. A patch must lie completely
within the image, so there are `image.shape[0] - height + 1` rows of them.

`image` has two axes, and may be transposed or a part of a larger image. The patches fit: `height`
and `width` are at least 1 and not larger than the image. `unfold` may not be called.

```python
>>> image = torch.arange(12).reshape(3, 4)
>>> found = patches(image, 2, 2)
>>> found.shape
torch.Size([2, 3, 2, 2])
>>> found[0, 1]
tensor([[1, 2],
        [5, 6]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def patches(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    """Give all patches of an image, as a view."""
    ### BEGIN SOLUTION
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    down, right = image.stride()
    shape, strides = (rows, columns, height, width), (down, right, down, right)
    return torch.as_strided(image, shape, strides, image.storage_offset())
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points=2,
    facts=["strides", "shares"],
    banned=["torch.unfold", "torch.unfold_copy", "torch.im2col"],
    hints=[
        "Four axes need four strides. What does one step along each of them mean on the image: one "
        "pixel down, or one to the right?",
        "Moving the patch down by one and moving down by one inside the patch are the same number "
        "of cells.",
        "Ask the image for its strides instead of computing them from its width, and begin where "
        "the image begins.",
    ],
)


def reference(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    return image.unfold(0, height, 1).unfold(1, width, 1)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two by two in three by four", torch.arange(12).reshape(3, 4), 2, 2)
    yield case("patches that are wider than high", rng.integers(4, 5), 1, 3)
    yield case("patches that are higher than wide", rng.reals(5, 4), 3, 2)
    yield case("a transposed image", rng.integers(5, 4).T, 2, 3)
    yield case("a part of a larger image", rng.reals(6, 8)[1:5, 2:7], 2, 2)
    yield case("every second column", rng.integers(4, 8)[:, 1::2], 2, 3)
    yield case("single pixels", rng.integers(2, 3), 1, 1)
    yield case("one patch, the whole image", rng.integers(3, 2), 3, 2)
    yield case("a bright row, expanded", rng.reals(1, 4).expand(3, 4), 2, 2)


@mistake(
    "The step from one row to the next was taken from the image's width. A part of a larger image, "
    "or a transposed one, has other strides: ask for them."
)
def strides_from_the_width(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    plain = image.contiguous()
    right = patches(plain, height, width)
    last = sum((n - 1) * s for n, s in zip(right.shape, right.stride(), strict=True))
    size = image.untyped_storage().nbytes() // image.element_size()
    if image.storage_offset() + last >= size:
        raise RuntimeError("out of bounds for storage")
    return torch.as_strided(image, right.shape, right.stride(), image.storage_offset())


@mistake(
    "The patches lie side by side without overlapping, as tiles do. Here a patch begins at every "
    "pixel at which it fits."
)
def tiles(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    found = patches(image, height, width)
    return found[::height, ::width]


@mistake(
    "Height and width of the patches are exchanged. The order is the same as everywhere: rows "
    "before columns."
)
def sides_exchanged(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    if height > image.shape[1] or width > image.shape[0]:
        raise RuntimeError("negative size")
    return patches(image, width, height)


@mistake(
    "The patches are right, and copied: that takes `height * width` times the memory of the image. "
    "Four strides over the old storage are enough."
)
def copied(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    return patches(image, height, width).clone(memory_format=torch.contiguous_format)


@mistake(
    "The last row and the last column of patches are missing: with a length of 4, a patch of 2 "
    "fits at 0, 1 and 2, which makes 4 - 2 + 1."
)
def one_too_few(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    return patches(image, height, width)[:-1, :-1]


@mistake(
    "The view always begins at cell 0. A part of a larger image begins further on: add its offset."
)
def offset_zero(image: torch.Tensor, height: int, width: int) -> torch.Tensor:
    right = patches(image, height, width)
    return torch.as_strided(image, right.shape, right.stride(), 0)
