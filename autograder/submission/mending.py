"""Mending a submission: of what was handed in, a notebook that can be graded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nbformat import NotebookNode

from autograder.submission.folder import Handed
from course.kit.mending import Mended, Note, Released, UnreadableError, is_answered, mend_notebook
from course.kit.mending.mended import untouched


def mend(handed: Handed, release: NotebookNode) -> Mended:
    """Mend what was handed in; see `answers` for what counts as an answer.

    Cells keep the student's order. Tasks and checks are the release's word for word. Never raises,
    whatever was handed in.
    """
    released = Released.of(release)
    mended = _mend_safely(handed, released)
    besides = [name for name, _ in handed.besides]
    if not besides or is_answered(mended, released):
        return mended if not besides else _noted(mended, _not_graded(handed.name, besides))
    for name, data in handed.besides:
        other = _mend_safely(replace(handed, notebook=data), released)
        if data is not None and is_answered(other, released):
            text = f"`{handed.name}` holds no answer; `{name}`, which does, was graded instead."
            return _noted(other, Note(text))
    return _noted(mended, _not_graded(handed.name, besides))


def _not_graded(chosen: str, besides: Sequence[str]) -> Note:
    shown = ", ".join(f"`{name}`" for name in besides[:5]) + (", …" if len(besides) > 5 else "")
    return Note(f"Besides `{chosen}`, other notebooks were not graded: {shown}.")


def _noted(mended: Mended, note: Note) -> Mended:
    return replace(mended, notes=(note, *mended.notes))


def _mend_safely(handed: Handed, released: Released) -> Mended:
    try:
        return mend_against(handed, released)
    except Exception as error:  # the last wall between one hostile file and a class's grading
        return _unreadable(handed, released, f"reading it failed with {type(error).__name__}")


def mend_against(handed: Handed, released: Released) -> Mended:
    """Mend what was handed in, as `mend`, against a release that is read already."""
    if handed.notebook is None:
        return Mended(untouched(released), handed.notes, readable=False)
    try:
        mended = mend_notebook(handed.notebook, released)
    except UnreadableError as error:
        return _unreadable(handed, released, str(error))
    return replace(mended, notes=tuple(dict.fromkeys([*handed.notes, *mended.notes])))


def _unreadable(handed: Handed, released: Released, why: str) -> Mended:
    text = f"The notebook could not be read: {why}. Nothing of it could be graded."
    return Mended(untouched(released), (*handed.notes, Note(text)), readable=False)
