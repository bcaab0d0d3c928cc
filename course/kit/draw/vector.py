"""From a sheet to SVG: quick to make, since no pixel is painted, and sharp on every screen."""

from __future__ import annotations

import html

from course.kit.draw.paint import hatch_lines
from course.kit.draw.sheet import Rect, Sheet, Stroke, Word
from course.kit.draw.style import CARD, DISPLAY_DPI, MARGIN, tint

_SANS = "'DejaVu Sans', Verdana, sans-serif"
_MONO = "'DejaVu Sans Mono', Consolas, monospace"
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


def svg(sheet: Sheet) -> str:
    """Give the sheet as one SVG element, cut to its contents with a white margin.

    Each line of text is as wide as it was measured, whatever font the reader's machine has.
    """
    room = sheet.bounds
    left, top = room.x - MARGIN, room.y - MARGIN
    width, height = room.width + 2 * MARGIN, room.height + 2 * MARGIN
    scale = DISPLAY_DPI / 72
    body = "".join(_item(item) for item in sheet.items)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale:.0f}" '
        f'height="{height * scale:.0f}" viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}">'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="{CARD}"/>{body}</svg>'
    )


def _item(item: Rect | Word | Stroke) -> str:
    match item:
        case Rect():
            return _rect(item)
        case Word():
            return _word(item)
        case Stroke():
            return _stroke(item)


def _rect(item: Rect) -> str:
    box, mark = item.box, item.mark
    place = (
        f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{item.radius:g}"'
    )
    lines = "".join(
        f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="{tint(mark.edge, 0.38)}" '
        'stroke-width="0.7"/>'
        for (x0, y0), (x1, y1) in (hatch_lines(box, mark.hatch) if mark.hatch else ())
    )
    edge = f'stroke="{mark.edge}" stroke-width="{mark.line:g}"{_dashes(item.dashed)}'
    return f'<rect {place} fill="{mark.fill}"/>{lines}<rect {place} fill="none" {edge}/>'


def _word(item: Word) -> str:
    halo = ""
    if item.halo:
        halo = f' stroke="{item.halo}" stroke-width="2.4" paint-order="stroke"'
    weight = ' font-weight="bold"' if item.bold else ""
    return (
        f'<text x="{item.x:.1f}" y="{item.baseline:.1f}" font-size="{item.size:g}" '
        f'font-family="{_MONO if item.mono else _SANS}"{weight} fill="{item.colour}" '
        f'text-anchor="{_ANCHORS[item.align]}" textLength="{item.box.width:.1f}" '
        f'lengthAdjust="spacingAndGlyphs"{halo}>{html.escape(item.text)}</text>'
    )


def _stroke(item: Stroke) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in item.points)
    if item.filled:
        return f'<polygon points="{points}" fill="{item.colour}"/>'
    return (
        f'<polyline points="{points}" fill="none" stroke="{item.colour}" '
        f'stroke-width="{item.line:g}"{_dashes(item.dashed)}/>'
    )


def _dashes(dashed: bool) -> str:
    return ' stroke-dasharray="4 3"' if dashed else ""
