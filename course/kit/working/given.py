"""Finding what was given out: the notebook that a student's was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import course
from course.kit.values.raw import Json
from course.kit.words import CHECKS

OURS = ".course"
"""The folder in a working folder that is the course's own."""
GIVEN = f"{OURS}/given"
"""The folder in a working folder that holds its notebooks as they were given out."""
REPOSITORY = Path(course.__file__).resolve().parents[1]


def given_notebook(notebook: Path) -> Json | None:
    """Give the released notebook of the chapter in whose folder `notebook` lies.

    None where there is none of the same version, which equal `checks.json` tell.
    """
    checks = notebook.parent / CHECKS
    name = chapter_of(checks)
    if name is None:
        return None
    for folder in _folders(notebook.parent, name):
        if _same(folder / CHECKS, checks):
            found = _read(folder / f"{name}.ipynb")
            if found is not None:
                return found
    return None


def given_checks(notebook: Path) -> Path | None:
    """Find the `checks.json` for a notebook that has lost it: by its folder's and its own name."""
    for name in dict.fromkeys((notebook.parent.name, notebook.stem)):
        for folder in _folders(notebook.parent, name):
            if chapter_of(folder / CHECKS) == name:
                return folder / CHECKS
    return None


def chapter_of(checks: Path) -> str | None:
    """Name the chapter that a `checks.json` is of; None for one that can't be read."""
    return _entry(checks, "chapter")


def language_of(checks: Path) -> str:
    """Name the language that a `checks.json` is in; English for one that can't be read."""
    return _entry(checks, "language") or "en"


def _entry(checks: Path, name: str) -> str | None:
    try:
        return str(json.loads(checks.read_text(encoding="utf-8"))[name])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _folders(folder: Path, chapter: str) -> Iterator[Path]:
    """Name the places where a chapter may lie as given out, the likeliest first."""
    yield folder.parent / GIVEN / folder.name
    yield from sorted(REPOSITORY.glob(f"release/*/{chapter}"))


def _same(one: Path, other: Path) -> bool:
    """Compare two text files, blind to line endings, which git may change."""
    try:
        first, second = (path.read_bytes().replace(b"\r\n", b"\n") for path in (one, other))
    except OSError:
        return False
    return first == second


def _read(path: Path) -> Json | None:
    try:
        found: Json = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found
