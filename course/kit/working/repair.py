"""Mending a student's notebook where it lies, as grading would mend it, to be worked on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.kit.language import _, speak
from course.kit.mending import Note, Released, UnreadableError, mend_notebook
from course.kit.words import CHECKS
from course.kit.working.assemble import assembled
from course.kit.working.files import keep_copy, put
from course.kit.working.given import given_checks, given_notebook, language_of


@dataclass(frozen=True)
class Repair:
    """What was mended in a notebook, in words, and the copy of it from before (None: untouched).

    `known` tells whether the notebook that was given out could be found to compare with.
    """

    notes: tuple[Note, ...] = ()
    kept: Path | None = None
    known: bool = True

    def to_json(self) -> dict[str, Any]:
        """Give it for programs."""
        return {
            "known": self.known,
            "copy": None if self.kept is None else str(self.kept),
            "notes": [{"exercise": note.exercise, "text": note.text} for note in self.notes],
        }

    def __str__(self) -> str:
        lines = [_("Mended:")] if self.kept else []
        lines += [f"- {note.text}" for note in self.notes]
        if self.kept:
            text = _(
                "The notebook as it was is kept in: {copy}\n"
                "If it is open in JupyterLab, choose File > Reload Notebook from Disk there."
            )
            lines.append(text.format(copy=self.kept))
        if not self.known:
            text = _(
                "There is no notebook as it was given out to compare this one with, so nothing was "
                "mended. Where a cell is missing, get the chapter's notebook again."
            )
            lines.append(text)
        return "\n".join(lines)


UNTOUCHED = Repair()


def repair(path: Path) -> Repair:
    """Mend the notebook at `path`, and put back a `checks.json` that is missing beside it.

    An answer cell that is gone comes back as it was given out.

    Nothing is written unless something is broken, and never before a copy is kept. Raises
    ValueError for what is no notebook, and OSError where a file can't be read or written.
    """
    notes = _with_checks(path)
    speak(language_of(path.parent / CHECKS))
    release = given_notebook(path)
    if release is None:
        return Repair(notes, known=False)
    before = path.read_bytes()
    try:
        mended = mend_notebook(before, Released.of(release), stubs=True)
    except UnreadableError as error:
        message = _("{path} is no notebook that can be read: {error}.")
        raise ValueError(message.format(path=path, error=error)) from error
    notes += mended.notes
    if mended.foreign or not mended.notes:
        return Repair(notes)
    after = assembled(mended.cells, before, release)
    kept = keep_copy(path)
    put(path, after)
    return Repair(notes, kept)


def _with_checks(path: Path) -> tuple[Note, ...]:
    """Put a missing `checks.json` back, where it is known which it was."""
    checks = path.parent / CHECKS
    if checks.exists() or not path.is_file():
        return ()
    source = given_checks(path)
    if source is None:
        return ()
    put(checks, source.read_bytes())
    return (
        Note(_("{file} was missing beside the notebook; it was put back.").format(file=CHECKS)),
    )
