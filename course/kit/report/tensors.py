"""The values of tensors and arrays as text: all of them, or a window around what differs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch

from course.kit.language import _
from course.kit.report.blocks import FIRST, OTHER, Marked, Piece
from course.kit.report.window import GAP, Window, whole, window_around
from course.kit.values.close import Tolerance, close
from course.kit.values.seen import SeenTensor

Index = tuple[int, ...]
Number = bool | int | float | complex

_WIDEST = 40  # characters of a line of values, so that two stand side by side
_MOST_COLUMNS = 9
_DIGITS = range(5, 18)


@dataclass(frozen=True)
class Written:
    """The values of two tensors side by side, and the name of what is shown of them."""

    name: str
    left: Marked
    right: Marked


def tensor_text(seen: SeenTensor) -> str:
    """Write a tensor's values, or the first of them where they are many."""
    return two_tensors(seen, seen).left.text


def two_tensors(
    left: SeenTensor,
    right: SeenTensor,
    index: Index | None = None,
    tolerance: Tolerance | None = None,
) -> Written:
    """Write the values of two tensors, with those marked in which they differ.

    Where they are many, a window shows those around `index`, or the first. Both have one number
    of decimals, enough for the values at `index` to look different. Nothing is marked in tensors
    of different shapes; where all differ, only the first is.
    """
    if not (_is_there(left) and _is_there(right)):
        return Written(_("value"), *(Marked.plain(_text_alone(seen)) for seen in (left, right)))
    wrong = _wrong(left, right, tolerance)
    place = index if index is not None and left.shape == right.shape else None
    for columns in range(_MOST_COLUMNS, 1, -1):
        windows = [_window(seen.shape, place, columns) for seen in (left, right)]
        texts = _texts((left, right), windows, place)
        if max(map(_line_length, windows, texts)) <= _WIDEST:
            break
    marks = _marks(wrong, place)
    sides = [
        Marked.of(_nested(window, text, marks)) for window, text in zip(windows, texts, strict=True)
    ]
    return Written(_name(windows, place), *sides)


def _text_alone(seen: SeenTensor) -> str:
    return (
        tensor_text(seen)
        if _is_there(seen)
        else _("no values, on {device}").format(device=seen.device)
    )


def _is_there(seen: SeenTensor) -> bool:
    """Tell whether values were seen: there are none on the meta device."""
    return tuple(seen.values.shape) == seen.shape


def _wrong(left: SeenTensor, right: SeenTensor, tolerance: Tolerance | None) -> torch.Tensor | None:
    """Tell which values differ; None where that says nothing, or where all do."""
    if left.shape != right.shape or not left.shape or not left.values.numel():
        return None
    return ~close(left.values, right.values, tolerance)


def _marks(wrong: torch.Tensor | None, place: Index | None) -> Callable[[Index], str]:
    if wrong is None or wrong.numel() == 1:
        return lambda index: ""
    all_differ = bool(wrong.all())

    def mark(index: Index) -> str:
        if index == place:
            return FIRST
        return OTHER if not all_differ and bool(wrong[index]) else ""

    return mark


def _window(shape: Index, place: Index | None, columns: int) -> Window:
    return whole(shape, columns) or window_around(shape, place, columns)


def _name(windows: Sequence[Window], place: Index | None) -> str:
    first = next((window for window in windows if not window.is_whole), None)
    if first is None:
        return _("value")
    if first.fixed:
        ends = ", ".join(map(str, (*first.fixed, ":", ":")))
        return _("value in [{place}]").format(place=ends)
    if place is not None:
        return _("value around {index}").format(index=list(place))
    return _("first values")


def _texts(
    sides: Sequence[SeenTensor], windows: Sequence[Window], place: Index | None
) -> list[dict[Index, str]]:
    """Write each value in the windows, all with one number of decimals."""
    numbers = [
        {index: number(seen.values, index) for index in window.indices()}
        for seen, window in zip(sides, windows, strict=True)
    ]
    pair = [found[place] for found in numbers if place in found] if place is not None else []
    write = _writer([n for found in numbers for n in found.values()], pair, _precision(sides))
    return [{index: write(n) for index, n in found.items()} for found in numbers]


def number(values: torch.Tensor, index: Index) -> Number:
    """Take one value out of a tensor, as a Python number."""
    value = values[index]
    if value.dtype == torch.complex32:
        value = value.to(torch.complex64)
    return value.item()


def _precision(sides: Sequence[SeenTensor]) -> float:
    dtypes = [seen.values.dtype for seen in sides]
    known = [d for d in dtypes if d.is_floating_point or d.is_complex]
    return max((torch.finfo(dtype).eps for dtype in known), default=1e-7)


def _writer(
    numbers: Sequence[Number], pair: Sequence[Number], eps: float
) -> Callable[[Number], str]:
    """Choose how to write numbers so that those of `pair`, which differ, look different."""
    from course.kit.draw.digits import (
        number_format,
    )  # loads all pictures, so not before it's needed

    write = number_format(numbers, eps)
    if len({write(n) for n in pair}) == len(pair):
        return write
    for digits in _DIGITS:
        longer = _with_digits(digits)
        if len({longer(n) for n in pair}) == len(pair):
            return longer
    return write


def _with_digits(digits: int) -> Callable[[Number], str]:
    def write(value: Number) -> str:
        if isinstance(value, bool | int):
            return str(value)
        if isinstance(value, complex):
            sign = "-" if math.copysign(1, value.imag) < 0 else "+"
            return f"{value.real:.{digits}g}{sign}{abs(value.imag):.{digits}g}j"
        return f"{value:.{digits}g}"

    return write


def _line_length(window: Window, texts: dict[Index, str]) -> int:
    return len(window.columns) * (2 + max(map(len, texts.values()), default=0)) + window.depth


def _nested(
    window: Window, texts: dict[Index, str], marks: Callable[[Index], str]
) -> Iterator[Piece]:
    """Write the values of a window in brackets, a line for each row, as torch prints them."""
    width = max(map(len, texts.values()), default=0)

    def write(index: Index, axes: Sequence[Sequence[int | None]]) -> Iterator[Piece]:
        if not axes:
            yield Piece(" " * (width - len(texts[index])))
            yield Piece(texts[index], marks(index))
            return
        yield Piece("[")
        turn = "\n" * (len(axes) - 1) + " " * (window.depth - len(axes) + 1)
        for count, place in enumerate(axes[0]):
            if count:
                yield Piece("," + (turn if len(axes) > 1 else " "))
            if place is GAP:
                yield Piece("...")
            else:
                yield from write((*index, place), axes[1:])
        yield Piece("]")

    yield from write(window.fixed, window.axes)
