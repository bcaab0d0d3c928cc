"""The doctor: looks at the machine, and for each finding says its cause and the one fix.

Nothing that it examines is imported into the process that asks; so it also runs where PyTorch is
missing or broken. ``doctor()`` returns a report that prints as text and shows as a table in a
notebook; ``examine()`` returns the bare findings. The parsers are the ones that it reads NVIDIA's
programs with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .findings import Finding
from .versions import split_version

if TYPE_CHECKING:
    from .nvidia import Gpu, Nvcc, NvidiaSmi, parse_nvcc, parse_nvidia_smi
    from .report import Report

__all__ = [
    "Finding",
    "Gpu",
    "Nvcc",
    "NvidiaSmi",
    "Report",
    "doctor",
    "examine",
    "parse_nvcc",
    "parse_nvidia_smi",
    "split_version",
]


def doctor(timeout: float = 60.0) -> Report:
    """Examine this machine and return the report; no import may take more than ``timeout`` seconds.

    In a notebook the report is shown as a table; ``print(doctor())`` gives the same as text.
    """
    from .machine import Machine
    from .report import Report

    return Report(tuple(examine(timeout)), Machine.here())


def examine(timeout: float = 60.0) -> list[Finding]:
    """Examine this machine and return the findings; see ``Finding`` for what each one says."""
    from .examination import examine as run

    return run(timeout)


def __getattr__(name: str) -> object:
    """Import the parsers and the report when they are first used: the doctor must start quickly."""
    if name in ("Gpu", "NvidiaSmi", "Nvcc", "parse_nvcc", "parse_nvidia_smi"):
        from . import nvidia

        return getattr(nvidia, name)
    if name == "Report":
        from .report import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
