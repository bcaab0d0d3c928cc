"""The table at the top of the page: a row for each exercise, from what graders recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from autograder.export.grades import exercise_of
from autograder.export.table import number
from autograder.feedback.marks import Marks
from autograder.records import Verdicts
from autograder.records.quizzes import NONE, Quizzes, detail_for_student
from autograder.records.scores import CellScore
from course.kit.words import FAILED, MIME, NOT_ATTEMPTED, PASSED, VERDICTS

WAITING, MARKED = "waits for a person", "marked"
_MARKS = {PASSED: "✓", FAILED: "✗", NOT_ATTEMPTED: "○", WAITING: "…", MARKED: "✎"}


@dataclass(frozen=True)
class Row:
    """One line of the table. `anchor` is the id of the cell that says more, or ""."""

    exercise: str
    verdict: str
    mark: str
    kind: str
    points: str
    most: str
    detail: str
    anchor: str


def rows(
    notebook: NotebookNode,
    marks: Marks,
    verdicts: Verdicts | None,
    anchors: Mapping[str, str],
    of_quizzes: Quizzes = NONE,
) -> list[Row]:
    """Make the rows in the notebook's order, then those of cells that it doesn't have.

    Points are the gradebook's. Words are those that were recorded with them, where the gradebook
    still holds the same automatic scores; a notebook that plain nbgrader ran has a report in its
    outputs, of which only what agrees with the points is believed.
    """
    recorded = _recorded(marks, verdicts)
    reports = reports_in(notebook)
    places = {name: place for place, name in enumerate(anchors)}
    cells = sorted(marks.submission.cells, key=lambda c: (places.get(c.name, len(places)), c.name))
    found = []
    for cell in cells:
        exercise = exercise_of(cell.name)
        said = recorded.get(exercise) or _believed(cell, reports.get(cell.name, {}))
        detail = detail_for_student({**said, "exercise": exercise}, of_quizzes)
        found.append(_row(cell, str(said["verdict"]), detail, anchors.get(cell.name, "")))
    return found


def _recorded(marks: Marks, verdicts: Verdicts | None) -> dict[str, Mapping[str, Any]]:
    if verdicts is None:
        return {}
    there = {cell.name: cell.auto_score for cell in marks.submission.cells}
    if not verdicts.entry.marks.scores.items() <= there.items():
        return {}
    return {row["exercise"]: row for row in verdicts.verdicts}


def reports_in(notebook: NotebookNode) -> dict[str, dict[str, Any]]:
    """Find the last report that each graded cell shows, by the name of the cell."""
    found = {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        for output in cell.get("outputs", []):
            report = output.get("data", {}).get(MIME)
            if isinstance(report, dict):
                found[name] = report
    return found


def _believed(cell: CellScore, report: Mapping[str, Any]) -> dict[str, Any]:
    """Say by the points how an exercise ended, and by its report only what fits them."""
    reported = report.get("verdict")
    if cell.auto_score is None:
        return {"verdict": WAITING if cell.manual_score is None else MARKED}
    if cell.auto_score >= cell.max_score:
        return {"verdict": PASSED}
    verdict = reported if reported in VERDICTS and reported != PASSED else FAILED
    return {"verdict": verdict, "detail": report.get("detail")}


def _row(cell: CellScore, verdict: str, detail: str, anchor: str) -> Row:
    sentences = [detail if verdict != PASSED else ""]
    if cell.manual_score is not None:
        sentences.append("The points were given by a person.")
    if cell.extra_credit:
        sentences.append(f"{number(cell.extra_credit)} points are extra credit.")
    return Row(
        exercise=exercise_of(cell.name),
        verdict=verdict,
        mark=_MARKS.get(verdict, "!"),
        kind={PASSED: "good", FAILED: "bad"}.get(verdict, "other"),
        points=number(cell.score),
        most=number(cell.max_score),
        detail=" ".join(filter(None, sentences)),
        anchor=anchor,
    )
