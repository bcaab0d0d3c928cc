"""The picture of indexing: the cells that an index picks, and the tensor that comes out."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from course.kit.draw import indexing, sharing, words
from course.kit.draw.arrange import Arrow, page
from course.kit.draw.cells import Cells, as_array, read
from course.kit.draw.grids import Grid, in_words
from course.kit.draw.picture import Picture
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
    old = Grid(before, name, describe(before), marks, here)
    new = Grid(after, result, describe(after), marked, there)
    arrow = Arrow(_("same memory") if shared else _("copied"), dashed=not shared)
    memory = sharing.sentence(array, picked, name, result)
    said = [_picks(before, places, name, result), memory]
    if lettered:
        said.append(_("A letter before a colon shows which cell went where."))
    return Picture(page([old, arrow, new], [memory]), in_words(said, old, new))


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
    count = len(set(places))
    if count == cells.elements:
        return _("{result} picks every cell of {name}.").format(result=result, name=name)
    said = _("{result} picks {count} of the {total} of {name}.").format(
        result=result, count=count, total=words.count_cells(cells.elements), name=name
    )
    return said + " " + _("In the tables below, they stand in brackets.") if count else said
