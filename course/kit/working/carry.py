"""Carrying a student's work from the notebook of one release into that of a newer one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from course.kit.language import _
from course.kit.mending import Cell, Note, Released, mend_notebook
from course.kit.mending.definitions import is_blank, normal, same_code, same_text
from course.kit.mending.released import ANSWER, OWN, TASK, Part

_TOP = ""


@dataclass
class Carried:
    """The cells of the newer notebook with a student's work in them, and what is worth a word."""

    cells: list[Cell] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def carry(data: bytes, old: Released | None, new: Released) -> Carried | None:
    """Take the work in the notebook `data`, made from the release `old`, into the release `new`.

    Order, prose and checks are the new one's. An answer goes where its exercise is. A cell of the
    student's own stays behind the cell that it stood behind. With `old` None, of which nothing is
    known, prose that differs counts as the old release's and stays behind. None for the notebook of
    another chapter. Raises UnreadableError for what is no notebook.
    """
    mended = mend_notebook(data, old or new)
    if mended.foreign:
        return None
    return _Carrying(old, new).carried(mended.cells)


class _Carrying:
    """The newer release while the student's cells are sorted into it."""

    def __init__(self, old: Released | None, new: Released) -> None:
        self.old, self.new = old, new
        self.base = old or new
        self.instead: dict[Part, Cell] = {}
        self.behind: defaultdict[str, list[Cell]] = defaultdict(list)
        self.notes: list[Note] = []

    def carried(self, cells: tuple[Cell, ...]) -> Carried:
        anchor = _TOP
        for cell in cells:
            anchor = self._sort_in(cell, anchor)
        return Carried(list(self._in_order()), self.notes)

    def _sort_in(self, cell: Cell, anchor: str) -> str:
        """Find the place for one cell; give the new release's cell that the next stands behind."""
        part = self._part(cell)
        behind = part.id if part is not None else anchor
        if cell.role == ANSWER:
            self._answer(cell, part, behind)
        elif cell.role == OWN:
            self._own(cell, part, behind)
        return behind

    def _part(self, cell: Cell) -> Part | None:
        """Find the new release's cell for one of the old: exercises by name, others by text."""
        if cell.exercise:
            return self.new.part(cell.role, cell.exercise)
        was = self.base.by_id.get(cell.id)
        if was is None or was.exercise:
            return None
        same = self.new.by_source.get(normal(was.source))
        return same or self.new.by_id.get(cell.id)

    def _answer(self, cell: Cell, part: Part | None, behind: str) -> None:
        was = self.base.part(ANSWER, cell.exercise)
        if is_blank(cell.source) or (was is not None and same_code(cell.source, was.source)):
            return
        if part is None:
            self.behind[behind].append(replace(cell, role=OWN, exercise=""))
            text = _("`{exercise}` is no exercise of the chapter any more; your answer was kept.")
            self.notes.append(Note(text.format(exercise=cell.exercise), cell.exercise))
            return
        self.instead[part] = cell
        if self._task_changed(cell.exercise):
            text = _("The task of `{exercise}` has changed; your answer was taken along: check it.")
            self.notes.append(Note(text.format(exercise=cell.exercise), cell.exercise))

    def _task_changed(self, exercise: str) -> bool:
        before, after = self.base.part(TASK, exercise), self.new.part(TASK, exercise)
        return before is not None and after is not None and before.source != after.source

    def _own(self, cell: Cell, part: Part | None, behind: str) -> None:
        """Place a cell of the student's own: with a `part`, a demonstration that was changed."""
        if part is not None and self.old is None and cell.kind != "code":
            return
        was = self.old.by_id.get(cell.id) if self.old is not None else None
        if part is not None and was is not None and same_text(part.source, was.source):
            self.instead.setdefault(part, cell)
            return
        if not is_blank(cell.source) or cell.kind != "code":
            self.behind[behind].append(cell)

    def _in_order(self) -> Iterator[Cell]:
        taken = set(self.new.by_id)
        yield from (_renamed(cell, taken) for cell in self.behind[_TOP])
        for part in self.new.parts:
            cell = self.instead.get(part)
            if cell is None:
                yield Cell(part.id, part.kind, part.source, part.role, part.exercise)
            else:
                yield replace(cell, id=part.id)
            yield from (_renamed(cell, taken) for cell in self.behind[part.id])


def _renamed(cell: Cell, taken: set[str]) -> Cell:
    """Give a student's own cell an id that no other has."""
    name, number = cell.id, 0
    while name in taken:
        number += 1
        name = f"own-{number}"
    taken.add(name)
    return replace(cell, id=name)
