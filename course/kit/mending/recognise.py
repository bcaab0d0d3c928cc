"""Recognising: which released cell a handed-in cell stands for."""

from __future__ import annotations

from collections.abc import Iterable

from course.kit.language import _, plural
from course.kit.mending.cells import Piece
from course.kit.mending.definitions import (
    defined_among,
    defines,
    is_blank,
    normal,
    same_code,
    same_text,
)
from course.kit.mending.note import Note
from course.kit.mending.released import ANSWER, CHECK, GIVEN, OWN, TASK, Part, Released

_SETTINGS = ("grade", "solution", "locked", "points", "task")


def recognise(pieces: list[Piece], released: Released) -> list[Note]:
    """Give each piece the released cell that it stands for, as its `part`, and note what was odd.

    nbgrader's name for the cell counts first, as it does for nbgrader itself, then the cell's id.
    Where a name and the content disagree, as after names were swapped, and another name or the
    content itself says better, that counts. Last, released cells that are still missing are found
    by their text. Several pieces may stand for one released cell.
    """
    for piece in pieces:
        piece.part = _by_name(piece, released)
    _trade_answers(pieces, released)
    find_by_text(pieces, released)
    return [*_lost_marks(pieces), *_changed_settings(pieces)]


def _by_name(piece: Piece, released: Released) -> Part | None:
    grade_id = piece.marks.get("grade_id")
    marked = released.by_grade_id.get(grade_id) if isinstance(grade_id, str) else None
    named = released.by_id.get(piece.id)
    if marked is None or marked is named or suits(piece, marked):
        return marked or named
    if named is not None and suits(piece, named):
        return named
    same = released.by_source.get(normal(piece.source))
    return same if same is not None and same.role in (CHECK, TASK) else marked


def suits(piece: Piece, part: Part) -> bool:
    """Tell whether a piece's content is what a released cell is for."""
    if part.role == ANSWER:
        return defines(piece.source, part.exercise) or same_code(piece.source, part.source)
    return same_text(piece.source, part.source)


def is_unanswered(piece: Piece, part: Part) -> bool:
    """Tell whether an answer cell is the stub still, or empty."""
    return is_blank(piece.source) or same_code(piece.source, part.source)


def _trade_answers(pieces: list[Piece], released: Released) -> None:
    """Where answers carry each other's names, let each stand for what it defines.

    One whose own name is on a cell that stays what it is, stays too.
    """
    answers = [p for p in pieces if p.part is not None and p.part.role == ANSWER]
    misnamed = [p for p in answers if not suits(p, _part(p))]
    if not misnamed:
        return
    wanted: dict[Piece, str] = {}
    for piece in misnamed:
        found = defined_among(piece.source, released.exercises)
        if len(found) == 1:
            wanted[piece] = found.pop()
    kept = {_part(piece).exercise for piece in answers if piece not in wanted}
    for piece, exercise in wanted.items():
        if exercise not in kept:
            piece.part = released.part(ANSWER, exercise)


def _part(piece: Piece) -> Part:
    assert piece.part is not None
    return piece.part


def find_by_text(pieces: list[Piece], released: Released, *, given_only: bool = False) -> None:
    """Find missing cells among those that no name points to, by what stands in them."""
    held = {piece.part for piece in pieces}
    for piece in pieces:
        if piece.part is not None or piece.role != OWN:
            continue
        part = released.by_source.get(normal(piece.source))
        if part is None or (given_only and part.role != GIVEN):
            continue
        if part not in held:
            piece.part = part
            held.add(part)


def _lost_marks(pieces: Iterable[Piece]) -> list[Note]:
    """Count the cells that were recognised although nbgrader's metadata is gone."""
    bare = [p for p in pieces if p.part is not None and p.part.role != GIVEN and not p.marks]
    if not bare:
        return []
    text = _(
        "{cells} of the release had lost the metadata by which nbgrader knows them; they were "
        "recognised by their ids and their text."
    )
    return [Note(text.format(cells=plural("{count} cell", "{count} cells", len(bare))))]


def _changed_settings(pieces: Iterable[Piece]) -> list[Note]:
    notes = []
    for piece in pieces:
        part = piece.part
        if part is None or part.role == GIVEN or not piece.marks:
            continue
        changed = [s for s in _SETTINGS if s in part.marks and _differs(piece, part, s)]
        if piece.marks.get("grade_id") != part.marks["grade_id"]:
            changed.append("grade_id")
        if changed:
            text = _(
                "{cell} had other settings than the release ({settings}); those of the release "
                "count."
            )
            notes.append(about(part, text, settings=", ".join(changed)))
    return notes


def _differs(piece: Piece, part: Part, setting: str) -> bool:
    """Compare a setting; one that is missing in metadata of an older schema is no change."""
    value = piece.marks.get(setting, part.marks[setting])
    same_kind = isinstance(value, bool) == isinstance(part.marks[setting], bool)
    return not same_kind or value != part.marks[setting]


def about(part: Part, text: str, **more: object) -> Note:
    """Make a note about an exercise's cell, which `{cell}` stands for in `text`."""
    cell = {
        ANSWER: _("The answer cell of `{exercise}`"),
        CHECK: _("The cell that checks `{exercise}`"),
        TASK: _("The cell with the task of `{exercise}`"),
    }[part.role]
    named = cell.format(exercise=part.exercise)
    return Note(text.format(cell=named, **more), part.exercise)
