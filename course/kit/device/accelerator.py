"""The accelerator that chapter 8 works with: this machine's own, or else a simulated one.

    from course.kit import accelerator

    device = accelerator.device()

Everything here means this one device, so that a program, a case and a verdict are the same on
every machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch

from course.kit.device import simulated
from course.kit.device.traffic import Traffic

WORD = "accelerator"
"""What an observation calls the device, whichever it is."""

_VARIABLE = "COURSE_ACCELERATOR"
# Apple's mps has no float64: a right answer could fail there, and only there.
_COMPLETE = ("cuda", "xpu")


@dataclass(frozen=True)
class OnAccelerator:
    """An input of a case that is to lie on the accelerator when the case is run."""

    tensor: torch.Tensor


class Accelerator:
    """Stands for the device itself among the inputs of a case."""

    def __repr__(self) -> str:
        return "ACCELERATOR"


ACCELERATOR = Accelerator()


def on_accelerator(tensor: torch.Tensor) -> OnAccelerator:
    """Say of an input of a case that it lies on the accelerator; `tensor` is on the CPU."""
    return OnAccelerator(tensor)


def device() -> torch.device:
    """Give this machine's accelerator, or switch on the simulated one and give that.

    The environment variable COURSE_ACCELERATOR=simulated asks for the simulated one in any case.
    """
    return real() or simulated.switch_on()


def is_simulated() -> bool:
    """Tell whether `device()` is the simulated one."""
    return real() is None


def traffic() -> Traffic:
    """Count copies and waits within `with accelerator.traffic() as traffic:`; print the result."""
    return Traffic()


def real() -> torch.device | None:
    """Give this machine's accelerator, with its index, if the course can use it."""
    if os.environ.get(_VARIABLE) == simulated.TYPE:
        return None
    # torch.accelerator would name the simulated one, once that has been switched on.
    for kind in _COMPLETE:
        module = torch.get_device_module(kind)
        if module.is_available():
            return torch.device(kind, module.current_device())
    return None


def moved(tensor: torch.Tensor) -> torch.Tensor:
    """Give a tensor's twin on the accelerator, a leaf that requires a gradient where it does."""
    return tensor.detach().to(device()).requires_grad_(tensor.requires_grad)


def word_for(place: torch.device, accelerator_type: str) -> str:
    """Name a device as observations do: the accelerator by one word, any other by its name."""
    return WORD if place.type == accelerator_type else str(place)
