"""### An image for the model

A camera library gives images as arrays of shape `(height, width, 3)`, of one of two kinds: uint8
with values from 0 to 255, or float32 or float64 with values from 0 to 1. A model wants float32,
shape `(3, height, width)`, values from 0 to 1. Write `as_model_input(image)`, which returns such a
tensor: values of uint8 are divided by 255, others stay as they are.

- The result has **memory of its own**, whatever came in: the model will write into it. The image
  stays as it was.
- The image may be mirrored or upside down (negative strides), a part of a larger one, or read-only.
- No digit that float32 can hold is lost on the way.
- Images are large. Your tensors may take two copies of the image as it came and one result, with
  64 bytes to spare, and not more. (`check` counts what torch allocates, and memory that NumPy made
  as soon as torch works with it.)

```python
>>> image = np.array([[[255, 0, 51], [102, 204, 0]]], dtype=np.uint8)
>>> x = as_model_input(image)
>>> x.shape
torch.Size([3, 1, 2])
>>> x[0]
tensor([[1.0000, 0.4000]])
>>> x[2]
tensor([[0.2000, 0.0000]])
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def as_model_input(image: np.ndarray) -> torch.Tensor:
    """Give the image as float32 with the colours first, in memory of its own."""
    ### BEGIN SOLUTION
    if min(image.strides) < 0 or not image.flags.writeable:
        image = image.copy()
    x = torch.from_numpy(image).permute(2, 0, 1)
    if x.dtype == torch.uint8:
        return x / 255
    return x.to(torch.float32, copy=True)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N3", "N2"],
    points=3,
    facts=["shares", "allocated"],
    hints=[
        "Take the parts one by one: bring the array over, put the colours first with `permute`, "
        "get the dtype and the values right. At which step is the memory a new one?",
        "A mirrored image has to be copied in NumPy before torch accepts it. `torch.from_numpy` "
        "of an uint8 image, divided by 255, is float32 and new: one step does it all.",
        "For a float32 image `.float()` has nothing to do and shares. `.to(dtype, copy=True)` "
        "copies whether or not there is something to convert.",
        "`.float() / 255` makes two float32 images. Either divide without converting first, or "
        "convert and then divide in place.",
    ],
)


def reference(image: np.ndarray) -> torch.Tensor:
    torch.zeros(2 * image.nbytes + 64, dtype=torch.uint8)  # what the task allows besides
    colours_first = image.transpose(2, 0, 1)
    result = torch.empty(colours_first.shape)
    result.numpy()[:] = colours_first
    return result.div_(255 if image.dtype == np.uint8 else 1)


def cases(rng: Rng) -> Iterator[Case]:
    def pixels(height: int, width: int) -> np.ndarray:
        return rng.integers(height, width, 3, low=0, high=255).numpy().astype(np.uint8)

    def fractions(height: int, width: int, dtype: torch.dtype = torch.float32) -> np.ndarray:
        return (rng.reals(height, width, 3, low=0, high=0.75, dtype=dtype) + 0.1).numpy()

    small = np.array([[[255, 0, 51], [102, 204, 0]]], dtype=np.uint8)
    yield case("one row of two pixels", small)
    yield case("a small image of uint8", pixels(2, 3))
    yield case("a small image of float32", fractions(2, 3))
    yield case("float64", fractions(3, 2, torch.float64))
    night = rng.integers(2, 3, 3, low=0, high=1).numpy().astype(np.uint8)
    night[0, 0] = [1, 0, 1]
    yield case("a photo of the night, uint8", night)
    yield case("uint8, mirrored", pixels(2, 4)[:, ::-1])
    yield case("a single row of uint8, upside down", pixels(1, 8)[::-1])
    yield case("a single row of float32, upside down", fractions(1, 7)[::-1])
    yield case("float32, its colours in reverse", fractions(3, 3)[:, :, ::-1])
    yield case("a part of a larger image", pixels(4, 6)[1:3, ::2])
    locked, other = pixels(3, 4), fractions(3, 4)
    locked.flags.writeable = False
    other = other.copy()
    other.flags.writeable = False
    yield case("uint8, read-only", locked)
    yield case("float32, read-only", other)
    yield case("a larger image of uint8", pixels(8, 10))
    yield case("a larger image of float32", fractions(7, 8))


@mistake(
    "A float32 image is shared, not copied: there is nothing to convert, so no new memory is made. "
    "As soon as the model writes, the camera's image changes."
)
def float32_shared(image: np.ndarray) -> torch.Tensor:
    if min(image.strides) < 0:
        image = image.copy()
    x = torch.from_numpy(image).permute(2, 0, 1)
    return x / 255 if x.dtype == torch.uint8 else x.float()


_RESHAPED = (
    "The row of numbers was cut into three parts of the right shape, as `reshape` does, and these "
    "mix the colours. Axes change places by `permute`."
)


@mistake(_RESHAPED)
def reshaped(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image.copy())
    x = x / 255 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)
    return x.reshape(3, *image.shape[:2])


@mistake(_RESHAPED)
def reshaped_without_a_second_copy(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image.copy()).reshape(3, *image.shape[:2])
    return x / 255 if x.dtype == torch.uint8 else x.float()


@mistake(_RESHAPED)
def reshaped_copy_of_torch(image: np.ndarray) -> torch.Tensor:
    x = torch.tensor(image.copy()).reshape(3, *image.shape[:2])
    return x / 255 if x.dtype == torch.uint8 else x.float()


@mistake(
    "Everything was divided by 255. The float images go from 0 to 1 already, and become nearly "
    "black."
)
def all_divided(image: np.ndarray) -> torch.Tensor:
    return reference(image) / (1 if image.dtype == np.uint8 else 255)


@mistake(
    "A mirrored image stops your function: torch takes no negative strides. A copy in NumPy lays "
    "it out forwards."
)
def mirrored_refused(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image).permute(2, 0, 1)
    return x / 255 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


@mistake(
    "`np.ascontiguousarray` copies only what isn't contiguous yet. A single row that was turned "
    "upside down counts as contiguous, comes back with its negative stride, and torch refuses it."
)
def made_contiguous(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(np.ascontiguousarray(image)).permute(2, 0, 1)
    return x / 255 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


@mistake(
    "The numbers are right, and one float32 image too many was made: the conversion gives one, and "
    "the division a second. One of the two can be spared."
)
def two_images(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image.copy() if min(image.strides) < 0 else image).permute(2, 0, 1)
    return x.float() / 255 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


@mistake(
    "The values go from 0 to 255 still. A model that was trained on 0 to 1 sees nothing but glare."
)
def not_divided(image: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(image.copy()).permute(2, 0, 1).to(torch.float32, copy=True)


_GREATEST = (
    "The greatest value decides which of the two kinds it is. A dark uint8 image has small values "
    "too, and comes out far too bright. The dtype says which kind it is."
)


@mistake(_GREATEST)
def greatest_value_decides(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image.copy()).permute(2, 0, 1).float()
    if x.max() > 1:
        x /= 255
    return x


@mistake(_GREATEST)
def greatest_value_of_a_new_tensor(image: np.ndarray) -> torch.Tensor:
    x = torch.tensor(image.copy(), dtype=torch.float32).permute(2, 0, 1)
    return x / 255 if x.max() > 1 else x


@mistake(_GREATEST)
def greatest_value_in_numpy(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    return x / 255 if image.max() > 1 else x.to(torch.float32, copy=True)


@mistake(
    "Height and width changed places: the image lies on its side. The colours come first, the "
    "other two axes keep their order."
)
def on_its_side(image: np.ndarray) -> torch.Tensor:
    return reference(image).transpose(1, 2)


@mistake(
    "A float64 image stays float64, and the model is float32. Give the result its dtype whatever "
    "came in."
)
def float64_kept(image: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    return x / 255 if x.dtype == torch.uint8 else x
