"""### Make a batch of images

A model wants its images in one tensor, the batch, with a new axis in front that counts them.
Write `stack_images(images)`: `images` is a list of one or more tensors of the same shape and
dtype, and the result has shape `(number of images, *shape of one image)` and that dtype. It holds
the images' values to the last digit.

`torch.stack` and its relatives (`vstack`, `hstack`, `dstack`, `column_stack`) may not be called;
`torch.cat` may. Any shape will do: grey images `(h, w)`, colour images `(3, h, w)`, and even
single numbers, which are tensors without axes.

```python
>>> stack_images([torch.tensor([[1, 2]]), torch.tensor([[3, 4]]), torch.tensor([[5, 6]])]).shape
torch.Size([3, 1, 2])
>>> stack_images([torch.tensor(21.5), torch.tensor(19.0)])
tensor([21.5000, 19.0000])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def stack_images(images: list[torch.Tensor]) -> torch.Tensor:
    """Put images of one shape into a batch, along a new axis in front."""
    ### BEGIN SOLUTION
    return torch.cat([image.unsqueeze(0) for image in images], dim=0)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T11"],
    points={"basic": 1, "edge": 1},
    tolerance=(0.0, 0.0),  # values are copied, and none may pass through float32
    banned=["torch.stack", "torch.vstack", "torch.hstack", "torch.dstack", "torch.column_stack"],
    hints=[
        "`torch.cat` makes an axis longer that is already there. Which shape must each image have "
        "so that the axis in front counts images?",
        "`image.unsqueeze(0)` has one more axis than `image`, of length 1, in front.",
        "Another way: make an empty batch of the right shape and dtype, and copy image number `i` "
        "into `batch[i]`. A shape such as `(n, *image.shape)` works for images of any shape.",
    ],
)


def reference(images: list[torch.Tensor]) -> torch.Tensor:
    return torch.stack(images)


def cases(rng: Rng) -> Iterator[Case]:
    first, second = torch.tensor([[1, 2, 3]]), torch.tensor([[4, 5, 6]])
    yield case("two images of one row", [first, second])
    h, w = rng.size(2, 3), rng.size(2, 4)
    yield case("three grey images", [rng.integers(h, w) for _ in range(3)])
    yield case("two colour images", [rng.reals(3, 2, w) for _ in range(2)])
    turned = [rng.reals(3, 2).T, rng.reals(3, 2).T]
    yield case("images that are not contiguous", turned)
    yield case("float64", [rng.reals(2, 3, dtype=torch.float64) + 0.1 for _ in range(2)])
    yield case("large whole numbers", [2 * rng.integers(1, 4) + 2**24 + 1 for _ in range(2)])
    yield case("masks of bools", [rng.bools(2, 2) for _ in range(4)])
    yield case("a single image", [rng.reals(2, w)], group="edge")
    yield case("vectors", [rng.integers(w) for _ in range(2)], group="edge")
    yield case("single numbers", [rng.reals() for _ in range(3)], group="edge")


@mistake(
    "The images stand one below the other in one long image: `torch.cat` makes the first axis "
    "longer. A batch has one axis more than an image."
)
def one_long_image(images: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat(images, dim=0)


@mistake(
    "The new axis came last. A batch counts its images along axis 0, so that `batch[0]` is the "
    "first image."
)
def new_axis_last(images: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([image.unsqueeze(-1) for image in images], dim=-1)


@mistake(
    "The shape is right, but the images are mixed: joined along axis 1, the first row holds "
    "numbers of all images, and cutting that into equal parts doesn't separate them."
)
def joined_then_cut(images: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat(images, dim=1).reshape(len(images), *images[0].shape)


@mistake(
    "The batch was made without `dtype=`, so it is float32, whatever the images hold. Take the "
    "dtype from an image."
)
def default_dtype(images: list[torch.Tensor]) -> torch.Tensor:
    batch = torch.empty(len(images), *images[0].shape)
    for i, image in enumerate(images):
        batch[i] = image
    return batch


@mistake(
    "Each image was flattened to one row. The result has the right number of rows, but the shape "
    "of an image is lost: the batch should have one axis more than an image."
)
def one_row_each(images: list[torch.Tensor]) -> torch.Tensor:
    return torch.cat([image.reshape(1, -1) for image in images], dim=0)


@mistake(
    "The dtype is right at the end, but the images passed through float32, which keeps about seven "
    "digits. Make the batch in the dtype of an image at once."
)
def converted_afterwards(images: list[torch.Tensor]) -> torch.Tensor:
    batch = torch.empty(len(images), *images[0].shape)
    for i, image in enumerate(images):
        batch[i] = image
    return batch.to(images[0].dtype)
