"""What the cells of a submission get: the scores and comments that nbgrader would give them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.records.cells import Cell, NotebookCells
from autograder.records.errors import RecordsError
from course.kit.words import NOT_JUDGED

if TYPE_CHECKING:
    from autograder.grading.result import Graded, Result

NO_RESPONSE = "No response."
"""nbgrader's own automatic comment on an answer cell that is as it was released."""


@dataclass(frozen=True)
class Marks:
    """Scores and comments by the name of the cell; None is a score that a person has to give."""

    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]


def marks_of(result: Result, cells: NotebookCells) -> Marks:
    """Work out the marks of a submission.

    An exercise's points go to its check cell. A cell for which there is no verdict, which is one
    of the instructor's own, is left to a person; but an answer as it was released gets 0.

    Raises RecordsError where the gradebook has no cell for an exercise, or other points for it.
    """
    unanswered = _unanswered(result.notebook, cells)
    # A task's grade waits for a person from the start, and stays so.
    own = [name for name in cells.grades if name not in cells.tasks]
    scores: dict[str, float | None] = {
        name: 0.0 if unanswered.get(name, False) else None for name in own
    }
    for graded in result.verdicts:
        cell = cells.grades.get(f"{graded.exercise}-check")
        _check(result, graded, cell)
        scores[f"{graded.exercise}-check"] = _score(graded)
    comments = {
        name: NO_RESPONSE if unanswered.get(name, False) and name not in cells.tasks else None
        for name in cells.comments
    }
    return Marks(scores, comments)


def _score(graded: Graded) -> float | None:
    """Give the points; where the grader itself failed, a person has to give them."""
    return None if graded.verdict == NOT_JUDGED else float(graded.points)


def _check(result: Result, graded: Graded, cell: Cell | None) -> None:
    if cell is None:
        happened = f"the gradebook has no cell {graded.exercise}-check"
    elif cell.max_score != graded.max_points:
        happened = (
            f"the exercise {graded.exercise} is worth {graded.max_points:g} points in the course "
            f"and {cell.max_score:g} in the gradebook"
        )
    else:
        return
    raise RecordsError(
        f"{result.chapter}: {happened}. Run `nbgrader generate_assignment {result.chapter}`, "
        "then this command again."
    )


def _unanswered(text: str, cells: NotebookCells) -> dict[str, bool]:
    """Tell of each answer cell in the notebook whether it is as it was released."""
    found = {}
    for cell in json.loads(text)["cells"]:
        metadata = cell["metadata"].get("nbgrader")
        name = metadata.get("grade_id") if isinstance(metadata, dict) else None
        if isinstance(name, str) and name in cells.comments:
            found[name] = _checksum(cell, name, cells) == cells.comments[name].checksum
    return found


def _checksum(cell: Mapping[str, Any], name: str, cells: NotebookCells) -> str:
    """Compute nbgrader's checksum by what the gradebook knows of the cell, not by its metadata."""
    is_task = name in cells.tasks
    graded = cells.grades.get(name)
    known = {"grade_id": name, "solution": not is_task, "task": is_task, "grade": False}
    if graded is not None and not is_task:
        known |= {"grade": True, "points": graded.max_score}
    return compute_checksum(
        NotebookNode(
            source="".join(cell["source"]),  # a text, or its lines
            cell_type=cell["cell_type"],
            metadata=NotebookNode(nbgrader=NotebookNode(known)),
        )
    )
