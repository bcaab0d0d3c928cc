"""### From images to a batch

A data loader hands you images one by one: CPU tensors of dtype uint8, a byte for each pixel, all
of one shape. The network wants them on the device as one float32 tensor with values from 0 to 1,
which are the bytes divided by 255.

Write `to_batch(images, device)`. `images` is a list of at least one tensor of shape `(h, w)`; the
result has shape `(n, h, w)`. The images cross in **one copy**, and each pixel crosses as **one
byte**. `device` may also be the CPU.

```python
>>> dark, light = torch.tensor([[[0, 51]], [[255, 102]]], dtype=torch.uint8)
>>> dark.shape
torch.Size([1, 2])
>>> batch = to_batch([dark, light], torch.device("cpu"))
>>> batch.shape
torch.Size([2, 1, 2])
>>> batch.flatten()
tensor([0.0000, 0.2000, 1.0000, 0.4000])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import ACCELERATOR, Case, Exercise, Rng, case, mistake


def to_batch(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    """Put uint8 images on the device as one float32 batch with values from 0 to 1."""
    ### BEGIN SOLUTION
    pixels = torch.stack(images).to(device)
    return pixels.to(torch.float32) / 255
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G1", "G3", "G5"],
    points=2,
    facts=["transfers", "moved"],
    hints=[
        "There are three things to do: make one tensor of many, move it, make it float32 from 0 to "
        "1. In which order is least copied?",
        "`torch.stack` makes one tensor of a list. On the CPU or on the device: before which step "
        "does it save copies?",
        "A uint8 element is 1 byte, a float32 element 4. Change the dtype when the pixels have "
        "arrived, in a step of its own: `.to(device, torch.float32)` changes it before they leave.",
    ],
)


def reference(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack(images).to(device).float().div(255)


def cases(rng: Rng) -> Iterator[Case]:
    def images(count: int, *shape: int) -> list[torch.Tensor]:
        return [rng.integers(*shape, low=0, high=255, dtype=torch.uint8) for _ in range(count)]

    first = [
        torch.tensor([[0, 51]], dtype=torch.uint8),
        torch.tensor([[255, 9]], dtype=torch.uint8),
    ]
    yield case("two images to the accelerator", first, ACCELERATOR)
    yield case("three images to the CPU", images(3, 2, 2), torch.device("cpu"))
    yield case("a single image to the accelerator", images(1, 3, 2), ACCELERATOR)
    yield case("several images to the accelerator", images(rng.size(3, 5), 2, 3), ACCELERATOR)
    slanted = [image.T for image in images(2, 4, 3)]
    yield case("images that are not contiguous", slanted, ACCELERATOR)
    yield case("images without pixels", images(2, 0, 3), ACCELERATOR)


@mistake(
    "Each image makes the journey on its own. Every copy costs a start before its first byte "
    "moves, so make one tensor of them while they are on the CPU."
)
def one_by_one(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack([image.to(device) for image in images]).float() / 255


@mistake(
    "The pixels become float32 on the CPU, and four bytes for each make the journey, where one "
    "would do."
)
def widened_before(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return (torch.stack(images).float() / 255).to(device)


@mistake("The bytes are where they should be, but nobody divides them by 255.")
def not_divided(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack(images).to(device).float()


@mistake(
    "`//` drops what is after the point, and all that is left of the pixels is 0 or 1. Divide with "
    "`/`."
)
def whole_numbers(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return (torch.stack(images).to(device) // 255).float()


@mistake(
    "The images are joined along an axis that was there already, and so they are no longer apart. "
    "`torch.stack` makes a new axis."
)
def joined(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.cat(images).to(device).float() / 255


@mistake("The batch is ready and still on the CPU: `.to` gives a new tensor, and it got no name.")
def not_rebound(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    batch = torch.stack(images)
    batch.to(device)
    return batch.float() / 255
