"""What grading one submission gives: the one form in which it is recorded and handed back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from autograder.submission import Note


@dataclass(frozen=True)
class Graded:
    """The verdict on one exercise. `verdict` is one of `course.kit.words.VERDICTS`.

    `seconds` is what the answer took on all its cases; `detail` says in a sentence what is wrong.
    """

    exercise: str
    verdict: str
    points: float
    max_points: float
    seconds: float
    detail: str


@dataclass(frozen=True)
class Result:
    """What grading gave for one submission.

    `fingerprint` is a digest of all that the result depends on: the submission, the course and
    the secret. `verdicts` has one for every exercise, in the chapter's order. `notebook` is the
    executed notebook as the text of an ipynb file.
    """

    student: str
    chapter: str
    fingerprint: str
    verdicts: tuple[Graded, ...]
    notebook: str
    notes: tuple[Note, ...]
    seconds: float

    def rows(self) -> list[dict[str, Any]]:
        """Give a row for each exercise, as `autograder grade --json` writes it."""
        return [
            {"student": self.student, "chapter": self.chapter, **asdict(graded)}
            for graded in self.verdicts
        ]
