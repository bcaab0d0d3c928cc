"""A notebook that was damaged in every way before it was handed in."""

from __future__ import annotations

import pytest
from class_of_students import DAMAGE, DAMAGED, HOME, SOLVED, TYPO, Graded, exercises
from own_assignments import id_of
from traps import EXERCISE

pytestmark = [pytest.mark.xdist_group("nbgrader"), pytest.mark.timeout(600)]


@pytest.mark.parametrize(("damage", "counts"), DAMAGE.items())
def test_damage_costs_points_only_where_the_answer_is_lost(
    graded: Graded, damage: str, counts: bool
) -> None:
    grades = graded.course.grades(SOLVED, DAMAGED)
    grade = grades[id_of(damage)]
    assert not grade.needs_a_person, "nbgrader could not grade the submission"
    assert grade.score == (grade.max_score if counts else 0)


def test_a_typing_error_costs_its_own_exercise_of_a_chapter_and_no_other(graded: Graded) -> None:
    grades = graded.course.grades(TYPO, HOME)
    lost = [name for name in exercises(HOME) if not grades[name].full]
    assert lost == [EXERCISE]
    assert grades[EXERCISE].score == 0
