"""The picture of torch.cat: tensors joined along an axis, each cell with the name of its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import gettext as _

import numpy as np
import torch

from course.kit.draw import words
from course.kit.draw.arrange import Arrow, Stack, page
from course.kit.draw.cells import Cells, as_array, read
from course.kit.draw.grids import Grid, in_words
from course.kit.draw.picture import Picture
from course.kit.draw.style import source_mark
from course.kit.draw.tensors import describe


def cat(tensors: Sequence[object], dim: int = 0, *, names: Sequence[str] | None = None) -> Picture:
    """Draw tensors and what torch.cat makes of them along `dim`.

    `tensors` are one or more tensors, arrays or nested lists of one to three axes, whose shapes
    agree in all axes but `dim`. They are named A, B, C, ..., or as `names` says, and each of their
    cells carries the name.

    Raises TypeError when one is no tensor or `dim` no integer, ValueError when they do not fit.
    """
    names = _names(tensors, names)
    arrays = [_tensor(x, name) for x, name in zip(tensors, names, strict=True)]
    axis = _axis(arrays, dim, names)
    result = f"cat([{', '.join(names)}], {dim})"
    *parts, joined = read(*arrays, torch.cat(arrays, axis))
    starts = [sum(cells.shape[axis] for cells in parts[:i]) for i in range(len(parts))]
    owners = {place: _owner(joined.index(place)[axis], starts) for place in joined.texts}
    grids = [
        _grid(cells, names[i], dict.fromkeys(cells.texts, i), names)
        for i, cells in enumerate(parts)
    ]
    whole = _grid(joined, result, owners, names)
    axes = len(joined.shape)
    sources = Stack(tuple(grids), across=axis in (axes - 1, axes - 3))
    notes = [_grows(parts, joined, axis), *_promotion(parts, joined)]
    sheet = page([sources, Arrow("cat", f"dim {axis}"), whole], notes)
    joins = _("{result} joins {names} along dim {axis}.").format(
        result=result, names=words.listed(names), axis=axis
    )
    return Picture(sheet, in_words([joins, *notes, _key()], *grids, whole))


def _names(tensors: object, names: Sequence[str] | None) -> list[str]:
    if not isinstance(tensors, list | tuple) or not tensors:
        raise TypeError(_("Give the tensors to join as a list, as in cat([a, b])."))
    if names is None:
        return [words.letters(number).upper() for number in range(len(tensors))]
    if isinstance(names, str) or len(names) != len(tensors):
        raise ValueError(
            _("Give one name for each of the {count} tensors.").format(count=len(tensors))
        )
    return list(names)


def _tensor(x: object, name: str) -> torch.Tensor:
    array = as_array(x, name)
    return torch.from_numpy(array.copy()) if isinstance(array, np.ndarray) else array


def _axis(arrays: Sequence[torch.Tensor], dim: int, names: Sequence[str]) -> int:
    if isinstance(dim, bool) or not isinstance(dim, int):
        raise TypeError(
            _("dim is a whole number, as in cat([a, b], 0); got {dim!r}.").format(dim=dim)
        )
    shapes = [tuple(array.shape) for array in arrays]
    axes = len(shapes[0])
    all_shapes = words.listed([f"{n} {shape}" for n, shape in zip(names, shapes, strict=True)])
    if axes == 0 or any(len(shape) != axes for shape in shapes):
        raise ValueError(
            _("Tensors to join have the same number of axes, at least one; got {shapes}.").format(
                shapes=all_shapes
            )
        )
    if not -axes <= dim < axes:
        raise ValueError(
            _("There is no dim {dim}: give one from {low} to {high}.").format(
                dim=dim, low=-axes, high=axes - 1
            )
        )
    axis = dim % axes
    if len({shape[:axis] + shape[axis + 1 :] for shape in shapes}) > 1:
        raise ValueError(
            _("To join along dim {axis}, all other sizes must agree; got {shapes}.").format(
                axis=axis, shapes=all_shapes
            )
        )
    return axis


def _owner(position: int, starts: Sequence[int]) -> int:
    return max(number for number, start in enumerate(starts) if start <= position)


def _grid(cells: Cells, name: str, owners: Mapping[int, int], names: Sequence[str]) -> Grid:
    marks = {place: source_mark(owner) for place, owner in owners.items()}
    tags = {place: names[owner] for place, owner in owners.items()}
    return Grid(cells, name, describe(cells), marks, tags)


def _grows(parts: Sequence[Cells], joined: Cells, axis: int) -> str:
    sizes = " + ".join(str(cells.shape[axis]) for cells in parts)
    return _("dim {axis} grows to {sizes} = {total}; the other sizes stay.").format(
        axis=axis, sizes=sizes, total=joined.shape[axis]
    )


def _key() -> str:
    return _("In the tables below, the name before a colon is that of the cell's source.")


def _promotion(parts: Sequence[Cells], joined: Cells) -> list[str]:
    dtypes = list(dict.fromkeys(cells.dtype for cells in parts))
    if len(dtypes) < 2:
        return []
    return [
        _("The dtypes {dtypes} are promoted to {joined}.").format(
            dtypes=words.listed(dtypes), joined=joined.dtype
        )
    ]
