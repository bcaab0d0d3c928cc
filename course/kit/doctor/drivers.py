"""Which NVIDIA driver a build of PyTorch needs, and which build a driver can run."""

from __future__ import annotations

from dataclasses import dataclass

from .versions import numbers, split_version

MINIMUM_DRIVER = {
    11: ("450.80.02", "452.39"),
    12: ("525.60.13", "528.33"),
    13: ("580", "580"),
}
"""For each major release of CUDA, the oldest driver on Linux and on Windows that runs it.

Any build for CUDA 12.x runs on a driver for 12.0: "minor version compatibility". A newer driver
runs builds for every older CUDA. Source: NVIDIA, "CUDA Toolkit Release Notes", table "CUDA Toolkit
and Minimum Required Driver Version for CUDA Minor Version Compatibility" (11.x and 12.x as in the
notes of 12.x, which give the full numbers), and NVIDIA, "CUDA Compatibility", chapter "Minor
Version Compatibility", table 1 (13.x: 580 or newer, for both systems).
"""


@dataclass(frozen=True)
class Wheel:
    """A kind of PyTorch's packages: ``tag`` names its index, ``cuda`` the CUDA that is in it.

    It was made for the versions of PyTorch from ``first`` to ``last`` (None: still), and computes
    on GPUs of a compute capability from ``oldest`` up to, and without, ``beyond``.
    """

    tag: str
    cuda: str
    first: str
    last: str | None
    oldest: tuple[int, int]
    beyond: tuple[int, int]


WHEELS = (
    Wheel("cu130", "13.0", "2.9", None, (7, 5), (13, 0)),
    Wheel("cu128", "12.8", "2.7", "2.11", (7, 5), (13, 0)),
    Wheel("cu126", "12.6", "2.6", "2.14", (5, 0), (10, 0)),
)
"""Builds of PyTorch to offer, best first, on Windows and on Linux for Intel's and AMD's processors.

Source: ``PYTORCH_RELEASES_CODE_CC`` in ``torch/cuda/__init__.py`` of 2.13 (12.6 holds code for 5.0
to 9.0, 13.0 for 7.5 to 12.0, and code runs on later GPUs of the same major number); "CUDA support
matrix" for 2.11 (PyTorch's issue 172663), 2.12 (178665: without 12.8), 2.14 (190355) and 2.15
(190385: without 12.6); the tags are those of the indexes below https://download.pytorch.org/whl/.
"""


def minimum_driver(cuda: str, windows: bool) -> str:
    """Return the oldest driver that runs a CUDA release such as ``"12.6"``; ``""`` if unknown."""
    major = numbers(cuda)[:1]
    linux_and_windows = MINIMUM_DRIVER.get(major[0]) if major else None
    return linux_and_windows[windows] if linux_and_windows else ""


def driver_runs(driver: str, ceiling: str | None, cuda: str, windows: bool) -> bool:
    """Say whether a driver runs a build for a CUDA release.

    ``driver`` is its version (``"531.61"``), ``ceiling`` the highest CUDA that ``nvidia-smi`` says
    it supports (``"12.1"``, or None when unknown). ``driver_runs("531.61", "12.1", "12.6", True)``
    is True, because 12.6 needs no more than any 12.x; ``"13.0"`` instead gives False.
    """
    minimum = minimum_driver(cuda, windows)
    if minimum:
        return numbers(driver) >= numbers(minimum)
    return ceiling is not None and numbers(ceiling)[:1] >= numbers(cuda)[:1]


def best_wheel(
    driver: str, windows: bool, torch: str, capability: tuple[int, int] | None = None
) -> str:
    """Return the tag of the best build of PyTorch for a driver and a GPU, ``""`` when none fits.

    ``torch`` is the version to be installed, ``capability`` the GPU's compute capability where it
    is known; ``best_wheel("531.61", True, "2.13.0")`` is ``"cu126"``.
    """
    have = numbers(split_version(torch)[0])
    for wheel in WHEELS:
        made = have >= numbers(wheel.first) and (
            wheel.last is None or have[:2] <= numbers(wheel.last)
        )
        fits = capability is None or wheel.oldest <= capability < wheel.beyond
        if made and fits and driver_runs(driver, None, wheel.cuda, windows):
            return wheel.tag
    return ""


def computes_on(cuda: str, capability: tuple[int, int] | None) -> bool | None:
    """Say whether a build for a CUDA release computes on a GPU; None when that is not known."""
    wheel = next((wheel for wheel in WHEELS if wheel.cuda == cuda), None)
    if wheel is None or capability is None:
        return None
    return wheel.oldest <= capability < wheel.beyond
