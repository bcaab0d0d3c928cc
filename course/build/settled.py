"""Keeping what another machine has recorded, where only rounding sets it apart from this one's.

Processors add up in orders of their own, so the last digits of a sum, a product of matrices or an
exponential differ between two machines that are both right. What is committed was recorded on one
of them; everywhere else the build must come to the same files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from course.kit.judging.exercise import CHECKS, Exercise, exercise_to_json, load_chapter
from course.kit.observing.observe import Observation
from course.kit.values.close import Tolerance
from course.kit.values.compare import VALUE_FACTS, compare
from course.kit.values.seen import Seen

_ALL = (*VALUE_FACTS, "sequence")
_BUT_VALUES = tuple(fact for fact in _ALL if fact != "values")


def recorded_before(source: Path) -> dict[str, Exercise]:
    """Read the exercises of all chapters in `source`, by name; none from a file of another kind."""
    found: dict[str, Exercise] = {}
    for path in sorted(source.glob(f"*/{CHECKS}")):
        try:
            found |= load_chapter(path).exercises
        except (ValueError, LookupError, TypeError, AttributeError):
            continue
    return found


def settle(fresh: Exercise, before: Exercise | None) -> Exercise:
    """Give `before` where it is `fresh` but for rounding, and `fresh` everywhere else.

    Digits may differ as far as judging lets them; in a case where a mistake gives what rounding
    leaves, by any amount. Shapes, strides, counts, exceptions and all words must be the same.
    """
    if before is None or _frame(before) != _frame(fresh):
        return fresh
    tolerance = fresh.rules.tolerance
    expected = zip(before.visible, fresh.visible, strict=True)
    mistakes = zip(before.mistakes, fresh.mistakes, strict=True)
    same = all(_same(a.expected, b.expected, _ALL, tolerance) for a, b in expected) and all(
        _same(then, now.observations[i], _BUT_VALUES if i in now.rounding else _ALL, tolerance)
        for mistake, now in mistakes
        for i, then in mistake.observations.items()
    )
    return before if same else fresh


def _frame(exercise: Exercise) -> str:
    """Write down all of an exercise but what was observed."""
    nothing = Observation()
    bare = replace(
        exercise,
        visible=tuple(replace(known, expected=nothing) for known in exercise.visible),
        mistakes=tuple(
            replace(mistake, observations=dict.fromkeys(mistake.observations, nothing))
            for mistake in exercise.mistakes
        ),
    )
    return json.dumps(exercise_to_json(bare))


def _same(
    then: Observation, now: Observation, facts: tuple[str, ...], tolerance: Tolerance | None
) -> bool:
    """Tell whether two observations have all of `facts` in common, and everything that is counted.

    What is never compared, such as the time a call took, isn't here either.
    """
    values = [_values(observation) for observation in (then, now)]
    if values[0].keys() != values[1].keys() or _bare(then) != _bare(now):
        return False
    return all(
        compare(value, values[1][name], facts, tolerance) is None
        for name, value in values[0].items()
    )


def _values(observation: Observation) -> Mapping[str, Seen]:
    parts = {"changed": observation.changed, "gradients": observation.gradients}
    found = {f"{part} {name}": seen for part, by in parts.items() for name, seen in by.items()}
    return found if observation.value is None else {"value": observation.value, **found}


def _bare(observation: Observation) -> object:
    """Give the observation without its values, as it is written down."""
    nothing = replace(observation, value=None, changed={}, gradients={})
    return nothing.to_json()
