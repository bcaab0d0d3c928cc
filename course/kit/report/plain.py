"""A report as plain text, for a terminal, for mail, and for whatever shows no HTML."""

from __future__ import annotations

from collections.abc import Sequence

from course.kit.language import _
from course.kit.report.blocks import Block, Code, Drawing, Prose, Row, Table

_INDENT = "    "
_BETWEEN = "   "


def text(title: str, blocks: Sequence[Block]) -> str:
    """Write a report whole."""
    return "\n\n".join([title, *map(_block, blocks)])


def name_of(row: Row) -> str:
    """Give a row's name, with the word that says that its cells differ."""
    return _("{fact} (differs)").format(fact=row.name) if row.differs else row.name


def _block(block: Block) -> str:
    match block:
        case Prose() | Code():
            body = block.text.split("\n")
        case Table():
            body = [*_table(block), *([block.below] if block.below else [])]
        case Drawing():
            body = block.picture.text.split("\n")
    return "\n".join([block.heading, *((_INDENT + line).rstrip() for line in body)])


def _table(table: Table) -> list[str]:
    """Set a table in columns; what is marked has `^^` below it."""
    cells = [[[name_of(row)], *(cell.lines() for cell in row.cells)] for row in table.rows]
    if table.titles:
        cells.insert(0, [[""], *([title] for title in table.titles)])
    count = max(map(len, cells), default=0)
    widths = [max(len(line) for row in cells for line in row[i]) for i in range(count)]
    lines = []
    for row in cells:
        for i in range(max(map(len, row))):
            parts = [
                (cell[i] if i < len(cell) else "").ljust(width)
                for cell, width in zip(row, widths, strict=True)
            ]
            lines.append(_BETWEEN.join(parts).rstrip())
    return lines
