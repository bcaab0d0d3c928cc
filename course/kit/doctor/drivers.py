"""Which NVIDIA driver a build of PyTorch needs, and which build a driver can run."""

from __future__ import annotations

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

CUDA_WHEELS = (("cu130", 13, "2.9"), ("cu126", 12, "2.6"))
"""Builds of PyTorch to offer: the index's name, its CUDA's major release, the first PyTorch in it.

Best first. Each holds every PyTorch from that version up to 2.13. Source: the indexes below
https://download.pytorch.org/whl/ and "Release compatibility matrix" in PyTorch's ``RELEASE.md``.
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


def best_wheel(driver: str, windows: bool, torch: str) -> str:
    """Return the tag of the best build of PyTorch that a driver can run, ``""`` when there is none.

    ``torch`` is the version to be installed; ``best_wheel("531.61", True, "2.13.0")`` is
    ``"cu126"``.
    """
    have = numbers(split_version(torch)[0])
    for tag, major, first in CUDA_WHEELS:
        if have >= numbers(first) and driver_runs(driver, None, f"{major}.0", windows):
            return tag
    return ""
