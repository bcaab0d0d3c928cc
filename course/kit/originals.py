"""Bringing back a chapter's notebook, or one answer cell, in the file; the student's own is kept.

A kept file lies in `kept/` beside the notebook and has the time in its name. It is written before
anything is changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.kit.language import _
from course.kit.progress.contents import Contents, contents_of, working_folder
from course.kit.progress.reopening import reopen
from course.kit.words import CHECKS
from course.kit.working.files import keep_copy, put
from course.kit.working.given import GIVEN

if TYPE_CHECKING:
    from nbformat import NotebookNode

SCHEMA = 3
"""The version of nbgrader's metadata in the course's notebooks."""


@dataclass(frozen=True)
class ResetDone:
    """What was brought back: the whole notebook, or answer cells of it, and what was kept where.

    `exercises` are those whose answer cells were brought back; () for the notebook as a whole.
    `reopened` tells whether what was passed or tried counts as not attempted again.
    """

    notebook: Path
    kept: Path | None
    exercises: tuple[str, ...] = ()
    whole: bool = False
    reopened: bool = False

    def __str__(self) -> str:
        lines = [self._what()]
        if self.kept and (self.whole or len(self.exercises) > 1):
            text = _("Yours is kept in {kept}\nTo have it back, copy that file over the notebook.")
            lines.append(text.format(kept=self.kept))
        elif self.kept:
            lines.append(_("Yours is kept in {kept}").format(kept=self.kept))
        if self.reopened:
            lines.append(_("It counts as not attempted until you check it again."))
        lines.append(
            _(
                "If the notebook is open in JupyterLab, it shows what it was: copy from there "
                "what isn't saved, then choose File > Reload Notebook from Disk. Where JupyterLab "
                "says that the file has changed, Revert takes this one, and Overwrite brings back "
                "what is on the screen. A check sees the old answers until the kernel is restarted."
            )
        )
        return "\n".join(lines)

    def _what(self) -> str:
        if self.whole:
            text = _("{notebook} is as it was given out.")
            return text.format(notebook=self.notebook)
        if len(self.exercises) == 1:
            text = _("The answer cell of {exercise} is as it was given out, in {notebook}")
            return text.format(exercise=self.exercises[0], notebook=self.notebook)
        text = _(
            "All {count} answer cells are as they were given out, in {notebook}\n"
            "The rest of it stayed as it is, since the chapter's original notebook isn't here."
        )
        return text.format(count=len(self.exercises), notebook=self.notebook)


def reset_chapter(folder: Path) -> ResetDone:
    """Bring back the notebook of the chapter in `folder`.

    The original is what the working folder keeps as given out, or else that of the repository's
    `release`, if the working folder lies in the repository. Without either, the answer cells are
    brought back from `checks.json`.

    Raises OSError where a file can't be read or written, LookupError where nothing is there to
    bring back from, and ValueError for a notebook that can't be read.
    """
    contents = contents_of(folder)
    original = original_notebook(contents)
    if original is None:
        return _reset_answers(contents, [entry.name for entry in contents.exercises])
    kept = keep_file(contents.notebook)
    # Notebook and checks belong together: a newer release may have changed both.
    for name in (CHECKS, contents.notebook.name):
        put(contents.folder / name, (original.parent / name).read_bytes())
    reopened = reopen(contents.folder, contents.name, [entry.name for entry in contents.exercises])
    return ResetDone(contents.notebook, kept, whole=True, reopened=reopened)


def reset_answer(folder: Path, exercise: str) -> ResetDone:
    """Bring back one answer cell in the notebook of the chapter in `folder`.

    A cell that was deleted comes back above its check. Raises what `reset_chapter` does, and
    LookupError for a name that is no exercise of the chapter.
    """
    contents = contents_of(folder)
    names = [entry.name for entry in contents.exercises]
    if exercise not in names:
        text = _("{name} is no exercise of {chapter}. Its exercises are: {exercises}.")
        raise LookupError(
            text.format(name=exercise, chapter=contents.name, exercises=", ".join(names))
        )
    return _reset_answers(contents, [exercise])


def original_notebook(contents: Contents) -> Path | None:
    """Find the notebook as it was given out; None where there is none on this machine.

    The working folder keeps what was given out, which may be older than the repository's release.
    """
    working = working_folder(contents.folder)
    if working is None:
        return None
    given = working / GIVEN / contents.folder.name
    release = working.parent / "release" / contents.language / contents.name
    for folder in (given, release):
        notebook = folder / contents.notebook.name
        if notebook.is_file() and (folder / CHECKS).is_file():
            return notebook
    return None


def _reset_answers(contents: Contents, names: list[str]) -> ResetDone:
    import nbformat

    stubs = _stubs(contents)
    missing = [name for name in names if not stubs.get(name)]
    if missing:
        text = _(
            "{file} in {folder} is of an earlier version of the course and doesn't hold the "
            "original of {exercise}. Get the chapter's folder again."
        )
        raise LookupError(text.format(file=CHECKS, folder=contents.folder, exercise=missing[0]))
    try:
        notebook = nbformat.read(contents.notebook, as_version=4)
    except OSError:
        raise
    except Exception as error:
        text = _("{path} is no notebook that can be read: {error}")
        raise ValueError(text.format(path=contents.notebook, error=error)) from error
    kept = keep_file(contents.notebook)
    for name in names:
        _put_back(notebook, name, stubs[name])
    put(contents.notebook, (nbformat.writes(notebook) + "\n").encode("utf-8"))
    reopened = reopen(contents.folder, contents.name, names)
    return ResetDone(contents.notebook, kept, tuple(names), reopened=reopened)


def _stubs(contents: Contents) -> dict[str, str]:
    import json

    node = json.loads((contents.folder / CHECKS).read_text(encoding="utf-8"))
    return {name: exercise.get("stub", "") for name, exercise in node["exercises"].items()}


def _put_back(notebook: NotebookNode, name: str, stub: str) -> None:
    """Make the answer cell of an exercise what it was, or put in a new one above its check."""
    from nbformat.v4 import new_code_cell

    known = [_grade_id(cell) for cell in notebook.cells]
    cell = new_code_cell(stub, id=name, metadata=_metadata(name))
    if name in known:
        place = known.index(name)
        there = notebook.cells[place]
        cell.id, cell.metadata = there.get("id", name), there.metadata
        notebook.cells[place] = cell
        return
    place = known.index(f"{name}-check") if f"{name}-check" in known else len(known)
    if any(other.get("id") == name for other in notebook.cells):
        cell.id = f"{name}-original"
    notebook.cells.insert(place, cell)


def _grade_id(cell: NotebookNode) -> str:
    known = cell.get("metadata", {}).get("nbgrader")
    return str(known.get("grade_id", "")) if isinstance(known, dict) else ""


def _metadata(name: str) -> dict[str, Any]:
    return {
        "deletable": False,
        "nbgrader": {
            "grade": False,
            "grade_id": name,
            "locked": False,
            "schema_version": SCHEMA,
            "solution": True,
            "task": False,
        },
    }


def keep_file(path: Path) -> Path | None:
    """Copy a file to a dated name in `kept/` beside it; give the copy, None without the file."""
    return keep_copy(path) if path.is_file() else None
