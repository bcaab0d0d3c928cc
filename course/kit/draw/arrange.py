"""Puts the parts of a picture beside each other, or below each other where they are too wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from course.kit.draw.lettering import text_width, wrap
from course.kit.draw.sheet import Sheet
from course.kit.draw.style import INK, MAX_WIDTH, NOTE_SIZE, SMALL_SIZE

SPACE = 20.0
NOTE_LINE = 14.5
NOTE_SPACE = 16.0
NARROWEST_NOTE = 300.0


class Part(Protocol):
    """Something with a size that can be placed; neighbours are lined up at its `middle`."""

    @property
    def width(self) -> float:
        """The width in points."""

    @property
    def height(self) -> float:
        """The height in points."""

    @property
    def middle(self) -> float:
        """The distance from the top to the line that neighbours share."""

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the part with its left upper corner at (x, y)."""


@dataclass(frozen=True)
class Arrow:
    """An arrow to the next part, with a word above it and perhaps one below."""

    above: str
    below: str = ""
    dashed: bool = False
    down: bool = False

    @property
    def width(self) -> float:
        """The width in points."""
        widest = max(text_width(text, SMALL_SIZE) for text in (self.above, self.below))
        return widest + 24 if self.down else max(46.0, widest + 10)

    @property
    def height(self) -> float:
        """The height in points."""
        return 38.0 if self.down else 34.0

    @property
    def middle(self) -> float:
        """The height of the arrow itself."""
        return self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the arrow with its left upper corner at (x, y)."""
        middle = y + self.middle
        if self.down:
            sheet.arrow((x + 8, y), (x + 8, y + self.height), dashed=self.dashed)
            lines = [text for text in (self.above, self.below) if text]
            for number, text in enumerate(lines):
                line = middle + 13 * (number - (len(lines) - 1) / 2)
                sheet.word(x + 22, line, text, SMALL_SIZE, colour=INK)
            return
        sheet.arrow((x, middle), (x + self.width, middle), dashed=self.dashed)
        centre = {"size": SMALL_SIZE, "colour": INK, "align": "center"}
        sheet.word(x + self.width / 2 - 2, middle - 10, self.above, **centre)
        sheet.word(x + self.width / 2 - 2, middle + 11, self.below, **centre)


@dataclass(frozen=True)
class Stack:
    """Parts that belong together: in a row if `across` and they fit, else below each other."""

    parts: tuple[Part, ...]
    across: bool = False

    @property
    def width(self) -> float:
        """The width in points."""
        widths = [part.width for part in self.parts]
        return _total(widths) if self._in_row else max(widths)

    @property
    def height(self) -> float:
        """The height in points."""
        heights = [part.height for part in self.parts]
        return max(heights) if self._in_row else _total(heights)

    @property
    def middle(self) -> float:
        """The line that neighbours share."""
        return max(part.middle for part in self.parts) if self._in_row else self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the parts with their left upper corner at (x, y)."""
        for part in self.parts:
            part.place(sheet, x, y)
            if self._in_row:
                x += part.width + SPACE
            else:
                y += part.height + SPACE

    @property
    def _in_row(self) -> bool:
        return self.across and _total([part.width for part in self.parts]) <= MAX_WIDTH


def _total(lengths: Sequence[float]) -> float:
    return sum(lengths) + SPACE * (len(lengths) - 1)


def page(parts: Sequence[Part], notes: Sequence[str] = (), top: Part | None = None) -> Sheet:
    """Return a sheet with the parts in a row (or, if too wide, a column).

    The notes stand below them, and `top` above.
    """
    sheet = Sheet()
    start = 0.0
    if top:
        top.place(sheet, 0.0, 0.0)
        start = top.height
    width = _total([part.width for part in parts])
    if width <= MAX_WIDTH:
        bottom = _row(sheet, parts, start)
    else:
        width = max(part.width for part in parts)
        bottom = _column(sheet, parts, start)
    y = bottom + NOTE_SPACE
    for note in notes:
        for line in wrap(note, NOTE_SIZE, max(width, NARROWEST_NOTE)):
            sheet.word(0, y, line, NOTE_SIZE, colour=INK)
            y += NOTE_LINE
    return sheet


def _row(sheet: Sheet, parts: Sequence[Part], y: float) -> float:
    middle = y + max(part.middle for part in parts)
    x = 0.0
    for part in parts:
        part.place(sheet, x, middle - part.middle)
        x += part.width + SPACE
    return max(middle - part.middle + part.height for part in parts)


def _column(sheet: Sheet, parts: Sequence[Part], y: float) -> float:
    for part in parts:
        if isinstance(part, Arrow):
            part = Arrow(part.above, part.below, part.dashed, down=True)
        part.place(sheet, 0.0, y)
        y += part.height + SPACE
    return y - SPACE
