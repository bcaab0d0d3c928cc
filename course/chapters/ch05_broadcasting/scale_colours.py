"""### Scale each colour

Before an image goes into a network, each colour is scaled: its mean over all training images is
subtracted, and the result is divided by its standard deviation. Write
`scale_colours(images, mean, std)`. `images` has shape `(n, c, height, width)`, with `c` colours;
`mean` and `std` are float32 tensors of shape `(c,)`, one number for each colour.

Return the scaled images, in the shape of `images`. A single image, of shape
`(c, height, width)`, may be given as well. Images may be uint8 or a floating dtype, float16 among
them: the result has the dtype that arithmetic with `mean` and `std` gives. Any length may be 1, the
images may be as wide or high as there are colours, and there may be no images at all.

```python
>>> image = torch.tensor([[[10, 20]], [[30, 40]], [[50, 60]]], dtype=torch.uint8)
>>> mean, std = torch.tensor([10.0, 20.0, 30.0]), torch.tensor([1.0, 2.0, 5.0])
>>> scale_colours(image, mean, std).tolist()
[[[0.0, 10.0]], [[5.0, 10.0]], [[4.0, 6.0]]]
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def scale_colours(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    """Subtract each colour's mean and divide by its standard deviation."""
    ### BEGIN SOLUTION
    return (images - mean[:, None, None]) / std[:, None, None]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4", "B2"],
    hints=[
        "Write `(n, c, height, width)` and below it the shape that `mean` must have so that its "
        "only axis meets the c.",
        "Aligned from the right, two axes of length 1 are missing behind the colours. In front, "
        "nothing needs to be added: missing axes count as 1.",
        "`x[:, None]` gives a vector one more axis behind; you need two. The result of that fits "
        "four axes as well as three.",
    ],
)


def reference(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (images - mean.reshape(-1, 1, 1)) / std.reshape(-1, 1, 1)


def cases(rng: Rng) -> Iterator[Case]:
    image = torch.tensor([[[10, 20]], [[30, 40]], [[50, 60]]], dtype=torch.uint8)
    means, stds = torch.tensor([10.0, 20.0, 30.0]), torch.tensor([1.0, 2.0, 5.0])
    yield case("one image of three colours", image, means, stds)
    yield case("two images", rng.reals(2, 3, 2, 4), rng.reals(3), _stds(rng, 3))
    square = rng.integers(1, 3, 3, 3, low=0, high=255, dtype=torch.uint8)
    yield case("as high and wide as there are colours", square, rng.reals(3), _stds(rng, 3))
    yield case("as wide as there are colours", rng.reals(2, 3, 2), rng.reals(2), _stds(rng, 2))
    yield case("as high as there are colours", rng.reals(2, 2, 2, 3), rng.reals(2), _stds(rng, 2))
    yield case("as many images as colours", rng.reals(3, 3, 2, 4), rng.reals(3), _stds(rng, 3))
    yield case("grey images", rng.reals(3, 1, 2, 3), rng.reals(1), _stds(rng, 1))
    wide = rng.reals(2, 3, 1, 2, dtype=torch.float64)
    yield case("float64", wide, rng.reals(3), _stds(rng, 3))
    half = rng.reals(1, 3, 4, 2, dtype=torch.float16)
    yield case("float16", half, rng.reals(3), _stds(rng, 3))
    last = rng.reals(2, 4, 3).permute(2, 0, 1)
    yield case("an image that is not contiguous", last, rng.reals(3), _stds(rng, 3))
    yield case("no images", rng.reals(0, 7, 2, 2), rng.reals(7), _stds(rng, 7))


def _stds(rng: Rng, count: int) -> torch.Tensor:
    return torch.tensor([rng.choice([0.25, 0.5, 2.0, 4.0]) for _ in range(count)])


@mistake(
    "The axis of `mean` and `std` met the last axis of the images: the width. Where the width is "
    "neither the number of colours nor 1, torch complains; where it is, the result is wrong."
)
def along_the_width(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (images - mean) / std


@mistake(
    "The colours of `mean` and `std` meet the height of the images, one axis too far to the right. "
    "Two axes stand behind the colours."
)
def along_the_height(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (images - mean[:, None]) / std[:, None]


@mistake(
    "For a batch this is right. A single image has three axes, and the result has a fourth, as if "
    "it were a batch of one. The axes in front can be left out."
)
def always_four_axes(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (images - mean[None, :, None, None]) / std[None, :, None, None]


@mistake(
    "The colours of `mean` and `std` meet the first axis of the images, whatever it is. In a batch "
    "that one counts the images, and the colours are the second."
)
def along_the_images(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    shape = (-1, *[1] * (images.ndim - 1))
    return (images - mean.reshape(shape)) / std.reshape(shape)


@mistake("Only the mean is subtracted. The difference is to be divided by `std` as well.")
def only_centred(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return images - mean[:, None, None]


@mistake(
    "Only the mean was divided by `std`. The whole difference is to be divided; `/` is done before "
    "`-`, so it needs parentheses."
)
def without_parentheses(
    images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor
) -> torch.Tensor:
    return images - mean[:, None, None] / std[:, None, None]


@mistake(
    "The result has mean 0 and standard deviation 1 in each colour, as if both were computed from "
    "these very images. Those of the training images are given."
)
def own_statistics(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    x = images.to(torch.promote_types(images.dtype, torch.float32))
    dims = [dim for dim in range(x.ndim) if dim != x.ndim - 3]
    return (x - x.mean(dims, keepdim=True)) / x.std(dims, keepdim=True, correction=0)


@mistake(
    "Images of float64 are made float32, and lose digits that they had. Arithmetic with `mean` "
    "finds the dtype by itself, for integers too."
)
def always_float32(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (images.float() - mean[:, None, None]) / std[:, None, None]


@mistake(
    "What is done in place is done to the input, and the owner of float32 images finds them "
    "changed: `to` copies only where the dtype is another. The dtype of float64 images has to be "
    "kept, too."
)
def in_place(images: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return images.to(mean.dtype).sub_(mean[:, None, None]).div_(std[:, None, None])
