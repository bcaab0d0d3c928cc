"""Answers that a saved notebook lacks, though their exercises passed. Needs no torch.

A check is given the function in the kernel; the cell that defined it may never have been saved.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from course.kit.progress.contents import Contents
from course.kit.words import CHECKS


def answers_missing(contents: Contents, exercises: Collection[str]) -> frozenset[str]:
    """Name those of `exercises` whose answer cell in the chapter's file is as it was given out.

    None where the notebook or its checks can't be read, or hold no such cell.
    """
    if not exercises:
        return frozenset()
    try:
        notebook = json.loads(contents.notebook.read_text(encoding="utf-8"))
        checks = json.loads((contents.folder / CHECKS).read_text(encoding="utf-8"))
        stubs = {name: checks["exercises"][name].get("stub") for name in exercises}
        return frozenset(
            name
            for cell in notebook["cells"]
            if (name := _answer_in(cell)) in stubs and _source(cell).strip() == stubs[name]
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return frozenset()


def _answer_in(cell: dict[str, Any]) -> str:
    known = cell["metadata"].get("nbgrader", {})
    return str(known.get("grade_id", "")) if known.get("solution") else ""


def _source(cell: dict[str, Any]) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)
