"""Text as the pictures set it: which fonts, how wide a line comes out, where it breaks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from course.kit.draw.lines import break_lines

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

# The vertical metrics of DejaVu Sans, as parts of the font size.
ASCENT = 0.76
DESCENT = 0.24
CAP_HEIGHT = 0.73


@contextmanager
def quiet() -> Iterator[None]:
    """Keep matplotlib's log silent: building its font cache must not reach a student's stderr."""
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


@cache
def font(bold: bool = False, mono: bool = False) -> FontProperties:
    """Return the font of the pictures: DejaVu, which comes with matplotlib."""
    with quiet():
        from matplotlib.font_manager import FontProperties

    family = "DejaVu Sans Mono" if mono else "DejaVu Sans"
    return FontProperties(family=family, weight="bold" if bold else "normal")


@cache
def _glyphs(bold: bool, mono: bool) -> frozenset[int]:
    with quiet():
        from matplotlib.font_manager import findfont, get_font

        return frozenset(get_font(findfont(font(bold, mono))).get_charmap())


def drawable(text: str, bold: bool = False, mono: bool = False) -> str:
    """Put a question mark for each character that the font lacks; matplotlib would warn."""
    glyphs = _glyphs(bold, mono)
    return "".join(c if ord(c) in glyphs else "?" for c in text)


@cache
def text_width(text: str, size: float, bold: bool = False, mono: bool = False) -> float:
    """Return the width in points of one line of `text` set at `size` points."""
    with quiet():
        from matplotlib.textpath import text_to_path

        properties = font(bold, mono).copy()
        properties.set_size(size)
        shown = drawable(text, bold, mono)
        return float(text_to_path.get_text_width_height_descent(shown, properties, False)[0])


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break `text` into lines at most `width` points wide."""
    return break_lines(text, lambda line: text_width(line, size) <= width)
