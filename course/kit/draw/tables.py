"""One table of cells with its labels: what every grid of a picture is put together from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import (
    INDEX_SIZE,
    INK,
    LINE,
    MUTED,
    PAPER,
    PLAIN,
    TAG_SIZE,
    VALUE_SIZE,
    Mark,
)

CELL_WIDTH = 29.0
CELL_HEIGHT = 23.0
TAG_HEIGHT = 6.0
# How far a number moves down to make room for a tag above it.
LOWERED = 4.0
GAP = 19.0
LABEL_LINE = 13.0
LABEL_SPACE = 6.0

Axis = Sequence[int | None]


@dataclass(frozen=True)
class Cell:
    """What one cell shows: its number, its mark, and small letters in its corner."""

    text: str
    mark: Mark = PLAIN
    tag: str = ""


@dataclass(frozen=True)
class Labels:
    """What stands around a table.

    Above it in lines from the top: `title`, `across` (the name of the axis that runs along it) and
    the column indices; left of it `beside`, `down` and the row indices. None leaves a line out.
    """

    title: str | None = None
    across: str | None = None
    beside: str = ""
    down: str = ""
    rows: bool = False

    @property
    def lines(self) -> int:
        """How many lines of labels stand above the cells."""
        return (self.title is not None) + 2 * (self.across is not None)


def cell_size(cells: Collection[Cell]) -> tuple[float, float]:
    """Return the width and height at which the widest of `cells` fits."""
    text = max((text_width(cell.text, VALUE_SIZE) for cell in cells), default=0.0)
    tag = max((text_width(cell.tag, TAG_SIZE) for cell in cells), default=0.0)
    return max(CELL_WIDTH, text + 11, tag + 8), CELL_HEIGHT + (TAG_HEIGHT if tag else 0)


@dataclass(frozen=True)
class Table:
    """Rows and columns of cells; a None among the positions of an axis is a gap."""

    rows: Axis
    columns: Axis
    cells: Mapping[tuple[int, int], Cell]
    size: tuple[float, float]
    labels: Labels

    @property
    def gutter(self) -> float:
        """The width of the labels on the left."""
        texts = [self.labels.beside, self.labels.down]
        if self.labels.rows:
            texts += [str(row) for row in self.rows if row is not None]
        widest = max(text_width(text, INDEX_SIZE) for text in texts)
        return widest + LABEL_SPACE if widest else 0.0

    @property
    def top(self) -> float:
        """The height of the labels above the cells."""
        return self.labels.lines * LABEL_LINE

    @property
    def width(self) -> float:
        """The width with the labels."""
        return self.gutter + max(
            self._length(self.columns, 0),
            text_width(self.labels.title or "", INDEX_SIZE, mono=True),
        )

    @property
    def height(self) -> float:
        """The height with the labels."""
        return self.top + self._length(self.rows, 1)

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the table with its left upper corner, labels included, at (x, y)."""
        x, y = x + self.gutter, y + self.top
        self._draw_labels(sheet, x, y)
        if not self.cells:
            box = Box(x, y, self._length(self.columns, 0), self._length(self.rows, 1))
            sheet.rect(box, Mark(fill=PAPER, edge=LINE), dashed=True)
            return
        self._draw_cells(sheet, x, y)

    def _length(self, axis: Axis, side: int) -> float:
        if not axis:
            return (CELL_WIDTH, CELL_HEIGHT)[side]
        return sum(GAP if position is None else self.size[side] for position in axis)

    def slots(
        self, axis: Axis, side: int, start: float
    ) -> Iterator[tuple[int | None, float, float]]:
        """Yield each position of an axis with the start and the length of its room.

        `side` is 0 for columns, which lie from left to right, and 1 for rows.
        """
        for position in axis:
            length = GAP if position is None else self.size[side]
            yield position, start, length
            start += length

    def _draw_labels(self, sheet: Sheet, x: float, y: float) -> None:
        beside = {"size": INDEX_SIZE, "colour": MUTED, "align": "right"}
        line = y - self.top + LABEL_LINE / 2
        if self.labels.title is not None:
            sheet.word(x, line, self.labels.title, INDEX_SIZE, colour=INK, mono=True)
            sheet.word(x - LABEL_SPACE, line, self.labels.beside, **beside)
            line += LABEL_LINE
        if self.labels.across is not None:
            sheet.word(x, line, self.labels.across, INDEX_SIZE, colour=MUTED)
            line += LABEL_LINE
            sheet.word(x - LABEL_SPACE, line, self.labels.down, **beside)
            for column, left, length in self.slots(self.columns, 0, x):
                label = "…" if column is None else str(column)
                sheet.word(left + length / 2, line, label, INDEX_SIZE, colour=MUTED, align="center")
        if self.labels.rows:
            for row, above, length in self.slots(self.rows, 1, y):
                label = "⋮" if row is None else str(row)
                middle = above + length / 2 + (LOWERED if length > CELL_HEIGHT else 0)
                sheet.word(x - LABEL_SPACE, middle, label, **beside)

    def _draw_cells(self, sheet: Sheet, x: float, y: float) -> None:
        found = []
        for row, above, height in self.slots(self.rows, 1, y):
            for column, left, width in self.slots(self.columns, 0, x):
                box = Box(left, above, width, height)
                if row is None or column is None:
                    if row != column:
                        _draw_gap(sheet, box, "…" if column is None else "⋮")
                    continue
                found.append((box, self.cells[row, column]))
        # The heavier borders go last, so that a plain neighbour does not cover them.
        for box, cell in sorted(found, key=lambda pair: pair[1].mark.line):
            sheet.rect(box, cell.mark, dashed=cell.mark.ghost)
        for box, cell in found:
            draw_content(sheet, box, cell)


def draw_content(sheet: Sheet, box: Box, cell: Cell) -> None:
    """Write the number of a cell into its box, and its tag into the corner."""
    x, y = box.centre
    halo = cell.mark.fill if cell.mark.hatch else None
    lowered = LOWERED if box.height > CELL_HEIGHT else 0
    colour = MUTED if cell.mark.ghost else INK
    sheet.word(x, y + lowered, cell.text, VALUE_SIZE, align="center", halo=halo, colour=colour)
    if cell.tag:
        sheet.word(box.x + 3.5, box.y + 6.5, cell.tag, TAG_SIZE, colour=MUTED, halo=cell.mark.fill)


def _draw_gap(sheet: Sheet, box: Box, dots: str) -> None:
    sheet.word(*box.centre, dots, VALUE_SIZE, colour=MUTED, align="center")
