"""Settling which cell is the answer of an exercise.

What counts is what stands when the check runs, as under plain nbgrader: of several answers above
the check the last one. Only where that is nothing, neither a changed answer cell nor a function of
that name above, does the function written elsewhere count: a student who left the answer cell as it
was, or lost it, and wrote the function in a cell of their own, above or below, has answered. An
untouched stub is then left out, for it would overwrite the function that was written above it.
"""

from __future__ import annotations

from dataclasses import dataclass

from course.kit.language import _
from course.kit.mending.cells import Piece
from course.kit.mending.definitions import defines, is_blank, normal, starts_indented
from course.kit.mending.note import Note
from course.kit.mending.recognise import about, is_unanswered
from course.kit.mending.released import ANSWER, CHECK, TASK, Part, Released
from course.kit.mending.restore import is_own

EMPTY = "# The answer cell of {exercise} was missing from the submission."


def settle_answers(pieces: list[Piece], released: Released, *, stubs: bool) -> list[Note]:
    """Give every exercise exactly one piece with the role of its answer, in place.

    For an answer that is nowhere, that is a new one: the stub with `stubs`, else an empty cell.
    First those that are answered above their checks; what they leave is then among the student's
    own cells, in which the others look for their functions. `join_split` comes before.
    """
    notes: list[Note] = []
    open_ones = []
    for exercise in released.exercises:
        part = released.part(ANSWER, exercise)
        assert part is not None
        copies = _Copies.take(pieces, part)
        if copies.count > 1:
            notes.append(_copied(part, copies.count))
        if above := copies.above(_place_of_check(pieces, part), pieces):
            copies.settle(pieces, above)
        else:
            open_ones.append(copies)
    for copies in open_ones:
        notes += _settle(pieces, copies, stubs=stubs)
    return notes + _without_stubs(pieces, released)


def _without_stubs(pieces: list[Piece], released: Released) -> list[Note]:
    """Leave out stubs that stand among the student's own cells; they would overwrite answers."""
    notes = []
    for piece in [p for p in pieces if is_own(p) and p.kind == "code"]:
        part = released.by_source.get(normal(piece.source))
        if part is not None and part.role == ANSWER:
            pieces.remove(piece)
            text = _("An untouched copy of the answer cell of `{exercise}` was left out.")
            notes.append(Note(text.format(exercise=part.exercise), part.exercise))
    return notes


@dataclass(frozen=True)
class _Copies:
    """The cells that carry the name of one answer.

    Those that were worked on are the student's own until one is settled. Of the untouched ones the
    last is kept aside in its place, in case nothing else is found.
    """

    part: Part
    count: int
    written: tuple[Piece, ...]
    untouched: Piece | None

    @classmethod
    def take(cls, pieces: list[Piece], part: Part) -> _Copies:
        copies = [piece for piece in pieces if piece.part is part]
        written = tuple(piece for piece in copies if not is_unanswered(piece, part))
        untouched = [piece for piece in copies if is_unanswered(piece, part)]
        for piece in written:
            piece.part = None
        for piece in untouched[:-1]:
            pieces.remove(piece)
        return cls(part, len(copies), written, untouched[-1] if untouched else None)

    def above(self, check: int, pieces: list[Piece]) -> Piece | None:
        """Find the last of those worked on that stands above its check."""
        known = set(self.written)
        return next((piece for piece in reversed(pieces[:check]) if piece in known), None)

    def settle(self, pieces: list[Piece], answer: Piece) -> None:
        """Make a piece the answer; an untouched one is left out then."""
        answer.part, answer.role = self.part, ANSWER
        if self.untouched is not None and self.untouched is not answer:
            pieces.remove(self.untouched)


def _settle(pieces: list[Piece], copies: _Copies, *, stubs: bool) -> list[Note]:
    """Settle an exercise that isn't answered above its check by a cell of that name."""
    part = copies.part
    note = None
    if answer := _written_elsewhere(pieces, copies):
        if answer not in copies.written:
            note = _counts_elsewhere(part, copies.count > 0)
    elif copies.untouched is not None:
        answer = copies.untouched
    else:
        answer, note = _found_by_place(pieces, part) or _put_back(pieces, part, stub=stubs)
    copies.settle(pieces, answer)
    return [note] if note else []


def join_split(pieces: list[Piece]) -> list[Note]:
    """Join answers that were split inside of their functions: the rest of one starts indented."""
    notes = []
    place = 0
    while place < len(pieces):
        first = pieces[place]
        place += 1
        end = place
        while end < len(pieces) and _is_rest(first, pieces[end]):
            end += 1
        rest = pieces[place:end]
        part = _part_in([first, *rest])
        if part is None or not rest or is_unanswered(first, part):
            continue
        first.source = "\n".join([first.source.rstrip(), *(piece.source for piece in rest)])
        first.part = part
        del pieces[place:end]
        text = _("{cell} had been split inside of the function; the parts were joined.")
        notes.append(about(part, text))
    return notes


def _is_rest(first: Piece, rest: Piece) -> bool:
    """Tell whether a cell may be the rest of an answer; only one of them may still have its name.

    A cell without the name is only taken for it when it returns something, which no cell can.
    """
    if {first.kind, rest.kind} != {"code"} or not starts_indented(rest.source):
        return False
    part = _part_in([first, rest])
    if part is None or not (rest.part is None or rest.part is part):
        return False
    if first.part is part and rest.part is None:
        return "return" in rest.source
    return first.part is part or defines(first.source, part.exercise)


def _part_in(pieces: list[Piece]) -> Part | None:
    """Find the answer that neighbours are parts of."""
    parts = [piece.part for piece in pieces if piece.part is not None]
    return parts[0] if parts and parts[0].role == ANSWER else None


def _place_of_check(pieces: list[Piece], part: Part) -> int:
    """Find where the check stands; one that is missing will stand behind the answer."""
    places = [i for i, p in enumerate(pieces) if p.role == CHECK and _exercise(p) == part.exercise]
    return places[0] if places else len(pieces)


def _exercise(piece: Piece) -> str:
    return piece.part.exercise if piece.part is not None else ""


def _written_elsewhere(pieces: list[Piece], copies: _Copies) -> Piece | None:
    """Find the last cell above the check that defines the function, or else the last below."""
    name = copies.part.exercise
    found = [
        (place, piece)
        for place, piece in enumerate(pieces)
        if is_own(piece)
        and piece.kind == "code"
        and (piece in copies.written or defines(piece.source, name))
        and not is_unanswered(piece, copies.part)
    ]
    check = _place_of_check(pieces, copies.part)
    if check == len(pieces) and copies.untouched is not None:
        check = pieces.index(copies.untouched)  # nbgrader puts a missing check behind the answer
    above = [piece for place, piece in found if place < check]
    return above[-1] if above else found[-1][1] if found else None


def _found_by_place(pieces: list[Piece], part: Part) -> tuple[Piece, Note] | None:
    """Take the last own code cell between the task and the check for an answer that is missing."""
    check = _place_of_check(pieces, part)
    tasks = [i for i, p in enumerate(pieces) if p.role == TASK and _exercise(p) == part.exercise]
    if not tasks or check == len(pieces):
        return None
    between = [p for p in pieces[tasks[0] + 1 : check] if is_own(p) and p.kind == "code"]
    own = [piece for piece in between if not is_blank(piece.source)]
    if not own:
        return None
    text = _("{cell} was missing; the cell above its check was taken for it.")
    return own[-1], about(part, text)


def _put_back(pieces: list[Piece], part: Part, *, stub: bool) -> tuple[Piece, Note]:
    """Put the stub or an empty cell before the check, or behind the task, or at the end."""
    source = part.source if stub else EMPTY.format(exercise=part.exercise)
    answer = Piece("code", source, part=part)
    check = _place_of_check(pieces, part)
    tasks = [i for i, p in enumerate(pieces) if p.role == TASK and _exercise(p) == part.exercise]
    place = check if check < len(pieces) or not tasks else tasks[0] + 1
    pieces.insert(place, answer)
    text = _("{cell} was missing; an empty one was put in its place.")
    if stub:
        text = _("{cell} was missing; it was put back as given out. Write your answer there.")
    return answer, about(part, text)


def _counts_elsewhere(part: Part, is_there: bool) -> Note:
    text = _("{cell} was missing; the function in another cell counts as the answer.")
    if is_there:
        text = _("{cell} was left as given out; the function in another cell counts as the answer.")
    return about(part, text)


def _copied(part: Part, count: int) -> Note:
    text = _(
        "{cell} was there {count} times; the last one above its check that was worked on counts as "
        "the answer."
    )
    return about(part, text, count=count)
