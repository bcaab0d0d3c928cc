"""Which elements of a large tensor a report shows."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

Index = tuple[int, ...]
GAP = None
"""Stands among the places of an axis for those that are left out."""

_MOST_ELEMENTS = 64
_MOST_LINES = 12
_ROWS = 5


@dataclass(frozen=True)
class Window:
    """The places shown along each axis; the axes before those stand still, at `fixed`."""

    fixed: Index
    axes: tuple[tuple[int | None, ...], ...]
    is_whole: bool

    @property
    def depth(self) -> int:
        """How many brackets are open before a value."""
        return len(self.axes)

    @property
    def columns(self) -> tuple[int | None, ...]:
        """The places along the last axis; one for a tensor without axes."""
        return self.axes[-1] if self.axes else (0,)

    def indices(self) -> Iterator[Index]:
        """Give the index of each element that is shown."""
        places = [[i for i in axis if i is not GAP] for axis in self.axes]
        for index in itertools.product(*places):
            yield (*self.fixed, *index)


def whole(shape: Index, most_columns: int) -> Window | None:
    """Show all elements, or give None where they are too many for a look."""
    size, lines = math.prod(shape), math.prod(shape[:-1])
    columns = shape[-1] if shape else 1
    if size > _MOST_ELEMENTS or lines > _MOST_LINES or columns > most_columns:
        return None
    return Window((), tuple(tuple(range(n)) for n in shape), is_whole=True)


def window_around(shape: Index, place: Index | None, most_columns: int) -> Window:
    """Show the elements around `place`, or the first ones: of the last two axes a part."""
    centre = place if place is not None else (0,) * len(shape)
    if math.prod(shape) == 0:
        return Window((), tuple(tuple(range(min(n, _ROWS))) for n in shape), is_whole=True)
    sizes = [_ROWS, most_columns - 1][-len(shape) :]
    fixed = centre[: len(shape) - len(sizes)]
    axes = [
        _stretch(length, middle, most)
        for length, middle, most in zip(
            shape[len(fixed) :], centre[len(fixed) :], sizes, strict=True
        )
    ]
    return Window(fixed, tuple(axes), is_whole=False)


def _stretch(length: int, middle: int, most: int) -> tuple[int | None, ...]:
    """Choose `most` neighbouring places, the middle among them; a gap where some are left out."""
    start = max(0, min(middle - most // 2, length - most))
    end = min(length, start + most)
    before = (GAP,) if start else ()
    after = (GAP,) if end < length else ()
    return (*before, *range(start, end), *after)
