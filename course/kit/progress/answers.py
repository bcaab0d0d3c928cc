"""Answers of passed exercises that the saved notebook doesn't hold. Needs no torch.

A check is given the function in the kernel; the cell that defined it may never have been saved, or
have been changed since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from course.kit.progress.contents import Contents
from course.kit.progress.record import Done, digest
from course.kit.words import CHECKS

MISSING = "missing"
"""The saved cell is as it was given out."""
OTHER = "other"
"""The saved cell is another one than the one that passed."""


def answers_not_saved(contents: Contents, passed: Mapping[str, Done]) -> dict[str, str]:
    """Say of each of these exercises whose saved answer is not the one that passed which it is.

    Empty where the notebook or its checks can't be read, or hold no such cell.
    """
    if not passed:
        return {}
    try:
        notebook = json.loads(contents.notebook.read_text(encoding="utf-8"))
        checks = json.loads((contents.folder / CHECKS).read_text(encoding="utf-8"))
        found = {}
        for cell in notebook["cells"]:
            name, source = _answer_in(cell), _source(cell)
            if name not in passed:
                continue
            known = passed[name].passing_answers
            if source.strip() == checks["exercises"][name].get("stub"):
                found[name] = MISSING
            elif known and digest(source) not in known:
                found[name] = OTHER
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
    return found


def _answer_in(cell: dict[str, Any]) -> str:
    known = cell["metadata"].get("nbgrader", {})
    return str(known.get("grade_id", "")) if known.get("solution") else ""


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
