"""The picture of one tensor: its cells, its index labels, and cells marked by an index."""

from __future__ import annotations

from gettext import gettext as _

from course.kit.draw import indexing, words
from course.kit.draw.arrange import page
from course.kit.draw.cells import Array, Cells, as_array, read
from course.kit.draw.grids import Grid
from course.kit.draw.picture import Picture
from course.kit.draw.style import PICKED


def tensor(x: object, highlight: object = None, *, name: str = "x") -> Picture:
    """Draw a tensor of at most three axes as a grid of its numbers.

    `x` is a tensor, a NumPy array, a number or a nested list. `highlight` marks cells: anything
    that may stand between the brackets of x[...], such as a mask of bools with the shape of `x`,
    or `at[0, :]`. `name` is what the tensor is called in the picture.

    Raises TypeError when `x` is none of these, ValueError when it has more axes or when
    `highlight` does not fit it.
    """
    array = as_array(x, name)
    [cells] = read(array)
    picked = [] if highlight is None else _places(array, highlight, name)
    grid = Grid(cells, name, describe(cells), dict.fromkeys(picked, PICKED))
    said = [words.heading(name, cells), words.axes(cells)]
    if highlight is not None:
        said.append(_marked(cells, picked, name))
    text = " ".join([*said, *words.caveats(cells)])
    return Picture(page([grid]), f"{text}\n\n{words.layout(name, cells, grid.marks, {})}")


def describe(cells: Cells) -> str:
    """Return the note beside a tensor's name: its shape and dtype, and whether it is empty."""
    note = _("shape {shape}   {dtype}").format(shape=cells.shape, dtype=cells.dtype)
    return note if cells.elements else _("{note}   no cells").format(note=note)


def _places(array: Array, highlight: object, name: str) -> list[int]:
    return sorted(set(indexing.places(array, indexing.usable(highlight), name)))


def _marked(cells: Cells, picked: list[int], name: str) -> str:
    if not picked:
        return _("No cell is marked.")
    listed = words.listed([words.item(name, cells.index(place)) for place in picked[:12]])
    if len(picked) > 12:
        return _("{count} are marked, in square brackets below.").format(
            count=words.count_cells(len(picked))
        )
    return _("Marked, in square brackets below: {cells}.").format(cells=listed)
