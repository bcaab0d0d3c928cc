"""A small course in a temporary folder: every kind of cell that nbgrader knows, in one notebook."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory

from autograder.grading.result import Graded, Result
from autograder.records import course_directory
from autograder.submission import Note

CHAPTER = "ch91_sums"
ANSWERS = {
    "add": "def add(a, b):\n    return a + b",
    "half": "def half(x):\n    return x / 2",
    "essay": "Addition is *commutative*.",
    "sketch": "def sketch():\n    return 'anything'",
}
POINTS = {"add": 2.0, "half": 2.5}
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "sums"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.Execute.shutdown_kernel = "immediate"
"""
_HALF_CHECK = """\
points = 2.5 if half(-2) == -1 else 1.5
assert half(4) == 2
points"""


def _nbgrader(name: str, kind: str, points: float | None = None) -> dict[str, object]:
    flags = {flag: flag in kind.split() for flag in ("grade", "solution", "locked", "task")}
    known = flags | {"grade_id": name, "schema_version": 3}
    return {"nbgrader": known if points is None else known | {"points": points}}


def _answer(name: str) -> NotebookNode:
    source = f"### BEGIN SOLUTION\n{ANSWERS[name]}\n### END SOLUTION"
    return new_code_cell(source, id=name, metadata=_nbgrader(name, "solution"))


def _check(name: str, source: str) -> NotebookNode:
    metadata = _nbgrader(f"{name}-check", "grade locked", POINTS[name])
    return new_code_cell(source, id=f"{name}-check", metadata=metadata)


def _cells() -> list[NotebookNode]:
    return [
        new_markdown_cell("# Sums", id="title"),
        new_markdown_cell("Add.", id="add-task", metadata=_nbgrader("add-task", "locked")),
        _answer("add"),
        _check("add", "assert add(1, 2) == 3"),
        _answer("half"),
        _check("half", _HALF_CHECK),
        new_markdown_cell("Write.", id="essay", metadata=_nbgrader("essay", "grade solution", 3)),
        new_code_cell(
            "# your code", id="sketch", metadata=_nbgrader("sketch", "grade solution", 1)
        ),
        new_markdown_cell("Do it.", id="deed", metadata=_nbgrader("deed", "task locked", 4)),
    ]


@dataclass(frozen=True)
class SmallCourse:
    """A course folder with one chapter, and what plain nbgrader makes of it."""

    root: Path

    @classmethod
    def make(cls, root: Path, config: str = "") -> SmallCourse:
        folder = root / "source" / CHAPTER
        folder.mkdir(parents=True)
        (root / "nbgrader_config.py").write_text(CONFIG + config, encoding="utf-8")
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = new_notebook(cells=_cells(), metadata={"kernelspec": kernel})
        nbformat.write(notebook, folder / f"{CHAPTER}.ipynb")
        (folder / "checks.json").write_text("{}", encoding="utf-8")
        return cls(root)

    def configure(self, line: str) -> None:
        """Add a line to nbgrader_config.py."""
        with (self.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    @property
    def coursedir(self) -> CourseDirectory:
        return course_directory(self.root)

    def folder(self, step: str, student: str = ".") -> Path:
        return Path(self.coursedir.format_path(step, student, CHAPTER))

    def gradebook(self) -> Gradebook:
        return Gradebook(self.coursedir.db_url, "sums")

    def submit(
        self, student: str, answers: Mapping[str, str] | None = None, timestamp: str = ""
    ) -> Path:
        """Hand in the chapter with some answers in place of the stubs."""
        folder = self.folder("submitted", student)
        folder.mkdir(parents=True, exist_ok=True)
        notebook = nbformat.read(self.folder("release") / f"{CHAPTER}.ipynb", as_version=4)
        for cell in notebook.cells:
            cell.source = (answers or {}).get(cell.id, cell.source)
        nbformat.write(notebook, folder / f"{CHAPTER}.ipynb")
        if timestamp:
            (folder / "timestamp.txt").write_text(timestamp, encoding="utf-8")
        return folder

    def generate_assignment(self) -> None:
        self._run(GenerateAssignment)

    def autograde(self) -> None:
        self._run(Autograde, force=True)

    def _run(self, converter: type, **more: object) -> None:
        coursedir = self.coursedir
        coursedir.assignment_id = CHAPTER
        step = converter(coursedir=coursedir, config=coursedir.config, **more)
        step.log = logging.Logger("nbgrader")
        step.start()

    def result(
        self,
        student: str,
        points: Mapping[str, float] | None = None,
        fingerprint: str = "f1",
        notes: tuple[Note, ...] = (),
        details: Mapping[str, str] | None = None,
        **verdicts: str,
    ) -> Result:
        """What grading would give for the notebook that lies in submitted/."""
        path = self.folder("submitted", student) / f"{CHAPTER}.ipynb"
        earned = POINTS | dict(points or {})
        graded = tuple(
            Graded(
                name,
                verdicts.get(name, "passed" if earned[name] == most else "failed"),
                earned[name],
                most,
                0.1,
                (details or {}).get(name, ""),
            )
            for name, most in POINTS.items()
        )
        text = path.read_text(encoding="utf-8")
        return Result(student, CHAPTER, fingerprint, graded, text, notes, 0.5)


def contents(course: SmallCourse) -> dict[str, object]:
    """All that nbgrader's API tells of a gradebook, without the random ids of its rows."""
    with course.gradebook() as gradebook:
        assignment = gradebook.find_assignment(CHAPTER)
        notebook = assignment.notebooks[0]
        cells = {
            kind: _rows(getattr(notebook, kind))
            for kind in ("grade_cells", "solution_cells", "task_cells", "source_cells")
        }
        return {
            "assignment": _row(assignment),
            "notebook": _row(notebook) | {"kernelspec": notebook.kernelspec},
            "cells": cells,
            "students": [s.to_dict() for s in sorted(gradebook.students, key=lambda s: s.id)],
            "submissions": {
                submission.student.id: _submission(submission)
                for submission in assignment.submissions
            },
        }


def _submission(submission: object) -> dict[str, object]:
    notebooks = [
        _row(notebook)
        | {
            "late_submission_penalty": notebook.late_submission_penalty,
            "grades": _rows(notebook.grades),
            "comments": _rows(notebook.comments),
        }
        for notebook in submission.notebooks
    ]
    seconds = submission.total_seconds_late
    return _row(submission) | {"notebooks": notebooks, "seconds late": seconds}


def _rows(rows: list) -> list[dict[str, object]]:
    return sorted((_row(row) for row in rows), key=lambda row: str(row["name"]))


def _row(row: object) -> dict[str, object]:
    return {name: value for name, value in row.to_dict().items() if name != "id"}


@pytest.fixture(autouse=True, scope="session")
def activated() -> Iterator[None]:
    """nbgrader as in an activated environment: it finds the program `alembic` on PATH."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def generated(activated: None, tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    course = SmallCourse.make(tmp_path_factory.mktemp("small") / "course")
    course.generate_assignment()
    return course


@pytest.fixture
def course(generated: SmallCourse, tmp_path: Path) -> SmallCourse:
    """A copy of the course in which the chapter has been generated."""
    return SmallCourse(Path(shutil.copytree(generated.root, tmp_path / "course")))
