"""A tensor as a grid: one cell, a row, a table, or tables side by side, with index labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from gettext import gettext as _

from course.kit.draw import words
from course.kit.draw.cells import Cells
from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Sheet
from course.kit.draw.style import HEAD_SIZE, MAX_WIDTH, MUTED, PLAIN, SMALL_SIZE, VALUE_SIZE, Mark
from course.kit.draw.tables import GAP, Cell, Labels, Table, cell_size

HEAD_LINE = 20.0
NOTE_SPACE = 9.0
BLOCK_SPACE = 20.0

# Tables that stand in one line; None is the gap that stands for the blocks not drawn.
Line = list[Table | None]


@dataclass(frozen=True)
class Grid:
    """The cells of one tensor under a heading, ready to be placed on a sheet.

    `marks` and `tags` go by the place of a cell in reading order: how it is coloured, and the
    small letters in its corner. `name` and `note` are the heading.
    """

    cells: Cells
    name: str
    note: str = ""
    marks: Mapping[int, Mark] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """The width in points, the heading included."""
        name = text_width(self.name, HEAD_SIZE, bold=True, mono=True)
        head = name + NOTE_SPACE + text_width(self.note, SMALL_SIZE)
        return max(head, *(_line_width(line) for line in self._lines))

    @property
    def height(self) -> float:
        """The height in points, the heading included."""
        heights = [_line_height(line) for line in self._lines]
        return HEAD_LINE + sum(heights) + BLOCK_SPACE * (len(heights) - 1)

    @property
    def middle(self) -> float:
        """How far below the top the middle of the cells is, where neighbours are lined up."""
        labels = HEAD_LINE + max(table.top for table in self._lines[0] if table)
        return labels + (self.height - labels) / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the grid with its left upper corner at (x, y)."""
        head = sheet.word(x, y + 6, self.name, HEAD_SIZE, bold=True, mono=True)
        sheet.word(head.right + NOTE_SPACE, y + 6, self.note, SMALL_SIZE, colour=MUTED)
        y += HEAD_LINE
        for line in self._lines:
            left, height = x, _line_height(line)
            for table in line:
                if table:
                    table.place(sheet, left, y)
                else:
                    middle = (left + GAP / 2, y + height / 2)
                    sheet.word(*middle, "…", VALUE_SIZE, colour=MUTED, align="center")
                left += _table_width(table) + BLOCK_SPACE
            y += height + BLOCK_SPACE

    @cached_property
    def _lines(self) -> list[Line]:
        lines: list[Line] = [[]]
        # A tensor without blocks still has a first axis to name, over an empty table.
        for block in self.cells.blocks or (0,):
            table = self._table(block, first=not lines[-1])
            if lines[-1] and _line_width([*lines[-1], table]) > MAX_WIDTH:
                table = self._table(block, first=True)
                lines.append([])
            lines[-1].append(table)
        return lines

    @cached_property
    def _size(self) -> tuple[float, float]:
        return cell_size([self._cell(place) for place in self.cells.texts])

    def _cell(self, place: int) -> Cell:
        mark, tag = self.marks.get(place, PLAIN), self.tags.get(place, "")
        return Cell(self.cells.texts[place], mark, tag)

    def _table(self, block: int | None, first: bool) -> Table | None:
        if block is None:
            return None
        rows, columns = self.cells.rows, self.cells.columns
        cells = {
            (row, column): self._cell(self.cells.place(block, row, column))
            for row in rows
            for column in columns
            if row is not None and column is not None and self.cells.elements
        }
        return Table(rows, columns, cells, self._size, self._labels(block, first))

    def _labels(self, block: int, first: bool) -> Labels:
        axes = len(self.cells.shape)
        across, down = _("dim {dim} →"), _("dim {dim} ↓")
        return Labels(
            title=self._title(block) if axes == 3 else None,
            across=None if axes == 0 else across.format(dim=axes - 1) if first else "",
            beside=across.format(dim=0) if axes == 3 and first else "",
            down=down.format(dim=axes - 2) if axes > 1 and first else "",
            rows=axes > 1,
        )

    def _title(self, block: int) -> str:
        return words.block_title(self.name, block) if self.cells.blocks else ""


def in_words(said: Sequence[str], *grids: Grid) -> str:
    """Return sentences followed by each grid: what it is, and its cells in plain characters."""
    parts = [" ".join([*said, *words.caveats(*(grid.cells for grid in grids))])]
    for grid in grids:
        parts.append(f"{words.heading(grid.name, grid.cells)} {words.axes(grid.cells)}")
        parts.append(words.layout(grid.name, grid.cells, grid.marks, grid.tags))
    return "\n\n".join(parts)


def _table_width(table: Table | None) -> float:
    return table.width if table else GAP


def _line_width(line: Line) -> float:
    return sum(map(_table_width, line)) + BLOCK_SPACE * (len(line) - 1)


def _line_height(line: Line) -> float:
    return max((table.height for table in line if table), default=0.0)
