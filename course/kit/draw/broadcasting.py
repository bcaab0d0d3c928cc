"""The picture of broadcasting: which axes are stretched, and what is repeated where."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import replace
from gettext import gettext as _
from gettext import ngettext

import numpy as np
import torch

from course.kit.draw import words
from course.kit.draw.alignment import Alignment, Meeting, align
from course.kit.draw.arrange import page
from course.kit.draw.cells import MOST_AXES, Array, Cells, Index, as_array, read
from course.kit.draw.equation import Equation, Term
from course.kit.draw.grids import Grid
from course.kit.draw.picture import Picture
from course.kit.draw.style import ghost_mark, source_mark
from course.kit.draw.tensors import describe

OPERATIONS: dict[str, Callable[[object, object], object]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "&": operator.and_,
    "|": operator.or_,
}
TABLE_SPACE = 18.0


def broadcast(
    a: object, b: object, op: str = "+", *, names: tuple[str, str] = ("a", "b")
) -> Picture:
    """Draw how two tensors are stretched to one shape, and what comes out.

    `a` and `b` are tensors, arrays, numbers or nested lists, or two shapes as tuples. The table
    aligns their shapes from the right. Below it, unless shapes were given, stand both operands in
    the shape of the result, cells that only repeat others drawn with a broken border, and the
    result of `op`: one of + - * / == < <= > >= & |. Where the shapes don't fit, the table shows
    where; where the result has more than three axes, the table is all that is drawn.

    Raises TypeError when one is no tensor and no shape, ValueError for another `op`.
    """
    if op not in OPERATIONS:
        raise ValueError(
            _("{op!r} is none of the operations {known}.").format(op=op, known=" ".join(OPERATIONS))
        )
    for_shapes = isinstance(a, tuple) and isinstance(b, tuple)
    pair = (a, b) if for_shapes else (_operand(a, names[0]), _operand(b, names[1]))
    shapes = _shapes(pair, names)
    meetings = align(*shapes)
    said = _said(names, shapes, meetings)
    table = Alignment(names, meetings)
    fits = all(meeting.result is not None for meeting in meetings)
    grids: list[Grid] = []
    if fits and not for_shapes and len(meetings) <= MOST_AXES:
        grids = _grids(pair, op, names, meetings)
    notes = said[1:]
    layout = [table.layout()] if meetings else []
    if not grids:
        sheet = page([table], notes)
        return Picture(sheet, "\n\n".join([" ".join(said), *layout]))
    ghosts = any(mark.ghost for grid in grids for mark in grid.marks.values())
    border = [_("A cell with a broken border only repeats another.")] if ghosts else []
    key = [_("Cells in [] are in memory, those in () only repeat them.")] if ghosts else []
    terms = [Term(sign, grid) for sign, grid in zip(("", op, "="), grids, strict=True)]
    top = replace(table, room=TABLE_SPACE) if meetings else None
    sheet = page([Equation(terms)], [*notes, *border], top=top)
    caveats = words.caveats(*(grid.cells for grid in grids))
    text = [" ".join([*said, *key, *caveats]), *layout]
    return Picture(sheet, "\n\n".join([*text, *(part for grid in grids for part in _words(grid))]))


def _words(grid: Grid) -> list[str]:
    head = _("{name} in shape {shape}, dtype {dtype}.").format(
        name=grid.name, shape=grid.cells.shape, dtype=grid.cells.dtype
    )
    return [
        f"{head} {words.axes(grid.cells)}",
        words.layout(grid.name, grid.cells, grid.marks, grid.tags),
    ]


def _operand(x: object, name: str) -> Array:
    """Return `x` as a tensor or array; those with too many axes for cells pass as they are."""
    if isinstance(x, torch.Tensor | np.ndarray) and x.ndim > MOST_AXES:
        return x
    return as_array(x, name)


def _shapes(pair: Sequence[object], names: Sequence[str]) -> tuple[Index, Index]:
    found = []
    for x, name in zip(pair, names, strict=True):
        lengths = x if isinstance(x, tuple) else tuple(x.shape)  # type: ignore[attr-defined]
        if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in lengths):
            raise TypeError(
                _("A shape is a tuple of whole numbers from 0; {name} is {shape}.").format(
                    name=name, shape=lengths
                )
            )
        found.append(tuple(lengths))
    return found[0], found[1]


def _said(names: Sequence[str], shapes: Sequence[Index], meetings: Sequence[Meeting]) -> list[str]:
    head = _("{a} has shape {shape_a}, {b} has shape {shape_b}").format(
        a=names[0], b=names[1], shape_a=shapes[0], shape_b=shapes[1]
    )
    clashes = [dim for dim, meeting in enumerate(meetings) if meeting.result is None]
    if clashes:
        said = [_("{head}: they don't fit.").format(head=head)]
        for dim in clashes:
            m, n = meetings[dim].lengths
            said.append(
                _("In dim {dim}, {m} meets {n}: they differ, and neither is 1.").format(
                    dim=dim, m=m, n=n
                )
            )
        return said
    result = tuple(meeting.result for meeting in meetings)
    said = [_("{head}, the result has shape {result}.").format(head=head, result=result)]
    for operand, name in enumerate(names):
        axes = [dim for dim, meeting in enumerate(meetings) if meeting.stretched(operand)]
        if axes:
            said.append(
                ngettext(
                    "{name} is stretched along dim {axes}.",
                    "{name} is stretched along dims {axes}.",
                    len(axes),
                ).format(name=name, axes=words.listed([str(dim) for dim in axes]))
            )
    if len(said) == 1:
        said.append(_("Nothing is stretched."))
    if any(None in meeting.lengths for meeting in meetings):
        said.append(_("An axis that is missing (none) counts as 1."))
    return said


def _grids(
    pair: Sequence[Array], op: str, names: Sequence[str], meetings: Sequence[Meeting]
) -> list[Grid]:
    tensors = [torch.from_numpy(x.copy()) if isinstance(x, np.ndarray) else x for x in pair]
    shape = tuple(meeting.result for meeting in meetings)
    result = as_array(OPERATIONS[op](*tensors), "result")
    wide = [x.expand(shape) for x in tensors]
    *operands, outcome = read(*wide, result)
    grids = [
        _stretched(cells, names[number], tuple(pair[number].shape), number, meetings)
        for number, cells in enumerate(operands)
    ]
    return [*grids, Grid(outcome, _("result"), describe(outcome))]


def _stretched(
    cells: Cells, name: str, shape: Index, number: int, meetings: Sequence[Meeting]
) -> Grid:
    """Return an operand in the shape of the result, with its own cells and their ghosts."""
    own = replace(source_mark(number), brackets="[]")
    repeated = [dim for dim, meeting in enumerate(meetings) if meeting.stretched(number)]
    marks = {
        place: ghost_mark(number) if any(cells.index(place)[dim] for dim in repeated) else own
        for place in cells.texts
    }
    note = _("{shape} → {wide}").format(shape=shape, wide=cells.shape) if repeated else f"{shape}"
    return Grid(cells, name, note, marks)
