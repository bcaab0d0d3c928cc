"""Which exercises are quizzes: students, who may answer again, aren't told what was expected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbgrader.coursedir import CourseDirectory

from course.kit.words import CHECKS, FAILED

NOT_RIGHT_YET = "Not all answers are right yet."


Quizzes = Mapping[str, frozenset[str]]
"""The quizzes of a chapter by name, each with the explanations that give nothing away."""

NONE: Quizzes = MappingProxyType({})


def quizzes(coursedir: CourseDirectory, chapter: str) -> Quizzes:
    """Find the quizzes of a chapter: functions of no arguments, asked again when wrong."""
    folder = coursedir.format_path(coursedir.source_directory, ".", chapter)
    return _quizzes(Path(folder) / CHECKS)


@lru_cache
def _quizzes(path: Path) -> Quizzes:
    try:
        exercises = json.loads(path.read_text(encoding="utf-8"))["exercises"]
        return {
            name: frozenset(mistake["explanation"] for mistake in known.get("mistakes", []))
            for name, known in exercises.items()
            if not known["parameters"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def detail_for_student(row: Mapping[str, Any], of_quizzes: Quizzes) -> str:
    """Give a verdict's sentence as a student may read it.

    Of a quiz with wrong answers only the explanation of a recorded mistake is told, as in the
    report.
    """
    detail, exercise = str(row.get("detail") or ""), str(row.get("exercise"))
    if row.get("verdict") != FAILED or detail in ("", *of_quizzes.get(exercise, (detail,))):
        return detail
    return NOT_RIGHT_YET
