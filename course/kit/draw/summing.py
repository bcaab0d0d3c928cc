"""The picture of a sum along an axis: which cells are added, and which axis disappears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext

import numpy as np

from course.kit.draw import words
from course.kit.draw.arrange import Arrow, page
from course.kit.draw.cells import Array, Cells, Index, as_array, in_reading_order, read
from course.kit.draw.grids import Grid, in_words
from course.kit.draw.lettering import text_width
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Sheet
from course.kit.draw.style import INK, MUTED, TITLE_SIZE, VERMILLION, group_mark
from course.kit.draw.tensors import describe


def sum_axis(x: object, dim: int, *, name: str = "x") -> Picture:
    """Draw `x` and x.sum(dim) side by side; cells that are added carry the same letter.

    `x` is a tensor, array or nested list of one to three axes; `dim` is one of them, counted from
    0, or from -1 for the last.

    Raises TypeError when `x` cannot be summed or `dim` is no integer, ValueError when `x` has no
    such axis.
    """
    array = as_array(x, name)
    axis = _axis(array, dim, name)
    result = f"{name}.sum({dim})"
    before, after = read(array, _sum(array, axis, name))
    groups = {place: _group(before, place, axis) for place in before.texts}
    old, new = _grid(before, name, groups), _grid(after, result, {p: p for p in after.texts})
    notes = [_disappears(before, axis, dim), _("Cells with the same letter are added.")]
    change = ShapeChange(before.shape, after.shape, axis)
    sheet = page([old, Arrow(_("add")), new], notes, top=change)
    key = _("In the tables below, the letter stands before a colon.")
    adds = _("{result} adds along dim {axis} of {name}.").format(
        result=result, axis=axis, name=name
    )
    text = in_words([adds, str(change), *notes, key], old, new)
    text += _sums(before, after, groups, axis)
    return Picture(sheet, text)


@dataclass(frozen=True)
class ShapeChange:
    """The shapes before and after, with the size that disappears struck out."""

    before: Index
    after: Index
    axis: int

    def __str__(self) -> str:
        return _("The shape {before} becomes {after}.").format(before=self.before, after=self.after)

    @property
    def _pieces(self) -> list[tuple[str, bool]]:
        sizes = [(str(size), axis == self.axis) for axis, size in enumerate(self.before)]
        pieces = [piece for size in sizes for piece in (size, (", ", False))][:-1]
        end = ",)" if len(self.before) == 1 else ")"
        return [("(", False), *pieces, (f"{end}  →  {self.after}", False)]

    @property
    def width(self) -> float:
        """The width in points."""
        return sum(text_width(text, TITLE_SIZE, True, True) for text, _struck in self._pieces)

    @property
    def height(self) -> float:
        """The height in points, with the space below."""
        return 30.0

    @property
    def middle(self) -> float:
        """The middle of the text."""
        return 7.0

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Write the shapes with their left upper corner at (x, y)."""
        middle = y + self.middle
        for text, struck in self._pieces:
            width = text_width(text, TITLE_SIZE, True, True)
            start = x + width - text_width(text.lstrip(), TITLE_SIZE, True, True)
            colour = MUTED if struck else INK
            style = {"colour": colour, "bold": True, "mono": True}
            sheet.word(start, middle, text.strip(), TITLE_SIZE, **style)
            if struck:
                ends = (x - 2, middle + 6), (x + width + 2, middle - 6)
                sheet.stroke(*ends, colour=VERMILLION, line=1.3)
            x += width


def _axis(array: Array, dim: int, name: str) -> int:
    if isinstance(dim, bool) or not isinstance(dim, int):
        raise TypeError(
            _("dim is a whole number, as in sum_axis(x, 0); got {dim!r}.").format(dim=dim)
        )
    if -array.ndim <= dim < array.ndim:
        return dim % array.ndim
    raise ValueError(
        _("{name} has shape {shape} and so no dim {dim}. Give one from {low} to {high}.").format(
            name=name, shape=tuple(array.shape), dim=dim, low=-array.ndim, high=array.ndim - 1
        )
        if array.ndim
        else _("{name} has no axes, so there is none to sum along.").format(name=name)
    )


def _sum(array: Array, axis: int, name: str) -> Array:
    try:
        return np.asarray(array.sum(axis)) if isinstance(array, np.ndarray) else array.sum(axis)
    except RuntimeError as error:
        raise TypeError(
            _("{name} cannot be summed: {error}.").format(name=name, error=error)
        ) from None


def _group(cells: Cells, place: int, axis: int) -> int:
    """Return the place in the result of the sum that the cell at `place` goes into."""
    index = cells.index(place)
    shape = cells.shape[:axis] + cells.shape[axis + 1 :]
    return in_reading_order(shape, index[:axis] + index[axis + 1 :])


def _grid(cells: Cells, name: str, groups: Mapping[int, int]) -> Grid:
    marks = {place: group_mark(group) for place, group in groups.items()}
    tags = {place: words.letters(group) for place, group in groups.items()}
    return Grid(cells, name, describe(cells), marks, tags)


def _disappears(before: Cells, axis: int, dim: int) -> str:
    said = ngettext(
        "dim {axis} disappears: each sum is of {size} number.",
        "dim {axis} disappears: each sum is of {size} numbers.",
        before.shape[axis],
    ).format(axis=axis, size=before.shape[axis])
    if axis == dim:
        return said
    back = _("Counted from the back, dim {axis} is dim {dim}.").format(axis=axis, dim=dim)
    return f"{said} {back}"


def _sums(before: Cells, after: Cells, groups: Mapping[int, int], axis: int) -> str:
    """Return the sums as they are worked out, one a line."""
    lines = []
    for group, total in after.texts.items():
        terms = [before.texts[place] for place, of in groups.items() if of == group]
        if None in before.shown[axis]:
            terms.insert(before.shown[axis].index(None), words.GAP)
        if terms:
            lines.append(f"    {words.letters(group)}: {' + '.join(terms)} = {total}")
    return "\n\n".join(["", _("The sums:"), "\n".join(lines)]) if lines else ""
