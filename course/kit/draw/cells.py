"""A tensor as a picture needs it: its shape, its dtype, and the text of each cell that is drawn.

A tensor that is too big for a picture is shortened along each long axis: the first cells, a gap,
and the last ones. The words of the picture say which.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

import numpy as np
import torch

from course.kit.draw.digits import Number, is_rounded, number_format

Index = tuple[int, ...]
Axis = tuple[int | None, ...]
Array = torch.Tensor | np.ndarray

MOST_AXES = 3
# The most cells along each axis that are drawn, by the number of axes.
LIMITS: dict[int, Index] = {0: (), 1: (16,), 2: (8, 8), 3: (4, 6, 6)}
# A row of cells with long numbers has room for this many characters.
ROW_CHARACTERS = 72


@dataclass(frozen=True)
class Cells:
    """The cells of one tensor.

    `shown` has, for each axis, the positions that are drawn (None is a gap). `texts` goes by a
    cell's place in reading order: row by row, block by block. `rounded` says that a number lost
    digits when it was written.
    """

    shape: Index
    dtype: str
    shown: tuple[Axis, ...]
    texts: dict[int, str]
    rounded: bool

    @property
    def elements(self) -> int:
        """How many cells the whole tensor has, drawn or not."""
        return math.prod(self.shape)

    @property
    def complete(self) -> bool:
        """Whether every cell is drawn."""
        return len(self.texts) == self.elements

    @property
    def blocks(self) -> Axis:
        """The positions drawn of the first of three axes."""
        return self.shown[0] if len(self.shape) == 3 else (0,)

    @property
    def rows(self) -> Axis:
        """The positions drawn of the last axis but one."""
        return self.shown[-2] if len(self.shape) > 1 else (0,)

    @property
    def columns(self) -> Axis:
        """The positions drawn of the last axis."""
        return self.shown[-1] if self.shape else (0,)

    def place(self, block: int, row: int, column: int) -> int:
        """Return the place in reading order of the cell at these positions."""
        index = (block, row, column)[MOST_AXES - len(self.shape) :]
        return in_reading_order(self.shape, index)

    def index(self, place: int) -> Index:
        """Return the index of the cell at `place` in reading order."""
        index = []
        for size in reversed(self.shape):
            place, position = divmod(place, size)
            index.append(position)
        return tuple(reversed(index))


def in_reading_order(shape: Index, index: Index) -> int:
    """Return the place of the cell at `index`, counted row by row and block by block."""
    place = 0
    for size, position in zip(shape, index, strict=True):
        place = place * size + position
    return place


def as_array(x: object, name: str = "x") -> Array:
    """Return `x` as something with a shape: tensors and arrays as they are, the rest as a tensor.

    Raises TypeError when `x` is no tensor, array, number or nested list of numbers, and ValueError
    when it has more than three axes.
    """
    if isinstance(x, np.generic):
        x = np.asarray(x)
    if isinstance(x, np.ndarray):
        if x.dtype.kind not in "biufc":
            raise TypeError(_wrong_kind(name, f"a NumPy array of dtype {x.dtype}"))
        return _few_axes(x, name)
    if not isinstance(x, torch.Tensor):
        kind = type(x).__name__
        if not isinstance(x, bool | int | float | complex | list | tuple):
            raise TypeError(_wrong_kind(name, kind))
        try:
            x = torch.tensor(x)
        except (ValueError, TypeError, RuntimeError) as error:
            raise TypeError(_wrong_kind(name, f"{kind} ({error})")) from None
    if x.layout != torch.strided or x.is_quantized or x.is_meta:
        raise TypeError(_wrong_kind(name, _("a tensor without plain values in memory")))
    return _few_axes(x.detach(), name)


def read(*arrays: Array) -> list[Cells]:
    """Return the cells of each array; numbers are written the same way in all of them."""
    taken = [_take(array) for array in arrays]
    numbers = [value for values in taken for value in values.values()]
    eps = max(_eps(array) for array in arrays)
    write = number_format(numbers, eps)
    made = []
    for array, values in zip(arrays, taken, strict=True):
        shape = tuple(array.shape)
        shown = _shown(shape, max((len(write(value)) for value in values.values()), default=1))
        kept = {index: values[index] for index in itertools.product(*_solid(shown))}
        texts = {in_reading_order(shape, index): write(v) for index, v in kept.items()}
        rounded = is_rounded(kept.values(), write, eps)
        made.append(Cells(shape, dtype_name(array), shown, texts, rounded))
    return made


def dtype_name(x: Array) -> str:
    """Return the dtype's name without its library, as in "int64"."""
    return str(x.dtype).removeprefix("torch.")


def shorten(size: int, limit: int) -> Axis:
    """Return the positions of an axis that are drawn: all, or first ones, a gap, and last ones."""
    if size <= limit:
        return tuple(range(size))
    tail = max(1, (limit - 1) // 3)
    head = (limit - 1) - tail
    return (*range(head), None, *range(size - tail, size))


def _shown(shape: Index, characters: int) -> tuple[Axis, ...]:
    fitting = max(3, ROW_CHARACTERS // max(characters, 2))
    limits = [*LIMITS[len(shape)][:-1], min(LIMITS[len(shape)][-1], fitting)] if shape else []
    return tuple(shorten(size, limit) for size, limit in zip(shape, limits, strict=True))


def _solid(shown: tuple[Axis, ...]) -> Iterator[list[int]]:
    return ([position for position in axis if position is not None] for axis in shown)


def _take(array: Array) -> dict[Index, Number]:
    wanted = itertools.product(*_solid(_shown(tuple(array.shape), 2)))
    return {index: array[index].item() for index in wanted}


def _eps(array: Array) -> float:
    if isinstance(array, np.ndarray):
        return float(np.finfo(array.dtype).eps) if array.dtype.kind in "fc" else 0.0
    floating = array.is_floating_point() or array.is_complex()
    return torch.finfo(array.dtype).eps if floating else 0.0


def _few_axes(x: Array, name: str) -> Array:
    if x.ndim <= MOST_AXES:
        return x
    raise ValueError(
        _(
            "{name} has {axes} axes, and these pictures show at most {most}. "
            "Choose a part of it first, such as {name}[0]."
        ).format(name=name, axes=x.ndim, most=MOST_AXES)
    )


def _wrong_kind(name: str, kind: str) -> str:
    return _(
        "{name} is {kind}. Give a tensor of numbers or bools, a NumPy array, "
        "or a nested list of numbers."
    ).format(name=name, kind=kind)
