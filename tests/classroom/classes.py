"""A class of simulated students in a course folder of its own, and its gradebook in plain words."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import few_exercises
from few_exercises import CHAPTER, REPOSITORY
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.classroom import command
from autograder.records import Records, course_directory
from autograder.simulate.simulation import EXPECTED, SUBMITTED, Mix, simulate

SECRET = b"the secret of a simulated class"
LIMITS = ("--check-seconds", "3", "--cell-seconds", "3", "--memory", "512")
_NEW_GRADEBOOK = "new gradebook"  # to make one takes seconds
_OWN = ("id", "timestamp")
"""Columns in which two gradebooks of the same content differ, and those that name a row by one."""


@dataclass(frozen=True)
class Classroom:
    """A course folder with one small chapter, which students hand in and which is graded."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> Classroom:
        few_exercises.write(root)
        shutil.copy(REPOSITORY / "nbgrader_config.py", root)
        (root / ".secret").write_bytes(SECRET)
        classroom = cls(root)
        with Records(classroom.coursedir) as records:
            records.prepare(CHAPTER)
        shutil.move(root / "gradebook.db", root / _NEW_GRADEBOOK)
        classroom.empty()
        return classroom

    def empty(self) -> None:
        """Take away all that was handed in and graded; the gradebook knows the chapter only."""
        for name in ("submitted", "autograded", "feedback"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        for path in self.root.glob("gradebook.db*"):
            path.unlink()
        shutil.copy(self.root / _NEW_GRADEBOOK, self.root / "gradebook.db")

    def hand_in(
        self, students: int, seed: int, mix: Mix | None = None
    ) -> dict[str, dict[str, float]]:
        """Let a simulated class hand in; give the points that are due."""
        out = self.root / "simulated"
        shutil.rmtree(out, ignore_errors=True)
        simulate(self.root, out, students, seed, [CHAPTER], SECRET, mix=mix or Mix(0.7, 0.3, 0))
        expected = json.loads((out / EXPECTED).read_text(encoding="utf-8"))
        shutil.rmtree(self.root / SUBMITTED, ignore_errors=True)
        shutil.move(out / SUBMITTED, self.root / SUBMITTED)
        return expected

    def answer(self, student: str, answers: Mapping[str, str]) -> None:
        """Let a student hand in these answers, and the course's own to all other exercises."""
        folder = self.root / "submitted" / student / CHAPTER
        folder.mkdir(parents=True, exist_ok=True)
        notebook = few_exercises.handed(few_exercises.answered(answers)).notebook
        assert notebook is not None
        (folder / f"{CHAPTER}.ipynb").write_bytes(notebook)

    def grade(self, *words: str) -> int:
        """Run `autograder grade` in this process; give its exit status."""
        parser = ArgumentParser()
        command.add_options(parser)
        return command.run(parser.parse_args(["--course", str(self.root), *LIMITS, *words]))

    def rows(self, *words: str) -> list[dict[str, Any]]:
        """Run `autograder grade` successfully; give the rows that it writes as JSON."""
        path = self.root / "verdicts.json"
        assert self.grade(*words, "--json", str(path)) == 0
        return json.loads(path.read_text(encoding="utf-8"))

    @property
    def coursedir(self) -> CourseDirectory:
        return course_directory(self.root)

    def gradebook(self) -> Gradebook:
        return Gradebook(self.coursedir.db_url, self.coursedir.course_id)

    def points(self) -> dict[str, dict[str, float]]:
        """Give the automatic scores in the gradebook, by student and exercise."""
        with self.gradebook() as gradebook:
            return {
                submission.student.id: {
                    grade.name.removesuffix("-check"): grade.auto_score
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(CHAPTER)
            }


def contents(classroom: Classroom) -> dict[str, Any]:
    """Tell all of a gradebook in plain words: through nbgrader's API, and table by table."""
    return {"by nbgrader": _by_nbgrader(classroom), "by table": _by_table(classroom)}


def _by_nbgrader(classroom: Classroom) -> dict[str, Any]:
    with classroom.gradebook() as gradebook:
        return {
            submission.student.id: {
                notebook.name: sorted(
                    (
                        grade.name,
                        grade.auto_score,
                        grade.manual_score,
                        grade.extra_credit,
                        grade.needs_manual_grade,
                        grade.max_score,
                    )
                    for grade in notebook.grades
                )
                for notebook in submission.notebooks
            }
            for submission in gradebook.assignment_submissions(CHAPTER)
        }


def _by_table(classroom: Classroom) -> dict[str, list[str]]:
    with contextlib.closing(sqlite3.connect(classroom.root / "gradebook.db")) as database:
        database.row_factory = sqlite3.Row
        named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: sorted(_plain(row) for row in database.execute(f'SELECT * FROM "{table}"'))
            for (table,) in named.fetchall()
        }


def _plain(row: sqlite3.Row) -> str:
    told = {
        name: row[name]
        for name in row.keys()  # noqa: SIM118 - a Row isn't a mapping
        if not (name in _OWN or (name.endswith("_id") and len(str(row[name])) == 32))
    }
    return json.dumps(told, sort_keys=True)


class AtOnce(Executor):
    """Does what is submitted in this very thread: its sandbox stays warm from test to test."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*args, **named))
        except Exception as error:
            future.set_exception(error)
        return future
