"""Students who attack the grader: what they hand in, and what must come of it."""

from __future__ import annotations

from random import Random

from autograder.simulate.attacks import RECIPES, Attack
from autograder.simulate.handed_in import HOSTILE, Due, HandedIn, notebook_bytes
from autograder.simulate.material import Material
from autograder.simulate.truth import Truth
from course.kit.words import PASSED


def hostile(student: str, truth: Truth, random: Random) -> HandedIn:
    """Draw an attack that works in this chapter, in a notebook that is solved otherwise."""
    return hand_in_attack(student, truth.material, drawn_attack(truth.material, random), random)


def drawn_attack(material: Material, random: Random) -> Attack:
    """Draw an attack and, where it works on any exercise, one to aim it at."""
    fitting = [
        recipe
        for recipe in RECIPES.values()
        if recipe.portable or recipe.aimed[1] == material.chapter
    ]
    # Those that are waited for come seldom, or a large class would take days to grade.
    recipe = random.choices(fitting, [1 / (1 + recipe.seconds) for recipe in fitting])[0]
    exercise = random.choice(material.independent) if recipe.portable else recipe.aimed[0]
    return recipe.at(exercise, material.chapter)


def hand_in_attack(student: str, material: Material, attack: Attack, random: Random) -> HandedIn:
    """Write a solved notebook with one attack in it."""
    notebook = attack.apply(material.solved(), random)
    due = {
        name: Due("solution", exercise.max_points, (PASSED,))
        for name, exercise in material.exercises.items()
    }
    due[attack.exercise] = Due(f"attack:{attack.name}", attack.points, attack.verdicts)
    return HandedIn(
        student=student,
        chapter=material.chapter,
        kind=HOSTILE,
        what=attack.tries,
        due=due,
        files={f"{material.chapter}.ipynb": notebook_bytes(notebook), **dict(attack.files)},
        links=dict(attack.links),
    )
