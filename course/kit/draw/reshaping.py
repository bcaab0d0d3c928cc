"""The picture of reshape: the same numbers, taken row by row, laid out in another shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from gettext import gettext as _

from course.kit.draw import sharing, words
from course.kit.draw.arrange import Arrow, page
from course.kit.draw.cells import Cells, Index, as_array, read
from course.kit.draw.grids import Grid, in_words
from course.kit.draw.picture import Picture
from course.kit.draw.style import Mark, group_mark
from course.kit.draw.tensors import describe


def reshape(x: object, *shape: int | Sequence[int], name: str = "x") -> Picture:
    """Draw `x` and x.reshape(shape) side by side.

    The small numbers in the corners count the cells in reading order (row by row), which reshape
    keeps; the tints are those of the rows of one of the two. `shape` is given as numbers or as one
    tuple; one of them may be -1, and the picture shows what it stands for.

    Raises TypeError when `x` is no tensor or `shape` no integers, ValueError when the cells do not
    fit the shape or when either has more than three axes.
    """
    array = as_array(x, name)
    asked = _integers(shape)
    new = resolve(math.prod(array.shape), asked)
    result = f"{name}.reshape({', '.join(map(str, asked)) if asked else '()'})"
    reshaped = as_array(array.reshape(new), result)
    before, after = read(array, reshaped)
    groups = before if _row_count(before.shape) > 1 else after
    shown = {*before.texts, *after.texts}
    marks = {place: _tint(groups, place) for place in shown}
    tags = {place: str(place) for place in shown} if before.elements > 1 else {}
    shared = sharing.shares_memory(array, reshaped)
    memory = sharing.sentence(array, reshaped, name, result)
    notes = [_order(before), *_minus_one(asked, new, before.elements), memory]
    left = Grid(before, name, describe(before), marks, tags)
    right = Grid(after, result, describe(after), marks, tags)
    arrow = Arrow(_("row by row"), _("same memory") if shared else _("copied"), dashed=not shared)
    key = [_("In the tables below, the small number stands before a colon.")] if tags else []
    lays = _("{result} lays the {cells} of {name} out in shape {shape}.").format(
        result=result, cells=words.count_cells(before.elements), name=name, shape=new
    )
    return Picture(page([left, arrow, right], notes), in_words([lays, *notes, *key], left, right))


def resolve(elements: int, shape: Index) -> Index:
    """Return `shape` with its -1 replaced by the size that makes the `elements` fit.

    Raises ValueError when no size does, or when there is more than one -1.
    """
    if shape.count(-1) > 1:
        raise ValueError(
            _("Only one size of a shape may be -1; {shape} has more.").format(shape=shape)
        )
    if any(size < -1 for size in shape):
        raise ValueError(_("A size is at least 0, or -1; {shape} has another.").format(shape=shape))
    rest = math.prod(size for size in shape if size != -1)
    if -1 not in shape and rest == elements:
        return shape
    if -1 in shape and rest and elements % rest == 0:
        return tuple(elements // rest if size == -1 else size for size in shape)
    raise ValueError(
        _(
            "{count} cannot be laid out as {shape}. "
            "The sizes multiplied must give {elements}; one of them may be -1."
        ).format(count=words.count_cells(elements), shape=shape, elements=elements)
    )


def _integers(shape: Sequence[int | Sequence[int]]) -> Index:
    sizes = shape[0] if len(shape) == 1 and isinstance(shape[0], list | tuple) else shape
    if any(isinstance(size, bool) or not isinstance(size, int) for size in sizes):
        raise TypeError(
            _("A shape is made of whole numbers, as in reshape(x, 3, -1); got {shape}.").format(
                shape=tuple(sizes)
            )
        )
    return tuple(sizes)  # type: ignore[arg-type]


def _row_count(shape: Index) -> int:
    return math.prod(shape[:-1])


def _tint(cells: Cells, place: int) -> Mark:
    return group_mark(place // (cells.shape[-1] if cells.shape else 1))


def _order(cells: Cells) -> str:
    if cells.elements < 2:
        return _("reshape keeps the cells in reading order.")
    return _(
        "reshape keeps the reading order, row by row: "
        "the small number in a cell counts from 0 to {last}."
    ).format(last=cells.elements - 1)


def _minus_one(asked: Index, new: Index, elements: int) -> list[str]:
    if -1 not in asked:
        return []
    size = new[asked.index(-1)]
    others = [str(value) for value in asked if value != -1]
    if not others:
        return [_("-1 stands for {size}: all the cells.").format(size=size)]
    return [
        _("-1 stands for {size}, because {elements} / {others} = {size}.").format(
            size=size,
            elements=elements,
            others=others[0] if len(others) == 1 else "(" + " * ".join(others) + ")",
        )
    ]
