"""The cell that is running, as the kernel knows it: whether a person runs it, and its text."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_IN_GRADING = "NBGRADER_EXECUTION"
"""Set by nbgrader while it grades, and while it validates."""
_AT_ONCE = 0.1
"""Seconds within which nobody has seen a cell's output and asked for the next."""

_ended: tuple[datetime, float] | None = None
_pause = math.inf


def in_notebook() -> bool:
    """Tell whether this code runs in a Jupyter kernel."""
    return hasattr(shell(), "kernel")


def run_by_a_person() -> bool:
    """Tell whether somebody at a notebook's front end runs this cell.

    JupyterLab, Notebook 7 and VS Code name the cell in the request to run it. What runs a whole
    notebook on its own (nbclient, and with it nbgrader and `course validate`) names none, and the
    sandbox has no kernel.
    """
    return in_notebook() and "cellId" in _metadata() and _IN_GRADING not in os.environ


def note_end() -> None:
    """Note that a cell has ended."""
    global _ended
    _ended = datetime.now(UTC), time.monotonic()


def note_start() -> None:
    """Note how long after the one before a cell starts."""
    global _pause
    _pause = time.monotonic() - _ended[1] if _ended else math.inf


def was_queued() -> bool:
    """Tell whether the running cell waited for another one to end, as by "Run All Cells".

    It was asked for before that one ended, and began at once. The clock of the front end may be
    another than the kernel's, so neither alone is enough.
    """
    asked = _request().get("header", {}).get("date")
    if _ended is None or not isinstance(asked, datetime) or asked.tzinfo is None:
        return False
    return asked < _ended[0] and _pause < _AT_ONCE


def running_code() -> str:
    """Give the text of the running cell as the front end sent it; "" where it isn't known."""
    code = _request().get("content", {}).get("code", "")
    return code if isinstance(code, str) else ""


def running_grade_id() -> str:
    """Give nbgrader's name of the running cell; "" for a cell of the student's own."""
    return str(_nbgrader().get("grade_id", ""))


def running_answer() -> str:
    """Give the name of the exercise whose answer cell is running; "" for any other cell."""
    return running_grade_id() if _nbgrader().get("solution") else ""


def shell() -> Any:
    """Give IPython's shell, or None in plain Python."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _nbgrader() -> Mapping[str, Any]:
    found = _metadata().get("nbgrader")
    return found if isinstance(found, Mapping) else {}


def _metadata() -> Mapping[str, Any]:
    found = _request().get("metadata")
    return found if isinstance(found, Mapping) else {}


def _request() -> Mapping[str, Any]:
    """Give the message by which the front end asked for this cell."""
    ask = getattr(shell(), "get_parent", None)
    found = ask() if ask else None
    return found if isinstance(found, Mapping) else {}
