"""Numbers as Python code, with the fewest digits that give them back."""

from __future__ import annotations

import math
from typing import Any


def nested_text(values: Any, exact: type) -> str:
    """Write numbers in nested lists, each with the fewest digits."""
    if isinstance(values, list):
        return "[" + ", ".join(nested_text(value, exact) for value in values) + "]"
    return number_text(values, exact, trim=True)


def number_text(value: object, exact: type, trim: bool = False) -> str:
    """Write a number with the fewest digits that give it back in the type `exact`."""
    if isinstance(value, complex):
        parts = [number_text(part, exact) for part in (value.real, value.imag)]
        if "-0.0" in parts or any("float" in part for part in parts):  # a sum would lose these
            return f"complex({', '.join(parts)})"
        return f"{parts[0]}{'' if parts[1].startswith('-') else '+'}{parts[1]}j"
    if not isinstance(value, float):
        return repr(value)
    if not math.isfinite(value):
        return f'float("{value}")'
    texts = [t for t in (str(exact(value)), repr(value)) if exact(float(t)) == exact(value)]
    text = min(texts, key=len)
    return text.removesuffix("0") if trim and text.endswith(".0") else text
