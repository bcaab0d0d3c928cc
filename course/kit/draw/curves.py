"""The picture of a loss: how it falls over the steps of a training."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext

import torch

from course.kit.draw import words
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Box, Point, Sheet
from course.kit.draw.style import (
    BLUE,
    INDEX_SIZE,
    LINE,
    MUTED,
    SMALL_SIZE,
    TITLE_SIZE,
    Mark,
    tint,
)

# Up to this many steps, each has a dot.
MOST_DOTS = 60
# About how many steps the words list, and the length of the longest bar.
LISTED = 10
BAR = 40

Sample = tuple[int, float]


def losses(values: Iterable[object], *, title: str | None = None, name: str = "loss") -> Picture:
    """Draw a loss over the steps of a training, counted from 0, with its first and last value.

    `values` are numbers, tensors of one number, or a tensor of one axis. `name` is what they are,
    `title` stands above. A value that is nan or infinite has no dot, and the picture says so.

    Raises TypeError when they are no numbers, ValueError when none of them is finite.
    """
    numbers = _numbers(values)
    samples = [(step, value) for step, value in enumerate(numbers) if math.isfinite(value)]
    if not samples:
        raise ValueError(_("losses needs at least one finite number, as in losses([2.3, 0.4])."))
    title = title or _("The {name} at each step").format(name=name)
    plot = Plot.around(samples, len(numbers))
    notes = _left_out(numbers)
    sheet = Sheet()
    sheet.word(0, -40, title, TITLE_SIZE, bold=True)
    _draw_frame(sheet, plot, name)
    _draw_curve(sheet, plot, samples)
    for row, note in enumerate(notes):
        sheet.word(0, plot.height + 48 + 14 * row, note, SMALL_SIZE)
    story = [title + ".", _story(samples, name), *notes, _scales(plot, name)]
    return Picture(sheet, " ".join(story) + "\n\n" + _bars(samples, name))


@dataclass(frozen=True)
class Plot:
    """The area of a plot: its marks along both axes, and where a value lies in it."""

    across: tuple[float, ...]
    up: tuple[float, ...]
    last: int
    width: float = 430.0
    height: float = 180.0

    @classmethod
    def around(cls, samples: Sequence[Sample], steps: int) -> Plot:
        """Return a plot with room for the samples; it shows 0 when nothing is below 0."""
        low, high = min(value for _s, value in samples), max(value for _s, value in samples)
        low = min(low, 0.0) if low >= 0 else low
        last = max(steps - 1, 1)
        if high - low <= 1e-6 * max(abs(low), abs(high)):
            high = low + (abs(low) or 1)
        across = [mark for mark in ticks(0, last, whole=True) if mark <= steps - 1]
        return cls(tuple(across), ticks(low, high), last)

    def point(self, step: float, value: float) -> Point:
        """Return the place of a value on the sheet, in points."""
        low, high = self.up[0], self.up[-1]
        return self.width * step / self.last, self.height * ((high - value) / (high - low))


def ticks(low: float, high: float, whole: bool = False) -> tuple[float, ...]:
    """Return about five round numbers, evenly spaced, that cover `low` to `high` (low < high)."""
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    step = max(step, 1.0) if whole else step
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(float(f"{number * step:.12g}") for number in range(first, last + 1))


def short(value: float) -> str:
    """Write a number with at most four digits that count."""
    return f"{value:.4g}"


def _numbers(values: Iterable[object]) -> list[float]:
    try:
        return [_number(value) for value in values]
    except (TypeError, ValueError, RuntimeError) as error:
        raise TypeError(
            _("losses needs a list of numbers, as in losses([2.3, 0.4]): {error}.").format(
                error=error
            )
        ) from None


def _number(value: object) -> float:
    # A tensor in a graph warns when it becomes a float; its detached twin does not.
    return float(value.detach() if isinstance(value, torch.Tensor) else value)  # type: ignore[arg-type]


def _draw_frame(sheet: Sheet, plot: Plot, name: str) -> None:
    small = {"size": INDEX_SIZE, "colour": MUTED}
    sheet.word(-8, -18, name, align="right", **small)
    for value in plot.up:
        _x, y = plot.point(0, value)
        sheet.stroke((0, y), (plot.width, y), colour=tint(LINE, 0.6), line=0.7)
        sheet.word(-8, y, short(value), align="right", **small)
    sheet.stroke((0, plot.height), (plot.width, plot.height), colour=MUTED, line=1.0)
    for step in plot.across:
        x = plot.point(step, 0)[0]
        sheet.stroke((x, plot.height), (x, plot.height + 4), colour=MUTED, line=1.0)
        sheet.word(x, plot.height + 12, short(step), align="center", **small)
    sheet.word(plot.width / 2, plot.height + 28, _("step"), align="center", **small)


def _draw_curve(sheet: Sheet, plot: Plot, samples: Sequence[Sample]) -> None:
    for run in _runs(samples):
        if len(run) > 1:
            sheet.stroke(*(plot.point(*sample) for sample in run), colour=BLUE, line=1.8)
    ends = {samples[0], samples[-1]}
    for sample in samples if len(samples) <= MOST_DOTS else ends:
        x, y = plot.point(*sample)
        radius = 4.0 if sample in ends else 2.2
        dot = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        sheet.rect(dot, Mark(fill=BLUE, edge="#FFFFFF", line=1.0), radius=radius)
    _draw_ends(sheet, plot, samples)


def _draw_ends(sheet: Sheet, plot: Plot, samples: Sequence[Sample]) -> None:
    (_first, start), (last, end) = samples[0], samples[-1]
    label = _("step {step}: {value}")
    if len(samples) > 1:
        x, y = plot.point(*samples[0])
        above = samples[1][1] <= start
        text = label.format(step=samples[0][0], value=short(start))
        sheet.word(x + 9, y - 8 if above else y + 12, text, SMALL_SIZE, bold=True, halo="#FFFFFF")
    x, y = plot.point(last, end)
    sheet.word(x + 11, y, label.format(step=last, value=short(end)), SMALL_SIZE, bold=True)


def _runs(samples: Sequence[Sample]) -> list[list[Sample]]:
    """Split the samples where a step is missing."""
    runs: list[list[Sample]] = []
    for sample in samples:
        if runs and runs[-1][-1][0] == sample[0] - 1:
            runs[-1].append(sample)
        else:
            runs.append([sample])
    return runs


def _left_out(numbers: Sequence[float]) -> list[str]:
    missing = [str(step) for step, value in enumerate(numbers) if not math.isfinite(value)]
    if not missing:
        return []
    steps = words.listed(missing[:8]) if len(missing) <= 8 else ", ".join([*missing[:8], words.GAP])
    said = ngettext(
        "The value at step {steps} is nan or infinite and has no dot.",
        "The values at steps {steps} are nan or infinite and have no dots.",
        len(missing),
    )
    return [said.format(steps=steps)]


def _story(samples: Sequence[Sample], name: str) -> str:
    (first, start), (last, end) = samples[0], samples[-1]
    if len(samples) == 1:
        return _("The {name} is {value} at step {step}.").format(
            name=name, value=short(start), step=first
        )
    low = min(samples, key=lambda sample: sample[1])
    return _(
        "The {name} starts at {start} (step {first}) and ends at {end} (step {last}). "
        "It is lowest at step {at}: {low}."
    ).format(
        name=name,
        start=short(start),
        first=first,
        end=short(end),
        last=last,
        at=low[0],
        low=short(low[1]),
    )


def _scales(plot: Plot, name: str) -> str:
    return _("Marks across (step): {across}. Marks up ({name}): {up}.").format(
        name=name,
        across=", ".join(map(short, plot.across)),
        up=", ".join(map(short, plot.up)),
    )


def _bars(samples: Sequence[Sample], name: str) -> str:
    """Return some of the steps as bars of number signs, the first and the last among them."""
    every = max(1, math.ceil((len(samples) - 1) / LISTED))
    chosen = [*samples[:-1:every], samples[-1]]
    high = max(value for _step, value in samples)
    scale = BAR / high if high > 0 and min(value for _s, value in samples) >= 0 else 0
    head = [_("step"), name]
    rows = [[str(step), short(value)] for step, value in chosen]
    lines = words.ruled([head, *rows], labelled=False)
    bars = ["", "", *("  " + "#" * round(scale * value) for _step, value in chosen)]
    return "\n".join(f"    {line}{bar}".rstrip() for line, bar in zip(lines, bars, strict=True))
