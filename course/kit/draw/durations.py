"""The picture of running times: one curve for each way, over sizes, on logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext

from course.kit.draw.lettering import text_width
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Box, Point, Sheet
from course.kit.draw.style import (
    BLUE,
    CARD,
    GREEN,
    INDEX_SIZE,
    INK,
    LINE,
    MUTED,
    SMALL_SIZE,
    TITLE_SIZE,
    VERMILLION,
    Mark,
    tint,
)

# The curves of one picture: the colour, the marker, and whether the line is dashed.
LOOKS: tuple[tuple[str, str, bool], ...] = (
    (VERMILLION, "circle", False),
    (BLUE, "square", False),
    (GREEN, "triangle", False),
    ("#8F3F6D", "diamond", False),
    (INK, "circle", True),
    ("#B85200", "square", True),
    ("#005C91", "triangle", True),
    (MUTED, "diamond", True),
)
UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns"))
RADIUS = 4.0
LABEL_LINE = 13.0
MARK_SPACE = 6.0

Curve = list[tuple[float, float]]


def timings(
    times: Mapping[str, Mapping[float, float]],
    *,
    title: str | None = None,
    across: str = "size",
) -> Picture:
    """Draw how long several ways take, over the size of the problem.

    `times` gives for each way, by its name, the seconds by size, as in
    `{"loop": {8: 1e-3, 16: 8e-3}}`. `across` says what the size is, `title` stands above. Both
    axes are logarithmic: equal distances stand for equal factors.

    Raises TypeError when `times` is no such mapping, ValueError when it is empty, has more than
    eight ways, or holds a size or time that is not above 0.
    """
    curves = _curves(times)
    plot = Plot.around(curves)
    title = title or _("How long each way takes")
    sheet = Sheet()
    sheet.word(0, -34, title, TITLE_SIZE, bold=True)
    _draw_frame(sheet, plot, across)
    for (name, curve), look in zip(curves.items(), LOOKS, strict=False):
        _draw_curve(sheet, [plot.point(*sample) for sample in curve], look)
        plot.ends[name] = plot.point(*curve[-1])
    _draw_names(sheet, plot, [look[0] for look in LOOKS])
    told = [title + ".", *_story(curves, across), _scales(plot, across)]
    return Picture(sheet, " ".join(told) + "\n\n" + _table(curves, across))


@dataclass
class Plot:
    """The area of a plot: its marks along both axes, and where a sample lies in it.

    `ends` has the last point of each curve that was drawn.
    """

    across: tuple[float, ...]
    up: tuple[float, ...]
    sizes: tuple[float, float]
    ends: dict[str, Point]
    width: float = 380.0
    height: float = 240.0

    @classmethod
    def around(cls, curves: Mapping[str, Curve]) -> Plot:
        """Return a plot with room for all curves."""
        sizes = sorted({size for curve in curves.values() for size, _s in curve})
        seconds = [value for curve in curves.values() for _size, value in curve]
        low = math.floor(math.log10(min(seconds)) + 1e-9)
        high = max(math.ceil(math.log10(max(seconds)) - 1e-9), low + 1)
        step = math.ceil((high - low) / 8)
        up = tuple(10.0**power for power in range(low, high + step, step))
        plot = cls((), up, (sizes[0], sizes[-1]), {})
        plot.across = plot._apart(sizes)
        return plot

    def point(self, size: float, seconds: float) -> Point:
        """Return the place of a sample on the sheet, in points."""
        x = _share(size, *self.sizes) * (self.width - 24) + 12
        return x, self.height * (1 - _share(seconds, self.up[0], self.up[-1]))

    def _apart(self, sizes: Sequence[float]) -> tuple[float, ...]:
        """Return the sizes whose marks don't run into the one before."""
        kept: list[float] = []
        for size in sizes:
            widths = [text_width(f"{s:g}", INDEX_SIZE) for s in (size, *kept[-1:])]
            if not kept or self._x(size) - self._x(kept[-1]) >= sum(widths) / 2 + MARK_SPACE:
                kept.append(size)
        return tuple(kept)

    def _x(self, size: float) -> float:
        return self.point(size, self.up[0])[0]


def _share(value: float, low: float, high: float) -> float:
    if low == high:
        return 0.5
    return (math.log10(value) - math.log10(low)) / (math.log10(high) - math.log10(low))


def duration(seconds: float) -> str:
    """Write a time with two digits that count, in the unit that suits it: 12 us, 3.4 ms."""
    rounded = float(f"{seconds:.2g}")
    size, unit = next((u for u in UNITS if rounded >= u[0]), UNITS[-1])
    value = rounded / size
    return f"{value:.0f} {unit}" if value >= 10 else f"{value:.2g} {unit}"


def _curves(times: object) -> dict[str, Curve]:
    wanted = _('timings needs the seconds by size for each way: {"loop": {8: 0.001, 16: 0.008}}')
    if not isinstance(times, Mapping) or not all(isinstance(t, Mapping) for t in times.values()):
        raise TypeError(wanted + ".")
    if not times or not all(times.values()):
        raise ValueError(wanted + ".")
    if len(times) > len(LOOKS):
        raise ValueError(
            _("timings can tell {most} ways apart; got {count}.").format(
                most=len(LOOKS), count=len(times)
            )
        )
    curves = {
        str(name): sorted((float(size), float(value)) for size, value in of_one.items())
        for name, of_one in times.items()
    }
    for name, curve in curves.items():
        if not all(0 < number < math.inf for sample in curve for number in sample):
            raise ValueError(
                _("Sizes and seconds must be above 0 and finite; {name} has others.").format(
                    name=name
                )
            )
    return curves


def _draw_frame(sheet: Sheet, plot: Plot, across: str) -> None:
    small = {"size": INDEX_SIZE, "colour": MUTED}
    sheet.word(-8, -16, _("time"), align="right", **small)
    for seconds in plot.up:
        _x, y = plot.point(plot.sizes[0], seconds)
        sheet.stroke((0, y), (plot.width, y), colour=tint(LINE, 0.6), line=0.7)
        sheet.word(-8, y, duration(seconds), align="right", **small)
    sheet.stroke((0, plot.height), (plot.width, plot.height), colour=MUTED, line=1.0)
    for size in plot.across:
        x = plot.point(size, plot.up[0])[0]
        sheet.stroke((x, plot.height), (x, plot.height + 4), colour=MUTED, line=1.0)
        sheet.word(x, plot.height + 12, f"{size:g}", align="center", **small)
    sheet.word(plot.width / 2, plot.height + 28, across, align="center", **small)


def _draw_curve(sheet: Sheet, points: Sequence[Point], look: tuple[str, str, bool]) -> None:
    colour, marker, dashed = look
    if len(points) > 1:
        sheet.stroke(*points, colour=colour, line=1.8, dashed=dashed)
    for x, y in points:
        _MARKERS[marker](sheet, x, y, colour)


def _draw_names(sheet: Sheet, plot: Plot, colours: Sequence[str]) -> None:
    """Write each name beside the end of its curve, moved apart where they would collide."""
    places = dict(zip(plot.ends, colours, strict=False))
    by_height = sorted(plot.ends, key=lambda name: plot.ends[name][1])
    for name, y in zip(by_height, _spread([plot.ends[n][1] for n in by_height]), strict=True):
        x, end = plot.ends[name]
        sheet.stroke((x + RADIUS + 2, end), (plot.width + 8, y), colour=LINE, line=0.8)
        sheet.word(plot.width + 12, y, name, SMALL_SIZE, bold=True, colour=places[name])


def _spread(heights: Sequence[float]) -> list[float]:
    """Move sorted heights apart, as little as needed for one line each."""
    groups: list[tuple[float, int]] = []
    for height in heights:
        centre, count = height, 1
        while groups:
            before, many = groups[-1]
            if centre - before >= LABEL_LINE * (count + many) / 2 - 1e-9:
                break
            groups.pop()
            centre = (centre * count + before * many) / (count + many)
            count += many
        groups.append((centre, count))
    return [
        centre + LABEL_LINE * (i - (count - 1) / 2)
        for centre, count in groups
        for i in range(count)
    ]


def _circle(sheet: Sheet, x: float, y: float, colour: str) -> None:
    box = Box(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
    sheet.rect(box, Mark(fill=colour, edge=CARD, line=1.0), radius=RADIUS)


def _square(sheet: Sheet, x: float, y: float, colour: str) -> None:
    half = 0.9 * RADIUS
    sheet.rect(Box(x - half, y - half, 2 * half, 2 * half), Mark(fill=colour, edge=CARD, line=1.0))


def _triangle(sheet: Sheet, x: float, y: float, colour: str) -> None:
    half = 1.25 * RADIUS
    corners = (x, y - half), (x + half, y + 0.8 * half), (x - half, y + 0.8 * half)
    sheet.stroke(*corners, colour=colour, filled=True)


def _diamond(sheet: Sheet, x: float, y: float, colour: str) -> None:
    half = 1.35 * RADIUS
    corners = (x, y - half), (x + half, y), (x, y + half), (x - half, y)
    sheet.stroke(*corners, colour=colour, filled=True)


_MARKERS = {"circle": _circle, "square": _square, "triangle": _triangle, "diamond": _diamond}


def _story(curves: Mapping[str, Curve], across: str) -> list[str]:
    """Say who is slowest and who is fastest at the greatest size that all have."""
    shared = set.intersection(*({size for size, _s in curve} for curve in curves.values()))
    if len(curves) < 2 or not shared:
        return []
    largest = max(shared)
    at = {name: dict(curve)[largest] for name, curve in curves.items()}
    slow, fast = max(at, key=at.__getitem__), min(at, key=at.__getitem__)
    said = _(
        "For a size of {size} ({across}), {slow} takes {longest} and {fast} {shortest}: "
        "{factor} times as long for the first."
    )
    return [
        said.format(
            size=f"{largest:g}",
            across=across,
            slow=slow,
            longest=duration(at[slow]),
            fast=fast,
            shortest=duration(at[fast]),
            factor=f"{float(f'{at[slow] / at[fast]:.2g}'):,.10g}",
        )
    ]


def _scales(plot: Plot, across: str) -> str:
    ways = ngettext("The curve has", "Each of the {count} curves has", len(plot.ends)).format(
        count=len(plot.ends)
    )
    return _(
        "{ways} its name at its right end. Both axes are logarithmic. "
        "Marks across ({across}): {sizes}. Marks up (time): {times}."
    ).format(
        ways=ways,
        across=across,
        sizes=", ".join(f"{size:g}" for size in plot.across),
        times=", ".join(map(duration, plot.up)),
    )


def _table(curves: Mapping[str, Curve], across: str) -> str:
    sizes = sorted({size for curve in curves.values() for size, _s in curve})
    lines = [[across, *(f"{size:g}" for size in sizes)]]
    for name, curve in curves.items():
        at = dict(curve)
        lines.append([name, *(duration(at[s]) if s in at else "-" for s in sizes)])
    widths = [max(map(len, column)) + 2 for column in zip(*lines, strict=True)]
    rows = ["".join(t.rjust(w) for t, w in zip(row, widths, strict=True)) for row in lines]
    rule = "  " + "-" * (sum(widths) - 2)
    return "\n".join("  " + row for row in [rows[0], rule, *rows[1:]])
