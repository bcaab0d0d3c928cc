"""How numbers are written in a cell: as torch prints them, with no digit that says nothing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

Number = bool | int | float | complex

# The digits after the point that torch prints too.
PRECISION = 4


def number_format(values: Iterable[Number], eps: float = 1e-7) -> Callable[[Number], str]:
    """Choose one way to write all of `values` and return the function that does it.

    Integers and bools stay whole. Floats have a point, and all of them the same number of
    decimals: as few as show them exactly (a difference of `eps` relative to the value does not
    count), at most `PRECISION`. Very large or very small ones are written as in 1.2e-05.
    """
    floats = [part for value in values for part in _parts(value) if math.isfinite(part)]
    code = _code(floats, eps)

    def write(value: Number) -> str:
        if isinstance(value, complex):
            sign = "-" if math.copysign(1, value.imag) < 0 else "+"
            return f"{_float(value.real, code)}{sign}{_float(abs(value.imag), code)}j"
        return _float(value, code) if isinstance(value, float) else str(value)

    return write


def is_rounded(values: Iterable[Number], write: Callable[[Number], str], eps: float) -> bool:
    """Tell whether any of `values` lost digits that count when `write` wrote it."""
    return any(
        not _near(complex(write(v)), v, eps) for v in values if isinstance(v, float | complex)
    )


def _near(written: complex, value: float | complex, eps: float) -> bool:
    parts = zip(_parts(written), _parts(complex(value)), strict=True)
    return all(abs(a - b) <= 2 * eps * abs(b) for a, b in parts if math.isfinite(b))


def _parts(value: Number) -> tuple[float, ...]:
    if isinstance(value, complex):
        return value.real, value.imag
    return (value,) if isinstance(value, float) else ()


def _code(floats: list[float], eps: float) -> str:
    sizes = [abs(value) for value in floats if value]
    if not sizes or (max(sizes) < 1e8 and all(value == int(value) for value in floats)):
        return ".0f"
    if max(sizes) >= 1e5 or min(sizes) < 1e-4:
        return ".1e"
    for decimals in range(1, PRECISION):
        if all(abs(round(v, decimals) - v) <= 2 * eps * abs(v) for v in floats):
            return f".{decimals}f"
    return f".{PRECISION}f" if max(sizes) < 1000 else ".2f"


def _float(value: float, code: str) -> str:
    if not math.isfinite(value):
        return str(value)
    if code == ".1e" and value == 0:
        return "0."
    written = f"{value:{code}}"
    return written + "." if code == ".0f" else written
