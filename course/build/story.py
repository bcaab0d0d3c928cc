"""Reading a chapter's story: `chapter.py`, in jupytext's percent format."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext

from course.build.authored import CHAPTERS, exercise_files
from course.build.faults import AuthoringError, line_of

PROSE, CODE, EXERCISE = "prose", "code", "exercise"


@dataclass(frozen=True)
class Passage:
    """One cell of the story: prose, code, or the place of an exercise (then `text` names it)."""

    kind: str
    text: str
    id: str


def read_story(chapter: str) -> list[Passage]:
    """Read the cells of a chapter, each with an id made from the heading above it.

    Raises AuthoringError for a cell with an unknown mark, an exercise placed twice, one placed
    without a file, and a file placed nowhere.
    """
    path = CHAPTERS / chapter / "chapter.py"
    text = path.read_text(encoding="utf-8")
    passages: list[Passage] = []
    section, numbers = "start", {}
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        kind, source = _kind(cell, path, text)
        if kind == PROSE:
            section = _slug(source) or section
        if not source.strip():
            continue
        numbers[section] = numbers.get(section, 0) + 1
        passages.append(Passage(kind, source, f"{section}-{numbers[section]}"))
    _check_places(passages, chapter, path, text)
    return passages


def title_of(passages: list[Passage]) -> str:
    """Give the title of a chapter: the first heading of its story."""
    prose = (passage.text for passage in passages if passage.kind == PROSE)
    found = (re.search(r"^# (.+)$", text, re.MULTILINE) for text in prose)
    return next((heading.group(1).strip() for heading in found if heading), "")


def about(chapter: str) -> str:
    """Say in a line what a chapter teaches: the docstring of its package.

    It completes "You can now …". Raises AuthoringError where there is none.
    """
    path = CHAPTERS / chapter / "__init__.py"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    line = (ast.get_docstring(ast.parse(text)) or "").strip()
    if not line or "\n" in line:
        raise AuthoringError(
            path,
            1,
            "doesn't say in one line what the chapter teaches.",
            'Complete "You can now …" in its docstring, such as """tell shapes apart""".',
        )
    return line


def placed(passages: list[Passage]) -> list[str]:
    """List the exercises of a story, in their order."""
    return [passage.text for passage in passages if passage.kind == EXERCISE]


def _kind(cell: dict, path: Path, text: str) -> tuple[str, str]:
    marks = set(cell.metadata) - {"lines_to_next_cell", "title", "cell_marker"}
    if marks == {"exercise"}:
        return EXERCISE, cell.metadata["exercise"]
    if marks:
        mark = sorted(marks)[0]
        raise AuthoringError(
            path,
            line_of(text, mark),
            f"a cell is marked {mark!r}.",
            'The one mark that a cell can have is exercise="name".',
        )
    return (PROSE if cell.cell_type == "markdown" else CODE), cell.source


def _slug(source: str) -> str:
    """Make an id from the first heading of a prose cell; "" where it has none."""
    heading = re.search(r"^#{1,3} (.+)$", source, re.MULTILINE)
    if not heading:
        return ""
    return re.sub(r"[^a-z0-9]+", "-", heading.group(1).lower()).strip("-")[:50]


def _check_places(passages: list[Passage], chapter: str, path: Path, text: str) -> None:
    files = {file.stem: file for file in exercise_files(chapter)}
    seen: set[str] = set()
    for name in placed(passages):
        line = line_of(text, f'exercise="{name}"')
        if name not in files:
            raise AuthoringError(
                path,
                line,
                f"places {name!r}, which has no file.",
                f"Write course/chapters/{chapter}/{name}.py, or take the cell out.",
            )
        if name in seen:
            raise AuthoringError(
                path, line, f"places {name!r} twice.", "Take one of the cells out."
            )
        seen.add(name)
    for name, file in files.items():
        if name not in seen:
            raise AuthoringError(
                file,
                1,
                "is placed nowhere.",
                f'Add a cell `# %% exercise="{name}"` to {chapter}/chapter.py, or delete the file.',
            )
