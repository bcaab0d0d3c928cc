"""What honest students write: how far they get, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from nbformat import NotebookNode

from autograder.simulate.answers import Answer, mistaken, solution, stub, styled
from autograder.simulate.handed_in import Due
from autograder.simulate.material import Material
from autograder.simulate.styles import STYLES
from autograder.simulate.truth import Truth

Answers = dict[str, Answer]


@dataclass(frozen=True)
class Habit:
    """How a student works: the odds of each kind of answer, and whether to stop half way."""

    what: str
    odds: Mapping[str, float]
    stops: bool = False


_ODDS: Mapping[str, Callable[[Material, str, Random], Answer]] = {
    "solution": lambda material, name, random: solution(material, name),
    "style": lambda material, name, random: styled(material, name, random.choice(list(STYLES))),
    "mistake": lambda material, name, random: mistaken(
        material, name, random.choice([m.name for m in material.exercises[name].mistakes])
    ),
    "stub": lambda material, name, random: stub(material, name),
}

HABITS = (
    Habit("solves everything", {"solution": 3, "style": 2}),
    Habit("solves most, with a mistake here and there", {"solution": 5, "style": 2, "mistake": 2}),
    Habit("skips what looks hard", {"solution": 4, "style": 1, "mistake": 2, "stub": 3}),
    Habit("stops half way", {"solution": 3, "style": 1, "mistake": 2}, stops=True),
    Habit("makes every mistake there is", {"mistake": 1}),
    Habit("hands in what was given out", {"stub": 1}),
)
_HOW_MANY = (5, 6, 4, 4, 1, 1)


def honest_answers(material: Material, random: Random) -> tuple[str, Answers]:
    """Draw a habit and the answers that come of it; give the habit in words, and the answers."""
    habit = random.choices(HABITS, _HOW_MANY)[0]
    names = list(material.solutions)
    done = random.randrange(1, len(names)) if habit.stops and len(names) > 1 else len(names)
    answers = {name: _drawn(habit, material, name, random) for name in names[:done]}
    return habit.what, answers | {name: stub(material, name) for name in names[done:]}


def _drawn(habit: Habit, material: Material, name: str, random: Random) -> Answer:
    odds = dict(habit.odds)
    if not material.exercises[name].mistakes:
        odds = {kind: odd for kind, odd in odds.items() if kind != "mistake"} or {"stub": 1}
    kind = random.choices(list(odds), list(odds.values()))[0]
    return _ODDS[kind](material, name, random)


def written(material: Material, answers: Answers) -> NotebookNode:
    """Write answers, and the cells that they need before them, into the released notebook."""
    sources = {name: answer.source for name, answer in answers.items()}
    own = {name: answer.own for name, answer in answers.items() if answer.own}
    return material.notebook(sources, own)


def due(truth: Truth, student: str, answers: Answers) -> dict[str, Due]:
    """Say what a student's answers must earn."""
    found = {}
    for name, answer in answers.items():
        earned = truth.earned(name, student, answers)
        found[name] = Due(answer.label, earned.points, (earned.verdict,))
    return found
