"""The course folder as the autograder sees it: chapters, submissions, the secret."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.records import course_directory, unfit_id
from course.hidden import course_secret


class CourseError(Exception):
    """The course folder lacks what was asked for. Says what, and what to do about it."""


@dataclass(frozen=True)
class Course:
    """A course folder: the one that holds nbgrader_config.py."""

    root: Path

    @cached_property
    def coursedir(self) -> CourseDirectory:
        """nbgrader's own view of the folder. Raises RecordsError where it is no course folder."""
        return course_directory(self.root)

    @cached_property
    def secret(self) -> bytes:
        """What hidden cases are made from; made at the first use."""
        return course_secret(self.root)

    @property
    def releases(self) -> Path:
        """The folder of released chapters."""
        return self._step(self.coursedir.release_directory)

    def chapters(self) -> list[str]:
        """List the released chapters that anybody has handed in, in order."""
        return sorted({f.name for f in self._handed_in() if self._is_released(f.name)})

    def students(self, chapter: str) -> list[str]:
        """List who has handed in a chapter, in order."""
        folders = self._step(self.coursedir.submitted_directory).glob(f"*/{chapter}")
        return sorted(f.parent.name for f in folders if not _is_left_out(f.parent))

    def strays(self) -> list[str]:
        """Say what lies in the folder of submissions and can't be graded there, and why."""
        found = []
        for student in sorted(self._step(self.coursedir.submitted_directory).glob("*")):
            if reason := unfit_id(student.name):
                found.append(f"{student.name!r} can't be a student's id: {reason}.")
            elif student.is_dir() and not _is_hidden(student):
                found += self._strays_of(student)
        return found

    def _strays_of(self, student: Path) -> list[str]:
        released = [folder.name for folder in self.releases.glob("*") if folder.is_dir()]
        found = []
        for path in sorted(student.iterdir()):
            where = f"{student.name}/{path.name}"
            if path.is_dir() and not _is_hidden(path) and path.name not in released:
                near = difflib.get_close_matches(path.name, released, 1)
                found.append(
                    f"{where} is no chapter that was released"
                    + (f"; if it is {near[0]}, rename the folder." if near else ".")
                )
            elif path.suffix == ".ipynb":
                found.append(f"{where} lies in no chapter's folder; put it into one.")
        return found

    def _handed_in(self) -> list[Path]:
        folders = self._step(self.coursedir.submitted_directory).glob("*/*")
        return [f for f in folders if f.is_dir() and not _is_hidden(f)]

    def _is_released(self, chapter: str) -> bool:
        return (self.releases / chapter).is_dir()

    def submission(self, student: str, chapter: str) -> Path:
        """Give the folder that a student has handed in."""
        step = self.coursedir.submitted_directory
        return Path(self.coursedir.format_path(step, student, chapter))

    def wanted(self, chapters: list[str]) -> list[str]:
        """Give the chapters that are to be graded: those named, or all that were handed in.

        Raises CourseError when nobody has handed in any of them.
        """
        there = self.chapters()
        missing = [chapter for chapter in chapters if chapter not in there]
        if missing or not there:
            where = self._step(self.coursedir.submitted_directory)
            what = f"of {', '.join(missing)}" if missing else ""
            raise CourseError(
                f"There are no submissions {what}".rstrip()
                + f" in {where}. Put each student's folder there as "
                f"{where.name}/<student>/<chapter>, then run this command again."
            )
        return chapters or there

    def _step(self, directory: str) -> Path:
        return Path(self.coursedir.root) / directory


def _is_left_out(folder: Path) -> bool:
    return _is_hidden(folder) or bool(unfit_id(folder.name))


def _is_hidden(folder: Path) -> bool:
    return folder.name.startswith(".")
