"""A storage as a strip of cells, with arrows over it: the offset, and a step along each axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _

from course.kit.draw import words
from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.strips import (
    BOX_EDGE,
    BOX_LINE,
    GUTTER_SPACE,
    HEAD_LINE,
    MOST_INDICES,
    NAME_HEIGHT,
    ROW_SPACE,
    TEXT_SPACE,
)
from course.kit.draw.style import HEAD_SIZE, INDEX_SIZE, INK, LINE, MUTED, SMALL_SIZE, Mark
from course.kit.draw.tables import CELL_HEIGHT, LABEL_LINE, Axis, Cell, Labels, Table, cell_size

LEVEL = 19.0
# How far from the middle of a cell the outermost arrow stands, and the next ones further in.
OUTERMOST = 11.0
INWARDS = 4.5
HEAD = 6.0


@dataclass(frozen=True)
class Jump:
    """One step along an axis, from the first element: from one storage cell to another."""

    dim: int
    stride: int
    start: int
    end: int

    @property
    def label(self) -> str:
        """What stands beside the arrow."""
        return _("dim {dim}: stride {stride}").format(dim=self.dim, stride=self.stride)


@dataclass(frozen=True)
class Jumps:
    """A storage of which the cells `columns` are drawn, and one tensor over it.

    `looks` has for each cell the indices at which the tensor finds it. `offset` is the cell of
    its first element, None for a tensor without elements.
    """

    title: str
    note: str
    columns: Axis
    texts: Mapping[int, str]
    name: str
    looks: Mapping[int, Sequence[str]]
    offset: int | None
    jumps: Sequence[Jump]
    mark: Mark

    @property
    def width(self) -> float:
        """The width in points."""
        head = text_width(self.title, HEAD_SIZE, bold=True) + text_width(self.note, SMALL_SIZE)
        return max(head + TEXT_SPACE, self._gutter + self._table.width)

    @property
    def height(self) -> float:
        """The height in points."""
        return HEAD_LINE + self._levels + self._table.height + ROW_SPACE + self._row_height

    @property
    def middle(self) -> float:
        """The middle of the part."""
        return self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the strip with its left upper corner at (x, y)."""
        box = sheet.word(x, y + 6, self.title, HEAD_SIZE, bold=True)
        sheet.word(box.right + TEXT_SPACE, y + 6, self.note, SMALL_SIZE, colour=MUTED)
        top = y + HEAD_LINE
        left, labels = x + self._gutter, top + self._levels
        slots = {
            cell: Box(start, labels, width, self._table.height)
            for cell, start, width in self._table.slots(self.columns, 0, left)
            if cell is not None
        }
        self._draw_jumps(sheet, x, top, slots)
        self._draw_offset(sheet, x, left, labels, slots)
        line = labels + 1.5 * LABEL_LINE
        sheet.word(x, line, _("cell →"), INDEX_SIZE, colour=MUTED)
        self._table.place(sheet, left, labels)
        self._draw_row(sheet, x, labels + self._table.height + ROW_SPACE, slots)

    def layout(self) -> str:
        """Return the strip as a table of plain characters."""
        cells = self.columns
        lines = [
            [_("cell"), *(words.GAP if cell is None else str(cell) for cell in cells)],
            [_("value"), *(words.GAP if cell is None else self.texts[cell] for cell in cells)],
            [
                self.name,
                *("." if cell is None else "; ".join(self.looks[cell]) or "." for cell in cells),
            ],
        ]
        return "\n".join("    " + line for line in words.ruled(lines))

    @cached_property
    def _table(self) -> Table:
        cells = {(0, cell): Cell(text) for cell, text in self.texts.items()}
        width, height = cell_size([*cells.values()])
        texts = [text for found in self.looks.values() for text in found]
        widest = max((text_width(text, INDEX_SIZE) for text in texts), default=0.0)
        return Table((0,), self.columns, cells, (max(width, widest + 9), height), Labels(across=""))

    @property
    def _levels(self) -> float:
        return LEVEL * (len(self.jumps) + (self.offset is not None))

    @property
    def _gutter(self) -> float:
        texts = [*(jump.label for jump in self.jumps), self._offset_label, _("cell →")]
        widths = [text_width(text, INDEX_SIZE) for text in texts]
        name = text_width(self.name, HEAD_SIZE, bold=True, mono=True)
        return max(name, *widths) + GUTTER_SPACE

    @property
    def _offset_label(self) -> str:
        return _("offset {offset}").format(offset=self.offset)

    @property
    def _row_height(self) -> float:
        most = max((len(_shortened(found)) for found in self.looks.values()), default=0)
        return max(CELL_HEIGHT, NAME_HEIGHT, BOX_LINE * most + BOX_EDGE)

    def _draw_jumps(self, sheet: Sheet, x: float, y: float, slots: Mapping[int, Box]) -> None:
        """Draw the longest step on top and the shorter ones within it."""
        ordered = sorted(self.jumps, key=lambda jump: -jump.stride)
        for number, jump in enumerate(ordered):
            level = y + LEVEL * number + LEVEL / 2
            inset = OUTERMOST - INWARDS * number
            label = sheet.word(x, level, jump.label, INDEX_SIZE, colour=INK)
            start = slots[jump.start].centre[0] - inset
            end = slots[jump.end].centre[0] + inset
            bottom = slots[jump.start].y + LABEL_LINE - 2
            sheet.stroke((label.right + 4, level), (start, level), colour=LINE, dashed=True)
            sheet.stroke((start, bottom), (start, level), (end, level), colour=INK, line=1.3)
            sheet.arrow((end, level), (end, bottom), colour=INK)

    def _draw_offset(
        self, sheet: Sheet, x: float, left: float, labels: float, slots: Mapping[int, Box]
    ) -> None:
        if self.offset is None:
            return
        level = labels - LEVEL / 2
        label = sheet.word(x, level, self._offset_label, INDEX_SIZE, colour=INK)
        start, end = left, slots[self.offset].x
        sheet.stroke((label.right + 4, level), (start, level), colour=LINE, dashed=True)
        sheet.stroke((start, level - 4), (start, level + 4), colour=INK, line=1.3)
        if end - start > HEAD:
            sheet.arrow((start, level), (end, level), colour=INK)

    def _draw_row(self, sheet: Sheet, x: float, y: float, slots: Mapping[int, Box]) -> None:
        height = self._row_height
        sheet.word(x, y + height / 2, self.name, HEAD_SIZE, bold=True, mono=True)
        for cell, slot in slots.items():
            found = _shortened(self.looks[cell])
            if not found:
                continue
            middle = slot.x + slot.width / 2
            sheet.stroke((middle, y - ROW_SPACE), (middle, y), colour=LINE, line=0.8, dashed=True)
            sheet.rect(Box(slot.x, y, slot.width, height), self.mark)
            start = y + height / 2 - BOX_LINE * (len(found) - 1) / 2
            for number, text in enumerate(found):
                style = {"align": "center", "halo": self.mark.fill}
                sheet.word(middle, start + BOX_LINE * number, text, INDEX_SIZE, **style)


def _shortened(found: Sequence[str]) -> list[str]:
    return [*found[: MOST_INDICES - 1], "…"] if len(found) > MOST_INDICES else list(found)
