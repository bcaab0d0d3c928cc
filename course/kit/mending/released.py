"""The released notebook, as what a submission is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from course.kit.mending.definitions import normal

ANSWER, CHECK, TASK, GIVEN, OWN = "answer", "check", "task", "given", "own"
"""The roles of cells. Given cells are the release's prose and demonstrations; own ones are the
student's."""


@dataclass(frozen=True)
class Part:
    """One cell of the release. `marks` is nbgrader's metadata, empty for a given cell."""

    place: int
    id: str
    kind: str
    source: str
    role: str
    exercise: str
    marks: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def is_code(self) -> bool:
        """Tell whether the cell is one that runs."""
        return self.kind == "code"


@dataclass(frozen=True)
class Released:
    """The cells of the release in their order, and the ways to find one."""

    parts: tuple[Part, ...]
    exercises: tuple[str, ...]
    by_grade_id: Mapping[str, Part]
    by_id: Mapping[str, Part]
    by_source: Mapping[str, Part]
    of_exercise: Mapping[tuple[str, str], Part]

    @classmethod
    def of(cls, notebook: NotebookNode) -> Released:
        """Read a released notebook, made by this course's build and nbgrader's release step.

        An exercise is an answer cell, whose grade_id is the exercise's name, with the graded cell
        `<name>-check`; its prose is the cell `<name>-task`.
        """
        marks = [dict(cell["metadata"].get("nbgrader") or {}) for cell in notebook["cells"]]
        roles = _roles(marks)
        parts = []
        for place, (cell, mark) in enumerate(zip(notebook["cells"], marks, strict=True)):
            role, exercise = roles.get(mark.get("grade_id", ""), (GIVEN, ""))
            name = cell.get("id") or mark.get("grade_id") or f"cell-{place}"
            source = "".join(cell["source"])
            parts.append(Part(place, name, cell["cell_type"], source, role, exercise, mark))
        return cls(
            parts=tuple(parts),
            exercises=tuple(part.exercise for part in parts if part.role == ANSWER),
            by_grade_id={part.marks["grade_id"]: part for part in parts if part.role != GIVEN},
            by_id={part.id: part for part in parts},
            by_source={normal(part.source): part for part in reversed(parts)},
            of_exercise={(part.role, part.exercise): part for part in parts if part.exercise},
        )

    def part(self, role: str, exercise: str) -> Part | None:
        """Find an exercise's cell; only its task may be missing from a release."""
        return self.of_exercise.get((role, exercise))


def _roles(marks: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    names = [mark.get("grade_id", "") for mark in marks]
    solutions = {n for n, mark in zip(names, marks, strict=True) if mark.get("solution")}
    exercises = [name for name in names if name in solutions and f"{name}-check" in names]
    roles = {}
    for name in exercises:
        roles[name] = (ANSWER, name)
        roles[f"{name}-check"] = (CHECK, name)
        if f"{name}-task" in names:
            roles[f"{name}-task"] = (TASK, name)
    return roles
