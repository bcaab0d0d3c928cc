"""From a sheet to a matplotlib figure and its PNG bytes.

pyplot is never used: a picture leaves no trace in the student's matplotlib, neither an open figure
nor a changed setting, and the student's settings do not show in the picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from course.kit.draw.lettering import drawable, font, quiet
from course.kit.draw.sheet import Box, Point, Rect, Sheet, Stroke, Word
from course.kit.draw.style import CARD, DISPLAY_DPI, INK, MARGIN, MUTED, tint

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The image has more pixels than a notebook shows, for sharp screens: as many times more as the
# first of SCALES at which its bytes are few enough, with the larger palette or the smaller.
SCALES = (2.0, 1.5, 1.0)
PALETTES = (80, 48)
MOST_BYTES = 60_000
# Pictures with more display pixels than this never fit at the first scale.
LARGE = 420_000
# What the smooth edges of letters need, lest they take on the colour of some mark.
EDGES = tuple(tint(colour, part / 6) for colour in (INK, MUTED) for part in range(1, 6))
HATCH_STEP = 5.0

Channel = TypeVar("Channel", int, "np.ndarray")


@contextmanager
def own_settings() -> Iterator[None]:
    """Run with settings that are always the same; the student's settings come back afterwards."""
    with quiet():
        import matplotlib

        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            # Without hinting a text is as wide as `lettering` measures it, at every scale.
            matplotlib.rcParams["text.hinting"] = "none"
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


def png(made: Figure, colours: Sequence[str]) -> bytes:
    """Return the figure as PNG: the same bytes each time, few enough for a notebook to keep.

    The image has a palette; `colours` ("#rrggbb") are those that it holds exactly.
    """
    width, height = made.get_size_inches() * DISPLAY_DPI
    for scale in SCALES if width * height <= LARGE else SCALES[1:]:
        pixels = _pixels(made, scale)
        for size in PALETTES:
            packed = _packed(pixels, colours, size)
            if len(packed) <= MOST_BYTES:
                return packed
    return packed


def _pixels(made: Figure, scale: float) -> np.ndarray:
    """Return the pixels at `scale` times the display size: height, width, and red, green, blue."""
    import numpy as np

    with own_settings():
        made.set_dpi(scale * DISPLAY_DPI)
        made.canvas.draw()
        pixels = np.array(made.canvas.buffer_rgba())[..., :3]
        made.set_dpi(DISPLAY_DPI)
    return pixels


def _packed(pixels: np.ndarray, colours: Sequence[str], size: int) -> bytes:
    import numpy as np
    from PIL import Image

    counted = Image.fromarray(pixels).getcolors(pixels.shape[0] * pixels.shape[1])
    common = [_code(*colour) for _count, colour in sorted(counted, key=_commonest)]
    exact = [int(colour[1:], 16) for colour in [*colours, *EDGES]]
    palette = np.array(list(dict.fromkeys([*exact, *common]))[:size])
    nearest = np.zeros(1 << 24, dtype=np.uint8)
    nearest[common] = _distances(np.array(common), palette).argmin(axis=1)
    red, green, blue = np.moveaxis(pixels.astype(np.int32), -1, 0)
    image = Image.fromarray(nearest[_code(red, green, blue)])
    image.putpalette(_channels(palette).astype(np.uint8).tobytes())
    packed = io.BytesIO()
    image.save(packed, format="PNG", optimize=True)
    return packed.getvalue()


def _commonest(counted: tuple[int, tuple[int, int, int]]) -> tuple[int, tuple[int, int, int]]:
    count, colour = counted
    return -count, colour


def _code(red: Channel, green: Channel, blue: Channel) -> Channel:
    return red << 16 | green << 8 | blue


def _distances(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    return ((_channels(some)[:, None] - _channels(others)[None]) ** 2).sum(axis=2)


def _channels(codes: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.stack([codes >> 16 & 255, codes >> 8 & 255, codes & 255], axis=1)


def _rect(axes: Axes, item: Rect, layer: int) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.patches import Circle, FancyBboxPatch

    box, mark = item.box, item.mark
    if 2 * item.radius == box.width == box.height:
        disc = Circle(box.centre, item.radius, zorder=layer, linewidth=mark.line)
        disc.set(facecolor=mark.fill, edgecolor=mark.edge)
        axes.add_artist(disc)
        return
    style = f"round,pad=0,rounding_size={item.radius}" if item.radius else "square,pad=0"
    shape = {"boxstyle": style, "linewidth": 0, "zorder": layer}
    size = ((box.x, box.y), box.width, box.height)
    axes.add_artist(FancyBboxPatch(*size, facecolor=mark.fill, edgecolor="none", **shape))
    if mark.hatch:
        lines = hatch_lines(box, mark.hatch)
        hatch = {"colors": tint(mark.edge, 0.38), "linewidths": 0.7, "zorder": layer}
        axes.add_artist(LineCollection(lines, capstyle="butt", **hatch))
    shape.update(linewidth=mark.line, linestyle=(0, (3, 2)) if item.dashed else "-")
    axes.add_artist(FancyBboxPatch(*size, facecolor="none", edgecolor=mark.edge, **shape))


def hatch_lines(box: Box, kind: str) -> list[tuple[Point, Point]]:
    """Return the lines of a hatch ("/", "\\", "-" or "|") inside `box`."""
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
        axes.add_artist(Polygon(item.points, facecolor=item.colour, linewidth=0, zorder=layer))
        return
    xs, ys = zip(*item.points, strict=True)
    dashes = (0, (3, 2)) if item.dashed else "-"
    style = {"linestyle": dashes, "solid_capstyle": "butt", "zorder": layer}
    axes.add_artist(Line2D(xs, ys, color=item.colour, linewidth=item.line, **style))


_PAINTERS = {Rect: _rect, Word: _word, Stroke: _stroke}
