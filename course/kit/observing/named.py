"""The names in the line that failed: what each stood for at that moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import cast

import numpy as np
import torch

from course.kit.device.accelerator import WORD
from course.kit.device.simulated import SimulatedTensor

_MOST_NAMES = 8
_LONGEST = 60
_MOST_ITEMS = 20
_MOST_BITS = 200
_PLAIN = (bool, int, float, complex, str, type(None), torch.dtype)
_NAME = re.compile(r"(?<![\w.\"'])[^\W\d]\w*")


@dataclass(frozen=True)
class Named:
    """A name and what it stood for: in words, and as a shape where it has one."""

    name: str
    text: str
    shape: tuple[int, ...] | None = None


def names_in_line(
    traceback: TracebackType, source: str, about_gradients: bool = False
) -> tuple[Named, ...]:
    """Say what the names in a line stood for: tensors, arrays and Python's own small values.

    Where the line is about gradients, it is told of a tensor whether it requires them, and whether
    it is a leaf.

    Nothing of the student's is called for it, so that no `__repr__` of theirs can fail here.
    """
    found = dict.fromkeys(_NAME.findall(source))
    local = traceback.tb_frame.f_locals
    with torch._C.DisableTorchFunction():
        known = [
            named
            for name in found
            if name in local
            for named in _named(name, local[name], about_gradients)
        ]
    return tuple(known[:_MOST_NAMES])


def columns_of(traceback: TracebackType, source: str) -> tuple[int, int] | None:
    """Give the part of a line that failed, as positions in it without its indentation.

    None where that is the whole line, or where it goes on in other lines.
    """
    places = list(traceback.tb_frame.f_code.co_positions())
    if traceback.tb_lasti // 2 >= len(places):
        return None
    first, last, start, end = places[traceback.tb_lasti // 2]
    if first is None or first != last or start is None or end is None or not source.isascii():
        return None
    indent = len(source) - len(source.lstrip())
    stripped = source.strip()
    start, end = start - indent, min(end - indent, len(stripped))
    return (start, end) if 0 <= start < end and (start, end) != (0, len(stripped)) else None


def _named(name: str, value: object, about_gradients: bool) -> Iterator[Named]:
    kind = type(value)  # a subclass could answer with code of its own
    if kind in (torch.Tensor, torch.nn.Parameter, SimulatedTensor):
        tensor = cast(torch.Tensor, value)
        shape = tuple(tensor.shape)
        where = WORD if kind is SimulatedTensor else str(tensor.device)
        beside = "" if where == "cpu" else f", {where}"
        if about_gradients:
            beside += f", requires_grad={tensor.requires_grad}, is_leaf={tensor.is_leaf}"
        yield Named(name, f"shape {shape}, {tensor.dtype}{beside}", shape)
    elif kind is np.ndarray:
        array = cast(np.ndarray, value)
        yield Named(name, f"array of shape {array.shape}, {array.dtype}", tuple(array.shape))
    elif kind in (list, tuple, torch.Size):
        yield Named(name, _sequence(cast(tuple[object, ...], value)))
    elif kind in _PLAIN:
        yield Named(name, _plain(value))


def _sequence(value: Sequence[object]) -> str:
    if len(value) <= _MOST_ITEMS and all(type(item) in _PLAIN for item in value):
        inside = ", ".join(map(_plain, value))
        if type(value) is list:
            return _short(f"[{inside}]")
        return _short(f"({inside},)" if len(value) == 1 else f"({inside})")
    return f"{type(value).__name__} of length {len(value)}"


def _plain(value: object) -> str:
    if type(value) is int and value.bit_length() > _MOST_BITS:
        return f"an int of {value.bit_length()} bits"
    return _short(repr(value[: 2 * _LONGEST] if type(value) is str else value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
