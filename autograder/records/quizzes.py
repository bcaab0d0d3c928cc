"""Which exercises are quizzes: students, who may answer again, aren't told what was expected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory

from course.kit.exercise import CHECKS

NOT_RIGHT_YET = "Not all answers are right yet."


def quizzes(coursedir: CourseDirectory, chapter: str) -> frozenset[str]:
    """Name the quizzes of a chapter: functions of no arguments, asked again when wrong."""
    folder = coursedir.format_path(coursedir.source_directory, ".", chapter)
    return _quizzes(Path(folder) / CHECKS)


@lru_cache
def _quizzes(path: Path) -> frozenset[str]:
    try:
        exercises = json.loads(path.read_text(encoding="utf-8"))["exercises"]
        return frozenset(name for name, known in exercises.items() if not known["parameters"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def detail_for_student(row: Mapping[str, Any], of_quizzes: frozenset[str]) -> str:
    """Give a verdict's sentence as a student may read it."""
    detail = str(row.get("detail") or "")
    return NOT_RIGHT_YET if detail and row.get("exercise") in of_quizzes else detail
