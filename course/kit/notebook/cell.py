"""The cell that is running, as the kernel knows it: whether a person runs it, and its text."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

_IN_GRADING = "NBGRADER_EXECUTION"
"""Set by nbgrader while it grades, and while it validates."""


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
