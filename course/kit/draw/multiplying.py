"""The picture of a matrix product: which row meets which column, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _

import numpy as np
import torch

from course.kit.draw import words
from course.kit.draw.arrange import page
from course.kit.draw.cells import Cells, as_array, read
from course.kit.draw.grids import Grid, in_words
from course.kit.draw.lettering import text_width
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Sheet
from course.kit.draw.style import PICKED, TITLE_SIZE, Mark, source_mark
from course.kit.draw.tensors import describe


def matmul(
    a: object,
    b: object,
    *,
    at: tuple[int, int] = (0, 0),
    names: tuple[str, str] = ("a", "b"),
) -> Picture:
    """Draw `a`, `b` and their matrix product, with one entry of it and what it is made from.

    `a` and `b` are matrices: tensors, arrays or nested lists of two axes, of one dtype, where `a`
    has as many columns as `b` has rows. `at` is the row and the column of the entry. Numbers that
    are multiplied with each other carry the same letter.

    Raises TypeError when they are no tensors, differ in dtype or have no product; ValueError when
    their shapes do not fit or the product has no such entry.
    """
    left, right = _matrix(a, names[0]), _matrix(b, names[1])
    product = _product(left, right, names)
    row, column = _entry(at, tuple(product.shape))
    result = f"{names[0]} @ {names[1]}"
    cells = read(left, right, product)
    across = {cells[0].place(0, row, k): k for k in range(left.shape[1])}
    down = {cells[1].place(0, k, column): k for k in range(right.shape[0])}
    grids = [
        _grid(cells[0], names[0], 0, across),
        _grid(cells[1], names[1], 1, down),
        Grid(cells[2], result, describe(cells[2]), {cells[2].place(0, row, column): _mark(2)}),
    ]
    said = _("Row {row} of {a} meets column {column} of {b}.").format(
        row=row, column=column, a=names[0], b=names[1]
    )
    letters = _("Numbers with the same letter are multiplied; the products are added up.")
    sum_ = _sum(cells, (row, column), result)
    sheet = page([grids[0], Sign("@"), grids[1], Sign("="), grids[2]], [said, letters, *sum_])
    key = _("In the tables below they stand in brackets, each letter before a colon.")
    shapes = _("The shapes {a} and {b} give {product}.").format(
        a=tuple(left.shape), b=tuple(right.shape), product=tuple(product.shape)
    )
    return Picture(sheet, in_words([said, letters, *(s + "." for s in sum_), shapes, key], *grids))


@dataclass(frozen=True)
class Sign:
    """A sign between two tensors, such as @ or =."""

    text: str

    @property
    def width(self) -> float:
        """The width in points."""
        return text_width(self.text, TITLE_SIZE, bold=True)

    @property
    def height(self) -> float:
        """The height in points."""
        return 16.0

    @property
    def middle(self) -> float:
        """The middle of the sign."""
        return 8.0

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Write the sign with its left upper corner at (x, y)."""
        sheet.word(x, y + self.middle, self.text, TITLE_SIZE, bold=True)


def _matrix(x: object, name: str) -> torch.Tensor:
    array = as_array(x, name)
    tensor = torch.from_numpy(array.copy()) if isinstance(array, np.ndarray) else array
    if tensor.ndim != 2:
        raise ValueError(
            _("{name} has shape {shape}; a matrix has two axes.").format(
                name=name, shape=tuple(tensor.shape)
            )
        )
    return tensor


def _product(left: torch.Tensor, right: torch.Tensor, names: tuple[str, str]) -> torch.Tensor:
    if left.shape[1] != right.shape[0]:
        raise ValueError(
            _("{a} has {columns} columns and {b} has {rows} rows: they must be as many.").format(
                a=names[0], columns=left.shape[1], b=names[1], rows=right.shape[0]
            )
        )
    try:
        return left @ right
    except RuntimeError as error:
        raise TypeError(
            _("{a} and {b} cannot be multiplied: {error}.").format(
                a=names[0], b=names[1], error=error
            )
        ) from None


def _entry(at: tuple[int, int], shape: tuple[int, ...]) -> tuple[int, int]:
    fits = len(at) == 2 and all(-n <= i < n for i, n in zip(at, shape, strict=True))
    if not fits:
        raise ValueError(
            _("The product has shape {shape} and so no entry {at}.").format(shape=shape, at=at)
        )
    return at[0] % shape[0], at[1] % shape[1]


def _grid(cells: Cells, name: str, number: int, partners: Mapping[int, int]) -> Grid:
    marks = {place: _mark(number) for place in partners if place in cells.texts}
    tags = {place: words.letters(partners[place]) for place in marks}
    return Grid(cells, name, describe(cells), marks, tags)


def _mark(number: int) -> Mark:
    return replace(source_mark(number), brackets=PICKED.brackets)


def _sum(cells: list[Cells], at: tuple[int, int], result: str) -> list[str]:
    """Return the entry as it is worked out, or nothing where it is not drawn."""
    left, right, product = cells
    row, column = at
    total = product.texts.get(product.place(0, row, column))
    terms = []
    for k in left.columns if left.columns == right.rows else ():
        if k is None:
            terms.append(words.GAP)
            continue
        factors = left.place(0, row, k), right.place(0, k, column)
        if factors[0] in left.texts and factors[1] in right.texts:
            terms.append(f"{left.texts[factors[0]]} * {right.texts[factors[1]]}")
    if total is None or not terms:
        return []
    return [f"({result})[{row}, {column}] = {' + '.join(terms)} = {total}"]
