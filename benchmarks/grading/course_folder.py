"""A course folder to measure in: the released course, a simulated class, and its gradebook."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

REPOSITORY = Path(__file__).parents[2]
_NBGRADER = """
import shlex, sys
from nbgrader.apps.nbgraderapp import NbGraderApp
for command in sys.argv[1:]:
    NbGraderApp.clear_instance()
    try:
        NbGraderApp.launch_instance(shlex.split(command))
    except SystemExit as ended:
        if ended.code:
            raise
"""


@dataclass(frozen=True)
class CourseFolder:
    """A course folder with all that grading needs."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> CourseFolder:
        """Copy the course into a new folder."""
        root.mkdir(parents=True)
        shutil.copy(REPOSITORY / "nbgrader_config.py", root)
        (root / ".secret").write_text("measured")
        for step in ("source", "release"):
            shutil.copytree(REPOSITORY / step, root / step)
        return cls(root)

    def with_students(self, root: Path, students: list[str]) -> CourseFolder:
        """Make another folder in which only some have handed in."""
        other = CourseFolder.make(root)
        for student in students:
            shutil.copytree(self.root / "submitted" / student, root / "submitted" / student)
        return other

    def students(self) -> list[str]:
        """Who has handed in."""
        return sorted(path.name for path in (self.root / "submitted").iterdir())

    def submissions(self) -> list[Path]:
        """The notebooks that were handed in."""
        return sorted((self.root / "submitted").glob("*/*/*.ipynb"))

    def chapters(self) -> list[str]:
        """What was handed in."""
        return sorted({path.parent.name for path in self.submissions()})

    def command(self, verb: str, *options: str) -> list[str]:
        """The command line of one of the commands of `autograder`."""
        return [sys.executable, "-m", "autograder", verb, *options]

    def running(self) -> dict[str, Any]:
        """How programs are run in this folder."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return {
            "cwd": self.root,
            "env": os.environ | {"PYTHONPATH": str(REPOSITORY), "PATH": path},
            "text": True,
            "capture_output": True,
        }

    def simulate(self, students: int, seed: int, chapters: list[str], *options: str) -> None:
        """Make up a class that hands in here."""
        numbers = ["--students", str(students), "--seed", str(seed), "--out", "."]
        command = self.command("simulate", *chapters, *numbers, *options)
        subprocess.run(command, **self.running(), check=True)

    def grade(self, workers: int) -> float:
        """Grade all; the seconds it took."""
        started = time.perf_counter()
        command = self.command("grade", "--workers", str(workers))
        subprocess.run(command, **self.running(), check=True)
        return time.perf_counter() - started

    def nbgrader(self, *commands: str) -> None:
        """Run nbgrader's commands in one process of its own."""
        known = [shlex.join(shlex.split(command)) for command in commands]
        done = subprocess.run([sys.executable, "-c", _NBGRADER, *known], **self.running())
        if done.returncode:
            sys.exit(done.stderr[-2000:])

    def points(self) -> dict[str, float]:
        """What the gradebook holds: each student's points."""
        url = f"sqlite:///{self.root / 'gradebook.db'}"
        with Gradebook(url, "pytorch-foundations") as book:
            return {
                student: sum(s.score for s in book.student_submissions(student))
                for student in self.students()
            }
