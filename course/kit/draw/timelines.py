"""The picture of time: what Python and an accelerator do at each moment, one above the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from course.kit.draw import words
from course.kit.draw.curves import short, ticks
from course.kit.draw.lettering import text_width
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import (
    HEAD_SIZE,
    INDEX_SIZE,
    LINE,
    MUTED,
    PAPER,
    SMALL_SIZE,
    SOURCES,
    TITLE_SIZE,
    Mark,
    tint,
)

WIDTH = 460.0
_LANE, _GAP = 30.0, 16.0
_HOST, _DEVICE, _WAIT = SOURCES[0], SOURCES[1], Mark(fill=PAPER, edge=MUTED, line=1.0)

Call = tuple[str, float, float] | tuple[str, float, float, bool]


@dataclass(frozen=True)
class Span:
    """One stretch of time: its lane (0 is Python, 1 the accelerator), what is done, from, until."""

    lane: int
    doing: str
    name: str
    start: float
    end: float


def timeline(
    *programs: Iterable[Call],
    titles: Sequence[str] = (),
    unit: str = "ms",
) -> Picture:
    """Draw when Python hands work over and waits, and when the accelerator works on it.

    Each program is a list of calls (name, launch, work) or (name, launch, work, waits): handing
    over takes Python `launch`, the work takes the accelerator `work`, and with `waits` Python
    stands still until it is done. Several programs stand below each other, on one scale of time;
    `titles` stand above them. Nothing is measured: the picture shows the times that it is given.

    Raises ValueError for a negative time, or when there is no call to draw.
    """
    found = [_spans(program) for program in programs]
    if not any(found):
        raise ValueError(_("timeline needs calls such as [('multiply', 1, 4)]."))
    last = max(span.end for spans in found for span in spans)
    marks = ticks(0, last or 1)
    sheet, story, y = Sheet(), [], 0.0
    for number, spans in enumerate(found):
        title = titles[number] if number < len(titles) else _("Python and the accelerator")
        sheet.word(0, y, title, TITLE_SIZE, bold=True)
        y = _draw(sheet, spans, y + 20, marks)
        story.append(_told(title, spans, unit))
    sheet.word(WIDTH / 2, y - 10, unit, INDEX_SIZE, colour=MUTED, align="center")
    _legend(sheet, y + 8, any(span.doing == "wait" for spans in found for span in spans))
    story.append(_("Marks across ({unit}): {marks}.").format(unit=unit, marks=_marked(marks)))
    return Picture(sheet, "\n\n".join(story))


def _marked(marks: Sequence[float]) -> str:
    return ", ".join(map(short, marks))


def _spans(program: Iterable[Call]) -> list[Span]:
    """Play the program through, with a clock for Python and one for the accelerator."""
    host = device = 0.0
    spans = []
    for name, launch, work, *rest in program:
        if launch < 0 or work < 0:
            raise ValueError(_("A time can't be negative, as that of {name} is.").format(name=name))
        spans.append(Span(0, "launch", name, host, host + launch))
        host += launch
        begin = max(host, device)
        device = begin + work
        spans.append(Span(1, "work", name, begin, device))
        if rest and rest[0]:
            spans.append(Span(0, "wait", name, host, device))
            host = device
    return [span for span in spans if span.end > span.start]


def _draw(sheet: Sheet, spans: Sequence[Span], top: float, marks: Sequence[float]) -> float:
    """Draw both lanes of a program and the scale below; return the y below all of it."""
    scale = WIDTH / marks[-1]
    bottom = top + 2 * _LANE + _GAP
    for mark in marks:
        x = mark * scale
        sheet.stroke((x, top - 4), (x, bottom + 4), colour=tint(LINE, 0.6), line=0.7)
        label = short(mark)
        sheet.word(x, bottom + 12, label, INDEX_SIZE, colour=MUTED, align="center")
    for lane, name in enumerate((_("Python"), _("accelerator"))):
        y = top + lane * (_LANE + _GAP)
        sheet.word(-10, y + _LANE / 2, name, HEAD_SIZE, bold=True, align="right")
        sheet.stroke((0, y + _LANE), (WIDTH, y + _LANE), colour=LINE, line=0.8)
    for span in spans:
        y = top + span.lane * (_LANE + _GAP)
        box = Box(span.start * scale, y, (span.end - span.start) * scale, _LANE)
        mark = {"launch": _HOST, "work": _DEVICE, "wait": _WAIT}[span.doing]
        sheet.rect(box, mark)
        text = _("waits") if span.doing == "wait" else span.name
        if text_width(text, SMALL_SIZE, True, False) + 4 <= box.width:
            halo = {"bold": True, "align": "center", "halo": mark.fill}
            sheet.word(*box.centre, text, SMALL_SIZE, **halo)
    return bottom + 36


def _legend(sheet: Sheet, y: float, with_waits: bool) -> None:
    entries = [(_HOST, _("hands work over")), (_DEVICE, _("works"))]
    entries += [(_WAIT, _("waits for a value"))] if with_waits else []
    x = 0.0
    for mark, text in entries:
        sheet.rect(Box(x, y - 6, 20, 12), mark)
        x = sheet.word(x + 26, y, text, SMALL_SIZE).right + 22


def _told(title: str, spans: Sequence[Span], unit: str) -> str:
    """Say who does what from when to when."""
    doing = {"launch": _("hands over"), "work": _("works on"), "wait": _("waits for")}
    who = (_("Python"), _("accelerator"))
    rows = [
        [short(s.start), short(s.end), who[s.lane].rjust(11), f"{doing[s.doing]} {s.name}"]
        for s in sorted(spans, key=lambda s: (s.start, s.lane))
    ]
    width = max((len(row[3]) for row in rows), default=0)
    lines = words.ruled(
        [[_("from"), _("to"), _("who"), _("what").ljust(width)]]
        + [[*row[:3], row[3].ljust(width)] for row in rows],
        labelled=False,
    )
    ends = [max((s.end for s in spans if s.lane == lane), default=0.0) for lane in (0, 1)]
    summary = _("{title}. Python is done at {host} {unit}, the accelerator at {device} {unit}.")
    said = summary.format(
        title=title.rstrip("."), host=short(ends[0]), device=short(ends[1]), unit=unit
    )
    return said + "\n\n" + "\n".join(f"    {line}".rstrip() for line in lines)
