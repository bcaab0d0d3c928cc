"""The picture of a computation graph: what a tensor was made from, as autograd remembers it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from gettext import gettext as _
from gettext import ngettext
from typing import Any

import torch

from course.kit.draw import words
from course.kit.draw.arrange import page
from course.kit.draw.digits import is_rounded, number_format
from course.kit.draw.layers import Layout, lay_out
from course.kit.draw.lettering import text_width
from course.kit.draw.picture import Picture
from course.kit.draw.sheet import Box, Sheet
from course.kit.draw.style import CARD, INK, LINE, MUTED, ORANGE, SKY, SMALL_SIZE, Mark, tint

# The most nodes that are drawn, and the most numbers that are written into one.
MOST_NODES = 40
MOST_NUMBERS = 4

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


def graph(y: torch.Tensor, /, **named: torch.Tensor) -> Picture:
    """Draw the graph behind a tensor: leaves at the top, the result at the bottom.

    Each operation that autograd will go back through is a box, also one whose result is used
    several times. Leaves show their name where it is given, as in graph(y, x=x, w=w), their
    shape, their values when they are few, and the gradient in `.grad`. Names of tensors on the
    way stand with the operation that made them; one that isn't in the graph stands beside it.
    The tensor itself is called y unless it is among the named ones.

    Raises TypeError for what is no tensor, ValueError for a graph of more than 40 nodes.
    """
    for name, tensor in {"y": y, **named}.items():
        if not isinstance(tensor, torch.Tensor):
            kind = type(tensor).__name__
            raise TypeError(
                _("{name} is {kind}; only tensors have a graph.").format(name=name, kind=kind)
            )
    if not any(tensor is y for tensor in named.values()):
        name = next(n for n in ("y", "result", "this tensor") if n not in named)
        named = {**named, name: y}
    reader = _Reader(y, named)
    notes = reader.notes()
    story = " ".join([reader.story(), *notes])
    drawn = _Drawn(tuple(reader.nodes))
    return Picture(page([drawn], notes), f"{story}\n\n{_listing(reader.nodes)}")


class _Reader:
    """Goes back from a tensor through its graph, and makes a node of each thing it meets."""

    def __init__(self, y: torch.Tensor, named: dict[str, torch.Tensor]) -> None:
        self.y, self.named = y, named
        self.rounded = False
        self.nodes: list[Node] = []
        self.missing: list[str] = []
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []
        start = y.grad_fn
        if start is None:
            self._add(y, self._leaf(y))
        else:
            self._walk(start)
        for name, tensor in named.items():
            if id(tensor.grad_fn or tensor) not in self._numbers:
                self.missing.append(name)
                self._add(tensor, self._leaf(tensor))

    def story(self) -> str:
        """Say how many steps and leaves there are, and how to read the picture."""
        name = next(n for n, tensor in self.named.items() if tensor is self.y)
        leaves = sum(node.mark is LEAF for node in self.nodes)
        steps = sum(node.mark in (STEP, RESULT) for node in self.nodes)
        if not steps:
            return _("{name} was not made by any recorded operation.").format(name=name)
        made = ngettext("{count} operation", "{count} operations", steps).format(count=steps)
        ends = ngettext("{count} leaf", "{count} leaves", leaves).format(count=leaves)
        return _("{name} is made by {steps} from {leaves}.").format(
            name=name, steps=made, leaves=ends
        )

    def notes(self) -> list[str]:
        """Say what stands beside the graph, and what the picture leaves out."""
        said = []
        if len(self.nodes) > 1 and self.y.grad_fn is not None:
            said.append(_("Values go down along the arrows; gradients come back up."))
        if self.y.grad_fn is None and not self.y.requires_grad:
            said.append(_("There is no graph: backward has nowhere to go."))
        if self.missing:
            names = words.listed(self.missing)
            said.append(_("Not in this graph: {names}.").format(names=names))
        if self.rounded:
            said.append(_("Numbers are rounded."))
        return said

    def _walk(self, start: Any) -> None:
        """Visit every function behind `start`, each after those it takes its inputs from."""
        waiting = [(start, False)]
        while waiting:
            function, is_done = waiting.pop()
            if id(function) in self._numbers:
                continue
            before = [found for found, _output in function.next_functions if found is not None]
            if is_done:
                self._add(function, self._made_by(function, before))
            else:
                self._kept.append(function)  # a wrapper that is gone would give its id away
                waiting.append((function, True))
                waiting += [(found, False) for found in reversed(before)]

    def _add(self, thing: Any, node: Node) -> None:
        if len(self.nodes) >= MOST_NODES:
            raise ValueError(
                _("This graph has more than {most} nodes. Draw that of a smaller part.").format(
                    most=MOST_NODES
                )
            )
        self._kept.append(thing)
        self._numbers[id(thing)] = len(self.nodes)
        self.nodes.append(node)

    def _made_by(self, function: Any, before: list[Any]) -> Node:
        if (leaf := getattr(function, "variable", None)) is not None:
            self._numbers[id(leaf)] = len(self.nodes)
            self._kept.append(leaf)
            return self._leaf(leaf)
        parents = tuple(self._numbers[id(found)] for found in before)
        operation = re.sub(r"Backward\d*$", "", function.name().rpartition("::")[2])
        found = {n: t for n, t in self.named.items() if t.grad_fn is function}
        if not found:
            return Node(operation, _shapes(function), parents, STEP)
        tensor = next(iter(found.values()))
        mark = RESULT if tensor is self.y else STEP
        title = f"{', '.join(found)}: {operation}"
        return Node(title, self._lines(tensor), parents, mark)

    def _leaf(self, tensor: torch.Tensor) -> Node:
        names = [n for n, t in self.named.items() if t is tensor]
        if tensor.grad_fn is not None or not tensor.requires_grad:
            kind = _("no gradient wanted") if tensor.grad_fn is None else _("another graph")
            return Node(", ".join(names), (*self._lines(tensor), kind), (), CUT)
        title = ", ".join(names) or _("a leaf")
        return Node(title, self._lines(tensor), (), LEAF)

    def _lines(self, tensor: torch.Tensor) -> tuple[str, ...]:
        lines = [_("shape {shape}").format(shape=tuple(tensor.shape))]
        if text := self._numbers_of(tensor):
            lines.append(text)
        if (tensor.is_leaf and tensor.requires_grad) or tensor.retains_grad:
            lines.append(self._gradient(tensor.grad))
        return tuple(lines)

    def _gradient(self, gradient: torch.Tensor | None) -> str:
        if gradient is None:
            return _("grad None")
        if text := self._numbers_of(gradient):
            return _("grad {values}").format(values=text)
        return _("grad of shape {shape}").format(shape=tuple(gradient.shape))

    def _numbers_of(self, tensor: torch.Tensor) -> str:
        if tensor.numel() > MOST_NUMBERS:
            return ""
        values = tensor.detach().reshape(-1).tolist()
        eps = torch.finfo(tensor.dtype).eps if tensor.is_floating_point() else 0.0
        write = number_format(values, eps)
        self.rounded |= is_rounded(values, write, eps)
        texts = [write(value) for value in values]
        return _nested(texts, tuple(tensor.shape))


def _shapes(function: Any) -> tuple[str, ...]:
    """Say the shape of what an operation made; where it made several things, how many."""
    # Private, and there since torch 2.1; without it the box has one line less.
    found = getattr(function, "_input_metadata", None) or ()
    if len(found) > 1:
        return (_("{count} results").format(count=len(found)),)
    return tuple(_("shape {shape}").format(shape=tuple(one.shape)) for one in found)


def _nested(texts: list[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return texts[0]
    size = len(texts) // shape[0] if shape[0] else 0
    rows = [texts[i * size : (i + 1) * size] for i in range(shape[0])]
    return f"[{', '.join(_nested(row, shape[1:]) if row else '[]' for row in rows)}]"


def _listing(nodes: list[Node]) -> str:
    lines = []
    for number, node in enumerate(nodes):
        made = _("from {numbers}").format(numbers=words.listed([str(p) for p in node.parents]))
        kind = made if node.parents else (_("leaf") if node.mark is LEAF else "")
        text = "; ".join(part for part in (kind, *node.lines) if part)
        lines.append(f"    {number:2}  {node.title}: {text}")
    return "\n".join(lines)


@dataclass(frozen=True)
class _Drawn:
    """The nodes as boxes, level by level, with arrows between them."""

    nodes: tuple[Node, ...]

    @property
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
