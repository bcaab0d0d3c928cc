"""The verdict on an answer: a pure function of its observations, one for each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.kit.cases.case import Case
from course.kit.judging.diagnosis import diagnose, nearest
from course.kit.judging.difference import judge
from course.kit.judging.exercise import Exercise, KnownCase, Mistake
from course.kit.observing.observe import Observation
from course.kit.values.compare import Difference
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
