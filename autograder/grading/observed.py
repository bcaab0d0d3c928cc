"""Reading what a student's process sent as observations. Anything may stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from course.kit.observing.observe import Observation
from course.kit.observing.raised import Line
from course.kit.observing.returning import GRAD, IN_PLACE, NO_RETURN
from course.kit.observing.undisturbed import PRINTED_LIMIT
from course.kit.values.raw import exactly, only_value_errors

_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "bad_alloc")
_MOST_LINES = 20
_LONGEST_LINE = 1000


def observations(sent: Sequence[Any], expected: int) -> list[Observation]:
    """Read one observation for each of `expected` cases.

    Raises ValueError for what an honest process can't have sent.
    """
    if len(sent) != expected:
        raise ValueError(f"{len(sent)} observations came for {expected} cases")
    return [_observation(node) for node in sent]


def _observation(node: Any) -> Observation:
    with only_value_errors("observation"):
        found = Observation.from_json(exactly(dict, node))
        if found.raised:
            lines = tuple(_line(line) for line in node.get("lines", ())[:_MOST_LINES])
            found = replace(found, raised=replace(found.raised, lines=lines))
        printed = exactly(str, node.get("printed", ""))
        none = exactly(str, node.get("none", ""))
        if none not in ("", NO_RETURN, GRAD, IN_PLACE):
            raise ValueError(f"{none!r} is no cause of a None")
        return replace(found, printed=printed[:PRINTED_LIMIT], none=none)


def _line(node: Any) -> Line:
    number, function, source = node
    return exactly(int, number), exactly(str, function)[:200], exactly(str, source)[:_LONGEST_LINE]


def ran_out_of_memory(observation: Observation) -> bool:
    """Tell whether a call failed because it was given no more memory."""
    raised = observation.raised
    if raised is None:
        return False
    is_torchs = "RuntimeError" in raised.types and any(w in raised.message for w in _OUT_OF_MEMORY)
    return "MemoryError" in raised.types or is_torchs
