"""A sheet to draw on: shapes and words at places given in points, with y growing downwards.

A sheet only remembers what is on it. `paint` turns it into a matplotlib figure, cut to size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.kit.draw.lettering import ASCENT, CAP_HEIGHT, DESCENT, text_width
from course.kit.draw.style import INK, MUTED, Mark

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle: its left, its top, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Rect:
    """A rectangle on the sheet; `radius` rounds its corners, `dashed` breaks its border."""

    box: Box
    mark: Mark
    radius: float = 0.0
    dashed: bool = False

    @property
    def colours(self) -> tuple[str, ...]:
        """Its colours."""
        return self.mark.fill, self.mark.edge


@dataclass(frozen=True)
class Word:
    """One line of text; `y` is the middle of its capitals, `halo` a colour drawn behind it."""

    x: float
    y: float
    text: str
    size: float
    colour: str = INK
    bold: bool = False
    mono: bool = False
    align: str = "left"
    halo: str | None = None

    @property
    def colours(self) -> tuple[str, ...]:
        """Its colours."""
        return (self.colour,)

    @property
    def baseline(self) -> float:
        """The y of the line that the letters stand on."""
        return self.y + self.size * CAP_HEIGHT / 2

    @property
    def box(self) -> Box:
        """The room that the text takes."""
        width = text_width(self.text, self.size, self.bold, self.mono)
        left = self.x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
        return Box(left, self.baseline - ASCENT * self.size, width, (ASCENT + DESCENT) * self.size)


@dataclass(frozen=True)
class Stroke:
    """A line through points; `filled` closes and fills it instead, as an arrow's head."""

    points: tuple[Point, ...]
    colour: str = MUTED
    line: float = 1.0
    dashed: bool = False
    filled: bool = False

    @property
    def colours(self) -> tuple[str, ...]:
        """Its colours."""
        return (self.colour,)

    @property
    def box(self) -> Box:
        """The room that the line takes."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


class Sheet:
    """Collects rectangles, strokes and words, in the order in which they cover each other."""

    def __init__(self) -> None:
        self.items: list[Rect | Word | Stroke] = []

    def rect(self, box: Box, mark: Mark, radius: float = 0.0, dashed: bool = False) -> None:
        """Draw a rectangle."""
        self.items.append(Rect(box, mark, radius, dashed))

    def word(self, x: float, y: float, text: str, size: float, **style: object) -> Box:
        """Write one line of text and return the room it takes. `style`: see `Word`."""
        word = Word(x, y, text, size, **style)  # type: ignore[arg-type]
        self.items.append(word)
        return word.box

    def stroke(self, *points: Point, **style: object) -> None:
        """Draw a line through `points`. `style`: see `Stroke`."""
        self.items.append(Stroke(points, **style))  # type: ignore[arg-type]

    def arrow(self, start: Point, end: Point, colour: str = MUTED, dashed: bool = False) -> None:
        """Draw an arrow from `start` to `end`, along the page or down it."""
        (x0, y0), (x1, y1) = start, end
        length = max(abs(x1 - x0), abs(y1 - y0))
        along = ((x1 - x0) / length, (y1 - y0) / length)
        neck = (x1 - 6 * along[0], y1 - 6 * along[1])
        across = (3.5 * along[1], 3.5 * along[0])
        self.stroke(start, neck, colour=colour, line=1.4, dashed=dashed)
        sides = (
            (neck[0] + across[0], neck[1] + across[1]),
            (neck[0] - across[0], neck[1] - across[1]),
        )
        self.stroke(end, *sides, colour=colour, line=0.5, filled=True)

    @property
    def colours(self) -> list[str]:
        """The colours of everything on the sheet, each once, in their order."""
        return list(dict.fromkeys(colour for item in self.items for colour in item.colours))

    @property
    def bounds(self) -> Box:
        """The room that everything on the sheet takes together."""
        boxes: Sequence[Box] = [item.box for item in self.items]
        left, top = min(b.x for b in boxes), min(b.y for b in boxes)
        right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
        return Box(left, top, right - left, bottom - top)
