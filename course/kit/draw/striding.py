"""The picture of strides: where a tensor begins in its storage, and how far each step goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _

import torch

from course.kit.draw import words
from course.kit.draw.arrange import Stack, page
from course.kit.draw.cells import Array, Axis, Cells, Index, as_array, dtype_name, read
from course.kit.draw.grids import Grid
from course.kit.draw.jumps import Jump, Jumps
from course.kit.draw.picture import Picture
from course.kit.draw.style import MAX_WIDTH, source_mark

LETTERS = "ijk"
# How many storage cells are drawn, the more the shorter their numbers are.
MOST_CELLS = (16, 14, 12, 11, 10, 9, 8, 7, 6)


@dataclass(frozen=True)
class View:
    """A tensor as a way to look at a storage, cell by cell."""

    name: str
    tensor: torch.Tensor

    @property
    def shape(self) -> Index:
        """The shape of the tensor."""
        return tuple(self.tensor.shape)

    @cached_property
    def flat(self) -> torch.Tensor:
        """The whole storage as a row of numbers."""
        size = self.tensor.untyped_storage().nbytes() // self.tensor.element_size()
        return self.tensor.as_strided((size,), (1,), 0)

    def indices(self, cell: int) -> list[str]:
        """Return the indices at which the tensor finds a storage cell: "0,1", or none."""
        if not self.tensor.numel():
            return []
        place = self.tensor.storage_offset()
        cells = torch.arange(self.flat.numel())
        looked_at = cells.as_strided(self.tensor.shape, self.tensor.stride(), place)
        found = (looked_at == cell).nonzero().tolist()
        return [",".join(map(str, index)) or self.name for index in found]


def strides(x: torch.Tensor, *, name: str = "x") -> Picture:
    """Draw the cells of a tensor, and below them its storage with the steps that strides make.

    Each cell of the tensor carries the number of its storage cell. Over the storage, an arrow for
    the offset leads to the first element, and for each axis with more than one place an arrow
    leads one step on. `x` may be transposed, sliced, expanded or windowed, of at most three axes.

    Raises TypeError when `x` is no tensor, ValueError when it has more axes.
    """
    if not isinstance(x, torch.Tensor):
        kind = type(x).__name__
        raise TypeError(
            _("{name} is {kind}; only tensors have strides.").format(name=name, kind=kind)
        )
    view = View(name, as_array(x, name))
    cells, strip = _fitting(view)
    tags = {place: str(_cell(view, cells.index(place))) for place in cells.texts}
    grid = Grid(cells, name, _describe(view), tags=tags)
    said = _sentences(view)
    tagged = _("The small number in each cell of {name} is the number of its storage cell.")
    notes = [*said, tagged.format(name=name)] if cells.elements else said
    caveats = words.caveats(cells)
    if len(strip.texts) < view.flat.numel():
        caveats = [_("Not every cell is drawn: ... stands for those left out."), *caveats[1:]]
    text = "\n\n".join(
        [
            " ".join([_described(view), words.axes(cells), *said, *caveats]),
            words.layout(name, cells, {}, tags),
            _("Above, a number before a colon is that of the storage cell."),
            _("storage: {note}.").format(note=strip.note),
            strip.layout(),
        ]
    )
    return Picture(page([Stack((grid, strip))], notes), text)


def _described(view: View) -> str:
    said = _("{name} has shape {shape}, strides {strides}, offset {offset} and dtype {dtype}.")
    return said.format(name=view.name, **_facts(view))


def _describe(view: View) -> str:
    said = _("shape {shape}   strides {strides}   offset {offset}   {dtype}")
    return said.format(**_facts(view))


def _facts(view: View) -> dict[str, object]:
    return {
        "shape": view.shape,
        "strides": tuple(view.tensor.stride()),
        "offset": view.tensor.storage_offset(),
        "dtype": dtype_name(view.tensor),
    }


def _cell(view: View, index: Sequence[int]) -> int:
    steps = zip(index, view.tensor.stride(), strict=True)
    return view.tensor.storage_offset() + sum(i * stride for i, stride in steps)


def _jumps(view: View) -> list[Jump]:
    if not view.tensor.numel():
        return []
    first = view.tensor.storage_offset()
    found = enumerate(zip(view.shape, view.tensor.stride(), strict=True))
    return [Jump(dim, stride, first, first + stride) for dim, (n, stride) in found if n > 1]


def _fitting(view: View) -> tuple[Cells, Jumps]:
    """Read the tensor and as much of its storage as there is room for, with one number format."""
    for most in MOST_CELLS:
        picked = _picked(view, most)
        cells, read_strip = read(view.tensor, _taken(view.flat, picked))
        texts = {picked[place]: text for place, text in sorted(read_strip.texts.items())}
        strip = _strip(view, texts)
        if read_strip.complete and strip.width <= MAX_WIDTH:
            break
    return cells, strip


def _strip(view: View, texts: dict[int, str]) -> Jumps:
    count = view.flat.numel()
    return Jumps(
        title=_("storage"),
        note=_("{cells} of {dtype}").format(
            cells=words.count_cells(count), dtype=dtype_name(view.tensor)
        ),
        columns=_with_gaps(sorted(texts), count),
        texts=texts,
        name=view.name,
        looks={cell: view.indices(cell) for cell in texts},
        offset=view.tensor.storage_offset() if view.tensor.numel() else None,
        jumps=_jumps(view),
        mark=source_mark(0),
    )


def _taken(flat: torch.Tensor, picked: Sequence[int]) -> Array:
    return flat[torch.tensor(picked, dtype=torch.int64)]


def _picked(view: View, most: int) -> list[int]:
    """Choose the storage cells to draw: the ends, where the arrows lead, and then neighbours."""
    size = view.flat.numel()
    if size <= most:
        return list(range(size))
    first = view.tensor.storage_offset() if view.tensor.numel() else 0
    wanted = dict.fromkeys([first, *(jump.end for jump in _jumps(view)), 0, size - 1])
    targets = list(wanted)
    for distance in range(1, size):
        for target in targets:
            for cell in (target + distance, target - distance):
                if len(wanted) < most and 0 <= cell < size:
                    wanted[cell] = None
        if len(wanted) >= most:
            break
    return sorted(wanted)


def _with_gaps(picked: Sequence[int], size: int) -> Axis:
    columns: list[int | None] = []
    for cell in picked:
        if columns and columns[-1] is not None and cell != columns[-1] + 1:
            columns.append(None)
        columns.append(cell)
    if picked and picked[-1] < size - 1:
        columns.append(None)
    return tuple(columns)


def _sentences(view: View) -> list[str]:
    if not view.tensor.numel():
        return [_("{name} has no elements, so it looks at no cell.").format(name=view.name)]
    said = [
        _("One step along dim {dim} stays in the same cell.").format(dim=jump.dim)
        if not jump.stride
        else _("One step along dim {dim} goes {cells} on, from {start} to {end}.").format(
            dim=jump.dim, cells=words.count_cells(jump.stride), start=jump.start, end=jump.end
        )
        for jump in _jumps(view)
    ]
    letters = list(LETTERS[: len(view.shape)])
    terms = [f"{s}*{i}" for s, i in zip(view.tensor.stride(), letters, strict=True)]
    formula = " + ".join([str(view.tensor.storage_offset()), *terms])
    item = f"{view.name}[{', '.join(letters)}]" if letters else view.name
    return [*said, _("{item} lies in cell {formula}.").format(item=item, formula=formula)]
