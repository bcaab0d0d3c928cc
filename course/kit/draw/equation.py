"""Tensors with signs between them: a + b = result, in one line or broken like a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from course.kit.draw.grids import Grid
from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Sheet
from course.kit.draw.style import MAX_WIDTH, TITLE_SIZE

SPACE = 13.0
LINE_SPACE = 20.0


@dataclass(frozen=True)
class Term:
    """A grid and the sign that stands before it; the first of an equation has none."""

    sign: str
    grid: Grid

    @property
    def room(self) -> float:
        """The width of the sign, with the space behind it."""
        return text_width(self.sign, TITLE_SIZE, bold=True) + SPACE if self.sign else 0.0

    @property
    def width(self) -> float:
        """The width in points, the sign included."""
        return self.room + self.grid.width


@dataclass(frozen=True)
class Equation:
    """A part of a picture: terms in a row, with the later ones below where they don't fit."""

    terms: Sequence[Term]

    @property
    def width(self) -> float:
        """The width in points."""
        return max(_width(line) for line in self._lines)

    @property
    def height(self) -> float:
        """The height in points."""
        return sum(_height(line) for line in self._lines) + LINE_SPACE * (len(self._lines) - 1)

    @property
    def middle(self) -> float:
        """The middle of the part."""
        return self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the terms with their left upper corner at (x, y)."""
        for line in self._lines:
            left, middle = x, y + max(term.grid.middle for term in line)
            for term in line:
                sheet.word(left, middle, term.sign, TITLE_SIZE, bold=True)
                term.grid.place(sheet, left + term.room, middle - term.grid.middle)
                left += term.width + SPACE
            y += _height(line) + LINE_SPACE

    @cached_property
    def _lines(self) -> list[list[Term]]:
        lines: list[list[Term]] = [[]]
        for term in self.terms:
            if lines[-1] and _width([*lines[-1], term]) > MAX_WIDTH:
                lines.append([])
            lines[-1].append(term)
        return lines


def _width(line: Sequence[Term]) -> float:
    return sum(term.width for term in line) + SPACE * (len(line) - 1)


def _height(line: Sequence[Term]) -> float:
    above = max(term.grid.middle for term in line)
    return above + max(term.grid.height - term.grid.middle for term in line)
