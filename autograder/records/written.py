"""What the gradebook holds of every submission of a chapter, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.records.cells import NotebookCells
from autograder.records.gradebook import Entry


@dataclass
class Written:
    """The automatic part of one submission in the gradebook, by the name of the cell."""

    timestamp: datetime | None
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)

    def holds(self, entry: Entry) -> bool:
        """Tell whether all of an entry is there."""
        return (
            (entry.timestamp is None or entry.timestamp == self.timestamp)
            and entry.marks.scores.items() <= self.scores.items()
            and entry.marks.comments.items() <= self.comments.items()
        )


def written(session: Session, notebook: NotebookCells) -> dict[str, Written]:
    """Read the submissions of a notebook, by student."""
    submitted, submission = api.SubmittedNotebook, api.SubmittedAssignment
    rows = session.execute(
        select(submitted.id, submission.student_id, submission.timestamp)
        .join(submission, submission.id == submitted.assignment_id)
        .where(submitted.notebook_id == notebook.id)
    ).all()
    found = {row.id: Written(row.timestamp) for row in rows}
    for table, value, cells in (
        (api.Grade, api.Grade.auto_score, notebook.grades),
        (api.Comment, api.Comment.auto_comment, notebook.comments),
    ):
        names = {cell.id: name for name, cell in cells.items()}
        query = select(table.notebook_id, table.cell_id, value).where(table.cell_id.in_(names))
        _sort_in(session.execute(query), names, found, table is api.Grade)
    return {row.student_id: found[row.id] for row in rows}


def _sort_in(
    rows: Iterable, names: dict[str, str], found: dict[str, Written], are_scores: bool
) -> None:
    for id_, cell, value in rows:
        if id_ in found:
            target = found[id_].scores if are_scores else found[id_].comments
            target[names[cell]] = value
