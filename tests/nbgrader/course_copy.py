"""A copy of the course in a temporary folder, and plain nbgrader run on it.

nbgrader runs in a process of its own, with the configuration and the programs of this
environment and nothing of the user's; several of its commands share a process, since starting
one costs more than most of them take.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from course.kit.report import MIME

REPOSITORY = Path(__file__).parents[2]
LANGUAGE = "en"
CHAPTERS = sorted(path.name for path in (REPOSITORY / "source" / LANGUAGE).iterdir())

_COMMANDS = """
import shlex, sys
from nbgrader.apps.nbgraderapp import NbGraderApp

failed = []
for command in sys.argv[1:]:
    NbGraderApp.clear_instance()
    try:
        NbGraderApp.launch_instance(shlex.split(command))
    except SystemExit as ended:
        if ended.code:
            failed.append(command)
sys.exit(f"failed: {failed}" if failed else 0)
"""


@dataclass(frozen=True)
class Grade:
    """What nbgrader's gradebook holds for one check of one submission."""

    score: float | None
    max_score: float
    needs_a_person: bool

    @property
    def full(self) -> bool:
        return self.score == self.max_score


@dataclass(frozen=True)
class CourseCopy:
    """A course folder as an instructor has it: nbgrader_config.py, source/, and what follows."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> CourseCopy:
        shutil.copy(REPOSITORY / "nbgrader_config.py", root)
        shutil.copytree(
            REPOSITORY / "source",
            root / "source",
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
        return cls(root)

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment variables for nbgrader: none of the user's own settings."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "COURSE_"))}
        folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        homes = {name: str(self.root.parent / f"{self.root.name}-{name}") for name in folders}
        path = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        return ours | homes | {"PATH": os.pathsep.join(path), "PYTHONPATH": str(REPOSITORY)}

    def nbgrader(self, *commands: str, timeout: float = 900) -> subprocess.CompletedProcess[str]:
        """Run nbgrader's commands one after the other; each as one would type it.

        The exit status is 0 only when every command's was.
        """
        return subprocess.run(
            [sys.executable, "-u", "-c", _COMMANDS, *commands],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
        )

    def assignment(self, step: str, assignment: str, student: str = "") -> Path:
        """The folder of an assignment: in `source`, `release`, or a student's in another step."""
        return self.root / step / (student or LANGUAGE) / assignment

    def notebook(self, step: str, assignment: str, student: str = "") -> NotebookNode:
        path = self.assignment(step, assignment, student) / f"{assignment}.ipynb"
        return nbformat.read(path, as_version=4)

    def submit(self, student: str, assignment: str, notebook: NotebookNode) -> None:
        """Hand in a notebook, without the files that were given out with it."""
        folder = self.assignment("submitted", assignment, student)
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{assignment}.ipynb")

    def grades(self, student: str, assignment: str) -> dict[str, Grade]:
        """What the gradebook holds for a submission, by the name of the check cell's exercise."""
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "pytorch-foundations") as book:
            try:
                submission = book.find_submission(assignment, student)
            except MissingEntry:
                return {}
            return {
                grade.name.removesuffix("-check"): Grade(
                    grade.auto_score, grade.max_score, grade.needs_manual_grade
                )
                for notebook in submission.notebooks
                for grade in notebook.grades
            }

    def feedback(self, student: str, assignment: str) -> str:
        path = self.assignment("feedback", assignment, student) / f"{assignment}.html"
        return path.read_text(encoding="utf-8")


def grade_id(cell: NotebookNode) -> str:
    """The nbgrader id of a cell, or "" for a cell that nbgrader doesn't know."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def stderr(notebook: NotebookNode) -> str:
    """All that the cells of an executed notebook wrote to stderr."""
    return "".join(o.text for o in outputs(notebook) if o.get("name") == "stderr")


def verdicts(notebook: NotebookNode) -> dict[str, dict]:
    """The verdicts in an executed notebook's outputs, by exercise."""
    found = [o.data[MIME] for o in outputs(notebook) if MIME in o.get("data", {})]
    return {verdict["exercise"]: verdict for verdict in found}


def command(*words: str | Path) -> str:
    return shlex.join(map(str, words))
