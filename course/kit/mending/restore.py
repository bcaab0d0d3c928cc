"""Restoring locked cells: tasks, checks and demonstrations are the release's again.

Code that a student wrote into a task or a check is kept as a cell of its own.
"""

from __future__ import annotations

import re

from course.kit.language import _, plural
from course.kit.mending.cells import Piece
from course.kit.mending.definitions import (
    defined_among,
    defined_names,
    defines,
    is_blank,
    normal,
    same_text,
)
from course.kit.mending.note import Note
from course.kit.mending.recognise import about, is_unanswered
from course.kit.mending.released import ANSWER, CHECK, GIVEN, OWN, TASK, Part, Released

_FENCED = re.compile(r"^```[^\n]*\n(.*?)(?:^```|\Z)", re.MULTILINE | re.DOTALL)


def restore_given(pieces: list[Piece]) -> list[Note]:
    """Settle which cells are the release's demonstrations and prose; the others are own ones."""
    held = {piece.part for piece in pieces if piece.role == GIVEN}
    retyped = 0
    for piece in pieces:
        part = piece.part
        if part is None or part.role != GIVEN or piece.role == GIVEN:
            continue
        if part in held or not same_text(piece.source, part.source):
            continue
        held.add(part)
        retyped += piece.kind != part.kind
        piece.kind, piece.source, piece.role = part.kind, part.source, GIVEN
    if not retyped:
        return []
    text = _("{cells} of the release had another type than given out; it was put back.")
    return [Note(text.format(cells=plural("{count} cell", "{count} cells", retyped)))]


def restore_locked(pieces: list[Piece], released: Released) -> list[Note]:
    """Give each task and check, of which one piece is kept, the release's text and type.

    Of several tasks the first is kept; of several checks, see `_kept`.
    """
    notes: list[Note] = []
    for role in (TASK, CHECK):
        for exercise in released.exercises:
            part = released.part(role, exercise)
            found = [p for p in pieces if p.part is part] if part is not None else []
            if part is not None and found:
                notes += _restore(pieces, found, part, released)
    return notes


def _restore(pieces: list[Piece], found: list[Piece], part: Part, released: Released) -> list[Note]:
    kept = _kept(found, part)
    notes = []
    for piece in found:
        code = _code_of_student(piece, part, released)
        if code:
            below = part.role == TASK or _would_overwrite(code, part, pieces, released)
            pieces.insert(pieces.index(piece) + below, Piece("code", code))
            notes.append(_moved(part))
        elif not same_text(piece.source, part.source):
            notes.append(about(part, _("{cell} had been changed; it was put back.")))
        if piece is not kept:
            pieces.remove(piece)
    if len(found) > 1:
        text = _("{cell} was there {count} times; one of them was kept.")
        notes.append(about(part, text, count=len(found)))
    if kept.kind != part.kind:
        text = _("{cell} had another type than given out; it was put back.")
        notes.append(about(part, text))
    kept.kind, kept.source, kept.role = part.kind, part.source, part.role
    return notes


def _kept(found: list[Piece], part: Part) -> Piece:
    """Choose which cell remains: nbgrader keeps the last check that carries its name."""
    if part.role == TASK:
        return found[0]
    named = [piece for piece in found if piece.marks.get("grade_id") == part.marks["grade_id"]]
    same = [piece for piece in found if same_text(piece.source, part.source)]
    return (named or same or found)[-1]


def _would_overwrite(code: str, part: Part, pieces: list[Piece], released: Released) -> bool:
    """Tell whether code from a check defines a function that another cell has already."""
    answer = released.part(ANSWER, part.exercise)
    if answer is None or not defines(code, part.exercise):
        return False
    return any(
        not is_unanswered(piece, answer)
        and (piece.part is answer or (is_own(piece) and defines(piece.source, part.exercise)))
        for piece in pieces
        if piece.kind == "code"
    )


def _moved(part: Part) -> Note:
    text = _(
        "There was code of your own in the cell that sets the task of `{exercise}`; it was moved "
        "to a cell of its own, and the cell was put back."
    )
    if part.role == CHECK:
        text = _(
            "There was code of your own in the cell that checks `{exercise}`; it was moved to a "
            "cell of its own, and the cell was put back."
        )
    return Note(text.format(exercise=part.exercise), part.exercise)


def _code_of_student(piece: Piece, part: Part, released: Released) -> str:
    """Find the code that a student wrote into a locked cell; "" where there is none of use."""
    if same_text(piece.source, part.source):
        return ""
    if part.role == CHECK:
        theirs = {line.strip() for line in part.source.split("\n")}
        lines = [
            line for line in piece.source.split("\n") if line.strip() not in theirs or not line
        ]
        code = normal("\n".join(lines))
        return code if defined_names(code) else ""
    code = _code_in_prose(piece, part)
    theirs = {line.rstrip() for line in part.source.split("\n")}
    new = "\n".join(line for line in code.split("\n") if line.rstrip() not in theirs)
    return code if defined_among(new, released.exercises) else ""


def _code_in_prose(piece: Piece, part: Part) -> str:
    """Find the code in a changed task: between fences, without the task's own, or else all."""
    text = piece.source.replace(part.source, "\n", 1)
    fenced = _FENCED.findall(text)
    blocks = [block for block in fenced if not is_blank(block) and block not in part.source]
    return normal("\n".join(blocks) if blocks else text)


def with_code_again(pieces: list[Piece]) -> list[Note]:
    """Turn answers that were made prose into code."""
    notes = []
    for piece in pieces:
        part = piece.part
        if part is None or part.role != ANSWER or piece.kind == part.kind:
            continue
        piece.kind = part.kind
        text = _("{cell} had been turned into text; it is code again.")
        notes.append(about(part, text))
    return notes


def is_own(piece: Piece) -> bool:
    """Tell whether a piece is the student's own and no exercise's answer."""
    return piece.role == OWN and (piece.part is None or piece.part.role == GIVEN)
