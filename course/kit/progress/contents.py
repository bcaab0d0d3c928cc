"""What a working folder holds: its chapters, their exercises and points. Needs no torch.

The first lines of a chapter's `checks.json` tell all of that, so that the long rest isn't read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from course.kit.words import CHECKS

EXERCISES_FOLLOW = '"exercises": {'
"""The line of `checks.json` behind which the exercises stand."""
_NUMBER = re.compile(r"ch(\d+)_")
_WANTED = re.compile(r"(?:ch)?0*(\d+)")
_STEPS_OF_GRADING = ("source", "release", "submitted", "autograded", "feedback")


@dataclass(frozen=True)
class Entry:
    """One exercise in the list of its chapter."""

    name: str
    title: str
    points: float


@dataclass(frozen=True)
class Contents:
    """A chapter as its folder tells of it. `about` completes "You can now …"."""

    folder: Path
    name: str
    title: str
    about: str
    language: str
    exercises: tuple[Entry, ...]

    @property
    def notebook(self) -> Path:
        """Where the chapter's notebook lies, or would lie."""
        return self.folder / f"{self.name}.ipynb"

    @property
    def max_points(self) -> float:
        """The points of all exercises."""
        return sum(entry.points for entry in self.exercises)


def working_folder(chapter: Path) -> Path | None:
    """Give the working folder of a chapter's folder: its parent.

    None for the course's own folders and nbgrader's, such as `source/en/ch02_tensor_ops` and
    `autograded/student-017/ch02_tensor_ops`: nothing of a student's day is written there.
    """
    folder = chapter.resolve().parent
    return None if folder.parent.name in _STEPS_OF_GRADING else folder


def find_working_folder(start: Path) -> Path | None:
    """Find the working folder for somebody who stands in `start`: there, in `work`, or above.

    None where there are no chapters.
    """
    start = start.resolve()
    for folder in (start, start / "work", *start.parents):
        if chapters_in(folder) and working_folder(folder / "any") is not None:
            return folder
    return None


def chapters_in(folder: Path) -> list[Contents]:
    """List the chapters in a working folder, in order, each once; what can't be read is left out.

    Where two folders hold the same chapter, the one of the chapter's name counts.
    """
    found: dict[str, Contents] = {}
    for contents in _readable(folder):
        if contents.name not in found or contents.folder.name == contents.name:
            found[contents.name] = contents
    return [found[name] for name in sorted(found)]


def find_chapter(named: str, folder: Path) -> Contents | None:
    """Find a chapter in a working folder by its name, such as `ch02_tensor_ops`, or its number.

    The number is 2, 02 or ch2. None where there is none.
    """
    name = named.rstrip("/\\")
    wanted = _WANTED.fullmatch(name)
    for contents in chapters_in(folder):
        number = _NUMBER.match(contents.name)
        if name == contents.name or (wanted and number and int(number[1]) == int(wanted[1])):
            return contents
    return None


def _readable(folder: Path) -> Iterator[Contents]:
    for path in sorted(folder.glob(f"*/{CHECKS}")):
        try:
            yield contents_of(path.parent)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def contents_of(chapter: Path) -> Contents:
    """Read what a chapter's folder tells of it.

    Raises OSError, ValueError, KeyError, TypeError or AttributeError where it tells nothing.
    """
    path = chapter / CHECKS
    return _contents(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _contents(path: Path, modified: int) -> Contents:
    node = _head(path)
    return Contents(
        folder=path.parent,
        name=node["chapter"],
        title=node.get("title", node["chapter"]),
        about=node.get("about", ""),
        language=node["language"],
        exercises=tuple(
            Entry(name, entry["title"], _points(entry["points"]))
            for name, entry in (node.get("contents") or node["exercises"]).items()
        ),
    )


def _points(points: Any) -> float:
    return float(sum(points.values()) if isinstance(points, dict) else points)


def _head(path: Path) -> dict[str, Any]:
    """Parse the file up to its exercises; all of it where it is laid out in another way."""
    lines = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip() == EXERCISES_FOLLOW and '"contents"' in "".join(lines):
                return dict(json.loads("".join(lines).rstrip().rstrip(",") + "}"))
            lines.append(line)
    return dict(json.loads("".join(lines)))
