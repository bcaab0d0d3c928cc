"""Students whose notebook got damaged: what they hand in, and what it must still earn."""

from __future__ import annotations

import copy
from random import Random

from autograder.simulate.answers import solution
from autograder.simulate.damages import DAMAGES, EVERYTHING, NOTHING, Damage
from autograder.simulate.handed_in import DAMAGED, Due, HandedIn
from autograder.simulate.honest import Answers, due, honest_answers, written
from autograder.simulate.truth import Truth

_MOST = 3
"""How many damages of single exercises may come together in one notebook."""


def damaged(student: str, truth: Truth, random: Random) -> HandedIn:
    """Draw honest answers and what goes wrong with them."""
    _, answers = honest_answers(truth.material, random)
    return hand_in_damaged(student, truth, answers, drawn_damages(random), random)


def drawn_damages(random: Random) -> list[Damage]:
    """Draw a damage that comes alone, or a few that may come together."""
    first = random.choice(list(DAMAGES.values()))
    if first.alone:
        return [first]
    together = [damage for damage in DAMAGES.values() if not damage.alone]
    return random.sample(together, random.randint(1, _MOST))


def hand_in_damaged(
    student: str, truth: Truth, answers: Answers, damages: list[Damage], random: Random
) -> HandedIn:
    """Damage a notebook with these answers, each time at another exercise, which was solved."""
    material = truth.material
    targets = random.sample(material.independent, min(len(damages), len(material.independent)))
    answers = answers | {name: solution(material, name) for name in targets}
    notebook = copy.deepcopy(written(material, answers))
    outcome = due(truth, student, answers)
    for damage, exercise in zip(damages, targets, strict=False):
        notebook = damage.change(notebook, exercise, random)
        for name in material.exercises if damage.costs == EVERYTHING else (exercise,):
            outcome[name] = _after(damage, outcome[name])
    return HandedIn(
        student=student,
        chapter=material.chapter,
        kind=DAMAGED,
        what=" ".join(damage.happened for damage in damages),
        due=outcome,
        files=damages[-1].folder(material.chapter, notebook, random),
    )


def _after(damage: Damage, before: Due) -> Due:
    """Say what an exercise earns after the damage that it was hit by."""
    label = f"damage:{damage.name}"
    if damage.costs == NOTHING:
        return Due(label, before.points, before.verdicts)
    return Due(label, 0.0, damage.verdicts)
