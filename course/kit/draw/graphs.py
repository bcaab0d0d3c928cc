"""The picture of a computation graph: what a tensor was made from, as autograd remembers it."""

from __future__ import annotations

import re
from gettext import gettext as _
from gettext import ngettext
from typing import Any

import torch

from course.kit.draw import words
from course.kit.draw.arrange import page
from course.kit.draw.boxes import CUT, LEAF, RESULT, STEP, Boxes, Node, listing
from course.kit.draw.digits import is_rounded, number_format
from course.kit.draw.picture import Picture

# The most nodes that are drawn, and the most numbers that are written into one.
MOST_NODES = 40
MOST_NUMBERS = 4


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
    drawn = Boxes(tuple(reader.nodes))
    return Picture(page([drawn], notes), f"{story}\n\n{listing(reader.nodes)}")


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
