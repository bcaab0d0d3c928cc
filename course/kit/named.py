"""The names in the line that failed: what each stood for at that moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

import numpy as np
import torch

from course.kit.accelerator import word_for

_MOST_NAMES = 8
_LONGEST = 60
_NAME = re.compile(r"(?<![\w.\"'])[^\W\d]\w*")


@dataclass(frozen=True)
class Named:
    """A name and what it stood for: in words, and as a shape where it has one."""

    name: str
    text: str
    shape: tuple[int, ...] | None = None


def names_in_line(traceback: TracebackType, source: str) -> tuple[Named, ...]:
    """Say what the names in a line stood for: tensors, arrays and Python's own small values.

    Nothing of the student's is called for it, so that no `__repr__` of theirs can fail here.
    """
    found = dict.fromkeys(_NAME.findall(source))
    local = traceback.tb_frame.f_locals
    with torch._C.DisableTorchFunction():
        known = [named for name in found if name in local for named in _named(name, local[name])]
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


def _named(name: str, value: object) -> Iterator[Named]:
    kind = type(value)
    if isinstance(value, torch.Tensor):
        shape = tuple(value.shape)
        where = "" if value.device.type == "cpu" else f", {word_for(value.device, '')}"
        yield Named(name, f"shape {shape}, {value.dtype}{where}", shape)
    elif kind is np.ndarray:
        yield Named(name, f"array of shape {value.shape}, {value.dtype}", tuple(value.shape))
    elif kind in (bool, int, float, complex, str, type(None), torch.dtype, torch.Size):
        yield Named(name, _short(repr(value)))
    elif kind in (list, tuple):
        yield from _sequence(name, value)  # type: ignore[arg-type]


def _sequence(name: str, value: list[object] | tuple[object, ...]) -> Iterator[Named]:
    if all(type(item) in (bool, int, float, str) for item in value):
        yield Named(name, _short(repr(value)))
    else:
        yield Named(name, f"{type(value).__name__} of length {len(value)}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
