"""A case: the inputs of one call, kept so that each call gets them fresh."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course.kit.cases.decoding import Inputs, Prepared
from course.kit.cases.encoding import encode_inputs
from course.kit.values.raw import Json


@dataclass(frozen=True)
class Case:
    """The inputs of one call of an exercise's function.

    `about` says in a few words what kind of input it is ("an empty vector"): students read it,
    for a hidden case it is all that they read. `group` names the points that the case decides.
    """

    about: str
    inputs: Json
    group: str = "basic"

    def fresh(self) -> Inputs:
        """Make the inputs anew, with their strides and with the storages that they share."""
        return self._prepared.fresh()

    @cached_property
    def _prepared(self) -> Prepared:
        return Prepared.of(self.inputs)

    def size(self) -> int:
        """Count the elements of all tensors and arrays, to put small cases first."""
        return self._facts[0]

    def uses_accelerator(self) -> bool:
        """Tell whether an input is the accelerator, or lies on it."""
        return self._facts[1]

    @cached_property
    def written(self) -> str:
        """The inputs as text: two cases of the same text are one."""
        return repr(self.inputs)

    @cached_property
    def _facts(self) -> tuple[int, bool]:
        nodes = list(_nodes((*self.inputs["args"], *self.inputs.get("kwargs", {}).values())))
        kinds = {node["kind"] for node in nodes}
        size = sum(math.prod(node["shape"]) for node in nodes if "shape" in node)
        return size, not kinds.isdisjoint(("accelerator", "on accelerator"))

    def to_json(self) -> Json:
        """Give the case as it is stored."""
        node: Json = {"about": self.about, "inputs": self.inputs}
        return node if self.group == "basic" else {**node, "group": self.group}

    @classmethod
    def from_json(cls, node: Json) -> Case:
        """Give back what `to_json` stored."""
        return cls(node["about"], node["inputs"], node.get("group", "basic"))


def case(about: str, /, *args: object, group: str = "basic", **kwargs: object) -> Case:
    """Make a case from the inputs as they would be passed to the function.

    Raises TypeError for an input that can't be stored.
    """
    return Case(about, encode_inputs(args, kwargs), group)


def _nodes(values: Iterable[Any]) -> Iterator[Json]:
    """Find the inputs that aren't written as themselves, each before what it holds."""
    for value in values:
        if isinstance(value, dict):
            yield value
            if value["kind"] == "on accelerator":
                yield value["tensor"]
            for held in ("items", "pairs"):
                yield from _nodes(value.get(held, ()))
        elif isinstance(value, list):  # a pair of a dict
            yield from _nodes(value)
