"""Which recorded mistake an answer makes, or is nearest to, on the visible cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from course.kit.device.traffic import DEMANDED, TRAFFIC
from course.kit.judging.difference import judge, overspent
from course.kit.judging.exercise import Exercise, Mistake, Rules
from course.kit.observing.observe import Observation


def diagnose(exercise: Exercise, observations: Sequence[Observation]) -> Mistake | None:
    """Find the recorded mistake that does the same as the student on every visible case."""
    for mistake in exercise.mistakes:
        pairs = enumerate(zip(exercise.visible, observations, strict=False))
        if all(
            _as_recorded(mistake, i, known.expected, got, exercise.rules)
            if i in mistake.observations
            else _alike(known.expected, got, exercise.rules)
            for i, (known, got) in pairs
        ):
            return mistake
    return None


def nearest(exercise: Exercise, observations: Sequence[Observation]) -> Mistake | None:
    """Find the one mistake that does the same as the student where the student first fails.

    It has to do the same on half of the failing visible cases too, to fail none on which the
    student agrees, and to be the only such one: of two faults at once this names the one that
    shows, and most coincidences name none. Where all such mistakes are wrong by what rounding
    leaves, the first of those counts that are so on most of the failing cases.
    """
    failing = [
        i
        for i, (known, got) in enumerate(zip(exercise.visible, observations, strict=False))
        if judge(known.expected, got, exercise.rules)
    ]
    found: list[tuple[int, Mistake]] = []
    for mistake in exercise.mistakes:
        same = [_does_the_same(mistake, i, exercise, observations[i]) for i in failing]
        if same and same[0] and 2 * sum(same) >= len(same):
            found += [(sum(same), mistake)] if _fails_only(failing, mistake, exercise) else []
    if all(failing[0] in mistake.rounding for _, mistake in found):
        return max(found, key=lambda pair: pair[0], default=(0, None))[1]
    return found[0][1] if len(found) == 1 else None


def _does_the_same(mistake: Mistake, i: int, exercise: Exercise, got: Observation) -> bool:
    """Tell whether a mistake does in case i what was seen, and for the same reason."""
    if i not in mistake.observations:
        return False
    expected, rules = exercise.visible[i].expected, exercise.rules
    if _as_rounded(mistake, i, expected, got, rules):
        return True
    is_alike = _as_recorded(mistake, i, expected, got, rules)
    return is_alike and _for_one_reason(mistake.observations[i], got)


def _as_rounded(
    mistake: Mistake, i: int, expected: Observation, got: Observation, rules: Rules
) -> bool:
    """Tell whether rounding leaves wrong values in case i, here as in the mistake.

    How much is spent may differ, within what the exercise allows.
    """
    recorded = mistake.observations[i]
    if i not in mistake.rounding or set(recorded.called) != set(got.called):
        return False
    within = not any(overspent(expected, o, rules) for o in (recorded, got))
    return within and _wrong_alike(expected, recorded, got, rules)


def _wrong_alike(
    expected: Observation, recorded: Observation, got: Observation, rules: Rules
) -> bool:
    """Tell whether the values of two observations are wrong in the same part of the result."""
    then, now = (judge(expected, o, rules.without_calls()) for o in (recorded, got))
    if not then or not now or (then.fact, now.fact) != ("values", "values"):
        return False
    return then.where == now.where


def _fails_only(failing: Collection[int], mistake: Mistake, exercise: Exercise) -> bool:
    return not any(
        i not in failing and judge(exercise.visible[i].expected, recorded, exercise.rules)
        for i, recorded in mistake.observations.items()
    )


def _alike(recorded: Observation, got: Observation, rules: Rules) -> bool:
    """Tell whether two observations are the same, calls of banned functions included."""
    if set(recorded.called) != set(got.called):
        return False
    return judge(recorded, got, rules.without_calls()) is None


def _as_recorded(
    mistake: Mistake, i: int, expected: Observation, got: Observation, rules: Rules
) -> bool:
    """Tell whether what was seen in case i is what a mistake does, with as much spent and no less.

    Values that rounding leaves are alike where both are wrong.
    """
    recorded = mistake.observations[i]
    counts = [fact for fact in ("allocated", *TRAFFIC, *DEMANDED) if fact in rules.facts]
    if any(getattr(recorded, fact) != getattr(got, fact) for fact in counts):
        return False
    if i in mistake.rounding and _wrong_alike(expected, recorded, got, rules):
        return True
    return _alike(recorded, got, rules)


def _for_one_reason(recorded: Observation, got: Observation) -> bool:
    """Tell whether two exceptions say the same; of one type, they may come from anything.

    One that a student raises themselves says what they like; the mistake's own says nothing then.
    """
    if recorded.raised is None or got.raised is None:
        return True
    if not recorded.raised.message and got.raised.is_deliberate:
        return True
    return recorded.raised.message == got.raised.message
