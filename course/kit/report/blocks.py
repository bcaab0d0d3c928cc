"""What a report is made of: blocks of prose, code, tables and pictures, and text with marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.kit.draw.picture import Picture

FIRST = "first"
"""The mark of the first place that differs."""
OTHER = "other"
"""The mark of the places that differ after it."""


@dataclass(frozen=True)
class Piece:
    """A piece of text and its mark: FIRST, OTHER, or "" for none. A mark stays in one line."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Marked:
    """A text of one line or more, in which pieces are marked."""

    pieces: tuple[Piece, ...]

    @classmethod
    def plain(cls, text: str) -> Marked:
        """A text without marks."""
        return cls((Piece(text),))

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> Marked:
        """Join pieces to a text."""
        return cls(tuple(pieces))

    @property
    def text(self) -> str:
        """The text alone."""
        return "".join(piece.text for piece in self.pieces)

    def lines(self) -> list[str]:
        """Give the lines as a terminal shows them: `^^` below the first place that differs."""
        below, line = [""], 0
        for piece in self.pieces:
            for number, part in enumerate(piece.text.split("\n")):
                if number:
                    below.append("")
                    line += 1
                below[line] += ("^" if piece.mark == FIRST else " ") * len(part)
        shown = []
        for text, carets in zip(self.text.split("\n"), below, strict=True):
            shown.append(text)
            if carets.strip():
                shown.append(carets.rstrip())
        return shown


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, and its cells. `differs` says that the cells part."""

    name: str
    cells: tuple[Marked, ...]
    differs: bool = False


@dataclass(frozen=True)
class Prose:
    """A heading and sentences; code stands between backticks."""

    heading: str
    text: str


@dataclass(frozen=True)
class Code:
    """A heading and lines that keep their places: code, a traceback, something printed."""

    heading: str
    text: str


@dataclass(frozen=True)
class Table:
    """A heading, a title for each column of cells, the rows, and sentences below them."""

    heading: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    below: str = ""


@dataclass(frozen=True)
class Drawing:
    """A heading and a picture, which brings its own words."""

    heading: str
    picture: Picture


Block = Prose | Code | Table | Drawing
