"""The grades as one table: a row for each student and chapter, or for each exercise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from autograder.export.table import Value, as_csv
from autograder.records.scores import Submission

BY_CHAPTER = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
"""The columns of nbgrader's own CSV export, in its order."""

BY_EXERCISE = (
    "assignment",
    "student_id",
    "last_name",
    "first_name",
    "exercise",
    "auto_score",
    "manual_score",
    "extra_credit",
    "score",
    "max_score",
    "needs_manual_grade",
)


def grades_csv(
    submissions: Iterable[Submission], exercises: bool = False, bom: bool = False
) -> str:
    """Write the scores as CSV, by chapter or by exercise."""
    if exercises:
        return as_csv(BY_EXERCISE, _by_exercise(submissions), bom)
    return as_csv(BY_CHAPTER, map(_by_chapter, submissions), bom)


def _by_chapter(submission: Submission) -> tuple[Value, ...]:
    student = submission.student
    return (
        submission.chapter,
        str(submission.duedate or ""),
        str(submission.timestamp or ""),
        student.id,
        student.last_name,
        student.first_name,
        student.email,
        submission.raw_score,
        submission.penalty,
        submission.score,
        submission.max_score,
    )


def _by_exercise(submissions: Iterable[Submission]) -> Iterator[tuple[Value, ...]]:
    for submission in submissions:
        student = submission.student
        for cell in submission.cells:
            yield (
                submission.chapter,
                student.id,
                student.last_name,
                student.first_name,
                exercise_of(cell.name),
                cell.auto_score,
                cell.manual_score,
                cell.extra_credit,
                cell.score,
                cell.max_score,
                "yes" if cell.needs_manual_grade else "no",
            )


def exercise_of(cell: str) -> str:
    """Give the exercise that a check cell is of; another cell keeps its name."""
    return cell.removesuffix("-check")
