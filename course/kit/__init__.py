"""What a student's notebook imports: `check`, `hint`, `reset`, `draw`.

Chapter 6 also counts memory with `Allocations`, and chapter 8 works with `accelerator`. Each is
loaded when it is first used, so that `course.kit.doctor` also runs where torch can't be imported,
and pictures cost nothing until one is drawn.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.kit import draw
    from course.kit.device import accelerator
    from course.kit.notebook.calls import check, hint, reset
    from course.kit.observing.watch import Allocations

__all__ = ["Allocations", "accelerator", "check", "draw", "hint", "reset"]

_HOMES = {
    "check": "course.kit.notebook.calls",
    "hint": "course.kit.notebook.calls",
    "reset": "course.kit.notebook.calls",
    "Allocations": "course.kit.observing.watch",
}
_MODULES = {"draw": "course.kit.draw", "accelerator": "course.kit.device.accelerator"}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    if name in _MODULES:
        return importlib.import_module(_MODULES[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
