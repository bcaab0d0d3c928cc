"""Writing a batch of submissions into nbgrader's gradebook.

The rows are those that nbgrader's own autograder leaves. Its methods commit at every step and
look each row up by joins over whole tables; here rows are found through the tables' own indexes
(those of their unique constraints), so that what a submission costs doesn't grow with the class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader import api
from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from autograder.records.cells import AssignmentCells, NotebookCells
from autograder.records.lateness import Lateness, seconds_late
from autograder.records.marks import Marks

Values = dict[str, Any]

_AT_ONCE = 1000  # SQLite takes 32,766 values in a statement


@dataclass(frozen=True)
class Entry:
    """What is to be recorded of one submission: when it was handed in (UTC), and its marks."""

    student: str
    timestamp: datetime | None
    marks: Marks


def write(
    session: Session, cells: AssignmentCells, entries: Sequence[Entry], lateness: Lateness
) -> None:
    """Write the entries of one chapter; the session's owner commits.

    Scores, extra credit and comments that a person gave are kept. A submission without a
    timestamp keeps the one it had, as with nbgrader.
    """
    for start in range(0, len(entries), _AT_ONCE):
        _write(session, cells, entries[start : start + _AT_ONCE], lateness)


def _write(
    session: Session, cells: AssignmentCells, entries: Sequence[Entry], lateness: Lateness
) -> None:
    _add_students(session, [entry.student for entry in entries])
    submissions = _submissions(session, cells, entries)
    own, *others = cells.notebooks
    for notebook in others:
        _rows_without_marks(session, notebook, submissions)
    notebooks = _submitted_notebooks(session, own, submissions)
    marks = {notebooks[submissions[e.student].id].id: e.marks for e in entries}
    scores = _write_scores(session, own, marks)
    _write_comments(session, own, marks)
    _write_penalties(session, cells.id, submissions, notebooks, scores, lateness)


def _add_students(session: Session, students: Sequence[str]) -> None:
    known = set(session.scalars(select(api.Student.id).where(api.Student.id.in_(students))))
    missing = [{"id": student} for student in students if student not in known]
    _insert(session, api.Student, missing)


def _submissions(
    session: Session, cells: AssignmentCells, entries: Sequence[Entry]
) -> dict[str, Row]:
    """Give each student's submission, made or brought up to date: id, timestamp, extension."""
    table = api.SubmittedAssignment
    query = select(table.id, table.student_id, table.timestamp, table.extension).where(
        table.assignment_id == cells.id, table.student_id.in_([e.student for e in entries])
    )
    known = {row.student_id: row for row in session.execute(query)}
    missing = [
        {"id": api.new_uuid(), "assignment_id": cells.id, "student_id": e.student}
        | {"timestamp": e.timestamp}
        for e in entries
        if e.student not in known
    ]
    changed = [
        {"id": known[e.student].id, "timestamp": e.timestamp}
        for e in entries
        if e.student in known and e.timestamp not in (None, known[e.student].timestamp)
    ]
    _insert(session, table, missing)
    _update(session, table, changed)
    return {row.student_id: row for row in session.execute(query)}


def _submitted_notebooks(
    session: Session, notebook: NotebookCells, submissions: Mapping[str, Row]
) -> dict[str, Row]:
    """Give the rows of one notebook by the submission's id: id, late_submission_penalty."""
    table = api.SubmittedNotebook
    ids = [row.id for row in submissions.values()]
    query = select(table.id, table.assignment_id, table.late_submission_penalty).where(
        table.notebook_id == notebook.id, table.assignment_id.in_(ids)
    )
    known = {row.assignment_id for row in session.execute(query)}
    missing = [
        {"id": api.new_uuid(), "notebook_id": notebook.id, "assignment_id": id_}
        for id_ in ids
        if id_ not in known
    ]
    _insert(session, table, missing)
    return {row.assignment_id: row for row in session.execute(query)}


def _rows_without_marks(
    session: Session, notebook: NotebookCells, submissions: Mapping[str, Row]
) -> None:
    """Give a notebook that the course doesn't grade the rows that nbgrader expects of it."""
    rows = _submitted_notebooks(session, notebook, submissions)
    nothing = {row.id: Marks({}, {}) for row in rows.values()}
    _write_scores(session, notebook, nothing)
    _write_comments(session, notebook, nothing)


def _write_scores(
    session: Session, notebook: NotebookCells, marks: Mapping[str, Marks]
) -> dict[str, float]:
    """Write the automatic scores; give the sum of each submitted notebook, by its id."""
    table = api.Grade
    wanted = (table.auto_score, table.manual_score, table.extra_credit, table.needs_manual_grade)
    known = _cell_rows(session, table, wanted, notebook.grades, marks)
    new: list[Values] = []
    changed: list[Values] = []
    sums = dict.fromkeys(marks, 0.0)
    for id_, of_notebook in marks.items():
        for name, cell in notebook.grades.items():
            row = known.get((id_, cell.id))
            manual = row.manual_score if row else None
            auto, extra = row.auto_score if row else None, row.extra_credit if row else None
            needs = row.needs_manual_grade if row else True
            if name in of_notebook.scores:
                auto = of_notebook.scores[name]
                needs = manual is not None or auto is None
            values = {"auto_score": auto, "needs_manual_grade": needs}
            if row is None:
                new.append({"id": api.new_uuid(), "notebook_id": id_, "cell_id": cell.id} | values)
            elif (row.auto_score, row.needs_manual_grade) != (auto, needs):
                changed.append({"id": row.id} | values)
            sums[id_] += _score(auto, manual, extra)
    _insert(session, table, new)
    _update(session, table, changed)
    return sums


def _score(auto: float | None, manual: float | None, extra: float | None) -> float:
    """Add up as nbgrader's `Grade.score` does: extra credit needs a score beside it."""
    given = auto if manual is None else manual
    return 0.0 if given is None else given + (extra or 0.0)


def _write_comments(session: Session, notebook: NotebookCells, marks: Mapping[str, Marks]) -> None:
    table = api.Comment
    known = _cell_rows(session, table, (table.auto_comment,), notebook.comments, marks)
    new: list[Values] = []
    changed: list[Values] = []
    for id_, of_notebook in marks.items():
        for name, cell in notebook.comments.items():
            row = known.get((id_, cell.id))
            comment = of_notebook.comments.get(name, row.auto_comment if row else None)
            values = {"auto_comment": comment}
            if row is None:
                new.append({"id": api.new_uuid(), "notebook_id": id_, "cell_id": cell.id} | values)
            elif row.auto_comment != comment:
                changed.append({"id": row.id} | values)
    _insert(session, table, new)
    _update(session, table, changed)


def _cell_rows(
    session: Session,
    table: type,
    columns: Sequence[Any],
    cells: Mapping[str, Any],
    notebooks: Mapping[str, Any],
) -> dict[tuple[str, str], Row]:
    """Find the rows of some notebooks' cells, by (submitted notebook's id, cell's id).

    The index is on the cell, then the notebook; with both given it is used.
    """
    query = select(table.id, table.notebook_id, table.cell_id, *columns).where(
        table.cell_id.in_([cell.id for cell in cells.values()]),
        table.notebook_id.in_(list(notebooks)),
    )
    return {(row.notebook_id, row.cell_id): row for row in session.execute(query)}


def _write_penalties(
    session: Session,
    assignment: str,
    submissions: Mapping[str, Row],
    notebooks: Mapping[str, Row],
    scores: Mapping[str, float],
    lateness: Lateness,
) -> None:
    due = select(api.Assignment.duedate).where(api.Assignment.id == assignment)
    duedate = session.scalar(due)
    changed = []
    for student, submission in submissions.items():
        notebook = notebooks[submission.id]
        late = seconds_late(submission.timestamp, duedate, submission.extension)
        penalty = lateness.penalty(student, scores[notebook.id], late)
        if penalty != notebook.late_submission_penalty:
            changed.append({"id": notebook.id, "late_submission_penalty": penalty})
    _update(session, api.SubmittedNotebook, changed)


def _insert(session: Session, table: type, rows: Sequence[Values]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _update(session: Session, table: type, rows: Sequence[Values]) -> None:
    if rows:
        session.execute(update(table), rows)
