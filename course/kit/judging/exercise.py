"""An exercise as a student's machine knows it: cases, expected observations, mistakes, hints.

All of it is recorded when the course is built, in one `checks.json` beside each notebook, so
that no solution and no reference is needed where students work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from course.kit.cases.case import Case
from course.kit.observing.observe import Observation
from course.kit.values.close import Tolerance
from course.kit.values.raw import Json
from course.kit.words import CHECKS as CHECKS

FORMAT = 1
ALWAYS = ("type", "shape", "device", "dtype", "values", "changed")
"""The facts that count unless an exercise leaves one out."""


@dataclass(frozen=True)
class Rules:
    """What counts when two observations of an exercise are compared."""

    facts: tuple[str, ...] = ALWAYS
    banned: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    tolerance: Tolerance | None = None

    @property
    def watched(self) -> tuple[str, ...]:
        """The torch functions whose calls must be looked out for."""
        return (*self.banned, *self.required)

    def without_calls(self) -> Rules:
        """Give the same rules, blind to which functions are called."""
        return replace(self, banned=(), required=())


@dataclass(frozen=True)
class KnownCase:
    """A case together with what the reference does on it.

    A hidden one is only described to students, never shown.
    """

    case: Case
    expected: Observation
    hidden: bool = False


@dataclass(frozen=True)
class Mistake:
    """A recorded wrong answer: its name, its explanation, and what it does differently.

    `observations` holds, by the number of the visible case, what the mistake does where that
    isn't what the reference does. In the cases of `rounding` its values are what rounding leaves:
    other digits on another machine.
    """

    name: str
    explanation: str
    observations: Mapping[int, Observation] = field(default_factory=dict)
    rounding: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Exercise:
    """One exercise, ready to be checked. `points` are by group of cases.

    `stub` is the answer cell as it is given out; "" in files of an earlier version.
    """

    name: str
    title: str
    parameters: tuple[str, ...]
    points: Mapping[str, float]
    rules: Rules
    hints: tuple[str, ...]
    visible: tuple[KnownCase, ...]
    mistakes: tuple[Mistake, ...]
    stub: str = ""

    @property
    def max_points(self) -> float:
        """All the points of the exercise."""
        return float(sum(self.points.values()))


@dataclass(frozen=True)
class Chapter:
    """The exercises of one notebook, in their order, and the language that it is written in."""

    name: str
    language: str
    exercises: Mapping[str, Exercise]


def exercise_to_json(exercise: Exercise) -> Json:
    """Encode an exercise for `checks.json`."""
    rules = exercise.rules
    node: Json = {
        "title": exercise.title,
        "parameters": list(exercise.parameters),
        "points": dict(exercise.points),
        "facts": list(rules.facts),
        "banned": list(rules.banned),
        "required": list(rules.required),
        "hints": list(exercise.hints),
        "stub": exercise.stub,
        "cases": [
            {**visible.case.to_json(), "expected": visible.expected.to_json()}
            for visible in exercise.visible
        ],
        "mistakes": [
            {
                "name": mistake.name,
                "explanation": mistake.explanation,
                "differs": {str(i): o.to_json() for i, o in mistake.observations.items()},
                **({"rounding": sorted(mistake.rounding)} if mistake.rounding else {}),
            }
            for mistake in exercise.mistakes
        ],
    }
    if rules.tolerance:
        node["tolerance"] = list(rules.tolerance)
    return node


def exercise_from_json(name: str, node: Json) -> Exercise:
    """Give back what `exercise_to_json` encoded."""
    tolerance = node.get("tolerance")
    return Exercise(
        name=name,
        title=node["title"],
        parameters=tuple(node["parameters"]),
        points=node["points"],
        rules=Rules(
            facts=tuple(node["facts"]),
            banned=tuple(node["banned"]),
            required=tuple(node["required"]),
            tolerance=(tolerance[0], tolerance[1]) if tolerance else None,
        ),
        hints=tuple(node["hints"]),
        visible=tuple(
            KnownCase(Case.from_json(case), Observation.from_json(case["expected"]))
            for case in node["cases"]
        ),
        mistakes=tuple(
            Mistake(
                m["name"],
                m["explanation"],
                {int(i): Observation.from_json(o) for i, o in m["differs"].items()},
                frozenset(m.get("rounding", ())),
            )
            for m in node["mistakes"]
        ),
        stub=node.get("stub", ""),
    )


def load_chapter(path: Path) -> Chapter:
    """Read a chapter's `checks.json`, keeping it for the next time until the file changes.

    Raises FileNotFoundError where there is none, and ValueError for one of another format.
    """
    return _load(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _load(path: Path, modified: int) -> Chapter:
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("format") != FORMAT:
        raise ValueError(
            f"{path} has format {data.get('format')}, and this kit reads format {FORMAT}. "
            "Get notebooks and kit from the same version of the course."
        )
    exercises = {name: exercise_from_json(name, e) for name, e in data["exercises"].items()}
    return Chapter(data["chapter"], data["language"], exercises)
