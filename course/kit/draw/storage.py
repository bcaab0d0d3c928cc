"""The picture of memory: a storage as a strip of cells, and below it who looks at which of them."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from itertools import groupby

import numpy as np
import torch

from course.kit.draw import words
from course.kit.draw.arrange import Stack, page
from course.kit.draw.cells import Array, Cells, Index, as_array, dtype_name, read
from course.kit.draw.picture import Picture
from course.kit.draw.strips import Strip
from course.kit.draw.style import source_mark
from course.kit.values.seen import Span
from course.kit.values.seen import memory as memory_under

NAMES = "xyzuvw"


@dataclass(frozen=True)
class View:
    """A tensor or an array as a way to look at memory: its number, its name, itself."""

    number: int
    name: str
    array: Array

    @property
    def shape(self) -> Index:
        """The shape of the tensor or array."""
        return tuple(self.array.shape)

    @property
    def itemsize(self) -> int:
        """The bytes of one element."""
        return self.array.itemsize

    @property
    def kind(self) -> str:
        """What it is, in one word."""
        return _("array") if isinstance(self.array, np.ndarray) else _("tensor")

    @cached_property
    def span(self) -> Span:
        """The addresses of the memory under it; none for one without elements."""
        return memory_under(self.array) if 0 not in self.shape else (0, 0)

    @property
    def _first(self) -> int:
        """The address of its first element."""
        if isinstance(self.array, np.ndarray):
            return self.array.__array_interface__["data"][0]
        return self.array.data_ptr()

    def cells(self, start: int) -> torch.Tensor:
        """In its shape: the number of the cell that each element looks at, from address `start`."""
        steps = [step // self.itemsize for step in self._byte_strides]
        first = self._first - start
        if any(place % self.itemsize for place in (first, *self._byte_strides)):
            raise ValueError(
                _("The elements of {name} don't lie in whole cells of its memory.").format(
                    name=self.name
                )
            )
        numbers = torch.full(self.shape, first // self.itemsize)
        for axis, (length, step) in enumerate(zip(self.shape, steps, strict=True)):
            along = [-1 if other == axis else 1 for other in range(len(steps))]
            numbers = numbers + (torch.arange(length) * step).reshape(along)
        return numbers

    @property
    def _byte_strides(self) -> Index:
        if isinstance(self.array, np.ndarray):
            return self.array.strides
        return tuple(step * self.itemsize for step in self.array.stride())

    def indices(self, cell: int, start: int) -> list[str]:
        """Return the indices at which it finds a cell of memory: "0,1", or none."""
        if 0 in self.shape:
            return []
        found = (self.cells(start) == cell).nonzero().tolist()
        return [",".join(map(str, index)) or self.name for index in found]


@dataclass(frozen=True)
class Memory:
    """One piece of memory, and all that look at it."""

    views: tuple[View, ...]

    @property
    def start(self) -> int:
        """The address at which it begins."""
        return min(view.span[0] for view in self.views)

    @cached_property
    def flat(self) -> Array:
        """All of it as a row of numbers: read through the view that reaches furthest."""
        widest = max(self.views, key=lambda view: view.span[1] - view.span[0])
        array, (start, end) = widest.array, widest.span
        count = (end - start) // widest.itemsize
        if isinstance(array, torch.Tensor):
            return array.as_strided((count,), (1,), 0)
        room = (ctypes.c_char * (end - start)).from_address(start)
        return np.frombuffer(room, dtype=array.dtype, count=count).copy()

    def cells(self, view: View) -> torch.Tensor:
        """The cells that one of its views looks at."""
        return view.cells(self.start)


def memory(*tensors: Array, **named: Array) -> Picture:
    """Draw the memory that tensors and NumPy arrays look at as a strip of cells, and them below it.

    Call it as memory(x=x, y=y); those given without a name are called x, y, z, ... What looks at
    the same memory stands under one strip, others under strips of their own. In a row below the
    strip, each cell that is looked at holds the index at which the tensor or array finds it.

    Raises TypeError when an argument is neither tensor nor array, ValueError when there is none,
    when a name is given twice, when one has more than three axes, or when two dtypes share one
    memory or elements lie across its cells.
    """
    pieces = _pieces(_views(tensors, named))
    cells = [read(piece.flat)[0] for piece in pieces]
    arrays = any(view.kind != _("tensor") for piece in pieces for view in piece.views)
    strips = [
        _strip(piece, shown, number if len(pieces) > 1 else None, arrays)
        for number, (piece, shown) in enumerate(zip(pieces, cells, strict=True), 1)
    ]
    notes = [note for piece in pieces for note in _who_shares(piece)]
    notes += _who_does_not(pieces, strips)
    each = _("one") if arrays else _("tensor")
    notes.append(
        _("Below a cell stands the index at which each {kind} finds it.").format(kind=each)
    )
    said = [" ".join([*notes, *words.caveats(*cells)])]
    for piece, strip in zip(pieces, strips, strict=True):
        said += [f"{strip.title}: {strip.note}. {_over(piece)}", strip.layout()]
    return Picture(page([Stack(tuple(strips))], notes), "\n\n".join(said))


def _views(tensors: Sequence[Array], named: dict[str, Array]) -> list[View]:
    if len(tensors) > len(NAMES) or set(NAMES[: len(tensors)]) & set(named):
        raise ValueError(_("Give each tensor a name of its own, as in memory(x=x, y=y)."))
    given = {**dict(zip(NAMES, tensors, strict=False)), **named}
    if not given:
        raise ValueError(_("Give at least one tensor, as in memory(x=x, y=y)."))
    for name, x in given.items():
        if not isinstance(x, torch.Tensor | np.ndarray):
            kind = type(x).__name__
            raise TypeError(
                _("{name} is {kind}; only tensors and arrays lie in a memory to draw.").format(
                    name=name, kind=kind
                )
            )
    return [View(n, name, as_array(x, name)) for n, (name, x) in enumerate(given.items())]


def _pieces(views: Sequence[View]) -> list[Memory]:
    """Gather the views whose memories overlap."""
    groups: list[list[View]] = []
    for view in views:
        touching = [group for group in groups if any(_overlap(view, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(other for group in touching for other in group), view])
    groups = [sorted(group, key=lambda view: view.number) for group in groups]
    for group in groups:
        if len({(dtype_name(view.array), view.itemsize) for view in group}) > 1:
            raise ValueError(
                _("{names} share a storage but have different dtypes; draw them apart.").format(
                    names=words.listed([view.name for view in group])
                )
            )
    groups.sort(key=lambda group: group[0].number)
    return [Memory(tuple(group)) for group in groups]


def _overlap(one: View, other: View) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _strip(piece: Memory, cells: Cells, number: int | None, kinds: bool) -> Strip:
    title = _("storage") if number is None else _("storage {number}").format(number=number)
    shown = [cell for cell in cells.columns if cell is not None]
    rows = {
        f"{view.name}": (
            (_("{kind}, shape {shape}") if kinds else _("shape {shape}")).format(
                kind=view.kind, shape=view.shape
            ),
            {cell: view.indices(cell, piece.start) for cell in shown},
        )
        for view in piece.views
    }
    note = _("{cells} of {dtype}, {bytes} bytes each").format(
        cells=words.count_cells(cells.elements),
        dtype=cells.dtype,
        bytes=piece.views[0].itemsize,
    )
    return Strip(title, note, cells, rows, [source_mark(view.number) for view in piece.views])


def _over(piece: Memory) -> str:
    shapes = [f"{view.name} {view.shape}" for view in piece.views]
    return _("It is looked at by {tensors}.").format(tensors=words.listed(shapes))


def _who_shares(piece: Memory) -> list[str]:
    if len(piece.views) < 2:
        return []
    common = piece.cells(piece.views[0]).unique()
    for view in piece.views[1:]:
        common = common[torch.isin(common, piece.cells(view).reshape(-1))]
    names = words.listed([view.name for view in piece.views])
    if not len(common) and _any_cell_twice(piece):
        said = _("{names} look at the same storage. No cell of it is looked at by all of them.")
        return [said.format(names=names)]
    if not len(common):
        return [_("{names} look at the same storage, but at different cells.").format(names=names)]
    return [
        _(
            "{names} look at the same storage, and share {cells} of it: "
            "a change through one is seen through the other."
        ).format(names=names, cells=_ranges(common.tolist()))
    ]


def _any_cell_twice(piece: Memory) -> bool:
    looked_at = torch.cat([piece.cells(view).unique() for view in piece.views])
    return len(looked_at.unique()) < len(looked_at)


def _who_does_not(pieces: Sequence[Memory], strips: Sequence[Strip]) -> list[str]:
    if len(pieces) < 2:
        return []
    owners = [
        f"{strip.title} ({words.listed([view.name for view in piece.views])})"
        for piece, strip in zip(pieces, strips, strict=True)
    ]
    return [
        _(
            "{storages} have no cell in common: a change in one leaves the others as they are."
        ).format(storages=words.listed(owners))
    ]


def _ranges(cells: Sequence[int]) -> str:
    """Write cells as in "cells 0 to 2 and 5"."""
    runs = []
    for _key, run in groupby(enumerate(cells), lambda pair: pair[1] - pair[0]):
        numbers = [cell for _place, cell in run]
        first, last = numbers[0], numbers[-1]
        if first == last:
            runs.append(str(first))
        else:
            runs.append(_("{first} to {last}").format(first=first, last=last))
    if len(runs) > 6:
        return words.count_cells(len(cells))
    return (_("cell {cells}") if len(cells) == 1 else _("cells {cells}")).format(
        cells=words.listed(runs)
    )
