"""The check that nbgrader restores when it grades: visible cases and hidden ones together.

It runs where the instructor grades, with the authored chapters at hand; students never have it.
Hidden cases are made from the course's secret, so that they can't be known before, and are the
same again when a submission is graded a second time.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from course.build.authored import Authored, read_exercise
from course.build.messages import catalogue
from course.build.record import Translate, hidden_cases, observe_all_as, with_expected
from course.kit.judging.exercise import Exercise, KnownCase
from course.kit.judging.judge import Verdict, judge_exercise
from course.kit.notebook.calls import find_chapter, find_exercise, observe_all, present
from course.kit.report import Report
from course.kit.words import PASSED

SECRET_FILE = ".secret"


def check(function: Callable[..., Any]) -> float | None:
    """Grade `function` on all cases, in the way that nbgrader counts.

    A passed exercise returns nothing (full points). One that isn't passed returns its points as a
    number, or raises NotPassed where it has none.
    """
    frame = sys._getframe(1)
    chapter = find_chapter(frame)
    exercise = find_exercise(function, chapter, frame)
    folder = Path.cwd()
    verdict = grade(
        function,
        chapter.name,
        exercise,
        secret=course_secret(folder),
        student=student_of(folder),
        translate=catalogue(chapter.language),
    )
    if verdict.verdict != PASSED and verdict.points > 0:
        _show(Report(exercise, verdict))
        return verdict.points
    present(Report(exercise, verdict))
    return None


def grade(
    function: Callable[..., Any],
    chapter: str,
    exercise: Exercise,
    *,
    secret: bytes,
    student: str,
    translate: Translate = str,
) -> Verdict:
    """Judge `function` on the visible cases and on this student's hidden ones."""
    authored = read_exercise(chapter, exercise.name)
    cases = hidden_cases(authored, secret, student, translate)
    return grade_on(function, authored, exercise, with_expected(authored, cases, hidden=True))


def grade_on(
    function: Callable[..., Any],
    authored: Authored,
    exercise: Exercise,
    hidden: Sequence[KnownCase],
) -> Verdict:
    """Judge `function` on the visible cases and on hidden ones that were made before."""
    observations = observe_all(function, exercise)
    observations += observe_all_as(authored, function, [known.case for known in hidden])
    return judge_exercise(exercise, (*exercise.visible, *hidden), observations)


def _show(report: Report) -> None:
    from IPython.display import display

    display(report)


def student_of(folder: Path) -> str:
    """Give the student's id for nbgrader's `autograded/<student>/<chapter>`, or ""."""
    step = folder.parent.parent.name
    return folder.parent.name if step in ("autograded", "submitted") else ""


def course_root(folder: Path) -> Path:
    """Give the course's folder: the outermost one at or above `folder` with nbgrader_config.py.

    One that was handed in with a submission lies further in. Without any it is `folder` itself.
    """
    homes = [f for f in (folder, *folder.parents) if (f / "nbgrader_config.py").is_file()]
    return homes[-1] if homes else folder


def course_secret(folder: Path) -> bytes:
    """Find the course's secret, making one at the first use.

    It is the environment variable COURSE_SECRET, or the file `.secret` in the course's folder.
    """
    if text := os.environ.get("COURSE_SECRET"):
        return text.encode()
    path = course_root(folder) / SECRET_FILE
    if not path.exists():
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=SECRET_FILE, delete=False) as file:
            file.write(secrets.token_hex(32).encode())
        # Of two graders that start at once, the first to link its file wins.
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
        os.unlink(file.name)
    return path.read_bytes()
