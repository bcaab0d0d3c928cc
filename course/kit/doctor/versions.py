"""Version numbers: the public part and the local tag, and which requirement a version meets."""

from __future__ import annotations

import re

REQUIREMENTS = {
    "jupyterlab": ">=4.4,<5",
    "matplotlib": ">=3.9,<4",
    "nbgrader": ">=0.9.5,<0.10",
    "numpy": ">=2.0,<3",
    "torch": ">=2.9,<3",
}
"""The packages that the course needs. A test proves that pyproject.toml says the same."""


def split_version(version: str) -> tuple[str, str]:
    """Split a version into its public part and its local tag.

    ``"2.0.0+cu117"`` gives ``("2.0.0", "cu117")``; without a tag the second part is ``""``.
    PyTorch's wheels name their build in the tag: ``cpu``, ``cu126`` for CUDA 12.6,
    ``rocm6.4`` for AMD. Source of the form: the Python packaging guide, "Version specifiers",
    section "Local version identifiers".
    """
    public, _, tag = version.strip().partition("+")
    return public, tag


def numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version, for comparing; trailing zeros don't count.

    ``"2.13.0+cpu"`` gives ``(2, 13)``, a driver's ``"525.60.13"`` gives ``(525, 60, 13)``.
    A text that starts with no number gives ``()``, which is less than any version.
    """
    found: list[int] = []
    for part in split_version(version)[0].split("."):
        digits = re.match(r"\d+", part)
        if digits is None:
            break
        found.append(int(digits.group()))
        if digits.end() < len(part):
            break
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def satisfies(version: str, requirement: str) -> bool:
    """Say whether a version meets a requirement made of ``>=`` and ``<`` parts.

    ``satisfies("2.13.0+cpu", ">=2.9,<3")`` is True. Pre-releases count as their release.
    """
    have = numbers(version)
    for part in requirement.split(","):
        if part.startswith(">="):
            if have < numbers(part[2:]):
                return False
        elif part.startswith("<"):
            if have >= numbers(part[1:]):
                return False
        else:
            raise ValueError(f"A requirement is made of >= and < parts, and this is not: {part!r}")
    return True
