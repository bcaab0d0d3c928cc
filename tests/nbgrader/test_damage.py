"""Notebooks that were damaged before they were handed in."""

from __future__ import annotations

import pytest
import traps
from class_of_students import DAMAGE, HOME, Graded, exercises
from course_copy import Grade

pytestmark = [pytest.mark.xdist_group("nbgrader"), pytest.mark.timeout(600)]
OTHERS = [name for name in exercises(HOME) if name != traps.EXERCISE]


def grades(graded: Graded, damage: str) -> dict[str, Grade]:
    found = graded.course.grades(DAMAGE[damage], HOME)
    assert {name: grade.needs_a_person for name, grade in found.items()} == dict.fromkeys(
        exercises(HOME), False
    ), "this submission could not be graded"
    return found


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_to_one_exercise_costs_the_others_nothing(graded: Graded, damage: str) -> None:
    found = grades(graded, damage)
    assert [name for name in OTHERS if not found[name].full] == []


@pytest.mark.parametrize("damage", ["typing error", "other name", "deleted answer and check"])
def test_an_answer_that_is_not_there_gets_nothing(graded: Graded, damage: str) -> None:
    assert grades(graded, damage)[traps.EXERCISE].score == 0


@pytest.mark.parametrize(
    "damage", ["deleted check", "copied answer", "copied check", "answer turned into prose"]
)
def test_a_right_answer_counts_whatever_happened_to_its_cells(graded: Graded, damage: str) -> None:
    assert grades(graded, damage)[traps.EXERCISE].full
