"""The picture of indexing: the cells that an index picks, and the tensor that comes out."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from course.kit.draw import indexing, sharing, words
from course.kit.draw.arrange import Arrow, page
from course.kit.draw.cells import Cells, as_array, read
from course.kit.draw.grids import Grid
from course.kit.draw.picture import Picture, finish
from course.kit.draw.style import PICKED
from course.kit.draw.tensors import describe

# With more cells than this, letters in the corners no longer help the eye.
MOST_LETTERS = 26


def slices(x: object, index: object, *, name: str = "x") -> Picture:
    """Draw `x` with the cells of x[index] marked, and x[index] beside it.

    `x` is a tensor, a NumPy array, a number or a nested list; `index` is what stands between the
    brackets: at[0, :], at[[2, 0]], a mask of bools. The picture says whether the result shares
    memory with `x`. Where it is a copy, letters show which cell went where.

    Raises TypeError when `x` is none of these, ValueError when the index does not fit it or when
    either has more than three axes.
    """
    array, index = as_array(x, name), indexing.usable(index)
    result = f"{name}[{indexing.spell(index)}]"
    picked = as_array(indexing.pick(array, index, name), result)
    places = indexing.places(array, index, name)
    before, after = read(array, picked)
    shared = sharing.shares_memory(array, picked)
    lettered = not shared and 1 < len(places) <= MOST_LETTERS
    here, there = _letters(places) if lettered else ({}, {})
    marks, marked = dict.fromkeys(places, PICKED), dict.fromkeys(range(len(places)), PICKED)
    grids = (
        Grid(before, name, describe(before), marks, here),
        Grid(after, result, describe(after), marked, there),
    )
    arrow = Arrow(_("same memory") if shared else _("copied"), dashed=not shared)
    memory = sharing.sentence(array, picked, name, result)
    sheet = page([grids[0], arrow, grids[1]], [memory])
    said = [_picks(before, places, name, result), words.axes(before), memory]
    if lettered:
        said.append(_("Letters show which cell went where."))
    return finish(
        sheet,
        "\n\n".join(
            [
                " ".join([*said, *words.caveats(before, after)]),
                words.heading(name, before) + " " + _("The picked cells stand in brackets."),
                words.layout(name, before, marks, here),
                words.heading(result, after),
                words.layout(result, after, marked, there),
            ]
        ),
    )


def _letters(places: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the tags of the picked cells and of the result's: a cell picked twice has two."""
    source: dict[int, str] = {}
    result: dict[int, str] = {}
    for number, place in enumerate(places):
        letter = words.letters(number)
        source[place] = f"{source[place]},{letter}" if place in source else letter
        result[number] = letter
    return source, result


def _picks(cells: Cells, places: Sequence[int], name: str, result: str) -> str:
    return _("{result} picks {count} of the {total} cells of {name}.").format(
        result=result, count=words.count_cells(len(places)), total=cells.elements, name=name
    )


