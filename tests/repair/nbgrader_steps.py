"""What plain nbgrader makes of a notebook before it runs it: its own steps and the course's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ComputeChecksums, DeduplicateIds, OverwriteCells, SaveCells

from course.grading import RestoreAnswers


class NbgraderSteps:
    """A gradebook that knows one released notebook, and the steps that restore from it."""

    def __init__(self, folder: Path, release: NotebookNode) -> None:
        url = f"sqlite:///{folder / 'gradebook.db'}"
        with Gradebook(url, "course") as gradebook:
            gradebook.add_assignment("numbers")
        names = {"notebook": "numbers", "assignment": "numbers", "db_url": url}
        self.resources = {"nbgrader": names}
        for step in (ComputeChecksums(), SaveCells()):
            step.preprocess(release, self.resources)

    def restored(self, data: bytes) -> NotebookNode | None:
        """Give the notebook that nbgrader would run; None where it gives up."""
        try:
            notebook = nbformat.reads(data.decode(), as_version=4)
            for step in (
                DeduplicateIds(),
                RestoreAnswers(),
                OverwriteCells(add_missing_cells=True),
            ):
                notebook, _ = step.preprocess(notebook, self.resources)
        except Exception:  # nbgrader has no error of its own for a damaged notebook
            return None
        return notebook


def seen_by_checks(cells: list[tuple[str, str]]) -> dict[str, Any]:
    """Run cells and give what each exercise's function returns where its check stands.

    `cells` are pairs of the exercise that a cell checks, or "", and its source. A function that
    is missing, is not attempted or raises gives None.
    """
    namespace: dict[str, Any] = {"check": lambda function: None}
    seen: dict[str, Any] = {}
    for exercise, source in cells:
        try:
            if exercise:
                seen[exercise] = None
                seen[exercise] = namespace[exercise](1)
            elif "print" not in source:
                exec(compile(source, "cell", "exec"), namespace)
        except Exception:
            continue
    return seen
