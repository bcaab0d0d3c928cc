"""What a student's notebook imports: `check`, `hint`, `reset`, `draw`; in chapter 8 `accelerator`.

Each is loaded when it is first used, so that `course.kit.doctor` also runs where torch can't be
imported, and pictures cost nothing until one is drawn.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.kit import draw
    from course.kit.notebook import check, hint, reset

__all__ = ["check", "draw", "hint", "reset"]


def __getattr__(name: str) -> Any:
    if name in ("check", "hint", "reset"):
        return getattr(importlib.import_module("course.kit.notebook"), name)
    if name == "draw":
        return importlib.import_module("course.kit.draw")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
