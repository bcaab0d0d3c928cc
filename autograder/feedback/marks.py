"""What the gradebook says of a submission, for the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from nbgrader import api
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.records.scores import Submission, read_scores


@dataclass(frozen=True)
class Marks:
    """A submission's scores, and the comments by the name of the cell."""

    submission: Submission
    comments: Mapping[str, str] = field(default_factory=dict)


def read_marks(session: Session, chapter: str, only: Collection[str] = ()) -> dict[str, Marks]:
    """Read the marks of a chapter's submissions, by student; of all, or of some."""
    submissions = read_scores(session, chapter, only) or []
    comments = _comments(session, chapter, only)
    return {
        s.student.id: Marks(s, comments.get(s.student.id, {})) for s in submissions if s.submitted
    }


def _comments(session: Session, chapter: str, only: Collection[str]) -> dict[str, dict[str, str]]:
    comment, notebook, submission = api.Comment, api.SubmittedNotebook, api.SubmittedAssignment
    query = (
        select(submission.student_id, api.BaseCell.name, comment.comment)
        .select_from(submission)
        .join(api.Assignment, api.Assignment.id == submission.assignment_id)
        .join(notebook, notebook.assignment_id == submission.id)
        .join(comment, comment.notebook_id == notebook.id)
        .join(api.BaseCell, api.BaseCell.id == comment.cell_id)
        .where(api.Assignment.name == chapter, comment.comment.is_not(None))
    )
    if only:
        query = query.where(submission.student_id.in_(only))
    found: dict[str, dict[str, str]] = {}
    for student, cell, text in session.execute(query):
        found.setdefault(student, {})[cell] = text
    return found
