"""Order: missing cells are put back at their places, and each check stands below its answer."""

from __future__ import annotations

from collections.abc import Sequence

from course.kit.language import _, plural
from course.kit.mending.cells import Piece
from course.kit.mending.note import Note
from course.kit.mending.recognise import about
from course.kit.mending.released import ANSWER, CHECK, GIVEN, TASK, Part, Released


def put_in_order(pieces: list[Piece], released: Released) -> list[Note]:
    """Put back tasks, checks and demonstrations that are missing; move checks below answers."""
    notes: list[Note] = []
    for exercise in released.exercises:
        notes += _with_check(pieces, released, exercise)
        notes += _with_task(pieces, released, exercise)
    return notes + _with_demonstrations(pieces, released)


def _find(pieces: Sequence[Piece], part: Part) -> int | None:
    return next((i for i, p in enumerate(pieces) if p.part is part and p.role == part.role), None)


def _with_check(pieces: list[Piece], released: Released, exercise: str) -> list[Note]:
    check, answer = released.part(CHECK, exercise), released.part(ANSWER, exercise)
    assert check is not None
    assert answer is not None
    below = _find(pieces, answer)
    assert below is not None
    place = _find(pieces, check)
    if place is None:
        pieces.insert(below + 1, _as_given_out(check))
        return [_deleted(check)]
    if place < below:
        pieces.insert(below, pieces.pop(place))
        return [about(check, _("{cell} stood above the answer; it was moved below."))]
    return []


def _with_task(pieces: list[Piece], released: Released, exercise: str) -> list[Note]:
    task, answer = released.part(TASK, exercise), released.part(ANSWER, exercise)
    if task is None or answer is None or _find(pieces, task) is not None:
        return []
    pieces.insert(_find(pieces, answer) or 0, _as_given_out(task))
    return [_deleted(task)]


def _with_demonstrations(pieces: list[Piece], released: Released) -> list[Note]:
    """Put back demonstrations: later cells may need what they import or define.

    A demonstration that the student changed is there. The place of a missing one is behind the
    cell that it follows in the release, and before all that follow it there.
    """
    there = {piece.part for piece in pieces}
    missing = [p for p in released.parts if p.role == GIVEN and p.is_code and p not in there]
    if not missing:
        return []
    for part in missing:
        pieces.insert(_place_for(pieces, part), _as_given_out(part))
    text = plural(
        "{count} demonstration cell had been deleted; it was put back, since later cells may need "
        "it.",
        "{count} demonstration cells had been deleted; they were put back, since later cells may "
        "need them.",
        len(missing),
    )
    return [Note(text)]


def _place_for(pieces: list[Piece], part: Part) -> int:
    before = after = None
    nearest = -1
    for place, piece in enumerate(pieces):
        if piece.part is None:
            continue
        if nearest < piece.part.place < part.place:
            nearest, before = piece.part.place, place
        elif piece.part.place > part.place and after is None:
            after = place
    place = 0 if before is None else before + 1
    return place if after is None else min(place, after)


def _as_given_out(part: Part) -> Piece:
    return Piece(part.kind, part.source, id=part.id, part=part, role=part.role)


def _deleted(part: Part) -> Note:
    return about(part, _("{cell} had been deleted; it was put back."))
