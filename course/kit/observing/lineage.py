"""What a result was made from, as autograd remembers it: plain facts, to be drawn in a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

MOST_STEPS = 24


@dataclass(frozen=True)
class Step:
    """One node of a graph: an operation or a leaf, and the numbers of those it is made from.

    A leaf has no `operation`; `name` is set for inputs. `is_result` marks what was returned.
    """

    operation: str = ""
    name: str = ""
    shape: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    is_result: bool = False


def lineage(
    outputs: Sequence[torch.Tensor], inputs: Sequence[tuple[str, torch.Tensor]]
) -> tuple[Step, ...]:
    """Give the graph behind a result, each step after those that it is made from.

    `inputs` are those that require gradients; those that the graph doesn't reach come last. Empty
    where the graph is too large to be read.
    """
    names = {id(tensor): name for name, tensor in inputs}
    walk = _Walk(names)
    for output in outputs:
        if not walk.visit(output):
            return ()
    missing = [
        Step(name=name, shape=tuple(tensor.shape))
        for name, tensor in inputs
        if id(tensor) not in walk.reached
    ]
    return (*walk.steps, *missing)


class _Walk:
    """Goes back through a graph, and numbers what it meets."""

    def __init__(self, names: dict[int, str]) -> None:
        self.names = names
        self.steps: list[Step] = []
        self.reached: set[int] = set()
        self._numbers: dict[int, int] = {}
        self._kept: list[Any] = []  # a wrapper that is gone would give its id away

    def visit(self, output: torch.Tensor) -> bool:
        """Add all that `output` is made from; False where that is too much."""
        if output.grad_fn is None:
            self._add(output, self._leaf(output, is_result=True))
            return len(self.steps) <= MOST_STEPS
        waiting: list[tuple[Any, bool]] = [(output.grad_fn, False)]
        while waiting:
            function, is_done = waiting.pop()
            if id(function) in self._numbers:
                continue
            self._kept.append(function)
            before = [found for found, _ in function.next_functions if found is not None]
            if not is_done:
                waiting += [(function, True), *((found, False) for found in reversed(before))]
                continue
            if len(self.steps) >= MOST_STEPS:
                return False
            leaf = getattr(function, "variable", None)
            if leaf is not None:
                self._add(function, self._leaf(leaf))
                continue
            parents = tuple(dict.fromkeys(self._numbers[id(found)] for found in before))
            is_result = function is output.grad_fn
            shape = tuple(output.shape) if is_result else ()
            self._add(function, Step(_operation(function), "", shape, parents, is_result))
        return True

    def _leaf(self, tensor: torch.Tensor, is_result: bool = False) -> Step:
        self.reached.add(id(tensor))
        name = self.names.get(id(tensor), "")
        return Step(name=name, shape=tuple(tensor.shape), is_result=is_result)

    def _add(self, thing: Any, step: Step) -> None:
        self._kept.append(thing)
        self._numbers[id(thing)] = len(self.steps)
        self.steps.append(step)


def _operation(function: Any) -> str:
    return re.sub(r"Backward\d*$", "", function.name().rpartition("::")[2])
