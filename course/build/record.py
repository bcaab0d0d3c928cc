"""Recording: from an authored exercise to what a student's machine needs of it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from course.build.authored import Authored
from course.kit.cases.case import Case
from course.kit.judging.difference import judge
from course.kit.judging.exercise import ALWAYS, Exercise, KnownCase, Mistake, Rules
from course.kit.observing.observe import Observation, observe_cases

Translate = Callable[[str], str]

HIDDEN_ROUNDS = 2
"""How many times the hidden cases are generated, each time from a seed of its own."""


_LEAVING_TORCH = ("torch.Tensor.numpy", "torch.Tensor.__array__")
"""Where a function of torch is banned, its twin in NumPy is no answer either."""


def rules_of(authored: Authored) -> Rules:
    """Give the rules by which the exercise is judged."""
    declared = authored.declared
    usual = [fact for fact in ALWAYS if fact not in declared.ignore]
    return Rules(
        facts=(*usual, *declared.facts),
        banned=(*declared.banned, *(_LEAVING_TORCH if declared.banned else ())),
        required=tuple(declared.required),
        tolerance=declared.tolerance,
    )


def observe_as(authored: Authored, function: Callable[..., Any], case: Case) -> Observation:
    """Observe one of the exercise's functions on a case, as a student's would be."""
    (observation,) = observe_all_as(authored, function, (case,))
    return observation


def observe_all_as(
    authored: Authored, function: Callable[..., Any], cases: Iterable[Case]
) -> list[Observation]:
    """Observe one of the exercise's functions on each case, as a student's would be."""
    rules = rules_of(authored)
    return observe_cases(
        function,
        cases,
        parameters=authored.parameters,
        facts=rules.facts,
        watched=rules.watched,
    )


def record(authored: Authored, translate: Translate = str) -> Exercise:
    """Run reference and mistakes on the visible cases and write down what they do."""
    rules = rules_of(authored)
    cases = visible_cases(authored, translate)
    visible = with_expected(authored, cases)
    mistakes = []
    for name, function in authored.mistakes.items():
        differs = {}
        for i, got in enumerate(observe_all_as(authored, function, cases)):
            expected = visible[i].expected
            if got.called != expected.called or judge(expected, got, rules.without_calls()):
                differs[i] = got
        explanation = translate(function.explanation)  # type: ignore[attr-defined]
        noisy = function.rounding  # type: ignore[attr-defined]
        rounding = frozenset(i for i in differs if cases[i].group in noisy)
        mistakes.append(Mistake(name, explanation, differs, rounding))
    return Exercise(
        name=authored.name,
        title=translate(authored.title),
        parameters=authored.parameters,
        points=authored.points,
        rules=rules,
        hints=tuple(translate(hint) for hint in authored.declared.hints),
        visible=tuple(visible),
        mistakes=tuple(mistakes),
        stub=authored.stub,
    )


def visible_cases(authored: Authored, translate: Translate = str) -> list[Case]:
    """Generate the visible cases: their seed is the exercise's name."""
    cases = authored.cases(_seed(hashlib.sha256(authored.name.encode()).digest()))
    return [replace(case, about=translate(case.about)) for case in cases]


def hidden_cases(
    authored: Authored, secret: bytes, student: str, translate: Translate = str
) -> list[Case]:
    """Generate the hidden cases of one student from the course's secret (HMAC-SHA256)."""
    seeds = []
    for number in range(HIDDEN_ROUNDS):
        message = f"{authored.chapter}/{authored.name}/{student}/{number}"
        seeds.append(_seed(hmac.new(secret, message.encode(), hashlib.sha256).digest()))
    return [replace(case, about=translate(case.about)) for case in authored.cases(*seeds)]


def with_expected(
    authored: Authored, cases: list[Case], *, hidden: bool = False
) -> list[KnownCase]:
    """Pair each case with what the reference does on it."""
    expected = observe_all_as(authored, authored.reference, cases)
    return [KnownCase(*pair, hidden) for pair in zip(cases, expected, strict=True)]


def _seed(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big")
