"""The map of the field: what to learn, in which order, and where this course's chapters lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from gettext import ngettext
from itertools import pairwise

from course.kit.draw import words
from course.kit.draw.lettering import text_width, wrap
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import (
    BLUE,
    CARD,
    INDEX_SIZE,
    INK,
    LINE,
    MUTED,
    PAPER,
    SKY,
    SMALL_SIZE,
    TAG_SIZE,
    TITLE_SIZE,
    Mark,
    tint,
)
from course.kit.draw.topics import Stage, Topic, chapters, stages

WIDTH = 598.0
HEADER = 160.0
PAD = 11.0
DISC = 11.0
BAND_SPACE = 12.0
CHIP_HEIGHT = 21.0
CHIP_SPACE = 7.0
CHIP_PAD = 8.0
BADGE_PAD = 4.5
BADGE_HEIGHT = 13.0

BAND = Mark(fill=PAPER, edge=PAPER, line=0.5)
TAUGHT = Mark(fill=tint(SKY, 0.25), edge=BLUE, line=1.3)
BEYOND = Mark(fill=CARD, edge=LINE, line=0.8)
BADGE = Mark(fill="#00568A", edge="#00568A", line=0.5)
NUMBER = Mark(fill=CARD, edge=INK, line=1.4)


def field() -> Picture:
    """Draw the map of the field: five stages, their topics, and the chapters of this course.

    A topic that this course teaches has a heavier border and a badge with the chapters' numbers.
    """
    sheet = Sheet()
    sheet.word(0, 6, _title(), TITLE_SIZE + 1, bold=True)
    y, middles = 26.0, []
    for number, stage in enumerate(stages(), 1):
        height = _band_height(stage)
        middles.append(y + height / 2)
        _draw_band(sheet, y, height, number, stage)
        y += height + BAND_SPACE
    _draw_way(sheet, middles)
    _draw_legend(sheet, y + 12)
    return Picture(sheet, _words())


def _title() -> str:
    return _("A map of the field, in the order in which to learn it")


def _draw_band(sheet: Sheet, y: float, height: float, number: int, stage: Stage) -> None:
    sheet.rect(Box(0, y, WIDTH, height), BAND, radius=7)
    x = 2 * PAD + 2 * DISC
    purpose = wrap(stage.purpose, INDEX_SIZE, HEADER - x - PAD)
    line = y + height / 2 - 6.5 * len(purpose) + 1
    sheet.word(x, line, stage.name, TITLE_SIZE, bold=True)
    for row, text in enumerate(purpose, 1):
        sheet.word(x, line + 2 + 12 * row, text, INDEX_SIZE, colour=MUTED)
    top = y + (height - _chips_height(stage)) / 2
    for row in _chip_rows(stage.topics):
        left = HEADER
        for topic in row:
            _draw_chip(sheet, left, top, topic)
            left += _chip_width(topic) + CHIP_SPACE
        top += CHIP_HEIGHT + CHIP_SPACE
    _draw_number(sheet, y + height / 2, number)


def _draw_number(sheet: Sheet, y: float, number: int) -> None:
    x = PAD + DISC
    sheet.rect(Box(x - DISC, y - DISC, 2 * DISC, 2 * DISC), NUMBER, radius=DISC)
    sheet.word(x, y, str(number), TITLE_SIZE, bold=True, align="center")


def _draw_way(sheet: Sheet, middles: Sequence[float]) -> None:
    x = PAD + DISC
    for above, below in pairwise(middles):
        sheet.arrow((x, above + DISC + 2), (x, below - DISC - 2), colour=INK)


def _draw_chip(sheet: Sheet, x: float, y: float, topic: Topic) -> None:
    mark = TAUGHT if topic.chapters else BEYOND
    box = Box(x, y, _chip_width(topic), CHIP_HEIGHT)
    sheet.rect(box, mark, radius=5)
    middle = box.centre[1]
    name = sheet.word(x + CHIP_PAD, middle, topic.name, SMALL_SIZE)
    if topic.chapters:
        _draw_badge(sheet, name.right + 6, middle, _badge(topic.chapters))


def _draw_badge(sheet: Sheet, x: float, middle: float, text: str) -> float:
    width = text_width(text, TAG_SIZE, bold=True) + 2 * BADGE_PAD
    box = Box(x, middle - BADGE_HEIGHT / 2, width, BADGE_HEIGHT)
    sheet.rect(box, BADGE, radius=BADGE_HEIGHT / 2)
    sheet.word(x + width / 2, middle, text, TAG_SIZE, colour=CARD, bold=True, align="center")
    return box.right


def _draw_legend(sheet: Sheet, y: float) -> None:
    sheet.word(0, y, _("The chapters of this course"), SMALL_SIZE + 1, bold=True)
    for number, subject in enumerate(chapters(), 1):
        column, row = (number - 1) % 4, (number - 1) // 4
        x, line = column * WIDTH / 4, y + 20 + 20 * row
        right = _draw_badge(sheet, x, line, _badge((number,)))
        sheet.word(right + 6, line, subject, SMALL_SIZE)


def _badge(numbers: Sequence[int]) -> str:
    if len(numbers) > 3 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return _("ch {first} to {last}").format(first=numbers[0], last=numbers[-1])
    return _("ch {numbers}").format(numbers=", ".join(map(str, numbers)))


def _chip_width(topic: Topic) -> float:
    width = text_width(topic.name, SMALL_SIZE) + 2 * CHIP_PAD
    if not topic.chapters:
        return width
    badge = text_width(_badge(topic.chapters), TAG_SIZE, bold=True)
    return width + 6 + badge + 2 * BADGE_PAD - 3


def _chip_rows(topics: Sequence[Topic]) -> Iterator[list[Topic]]:
    row: list[Topic] = []
    room = WIDTH - HEADER - PAD
    for topic in topics:
        if row and sum(_chip_width(t) + CHIP_SPACE for t in row) + _chip_width(topic) > room:
            yield row
            row = []
        row.append(topic)
    yield row


def _band_height(stage: Stage) -> float:
    return max(2 * PAD + _chips_height(stage), 58.0)


def _chips_height(stage: Stage) -> float:
    rows = len(list(_chip_rows(stage.topics)))
    return rows * (CHIP_HEIGHT + CHIP_SPACE) - CHIP_SPACE


def _words() -> str:
    names = [stage.name for stage in stages()]
    parts = [
        _("{title}: {names}. Each stage uses those before it.").format(
            title=_title(), names=words.listed(names)
        )
    ]
    for number, stage in enumerate(stages(), 1):
        lines = [f"{number}. {stage.name}: {stage.purpose}."]
        lines += [f"   - {topic.name}{_taught(topic)}" for topic in stage.topics]
        parts.append("\n".join(lines))
    listed = [f"   {number}. {subject}" for number, subject in enumerate(chapters(), 1)]
    parts.append("\n".join([_("The chapters of this course:"), *listed]))
    return "\n\n".join(parts)


def _taught(topic: Topic) -> str:
    if not topic.chapters:
        return ""
    said = ngettext(" (chapter {numbers})", " (chapters {numbers})", len(topic.chapters))
    return said.format(numbers=words.listed([str(number) for number in topic.chapters]))
