"""The words of a picture: tensors laid out in plain characters, and sentences about them."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from gettext import gettext as _
from gettext import ngettext

from course.kit.draw.cells import Cells, Index
from course.kit.draw.style import PLAIN, Mark

GAP = "..."


def heading(name: str, cells: Cells) -> str:
    """Return the sentence that introduces a tensor: its name, shape and dtype."""
    return _("{name} has shape {shape} and dtype {dtype}.").format(
        name=name, shape=cells.shape, dtype=cells.dtype
    )


def layout(
    name: str,
    cells: Cells,
    marks: Mapping[int, Mark],
    tags: Mapping[int, str],
) -> str:
    """Return the cells as lines of plain characters, with the index labels of the picture.

    A marked cell stands in its mark's brackets, as in [3]; a cell with a tag as in a:3.
    """
    written = {
        p: _cell(text, marks.get(p, PLAIN), tags.get(p, "")) for p, text in cells.texts.items()
    }
    lines: list[str] = []
    for block in cells.blocks or (0,):
        if len(cells.shape) == 3 and cells.blocks:
            lines.append(GAP if block is None else block_title(name, block))
        if block is not None:
            lines += _table(cells, block, written)
    if not cells.elements:
        lines = [*filter(None, lines), _("(no cells)")]
    return "\n".join("    " + line for line in lines)


def axes(cells: Cells) -> str:
    """Say which axis runs which way."""
    named = {
        0: _("It has no axes: it is one number."),
        1: _("Its only axis, dim 0, runs across."),
        2: _("Rows are dim 0, columns are dim 1."),
        3: _("Blocks are dim 0, rows are dim 1, columns are dim 2."),
    }
    return named[len(cells.shape)]


def caveats(*many: Cells) -> list[str]:
    """Say what the picture leaves out: cells that are not drawn, digits that are rounded."""
    said = []
    if not all(cells.complete for cells in many):
        said.append(_("Not every cell is drawn: ... stands for those left out."))
    if any(cells.rounded for cells in many):
        said.append(_("Numbers are rounded."))
    return said


def listed(parts: Sequence[str]) -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def count_cells(count: int) -> str:
    """Return "1 cell", "2 cells" and so on."""
    return ngettext("{count} cell", "{count} cells", count).format(count=count)


def block_title(name: str, block: int) -> str:
    """Return the title of one table of a tensor with three axes: x[0]; only [0] of a long name."""
    return f"{name if name.isidentifier() else ''}[{block}]"


def item(name: str, index: Index) -> str:
    """Write one cell as it is picked: x[0, 1]; a tensor without axes is its name."""
    return f"{name}[{', '.join(map(str, index))}]" if index else name


def letters(number: int) -> str:
    """Return a, b, ... z, aa, ab, ... for 0, 1, ..."""
    first, last = divmod(number, 26)
    return (letters(first - 1) if first else "") + string.ascii_lowercase[last]


def _cell(text: str, mark: Mark, tag: str) -> str:
    left, right = mark.brackets
    return f"{left}{tag}:{text}{right}" if tag else f"{left}{text}{right}"


def ruled(lines: Sequence[Sequence[str]], labelled: bool = True) -> list[str]:
    """Return the cells of a table as lines of text, with a rule below the first line.

    With `labelled`, the first column holds labels and is set off by a bar.
    """
    if labelled:
        lines = [[f"{label} |", *line] for label, *line in lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = "-" * (sum(widths) + len(widths) - 1)
    first, *rest = (_justified(line, widths) for line in lines)
    return [first, rule, *rest]


def _justified(line: Sequence[str], widths: Sequence[int]) -> str:
    return " ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)).rstrip()


def _table(cells: Cells, block: int, written: Mapping[int, str]) -> list[str]:
    lines = [_row(cells, block, row, written) for row in cells.rows]
    if not cells.shape:
        return [lines[0][0].strip()]
    head = [GAP + " " if column is None else f"{column} " for column in cells.columns]
    if len(cells.shape) == 1:
        return ruled([head, *lines], labelled=False)
    labels = ["", *(GAP if row is None else str(row) for row in cells.rows)]
    return ruled([[label, *line] for label, line in zip(labels, [head, *lines], strict=True)])


def _row(cells: Cells, block: int, row: int | None, written: Mapping[int, str]) -> list[str]:
    if row is None:
        return [GAP + " "] * len(cells.columns)
    return [
        GAP + " " if column is None else written.get(cells.place(block, row, column), "")
        for column in cells.columns
    ]
