"""The picture of memory: a storage as a strip of cells, and below it who looks at which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from itertools import groupby

import torch

from course.kit.draw import words
from course.kit.draw.arrange import Stack, page
from course.kit.draw.cells import Cells, Index, as_array, read
from course.kit.draw.picture import Picture
from course.kit.draw.strips import Strip
from course.kit.draw.style import source_mark

NAMES = "xyzuvw"


@dataclass(frozen=True)
class View:
    """A tensor as a way to look at a storage: its number among those given, its name, itself."""

    number: int
    name: str
    tensor: torch.Tensor

    @property
    def shape(self) -> Index:
        """The shape of the tensor."""
        return tuple(self.tensor.shape)

    @property
    def address(self) -> int:
        """Where the storage starts; 0 for a tensor that has none."""
        return self.tensor.untyped_storage().data_ptr() if self.tensor.numel() else 0

    @cached_property
    def cells(self) -> torch.Tensor:
        """In the shape of the tensor: the number of the storage cell that each element looks at."""
        return torch.arange(self.flat.numel()).as_strided(
            self.tensor.shape, self.tensor.stride(), self.tensor.storage_offset()
        )

    @property
    def flat(self) -> torch.Tensor:
        """The whole storage as a row of numbers."""
        size = self.tensor.untyped_storage().nbytes() // self.tensor.element_size()
        return self.tensor.as_strided((size,), (1,), 0)

    def indices(self, cell: int) -> list[str]:
        """Return the indices at which the tensor finds a storage cell: "0,1", or none."""
        if not self.tensor.numel():
            return []
        found = (self.cells == cell).nonzero().tolist()
        return [",".join(map(str, index)) or self.name for index in found]


def memory(*tensors: torch.Tensor, **named: torch.Tensor) -> Picture:
    """Draw the storage that tensors look at as a strip of cells, and each tensor's cells below it.

    Call it as memory(x=x, y=y); tensors given without a name are called x, y, z, ... Tensors over
    the same storage stand under one strip, others under strips of their own. In a tensor's row,
    each cell it looks at holds the index at which the tensor finds it.

    Raises TypeError when an argument is no tensor, ValueError when there is none, when a name is
    given twice, when one has more than three axes, or when two dtypes share one storage.
    """
    groups = _by_storage(_views(tensors, named))
    cells = [read(group[0].flat)[0] for group in groups]
    strips = [
        _strip(group, shown, number if len(groups) > 1 else None)
        for number, (group, shown) in enumerate(zip(groups, cells, strict=True), 1)
    ]
    notes = [note for group in groups for note in _who_shares(group)]
    notes += _who_does_not(groups, strips)
    notes.append(_("Below a cell stands the index at which each tensor finds it."))
    said = [" ".join([*notes, *words.caveats(*cells)])]
    for group, strip in zip(groups, strips, strict=True):
        said += [f"{strip.title}: {strip.note}. {_over(group)}", strip.layout()]
    return Picture(page([Stack(tuple(strips))], notes), "\n\n".join(said))


def _views(tensors: Sequence[torch.Tensor], named: dict[str, torch.Tensor]) -> list[View]:
    if len(tensors) > len(NAMES) or set(NAMES[: len(tensors)]) & set(named):
        raise ValueError(_("Give each tensor a name of its own, as in memory(x=x, y=y)."))
    given = {**dict(zip(NAMES, tensors, strict=False)), **named}
    if not given:
        raise ValueError(_("Give at least one tensor, as in memory(x=x, y=y)."))
    for name, x in given.items():
        if not isinstance(x, torch.Tensor):
            kind = type(x).__name__
            raise TypeError(
                _("{name} is {kind}; only tensors have a storage.").format(name=name, kind=kind)
            )
    return [View(n, name, as_array(x, name)) for n, (name, x) in enumerate(given.items())]


def _by_storage(views: Sequence[View]) -> list[list[View]]:
    groups: dict[object, list[View]] = {}
    for number, view in enumerate(views):
        groups.setdefault(view.address or ("empty", number), []).append(view)
    for group in groups.values():
        if len({view.tensor.dtype for view in group}) > 1:
            raise ValueError(
                _("{names} share a storage but have different dtypes; draw them apart.").format(
                    names=words.listed([view.name for view in group])
                )
            )
    return list(groups.values())


def _strip(group: Sequence[View], cells: Cells, number: int | None) -> Strip:
    title = _("storage") if number is None else _("storage {number}").format(number=number)
    shown = [cell for cell in cells.columns if cell is not None]
    rows = {
        f"{view.name}": (
            _("shape {shape}").format(shape=view.shape),
            {cell: view.indices(cell) for cell in shown},
        )
        for view in group
    }
    note = _("{cells} of {dtype}, {bytes} bytes each").format(
        cells=words.count_cells(cells.elements),
        dtype=cells.dtype,
        bytes=group[0].tensor.element_size(),
    )
    return Strip(title, note, cells, rows, [source_mark(view.number) for view in group])


def _over(group: Sequence[View]) -> str:
    shapes = [f"{view.name} {view.shape}" for view in group]
    return _("It is looked at by {tensors}.").format(tensors=words.listed(shapes))


def _who_shares(group: Sequence[View]) -> list[str]:
    if len(group) < 2:
        return []
    common = group[0].cells.unique()
    for view in group[1:]:
        common = common[torch.isin(common, view.cells.reshape(-1))]
    names = words.listed([view.name for view in group])
    if not len(common):
        return [_("{names} look at the same storage, but at different cells.").format(names=names)]
    return [
        _(
            "{names} look at the same storage, and share {cells} of it: "
            "a change through one is seen through the other."
        ).format(names=names, cells=_ranges(common.tolist()))
    ]


def _who_does_not(groups: Sequence[Sequence[View]], strips: Sequence[Strip]) -> list[str]:
    if len(groups) < 2:
        return []
    owners = [
        f"{strip.title} ({words.listed([view.name for view in group])})"
        for group, strip in zip(groups, strips, strict=True)
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
