"""Mending: a submission's notebook, held against the release, becomes one that can be graded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from autograder.submission.answers import join_split, settle_answers
from autograder.submission.cells import Piece, read_cells
from autograder.submission.decode import UnreadableError
from autograder.submission.definitions import defined_among, is_blank, same_code
from autograder.submission.folder import Handed
from autograder.submission.note import Note
from autograder.submission.order import put_in_order
from autograder.submission.recognise import find_by_text, recognise
from autograder.submission.released import ANSWER, GIVEN, OWN, Released
from autograder.submission.restore import restore_given, restore_locked, with_code_again

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True)
class Cell:
    """A cell of a mended notebook.

    `id` is unique in the notebook and valid in nbformat. `kind` is code, markdown or raw. `role` is
    answer, check or task, of an `exercise`; or given, for the release's prose and demonstrations;
    or own, for whatever else the student wrote or changed.
    """

    id: str
    kind: str
    source: str
    role: str
    exercise: str = ""


@dataclass(frozen=True)
class Mended:
    """A notebook that can be graded, and what had to be done to it.

    Each exercise of the release has exactly one answer and one check below it, and one task where
    the release has one. When the submission was no notebook, `readable` is False and the cells are
    the release's. `notes` begins with those from reading the folder.
    """

    cells: tuple[Cell, ...]
    notes: tuple[Note, ...]
    readable: bool


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


def is_answered(mended: Mended, released: Released) -> bool:
    """Tell whether any answer is more than what was given out."""
    answers = [cell for cell in mended.cells if cell.role == ANSWER]
    stubs = {part.exercise: part.source for part in released.parts if part.role == ANSWER}
    return any(
        not is_blank(cell.source) and not same_code(cell.source, stubs[cell.exercise])
        for cell in answers
    )


def mend_against(handed: Handed, released: Released) -> Mended:
    """Mend what was handed in, as `mend`, against a release that is read already."""
    if handed.notebook is None:
        return Mended(_untouched(released), handed.notes, readable=False)
    try:
        pieces, notes = read_cells(handed.notebook)
    except UnreadableError as error:
        return _unreadable(handed, released, str(error))
    notes += recognise(pieces, released)
    strange = _is_of_another_chapter(pieces, released)
    notes += restore_given(pieces)
    notes += with_code_again(pieces)
    notes += restore_locked(pieces, released)
    notes += join_split(pieces)
    notes += settle_answers(pieces, released)
    find_by_text(pieces, released, given_only=True)  # what stood in a cell that was put back
    notes += restore_given(pieces)
    notes += put_in_order(pieces, released)
    notes += join_split(pieces)  # where what stood in between was left out
    if strange:
        notes = [
            Note(
                "Nothing of this chapter is in the notebook, neither a task nor an answer nor a "
                "check: it seems to be another one."
            )
        ]
    return Mended(
        _named(pieces, released), tuple(dict.fromkeys([*handed.notes, *notes])), readable=True
    )


def _is_of_another_chapter(pieces: Sequence[Piece], released: Released) -> bool:
    """Tell whether there are cells, but none that is known and no function that was asked for."""
    return bool(pieces) and not any(
        (piece.part is not None and piece.part.role != GIVEN)
        or defined_among(piece.source, released.exercises)
        for piece in pieces
    )


def _unreadable(handed: Handed, released: Released, why: str) -> Mended:
    text = f"The notebook could not be read: {why}. Nothing of it could be graded."
    return Mended(_untouched(released), (*handed.notes, Note(text)), readable=False)


def _untouched(released: Released) -> tuple[Cell, ...]:
    parts = released.parts
    return tuple(Cell(p.id, p.kind, p.source, p.role, p.exercise) for p in parts)


def _named(pieces: Sequence[Piece], released: Released) -> tuple[Cell, ...]:
    """Give every piece an id: the release's for its cells, and otherwise its own where it can.

    A demonstration that the student changed keeps the release's id, by which it is known.
    """
    held = {piece.part for piece in pieces if piece.role != OWN}
    taken = set(released.by_id)
    cells = []
    number = 0
    for piece in pieces:
        part = piece.part
        if part is not None and (piece.role != OWN or part not in held):
            held.add(part)
            exercise = "" if piece.role == OWN else part.exercise
            cells.append(Cell(part.id, piece.kind, piece.source, piece.role, exercise))
            continue
        name = piece.id
        while name in taken or not _ID.fullmatch(name):
            number += 1
            name = f"own-{number}"
        taken.add(name)
        cells.append(Cell(name, piece.kind, piece.source, OWN))
    return tuple(cells)
