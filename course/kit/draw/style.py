"""How the course's pictures look: the colours, the sizes, and the marks a cell can carry.

Lengths are in points (1/72 inch). The hues are those of Okabe and Ito, "Color Universal Design"
(2008), which people with the common kinds of colour blindness can tell apart. No hue stands alone:
a mark is also a hatch and a heavy border, and in the words of the picture it has its own brackets.
"""

from __future__ import annotations

from dataclasses import dataclass

BLUE = "#0072B2"
SKY = "#56B4E9"
GREEN = "#009E73"
ORANGE = "#E69F00"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"

CARD = "#FFFFFF"
PAPER = "#F5F7FA"
LINE = "#B4BECB"
MUTED = "#56616E"
INK = "#1B242F"

# Display pixels in an inch: how large a notebook shows a picture.
DISPLAY_DPI = 100
MARGIN = 14.0
MAX_WIDTH = 590.0

TITLE_SIZE = 11.5
HEAD_SIZE = 10.0
NOTE_SIZE = 9.2
SMALL_SIZE = 8.6
VALUE_SIZE = 10.0
INDEX_SIZE = 8.0
TAG_SIZE = 6.8


def tint(colour: str, strength: float) -> str:
    """Mix `colour` ("#rrggbb") with white; a strength of 1 is the colour itself, 0 is white."""
    channels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - c) * strength):02X}" for c in channels)


@dataclass(frozen=True)
class Mark:
    """How a cell is drawn: its colours, its border's width, its hatch, its brackets in words.

    The cell of a `ghost` isn't in memory: its border is broken and its number is pale.
    """

    fill: str = CARD
    edge: str = LINE
    line: float = 0.8
    hatch: str = ""
    brackets: str = "  "
    ghost: bool = False


def _bold(hue: str, edge: str, hatch: str, brackets: str = "  ") -> Mark:
    return Mark(fill=tint(hue, 0.3), edge=edge, line=1.9, hatch=hatch, brackets=brackets)


def _soft(hue: str) -> Mark:
    return Mark(fill=tint(hue, 0.26), edge=tint(hue, 0.9), line=1.0)


PLAIN = Mark()
PICKED = _bold(ORANGE, "#B85200", "/", brackets="[]")

# One for each tensor that takes part: A, B, C, ... They differ in hatch as well as in hue.
SOURCES = (
    _bold(SKY, "#005C91", "/"),
    _bold(ORANGE, "#B85200", "\\"),
    _bold(GREEN, "#00694C", "-"),
    _bold(PURPLE, "#8F3F6D", "|"),
)


def source_mark(number: int) -> Mark:
    """Return the mark of the tensor with this number, from 0."""
    return SOURCES[number % len(SOURCES)]


def ghost_mark(number: int) -> Mark:
    """Return the mark of a cell that only repeats one of the tensor with this number."""
    return Mark(fill=CARD, edge=source_mark(number).edge, brackets="()", ghost=True)


def group_mark(number: int) -> Mark:
    """Return the mark of the cells of one group, which also share small letters or numbers."""
    return GROUPS[number % len(GROUPS)]


# Quiet tints for cells that a small letter or number in the corner already tells apart.
GROUPS = tuple(_soft(hue) for hue in (SKY, ORANGE, GREEN, PURPLE, VERMILLION, BLUE, "#8A94A0"))
