"""A strip of numbered cells, with rows of boxes below it that say who looks at which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _

from course.kit.draw import words
from course.kit.draw.cells import Cells
from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import HEAD_SIZE, INDEX_SIZE, LINE, MUTED, SMALL_SIZE, Mark
from course.kit.draw.tables import CELL_HEIGHT, Cell, Labels, Table, cell_size

HEAD_LINE = 20.0
ROW_SPACE = 13.0
GUTTER_SPACE = 18.0
TEXT_SPACE = 9.0
BOX_LINE = 11.0
BOX_EDGE = 8.0
NAME_HEIGHT = 25.0
# A cell that one tensor looks at more often than this has dots for the rest.
MOST_INDICES = 3

# A tensor's note, and for each cell of the strip the indices at which the tensor finds it.
Row = tuple[str, Mapping[int, Sequence[str]]]


@dataclass(frozen=True)
class Strip:
    """One storage: its title and note, its cells, and the rows of the tensors over it, by name.

    `marks` has a mark for each of the tensors.
    """

    title: str
    note: str
    cells: Cells
    rows: Mapping[str, Row]
    marks: Sequence[Mark]

    @property
    def width(self) -> float:
        """The width in points."""
        head = text_width(self.title, HEAD_SIZE, bold=True) + text_width(self.note, SMALL_SIZE)
        return max(head + TEXT_SPACE, self._gutter + self._table.width)

    @property
    def height(self) -> float:
        """The height in points."""
        rows = [ROW_SPACE + _row_height(row) for row in self.rows.values()]
        return HEAD_LINE + self._table.height + sum(rows)

    @property
    def middle(self) -> float:
        """The middle of the part."""
        return self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the strip with its left upper corner at (x, y)."""
        box = sheet.word(x, y + 6, self.title, HEAD_SIZE, bold=True)
        sheet.word(box.right + TEXT_SPACE, y + 6, self.note, SMALL_SIZE, colour=MUTED)
        y += HEAD_LINE
        left, top = x + self._gutter, y + self._table.height
        self._draw_guides(sheet, left, top)
        self._table.place(sheet, left, y)
        for mark, (name, row) in zip(self.marks, self.rows.items(), strict=True):
            top += ROW_SPACE
            self._draw_name(sheet, x, top + _row_height(row) / 2, name, row)
            self._draw_boxes(sheet, left, top, row, mark)
            top += _row_height(row)

    def layout(self) -> str:
        """Return the strip and its rows as a table of plain characters."""
        columns = self.cells.columns
        numbers = [words.GAP if cell is None else str(cell) for cell in columns]
        values = [words.GAP if cell is None else self.cells.texts[cell] for cell in columns]
        lines = [[_("cell"), *numbers], [_("value"), *values]]
        for name, (_note, looks) in self.rows.items():
            indices = [() if cell is None else looks[cell] for cell in columns]
            lines.append([name, *("; ".join(found) or "." for found in indices)])
        return "\n".join("    " + line for line in words.ruled(lines))

    @cached_property
    def _table(self) -> Table:
        cells = {(0, place): Cell(text) for place, text in self.cells.texts.items()}
        width, height = cell_size([*cells.values()])
        texts = [text for _note, looks in self.rows.values() for f in looks.values() for text in f]
        widest = max((text_width(text, INDEX_SIZE) for text in texts), default=0.0)
        size = max(width, widest + 9), height
        return Table((0,), self.cells.columns, cells, size, Labels(across=_("cell →")))

    @property
    def _gutter(self) -> float:
        names = [text_width(name, HEAD_SIZE, bold=True, mono=True) for name in self.rows]
        notes = [text_width(note, INDEX_SIZE) for note, _looks in self.rows.values()]
        return max(*names, *notes) + GUTTER_SPACE

    def _draw_guides(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw a faint line from each cell down to the lowest box that stands for it."""
        for cell, left, width in self._table.slots(self.cells.columns, 0, x):
            lowest = top = y
            for _note, looks in self.rows.values():
                top += ROW_SPACE
                lowest = top if cell is not None and looks[cell] else lowest
                top += _row_height((_note, looks))
            if lowest > y:
                middle = left + width / 2
                sheet.stroke((middle, y), (middle, lowest), colour=LINE, line=0.8, dashed=True)

    def _draw_name(self, sheet: Sheet, x: float, middle: float, name: str, row: Row) -> None:
        sheet.word(x, middle - 6.5, name, HEAD_SIZE, bold=True, mono=True)
        sheet.word(x, middle + 6.5, row[0], INDEX_SIZE, colour=MUTED)

    def _draw_boxes(self, sheet: Sheet, x: float, y: float, row: Row, mark: Mark) -> None:
        height = _row_height(row)
        for cell, left, width in self._table.slots(self.cells.columns, 0, x):
            found = _shortened(row[1][cell]) if cell is not None else []
            if not found:
                continue
            sheet.rect(Box(left, y, width, height), mark)
            start = y + height / 2 - BOX_LINE * (len(found) - 1) / 2
            for number, text in enumerate(found):
                line = start + BOX_LINE * number
                style = {"align": "center", "halo": mark.fill}
                sheet.word(left + width / 2, line, text, INDEX_SIZE, **style)


def _shortened(found: Sequence[str]) -> list[str]:
    return [*found[: MOST_INDICES - 1], "…"] if len(found) > MOST_INDICES else list(found)


def _row_height(row: Row) -> float:
    most = max((len(_shortened(found)) for found in row[1].values()), default=0)
    return max(CELL_HEIGHT, NAME_HEIGHT, BOX_LINE * most + BOX_EDGE)
