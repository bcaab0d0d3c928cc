"""Mending a submission: of what was handed in, a notebook that can be graded."""

from __future__ import annotations

from dataclasses import replace

from nbformat import NotebookNode

from autograder.submission.folder import Handed, is_kept
from course.kit.mending import Mended, Note, Released, UnreadableError, is_answered, mend_notebook
from course.kit.mending.mended import untouched


def mend(handed: Handed, release: NotebookNode) -> Mended:
    """Mend what was handed in; see `answers` for what counts as an answer.

    Another notebook is graded where the likeliest holds no answer, and otherwise named in a note,
    unless the course itself kept it. Cells keep the student's order. Tasks and checks are the
    release's word for word. Never raises, whatever was handed in.
    """
    released = Released.of(release)
    mended = _mend_safely(handed, released)
    if not handed.besides or is_answered(mended, released):
        return _without_besides(mended, handed)
    for name, data in handed.besides:
        other = _mend_safely(replace(handed, notebook=data), released)
        if data is not None and is_answered(other, released):
            text = f"`{handed.name}` holds no answer; `{name}`, which does, was graded instead."
            return _noted(other, Note(text))
    return _without_besides(mended, handed)


def _without_besides(mended: Mended, handed: Handed) -> Mended:
    """Say which other notebooks were not graded."""
    names = [name for name, _ in handed.besides if not is_kept(name)]
    if not names:
        return mended
    shown = ", ".join(f"`{name}`" for name in names[:5]) + (", …" if len(names) > 5 else "")
    text = f"Besides `{handed.name}`, other notebooks were not graded: {shown}."
    return _noted(mended, Note(text))


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
