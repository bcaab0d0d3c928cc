"""What grading needs to know of a chapter: the release, the cases, the reference."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

import autograder
import course
from course.build.authored import Authored, read_exercise
from course.build.messages import Catalogue, catalogue
from course.build.record import hidden_cases, with_expected
from course.kit.judging.exercise import CHECKS, Chapter, KnownCase, load_chapter
from course.kit.language import speak

_CODE = (
    *((course, part) for part in ("hidden.py", "build", "kit")),
    *((autograder, part) for part in ("grading", "sandbox", "submission")),
)


@dataclass(frozen=True)
class Material:
    """One chapter as the grader has it. `folder` is its name in nbgrader's folders.

    `version` is a digest of everything that a verdict can depend on, but for the submission and
    the secret.
    """

    folder: str
    chapter: Chapter
    release: NotebookNode
    version: str
    catalogue: Catalogue

    @property
    def given(self) -> list[str]:
        """The sources of the released cells of code."""
        return [cell.source for cell in self.release.cells if cell.cell_type == "code"]

    def authored(self, exercise: str) -> Authored:
        """Give the exercise with its reference."""
        return read_exercise(self.chapter.name, exercise)

    def cases(self, exercise: str, secret: bytes, student: str) -> tuple[KnownCase, ...]:
        """Give all cases of an exercise for one student: the visible ones, then the hidden."""
        authored = self.authored(exercise)
        made = hidden_cases(authored, secret, student, self.catalogue)
        hidden = with_expected(authored, made, hidden=True)
        return (*self.chapter.exercises[exercise].visible, *hidden)


class NoChapterError(LookupError):
    """The course has no such chapter, or not all of it."""


def load(releases: Path, folder: str) -> Material:
    """Read what grading a chapter needs from the folder of released chapters, and keep it.

    Raises NoChapterError, with what to do.
    """
    release = releases / folder
    for needed in (release / f"{folder}.ipynb", release / CHECKS):
        if not needed.is_file():
            raise NoChapterError(
                f"There is no {needed}. Name a chapter that has been released, or release it: "
                f"nbgrader generate_assignment {folder}"
            )
    material = _load(release, (release / CHECKS).stat().st_mtime_ns)
    speak(material.chapter.language)
    return material


@lru_cache(maxsize=16)
def _load(release: Path, modified: int) -> Material:
    chapter = load_chapter(release / CHECKS)
    written = Path(course.__file__).parent / "chapters" / chapter.name
    return Material(
        folder=release.name,
        chapter=chapter,
        release=nbformat.read(release / f"{release.name}.ipynb", as_version=4),
        version=_digest([*_code(), *sorted(written.glob("*.py")), *sorted(release.iterdir())]),
        catalogue=catalogue(chapter.language),
    )


def _code() -> list[Path]:
    homes = [Path(package.__file__).parent / part for package, part in _CODE]  # type: ignore[arg-type]
    files = [f for home in homes for f in ([home] if home.is_file() else home.rglob("*.py"))]
    return sorted(files)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        if file.is_file():
            data = file.read_bytes()
            digest.update(f"{file.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()
