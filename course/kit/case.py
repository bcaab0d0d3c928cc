"""A case: the inputs of one call, kept so that each call gets them fresh."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from course.kit.decoding import Inputs, Prepared
from course.kit.encoding import encode_inputs
from course.kit.raw import Json


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
        nodes = _dicts(self.inputs)
        return sum(_elements(node) for node in nodes if node.get("kind") in ("tensor", "array"))

    def uses_accelerator(self) -> bool:
        """Tell whether an input is the accelerator, or lies on it."""
        return self._uses_accelerator

    @cached_property
    def _uses_accelerator(self) -> bool:
        kinds = ("accelerator", "on accelerator")
        return any(node.get("kind") in kinds for node in _dicts(self.inputs))

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


def _dicts(node: Any) -> list[Json]:
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in _dicts(value))]
    if isinstance(node, list):
        return [found for item in node for found in _dicts(item)]
    return []


def _elements(node: Json) -> int:
    count = 1
    for length in node["shape"]:
        count *= length
    return count
