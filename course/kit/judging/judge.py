"""Judging: a pure function of two observations, and of all the observations of an exercise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from course.kit.cases.case import Case
from course.kit.device.traffic import DEMANDED, TRAFFIC
from course.kit.judging.exercise import Exercise, KnownCase, Mistake, Rules
from course.kit.language import _
from course.kit.observing.observe import Observation
from course.kit.observing.torch_names import documented_name
from course.kit.values.compare import Difference, compare
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED


@dataclass(frozen=True)
class Failure:
    """A case on which the student's function and the reference part."""

    case: Case
    expected: Observation
    got: Observation
    difference: Difference
    hidden: bool = False


@dataclass(frozen=True)
class Verdict:
    """Judge's answer for one exercise.

    `verdict` is one of DESIGN's words. `agreed` of `total` cases agree. `failures` are those
    that don't, smallest first. `mistake` is the recorded mistake that explains all of it;
    `nearest`, where there is none, the one that does the same on the smallest failing case.
    `reason` says in a sentence what the cases don't show, such as that nothing could be run.
    """

    exercise: str
    verdict: str
    points: float
    max_points: float
    agreed: int
    total: int
    failures: tuple[Failure, ...] = ()
    mistake: Mistake | None = None
    nearest: Mistake | None = None
    reason: str = ""


def judge(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    """Find the first difference that counts between two observations of one case."""
    if difference := _calls(got, rules):
        return difference
    if expected.raised or got.raised:
        return _exceptions(expected, got) or _changes(expected, got, rules)
    assert expected.value is not None
    assert got.value is not None
    return (
        compare(expected.value, got.value, rules.facts, rules.tolerance)
        or _changes(expected, got, rules)
        or _gradients(expected, got, rules)
        or _allocations(expected, got, rules)
        or _traffic(expected, got, rules)
    )


def judge_exercise(
    exercise: Exercise, cases: Sequence[KnownCase], observations: Sequence[Observation]
) -> Verdict:
    """Give the verdict on a function from its observations, one for each of `cases`.

    `cases` may hold hidden ones after the exercise's visible ones. The points of a group are
    earned when all of its cases agree.
    """
    if observations and not any(observation.attempted for observation in observations):
        return Verdict(exercise.name, NOT_ATTEMPTED, 0.0, exercise.max_points, 0, len(observations))
    failures = []
    for known, got in zip(cases, observations, strict=True):
        if difference := judge(known.expected, got, exercise.rules):
            failures.append(Failure(known.case, known.expected, got, difference, known.hidden))
    lost = {failure.case.group for failure in failures}
    points = sum(value for group, value in exercise.points.items() if group not in lost)
    mistake = diagnose(exercise, observations) if failures else None
    return Verdict(
        exercise=exercise.name,
        verdict=FAILED if failures else PASSED,
        points=float(points),
        max_points=exercise.max_points,
        agreed=len(cases) - len(failures),
        total=len(cases),
        failures=tuple(failures),
        mistake=mistake,
        nearest=nearest(exercise, observations) if failures and not mistake else None,
    )


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
    within = not any(
        _allocations(expected, o, rules) or _traffic(expected, o, rules) for o in (recorded, got)
    )
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


def _calls(got: Observation, rules: Rules) -> Difference | None:
    for name in rules.banned:
        if name in got.called:
            message = _("{name} is called, and this exercise is to be done without it.")
            shown = documented_name(name)
            return Difference("called", message.format(name=shown), _("not called"), shown)
    for name in rules.required:
        if name not in got.called and got.raised is None:
            message = _("{name} is not called, and using it is what this exercise is about.")
            shown = documented_name(name)
            return Difference("called", message.format(name=shown), shown, _("not called"))
    return None


def _exceptions(expected: Observation, got: Observation) -> Difference | None:
    if expected.raised is None:
        assert got.raised is not None
        name = got.raised.types[0]
        has_text = bool(got.raised.message)
        text = _("The call raises {name}: {text}") if has_text else _("The call raises {name}.")
        message = text.format(name=name, text=got.raised.message)
        return Difference("raised", message, _("a result"), name)
    wanted = expected.raised.types[0]
    if got.raised is None:
        message = _("The call returns a result; it should raise {name}.").format(name=wanted)
        return Difference("raised", message, wanted, _("a result"))
    if wanted in got.raised.types:
        return None
    name = got.raised.types[0]
    message = _("The call raises {name}; it should raise {wanted}.")
    return Difference("raised", message.format(name=name, wanted=wanted), wanted, name)


def _changes(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    if "changed" not in rules.facts:
        return None
    for name in sorted(set(expected.changed) ^ set(got.changed)):
        if name in got.changed:
            message = _("The call changes its input {name}, which it should leave as it was.")
            shown = (_("unchanged"), _("changed"))
            return Difference("changed", message.format(name=name), *shown, where=name)
        message = _("The call leaves its input {name} as it was; it should change it.")
        shown = (_("changed"), _("unchanged"))
        return Difference("changed", message.format(name=name), *shown, where=name)
    return _in_each(
        expected.changed, got.changed, "changed", _("In {name}, after the call: {text}"), rules
    )


def _gradients(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    if "gradients" not in rules.facts:
        return None
    for name in sorted(set(expected.gradients) ^ set(got.gradients)):
        here, missing = _("a gradient"), _("no gradient")
        if name in got.gradients:
            message = _("A gradient reaches {name}; none should.").format(name=name)
            return Difference("gradients", message, missing, here, where=name)
        message = _("No gradient reaches {name}: the graph is cut.").format(name=name)
        return Difference("gradients", message, here, missing, where=name)
    text = _("In the gradient with respect to {name}: {text}")
    return _in_each(expected.gradients, got.gradients, "gradients", text, rules)


def _in_each(
    expected: Mapping[str, object],
    got: Mapping[str, object],
    fact: str,
    sentence: str,
    rules: Rules,
) -> Difference | None:
    facts = ("type", "shape", "device", "dtype", "values")
    for name, value in expected.items():
        if inner := compare(value, got[name], facts, rules.tolerance):  # type: ignore[arg-type]
            message = sentence.format(name=name, text=inner.message)
            return Difference(
                fact, message, inner.expected, inner.got, name, inner.index, inner.count
            )
    return None


def _allocations(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    if "allocated" not in rules.facts or got.allocated <= expected.allocated:
        return None
    message = _("The call allocates {got} bytes; {expected} are enough.")
    message = message.format(got=got.allocated, expected=expected.allocated)
    bound = _("at most {count} bytes").format(count=expected.allocated)
    return Difference("allocated", message, bound, _("{count} bytes").format(count=got.allocated))


def _traffic(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    """Compare what was moved between devices, and how often the call waited: less is as good.

    Not so for what computing on the accelerator can't do without: there, more is as good.
    """
    sentences = {
        "sent": _("Bytes sent to the accelerator: {got}; computing there takes {enough}."),
        "fetched": _("Times that values come from the accelerator: {got}; {enough} is needed."),
        "transfers": _("Copies between the devices in this call: {got}; {enough} would do."),
        "moved": _("The call moves {got} bytes between the devices; {enough} are enough."),
        "waits": _("Times that this call waits for a value: {got}; {enough} would do."),
    }
    for fact in (*DEMANDED, *TRAFFIC):
        wanted, count = getattr(expected, fact), getattr(got, fact)
        if fact in rules.facts and (count < wanted if fact in DEMANDED else count > wanted):
            message = sentences[fact].format(got=count, enough=wanted)
            bound = _("at least {count}") if fact in DEMANDED else _("at most {count}")
            return Difference(fact, message, bound.format(count=wanted), str(count))
    return None
