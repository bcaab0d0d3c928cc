"""The map of the bridges between NumPy and torch: which share memory, and which copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import (
    HEAD_SIZE,
    INDEX_SIZE,
    INK,
    MUTED,
    NOTE_SIZE,
    SMALL_SIZE,
    source_mark,
)

SHARES, MAY_SHARE, COPIES = "shares", "shares if it can", "copies"
"""What a bridge does with memory."""

BANK_WIDTH = 104.0
WATER = 330.0
LANE = 38.0
NOTE_SPACE = 18.0


@dataclass(frozen=True)
class Bridge:
    """One way across, as it is written for an array `a` or a tensor `x`, and what it does."""

    code: str
    kind: str

    @property
    def from_array(self) -> bool:
        """Whether it leads from an array to a tensor."""
        return self.code.startswith("torch.")


BRIDGES = (
    Bridge("torch.from_numpy(a)", SHARES),
    Bridge("torch.from_dlpack(a)", SHARES),
    Bridge("torch.as_tensor(a, dtype=...)", MAY_SHARE),
    Bridge("torch.asarray(a)", MAY_SHARE),
    Bridge("torch.tensor(a)", COPIES),
    Bridge("x.numpy()", SHARES),
    Bridge("np.asarray(x)", SHARES),
    Bridge("x.numpy(force=True)", MAY_SHARE),
    Bridge("x.numpy().copy()", COPIES),
)


def bridges() -> Picture:
    """Draw the bridges between NumPy and torch, each with a word on what it does with memory.

    A whole line shares, a broken one copies; one that is half and half shares where it can.
    """
    sheet = Sheet()
    height = LANE * len(BRIDGES) + 10
    _draw_bank(sheet, 0, height, 0, "NumPy", _("array a"))
    _draw_bank(sheet, BANK_WIDTH + WATER, height, 1, "torch", _("tensor x"))
    for number, bridge in enumerate(BRIDGES):
        _draw_bridge(sheet, LANE * (number + 0.5) + 8, bridge)
    for number, note in enumerate(_notes()):
        sheet.word(0, height + NOTE_SPACE * (number + 1), note, NOTE_SIZE, colour=INK)
    return Picture(sheet, _words())


def _draw_bank(sheet: Sheet, x: float, height: float, number: int, library: str, what: str) -> None:
    mark = source_mark(number)
    sheet.rect(Box(x, 0, BANK_WIDTH, height), mark, radius=7)
    middle = x + BANK_WIDTH / 2
    style = {"align": "center", "halo": mark.fill}
    sheet.word(middle, height / 2 - 9, library, HEAD_SIZE + 2, bold=True, **style)
    sheet.word(middle, height / 2 + 10, what, SMALL_SIZE, mono=False, **style)


def _draw_bridge(sheet: Sheet, y: float, bridge: Bridge) -> None:
    left, right = BANK_WIDTH + 7, BANK_WIDTH + WATER - 7
    middle = (left + right) / 2
    start, end = ((left, y), (right, y)) if bridge.from_array else ((right, y), (left, y))
    if bridge.kind == MAY_SHARE:
        sheet.stroke(start, (middle, y), line=1.4)
        start = (middle, y)
    sheet.arrow(start, end, dashed=bridge.kind != SHARES)
    sheet.word(middle, y - 10, bridge.code, SMALL_SIZE, mono=True, align="center")
    sheet.word(middle, y + 9, _kind(bridge), INDEX_SIZE, colour=MUTED, align="center")


def _kind(bridge: Bridge) -> str:
    return {
        SHARES: _("shares"),
        MAY_SHARE: _("shares if it can"),
        COPIES: _("copies"),
    }[bridge.kind]


def _notes() -> list[str]:
    return [
        _("A whole line shares the memory or raises an error, and a broken line copies."),
        _("Half and half: it shares where that is possible, and copies elsewhere."),
    ]


def _words() -> str:
    there = [bridge for bridge in BRIDGES if bridge.from_array]
    back = [bridge for bridge in BRIDGES if not bridge.from_array]
    parts = [
        _("The bridges between NumPy and torch, and what they do with memory."),
        "\n".join([_("From a NumPy array a to a tensor:"), *_listed(there)]),
        "\n".join([_("From a tensor x to a NumPy array:"), *_listed(back)]),
        "\n".join(_notes()),
    ]
    return "\n\n".join(parts)


def _listed(some: Sequence[Bridge]) -> list[str]:
    widest = max(len(bridge.code) for bridge in some)
    return [f"    {bridge.code.ljust(widest)}  {_kind(bridge)}" for bridge in some]
