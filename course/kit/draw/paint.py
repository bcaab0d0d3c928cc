"""From a sheet to a matplotlib figure and its PNG bytes.

pyplot is never used: a picture leaves no trace in the student's matplotlib, neither an open figure
nor a changed setting, and the student's settings do not show in the picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from course.kit.draw.lettering import drawable, font, quiet
from course.kit.draw.sheet import Box, Point, Rect, Sheet, Stroke, Word
from course.kit.draw.style import CARD, MARGIN, tint

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# A point is 1/72 inch. The bytes hold twice the pixels of the display size, for sharp screens.
DISPLAY_DPI = 100
SCALE = 2
COLOURS = 128
HATCH_STEP = 5.0


@contextmanager
def own_settings() -> Iterator[None]:
    """Run with matplotlib's own defaults; the student's settings come back afterwards."""
    with quiet():
        import matplotlib

        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            yield


def figure(sheet: Sheet) -> Figure:
    """Return a figure that shows the sheet, cut to its contents with a white margin."""
    with own_settings():
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        room = sheet.bounds
        width, height = room.width + 2 * MARGIN, room.height + 2 * MARGIN
        made = Figure(figsize=(width / 72, height / 72), dpi=DISPLAY_DPI, facecolor=CARD)
        FigureCanvasAgg(made)
        axes = made.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(room.x - MARGIN, room.right + MARGIN)
        axes.set_ylim(room.bottom + MARGIN, room.y - MARGIN)
        for layer, item in enumerate(sheet.items):
            _PAINTERS[type(item)](axes, item, layer)
    return made


def png(made: Figure) -> bytes:
    """Return the figure as PNG: the same bytes each time, in a palette to keep them few."""
    with own_settings():
        from PIL import Image

        raw = io.BytesIO()
        made.savefig(raw, format="png", dpi=SCALE * DISPLAY_DPI, metadata={"Software": None})
        image = Image.open(raw).convert("RGB")
        few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        packed = io.BytesIO()
        few.save(packed, format="PNG", optimize=True)
    return packed.getvalue()


def _rect(axes: Axes, item: Rect, layer: int) -> None:
    from matplotlib.patches import FancyBboxPatch

    box, mark = item.box, item.mark
    style = f"round,pad=0,rounding_size={item.radius}" if item.radius else "square,pad=0"
    shape = {"boxstyle": style, "linewidth": 0, "zorder": layer}
    size = ((box.x, box.y), box.width, box.height)
    axes.add_patch(FancyBboxPatch(*size, facecolor=mark.fill, edgecolor="none", **shape))
    for line in hatch_lines(box, mark.hatch):
        _stroke(axes, Stroke(line, tint(mark.edge, 0.38), 0.7), layer)
    shape.update(linewidth=mark.line, linestyle=(0, (3, 2)) if item.dashed else "-")
    axes.add_patch(FancyBboxPatch(*size, facecolor="none", edgecolor=mark.edge, **shape))


def hatch_lines(box: Box, kind: str) -> list[tuple[Point, Point]]:
    """Return the lines of a hatch ("/", "\\", "-" or "|"; "" has none) inside `box`."""
    if not kind:
        return []
    if kind in "-|":
        length = box.height if kind == "-" else box.width
        offsets = [HATCH_STEP * (i + 0.5) for i in range(int(length / HATCH_STEP))]
        if kind == "-":
            return [((box.x, box.y + d), (box.right, box.y + d)) for d in offsets]
        return [((box.x + d, box.y), (box.x + d, box.bottom)) for d in offsets]
    lines = []
    for i in range(int((box.width + box.height) / HATCH_STEP)):
        d = HATCH_STEP * (i + 0.5)
        x0, x1 = max(0.0, d - box.height), min(d, box.width)
        ends = [(x, d - x) for x in (x0, x1)]
        if kind == "\\":
            ends = [(x, box.height - y) for x, y in ends]
        first, second = ((box.x + x, box.y + y) for x, y in ends)
        lines.append((first, second))
    return lines


def _word(axes: Axes, item: Word, layer: int) -> None:
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.4, foreground=item.halo)] if item.halo else None
    axes.text(
        item.x,
        item.baseline,
        drawable(item.text, item.bold, item.mono),
        fontproperties=font(item.bold, item.mono),
        fontsize=item.size,
        color=item.colour,
        ha=item.align,
        va="baseline",
        zorder=layer,
        parse_math=False,
        path_effects=halo,
    )


def _stroke(axes: Axes, item: Stroke, layer: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Polygon

    if item.filled:
        axes.add_patch(Polygon(item.points, facecolor=item.colour, linewidth=0, zorder=layer))
        return
    xs, ys = zip(*item.points, strict=True)
    dashes = (0, (3, 2)) if item.dashed else "-"
    style = {"linestyle": dashes, "solid_capstyle": "butt", "zorder": layer}
    axes.add_line(Line2D(xs, ys, color=item.colour, linewidth=item.line, **style))


_PAINTERS = {Rect: _rect, Word: _word, Stroke: _stroke}
