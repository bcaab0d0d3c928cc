"""Mending: a student's notebook, held against the release, becomes one that can be graded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from course.kit.language import _
from course.kit.mending.answers import join_split, settle_answers
from course.kit.mending.cells import Piece, read_cells
from course.kit.mending.definitions import defined_among, is_blank, same_code
from course.kit.mending.note import Note
from course.kit.mending.order import put_in_order
from course.kit.mending.recognise import find_by_text, recognise
from course.kit.mending.released import ANSWER, GIVEN, OWN, Released
from course.kit.mending.restore import restore_given, restore_locked, with_code_again

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


@dataclass(frozen=True)
class Cell:
    """A cell of a mended notebook.

    `id` is unique in the notebook and valid in nbformat. `kind` is code, markdown or raw. `role` is
    answer, check or task, of an `exercise`; or given, for the release's prose and demonstrations;
    or own, for whatever else the student wrote or changed. `place` is where the cell stood before
    it was mended, counted from 0, or -1 for one that was put in.
    """

    id: str
    kind: str
    source: str
    role: str
    exercise: str = ""
    place: int = field(default=-1, compare=False)


@dataclass(frozen=True)
class Mended:
    """A notebook that can be graded, and what had to be done to it.

    Each exercise of the release has exactly one answer and one check below it, and one task where
    the release has one. When it was no notebook at all, `readable` is False and the cells are the
    release's. When nothing of the chapter is in it, it is `foreign`.
    """

    cells: tuple[Cell, ...]
    notes: tuple[Note, ...]
    readable: bool
    foreign: bool = False


def mend_notebook(data: bytes, released: Released, *, stubs: bool = False) -> Mended:
    """Mend a notebook, whatever its format and damage; see `answers` for what counts as an answer.

    An answer that is missing is put back as an empty cell, which can't be mistaken for the
    student's; with `stubs`, for a student who goes on, as it was given out. Cells keep the
    student's order. Tasks and checks are the release's word for word. Raises UnreadableError,
    saying why, where there is no notebook in `data`.
    """
    pieces, notes = read_cells(data)
    notes += recognise(pieces, released)
    foreign = _is_of_another_chapter(pieces, released)
    notes += restore_given(pieces)
    notes += with_code_again(pieces)
    notes += restore_locked(pieces, released)
    notes += join_split(pieces)
    notes += settle_answers(pieces, released, stubs=stubs)
    find_by_text(pieces, released, given_only=True)  # what stood in a cell that was put back
    notes += restore_given(pieces)
    notes += put_in_order(pieces, released)
    notes += join_split(pieces)  # where what stood in between was left out
    if foreign:
        text = _(
            "Nothing of this chapter is in the notebook, neither a task nor an answer nor a check: "
            "it seems to be another one."
        )
        notes = [Note(text)]
    cells = _named(pieces, released)
    return Mended(cells, tuple(dict.fromkeys(notes)), readable=True, foreign=foreign)


def _is_of_another_chapter(pieces: Sequence[Piece], released: Released) -> bool:
    """Tell whether there are cells, but none that is known and no function that was asked for."""
    return bool(pieces) and not any(
        (piece.part is not None and piece.part.role != GIVEN)
        or defined_among(piece.source, released.exercises)
        for piece in pieces
    )


def is_answered(mended: Mended, released: Released) -> bool:
    """Tell whether any answer is more than what was given out."""
    answers = [cell for cell in mended.cells if cell.role == ANSWER]
    stubs = {part.exercise: part.source for part in released.parts if part.role == ANSWER}
    return any(
        not is_blank(cell.source) and not same_code(cell.source, stubs[cell.exercise])
        for cell in answers
    )


def untouched(released: Released) -> tuple[Cell, ...]:
    """Give the cells of the release, as they are where a notebook could not be read."""
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
            cells.append(Cell(part.id, piece.kind, piece.source, piece.role, exercise, piece.place))
            continue
        name = piece.id
        while name in taken or not _ID.fullmatch(name):
            number += 1
            name = f"own-{number}"
        taken.add(name)
        cells.append(Cell(name, piece.kind, piece.source, OWN, place=piece.place))
    return tuple(cells)
