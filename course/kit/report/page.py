"""A report as HTML that says the same as its text.

It keeps to what JupyterLab leaves in untrusted output: tables, `details`, and a few styles in
place. Text has no colour of its own, so that it is readable in every theme; a mark is a frame as
well as a colour. Headings are strong text, since JupyterLab lists the headings of outputs among
those of the notebook.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from course.kit.prose import code_elements
from course.kit.report.blocks import FIRST, OTHER, Block, Code, Drawing, Marked, Prose, Row, Table
from course.kit.report.plain import name_of

_MARK = "#D55E00"
_LEFT = "text-align: left; vertical-align: top"
# Where there is too little room lines break, between words: prose and code needn't be scrolled.
_CODE = (
    "margin: 0; overflow: visible; white-space: pre-wrap; "
    "word-break: normal; overflow-wrap: break-word"
)
# A theme paints `pre` as a box of its own; here it is only to keep columns of digits straight.
_PRE = f"background: transparent; padding: 0; {_CODE}"
# But the rows of a matrix stay rows, also where that takes scrolling sideways.
_ROWS = "background: transparent; padding: 0; margin: 0; overflow: visible; white-space: pre"
# An outline takes no room, so that columns stay straight.
_STYLES = {
    FIRST: f"font-weight: bold; outline: 2px solid {_MARK}",
    OTHER: f"border-bottom: 2px dotted {_MARK}",
}


def markup(title: str, colour: str, blocks: Sequence[Block]) -> str:
    """Write a report whole."""
    return (
        f'<div style="border-left: 4px solid {colour}; padding-left: 12px">'
        f'<p style="margin: 0"><strong style="font-size: 110%">{html.escape(title)}</strong></p>'
        f"{''.join(map(_block, blocks))}</div>"
    )


def _block(block: Block) -> str:
    title = code_elements(block.heading)
    heading = f'<p style="margin: 14px 0 4px 0"><strong>{title}</strong></p>'
    match block:
        case Prose():
            return heading + _prose(block.text)
        case Code():
            body = html.escape(block.text)
            return f'{heading}<pre style="{_CODE}">{body}</pre>'
        case Table():
            return heading + _table(block) + (_prose(block.below) if block.below else "")
        case Drawing():
            return heading + block.picture.as_vector_html()


def _prose(text: str) -> str:
    return f'<p style="margin: 0">{code_elements(text)}</p>'


def _table(table: Table) -> str:
    titles = "".join(
        f'<th scope="col" style="{_LEFT}">{html.escape(title)}</th>' for title in table.titles
    )
    head = f"<thead><tr><td></td>{titles}</tr></thead>" if titles else ""
    body = "".join(map(_row, table.rows))
    return (
        f'<table style="border-collapse: collapse; margin: 0">{head}<tbody>{body}</tbody></table>'
    )


def _row(row: Row) -> str:
    edge = _MARK if row.differs else "transparent"
    weight = "bold" if row.differs else "normal"
    style = f"{_LEFT}; border-left: 4px solid {edge}; font-weight: {weight}"
    cells = "".join(map(_cell, row.cells))
    return f'<tr><th scope="row" style="{style}">{html.escape(name_of(row))}</th>{cells}</tr>'


def _cell(cell: Marked) -> str:
    inside = "".join(
        f'<span style="{_STYLES[piece.mark]}">{html.escape(piece.text)}</span>'
        if piece.mark
        else html.escape(piece.text)
        for piece in cell.pieces
    )
    style = _ROWS if "\n" in cell.text else _PRE
    return f'<td style="{_LEFT}"><pre style="{style}">{inside}</pre></td>'
