"""Two shapes, one below the other and aligned from the right, with the shape that comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from gettext import gettext as _
from itertools import zip_longest

from course.kit.draw import words
from course.kit.draw.cells import Index
from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Sheet
from course.kit.draw.style import (
    HEAD_SIZE,
    INDEX_SIZE,
    MUTED,
    PLAIN,
    VERMILLION,
    Mark,
    ghost_mark,
    source_mark,
    tint,
)
from course.kit.draw.tables import CELL_HEIGHT, LABEL_LINE, Cell, Labels, Table, cell_size

NAME_SPACE = 12.0
RESULT_SPACE = 9.0
CLASH = Mark(fill=tint(VERMILLION, 0.18), edge="#A33F00", line=1.9, hatch="/", brackets="!!")


@dataclass(frozen=True)
class Meeting:
    """Two lengths that meet; None is an axis that is missing.

    `result` is the length that comes out, or None where the two don't fit.
    """

    lengths: tuple[int | None, int | None]

    @property
    def result(self) -> int | None:
        """The length that both become."""
        asked = {length for length in self.lengths if length not in (None, 1)}
        return None if len(asked) > 1 else asked.pop() if asked else 1

    def stretched(self, operand: int) -> bool:
        """Tell whether an operand, 0 or 1, is repeated along this axis."""
        length = self.lengths[operand]
        return self.result is not None and (length is None or length != self.result)

    def text(self, operand: int) -> str:
        """Write an operand's length, and what it is stretched to: "3", "1→3", "none→3"."""
        length = self.lengths[operand]
        own = _("none") if length is None else str(length)
        return f"{own}→{self.result}" if self.stretched(operand) else own


def align(a: Index, b: Index) -> list[Meeting]:
    """Return which lengths of two shapes meet, from the first axis of the result to the last."""
    pairs = zip_longest(reversed(a), reversed(b))
    return [Meeting((m, n)) for m, n in pairs][::-1]


@dataclass(frozen=True)
class Alignment:
    """A part of a picture: the lengths of a, of b and of the result, one column for each axis.

    `room` is left free below it.
    """

    names: tuple[str, str]
    meetings: Sequence[Meeting]
    room: float = 0.0

    @property
    def width(self) -> float:
        """The width in points."""
        return self._gutter + self._table(0).width

    @property
    def height(self) -> float:
        """The height in points."""
        return LABEL_LINE + 3 * CELL_HEIGHT + RESULT_SPACE + self.room

    @property
    def middle(self) -> float:
        """The middle of the part."""
        return self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the table with its left upper corner at (x, y)."""
        for row, name in enumerate(self._rows):
            table = self._table(row)
            top = y + (LABEL_LINE + row * CELL_HEIGHT if row else 0)
            top += RESULT_SPACE if row == 2 else 0
            middle = top + (LABEL_LINE if row == 0 else 0) + CELL_HEIGHT / 2
            sheet.word(x, middle, name, HEAD_SIZE, bold=True, mono=row < 2)
            if not self.meetings:
                sheet.word(x + self._gutter, middle, "()", HEAD_SIZE, mono=True)
                continue
            table.place(sheet, x + self._gutter, top)
            if row == 0:
                for place, left, width in table.slots(table.columns, 0, x + self._gutter):
                    label = _("dim {dim}").format(dim=place)
                    centre = (left + width / 2, y + LABEL_LINE / 2 - 1)
                    sheet.word(*centre, label, INDEX_SIZE, colour=MUTED, align="center")

    def layout(self) -> str:
        """Return the table in plain characters."""
        head = ["", *(_("dim {dim}").format(dim=dim) for dim in range(len(self.meetings)))]
        lines = [head]
        for row, name in enumerate(self._rows):
            cells = [self._cell(row, meeting) for meeting in self.meetings]
            lines.append([name, *(_bracketed(cell) for cell in cells)])
        return "\n".join("    " + line for line in words.ruled(lines))

    @property
    def _rows(self) -> tuple[str, str, str]:
        return (*self.names, _("result"))

    @property
    def _gutter(self) -> float:
        named = [text_width(name, HEAD_SIZE, bold=True, mono=True) for name in self._rows]
        return max(named) + NAME_SPACE

    @cached_property
    def _size(self) -> tuple[float, float]:
        cells = [self._cell(row, meeting) for row in range(3) for meeting in self.meetings]
        width, height = cell_size(cells)
        labels = [text_width(_("dim {dim}").format(dim=9), INDEX_SIZE) + 8]
        return max(width, *labels), height

    def _table(self, row: int) -> Table:
        cells = {(0, dim): self._cell(row, meeting) for dim, meeting in enumerate(self.meetings)}
        labels = Labels(title="" if row == 0 else None)
        return Table((0,), range(len(self.meetings)), cells, self._size, labels)

    def _cell(self, row: int, meeting: Meeting) -> Cell:
        if row == 2:
            result = meeting.result
            return Cell("✗", CLASH) if result is None else Cell(str(result), PLAIN)
        text = meeting.text(row)
        if meeting.result is None:
            return Cell(text, CLASH)
        if meeting.stretched(row):
            return Cell(text, ghost_mark(row))
        return Cell(text, replace(source_mark(row), brackets="[]"))


def _bracketed(cell: Cell) -> str:
    left, right = cell.mark.brackets
    return f"{left}{cell.text}{right}".replace("→", "->").replace("✗", "x")
