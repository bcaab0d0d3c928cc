"""Scores as nbgrader counts them, of a whole class at once.

nbgrader's own score of a submission is a query of its own, over all grades there are; for a class
that takes time by the square. Here the same sums are made in a few passes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from nbgrader import api
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from autograder.records.cells import AssignmentCells, cells_of


@dataclass(frozen=True)
class Student:
    """A student as the gradebook knows him or her; everything but the id may be ""."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


@dataclass(frozen=True)
class CellScore:
    """The score of one graded cell. A person's score stands in place of the automatic one."""

    name: str
    max_score: float
    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    needs_manual_grade: bool

    @property
    def score(self) -> float:
        """The points, extra credit included, as nbgrader's `Grade.score`."""
        given = self.auto_score if self.manual_score is None else self.manual_score
        return 0.0 if given is None else given + (self.extra_credit or 0.0)


@dataclass(frozen=True)
class Submission:
    """A student's scores in one chapter; without `cells` where nothing was handed in."""

    student: Student
    chapter: str
    max_score: float
    duedate: datetime | None = None
    timestamp: datetime | None = None
    penalty: float = 0.0
    cells: tuple[CellScore, ...] = ()
    submitted: bool = False

    @property
    def raw_score(self) -> float:
        """The points before the late penalty."""
        return sum((cell.score for cell in self.cells), 0.0)

    @property
    def score(self) -> float:
        """The points after the late penalty, never below 0, as nbgrader exports them."""
        return max(0.0, self.raw_score - self.penalty)

    @property
    def needs_manual_grade(self) -> bool:
        """Whether a person has yet to give some of the points."""
        return any(cell.needs_manual_grade for cell in self.cells)


def chapters_in(session: Session) -> list[str]:
    """List the chapters in the gradebook, by name."""
    return list(session.scalars(select(api.Assignment.name).order_by(api.Assignment.name)))


def read_scores(
    session: Session, chapter: str, only: Collection[str] = ()
) -> list[Submission] | None:
    """Read a chapter's scores of all students, or of some; None for an unknown chapter.

    Students who handed nothing in are there too. The order is by last name, first name and id.
    """
    cells = cells_of(session, chapter)
    if cells is None:
        return None
    students = [s for s in _students(session) if not only or s.id in only]
    duedate = session.scalar(select(api.Assignment.duedate).where(api.Assignment.id == cells.id))
    most = sum(cell.max_score for n in cells.notebooks for cell in n.grades.values())
    rows = _submissions(session, cells, only)
    ids = [id_ for id_, _time, _penalty in rows.values()] if only else []
    scores = _cell_scores(session, cells, ids)
    found = []
    for student in students:
        row = rows.get(student.id)
        if row is None:
            found.append(Submission(student, chapter, most, duedate))
        else:
            id_, timestamp, penalty = row
            of_student = tuple(scores.get(id_, ()))
            found.append(
                Submission(student, chapter, most, duedate, timestamp, penalty, of_student, True)
            )
    return found


def _students(session: Session) -> list[Student]:
    table = api.Student
    columns = (table.id, table.first_name, table.last_name, table.email, table.lms_user_id)
    students = [
        Student(*(value or "" for value in row)) for row in session.execute(select(*columns))
    ]
    return sorted(students, key=lambda s: (s.last_name, s.first_name, s.id))


def _submissions(
    session: Session, cells: AssignmentCells, only: Collection[str]
) -> dict[str, tuple[str, datetime | None, float]]:
    """Give (id, timestamp, penalty) of each submission, by student."""
    submission, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    penalty = func.coalesce(func.sum(notebook.late_submission_penalty), 0.0)
    query = (
        select(submission.student_id, submission.id, submission.timestamp, penalty)
        .outerjoin(notebook, notebook.assignment_id == submission.id)
        .where(submission.assignment_id == cells.id)
        .group_by(submission.student_id, submission.id, submission.timestamp)
    )
    if only:
        query = query.where(submission.student_id.in_(only))
    return {student: (id_, time, lost) for student, id_, time, lost in session.execute(query)}


def _cell_scores(
    session: Session, cells: AssignmentCells, only: Collection[str]
) -> dict[str, list[CellScore]]:
    """Give the scores of the cells, by the submission's id; of all submissions, or of some."""
    grade, notebook = api.Grade, api.SubmittedNotebook
    scores: dict[str, list[CellScore]] = {}
    for of_notebook in cells.notebooks:
        known = {cell.id: cell for cell in of_notebook.grades.values()}
        query = (
            select(
                notebook.assignment_id,
                grade.cell_id,
                grade.auto_score,
                grade.manual_score,
                grade.extra_credit,
                grade.needs_manual_grade,
            )
            .join(notebook, notebook.id == grade.notebook_id)
            .where(grade.cell_id.in_(known))
        )
        if only:
            query = query.where(notebook.assignment_id.in_(only))
        for id_, cell, *values in session.execute(query):
            score = CellScore(known[cell].name, known[cell].max_score, *values)
            scores.setdefault(id_, []).append(score)
    return scores
