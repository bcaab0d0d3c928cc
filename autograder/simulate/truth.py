"""The points that honest answers truly earn, found by running them here, without any sandbox.

Only trusted code is run: solutions and recorded mistakes, which are the course's own. This is what
the grader is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from autograder.simulate.answers import Answer
from autograder.simulate.material import Material
from course.build.authored import read_exercise
from course.build.record import hidden_cases, observe_as, with_expected
from course.kit.judging.difference import judge
from course.kit.judging.exercise import KnownCase
from course.kit.judging.judge import judge_exercise
from course.kit.notebook.calls import observe_all
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED


@dataclass(frozen=True)
class Earned:
    """What an answer earns: points, and the verdict that goes with them."""

    points: float
    verdict: str


@dataclass(frozen=True)
class _Tried:
    """A function made of trusted code, and what the visible cases say of it."""

    function: Callable[..., Any]
    not_attempted: bool
    kept: frozenset[str]


class Truth:
    """What answers of one chapter earn.

    An answer runs together with the answers of the same student that it calls. What it does on
    the visible cases is found once. A group of points that survives them is tried on the student's
    own hidden cases, but not for the solution: that these earn everything is what the course's
    tests prove.
    """

    def __init__(self, material: Material, secret: bytes) -> None:
        self.material = material
        self.secret = secret
        self._try = cache(self._try_uncached)

    def earned(self, exercise: str, student: str, answers: Mapping[str, Answer]) -> Earned:
        """Say what a student's answer to `exercise` earns beside the student's other answers."""
        needed = self._needed(exercise, answers)
        exercise_points = self.material.exercises[exercise].points
        if all(answers[name].is_right for name in needed):
            return Earned(float(sum(exercise_points.values())), PASSED)
        tried = self._try(exercise, tuple(answers[name].meaning for name in needed))
        if tried.not_attempted:
            return Earned(0.0, NOT_ATTEMPTED)
        kept = tried.kept - self._lost_on_hidden(exercise, student, tried) if tried.kept else set()
        points = sum(value for group, value in exercise_points.items() if group in kept)
        return Earned(float(points), PASSED if len(kept) == len(exercise_points) else FAILED)

    def _needed(self, exercise: str, answers: Mapping[str, Answer]) -> list[str]:
        """Name the exercises whose answers run, the one asked for last."""
        called = self.material.called_by(exercise, answers[exercise].meaning)
        deeper = [name for other in called for name in self._needed(other, answers)]
        return [*dict.fromkeys(deeper), exercise]

    def _try_uncached(self, name: str, sources: tuple[str, ...]) -> _Tried:
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for source in (self.material.imports, *sources):
            exec(compile(source, "<answer>", "exec"), namespace)
        exercise = self.material.exercises[name]
        observed = observe_all(namespace[name], exercise)
        verdict = judge_exercise(exercise, exercise.visible, observed)
        lost = {failure.case.group for failure in verdict.failures}
        return _Tried(
            namespace[name],
            verdict.verdict == NOT_ATTEMPTED,
            frozenset(exercise.points) - lost if verdict.verdict != NOT_ATTEMPTED else frozenset(),
        )

    def _lost_on_hidden(self, name: str, student: str, tried: _Tried) -> set[str]:
        """Name the groups, of those still kept, that the student's hidden cases take away."""
        authored = read_exercise(self.material.chapter, name)
        rules = self.material.exercises[name].rules
        cases = hidden_cases(authored, self.secret, student)
        cases = [case for case in cases if case.group in tried.kept]
        lost: set[str] = set()
        known: KnownCase
        for known in with_expected(authored, cases, hidden=True):
            if known.case.group not in lost:
                got = observe_as(authored, tried.function, known.case)
                if judge(known.expected, got, rules):
                    lost.add(known.case.group)
        return lost
