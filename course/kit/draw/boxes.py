"""The boxes of a graph, level by level, with arrows between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _

from course.kit.draw import words
from course.kit.draw.layers import Layout, lay_out
from course.kit.draw.lettering import text_width
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import CARD, INK, LINE, MUTED, ORANGE, SKY, SMALL_SIZE, Mark, tint

TITLE = 9.6
TEXT_LINE = 12.5
PADDING = 7.0
BETWEEN = 30.0

LEAF = Mark(fill=tint(SKY, 0.26), edge="#005C91", line=1.9)
STEP = Mark(fill=CARD, edge=MUTED, line=1.0)
RESULT = Mark(fill=tint(ORANGE, 0.26), edge="#B85200", line=1.9)
CUT = Mark(fill=CARD, edge=LINE, line=1.0)


@dataclass(frozen=True)
class Node:
    """One box of the picture: its title, the lines below it, and the boxes it is made from."""

    title: str
    lines: tuple[str, ...]
    parents: tuple[int, ...]
    mark: Mark

    @property
    def width(self) -> float:
        """The width in points."""
        widths = [text_width(line, SMALL_SIZE) for line in self.lines]
        return max([text_width(self.title, TITLE, bold=True), *widths]) + 2 * PADDING

    @property
    def height(self) -> float:
        """The height in points."""
        return TEXT_LINE * (1 + len(self.lines)) + PADDING


@dataclass(frozen=True)
class Boxes:
    """The nodes of a graph, each after those above it, as a part of a picture."""

    nodes: tuple[Node, ...]

    @cached_property
    def layout(self) -> Layout:
        """Where the boxes stand."""
        return lay_out([node.parents for node in self.nodes], [node.width for node in self.nodes])

    @property
    def width(self) -> float:
        """The width in points."""
        left, right = self._sides(self.layout)
        return right - left

    @property
    def height(self) -> float:
        """The height in points."""
        tops, heights = self._tops(self.layout)
        return tops[-1] + heights[-1]

    @property
    def middle(self) -> float:
        """The line that neighbours share."""
        return self.height / 2

    def place(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw the graph with its left upper corner at (x, y)."""
        layout = self.layout
        left, _right = self._sides(layout)
        tops, heights = self._tops(layout)
        boxes = [
            Box(x - left + middle - node.width / 2, y + tops[level], node.width, node.height)
            for node, level, middle in zip(self.nodes, layout.levels, layout.middles, strict=True)
        ]
        routes = iter(layout.routes)
        for node, box in zip(self.nodes, boxes, strict=True):
            ways = []
            for parent in node.parents:
                start, level = boxes[parent].centre[0], layout.levels[parent]
                points = [(start, boxes[parent].bottom), (start, y + tops[level] + heights[level])]
                for level, middle in next(routes):
                    across, top = x - left + middle, y + tops[level]
                    points += [(across, top), (across, top + heights[level])]
                ways.append(points)
            for k, points in enumerate(sorted(ways, key=lambda way: way[-1][0])):
                entry = box.x + box.width * (k + 1) / (len(ways) + 1)
                sheet.stroke(*points, (entry, box.y - 10), line=1.4)
                sheet.arrow((entry, box.y - 10), (entry, box.y - 1))
        for node, box in zip(self.nodes, boxes, strict=True):
            _draw_box(sheet, node, box)

    def _sides(self, layout: Layout) -> tuple[float, float]:
        pairs = list(zip(self.nodes, layout.middles, strict=True))
        bends = [middle for route in layout.routes for _level, middle in route]
        left = min([middle - node.width / 2 for node, middle in pairs] + bends)
        return left, max([middle + node.width / 2 for node, middle in pairs] + bends)

    def _tops(self, layout: Layout) -> tuple[list[float], list[float]]:
        heights = [
            max(n.height for n, at in zip(self.nodes, layout.levels, strict=True) if at == level)
            for level in range(max(layout.levels) + 1)
        ]
        tops = [sum(heights[:level]) + BETWEEN * level for level in range(len(heights))]
        return tops, heights


def _draw_box(sheet: Sheet, node: Node, box: Box) -> None:
    radius = 0.0 if node.mark in (LEAF, CUT) else 7.0
    sheet.rect(box, node.mark, radius=radius, dashed=node.mark is CUT)
    line = box.y + PADDING / 2 + TEXT_LINE / 2
    sheet.word(box.centre[0], line, node.title, TITLE, bold=True, align="center")
    for text in node.lines:
        line += TEXT_LINE
        sheet.word(box.centre[0], line, text, SMALL_SIZE, colour=INK, align="center")


def listing(nodes: Sequence[Node]) -> str:
    """Return the boxes as a numbered list in plain characters."""
    lines = []
    for number, node in enumerate(nodes):
        made = _("from {numbers}").format(numbers=words.listed([str(p) for p in node.parents]))
        kind = made if node.parents else (_("leaf") if node.mark is LEAF else "")
        text = "; ".join(part for part in (kind, *node.lines) if part)
        lines.append(f"    {number:2}  {node.title}: {text}")
    return "\n".join(lines)
