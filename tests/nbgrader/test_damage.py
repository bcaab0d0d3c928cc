"""A notebook that was damaged in every way before it was handed in."""

from __future__ import annotations

import pytest
from class_of_students import DAMAGE, DAMAGED, SOLVED, Graded
from own_assignments import id_of

pytestmark = pytest.mark.timeout(1000)


@pytest.mark.parametrize(("damage", "counts"), DAMAGE.items())
def test_damage_costs_points_only_where_the_answer_is_lost(
    graded: Graded, damage: str, counts: bool
) -> None:
    grades = graded.course.grades(SOLVED, DAMAGED)
    grade = grades[id_of(damage)]
    assert not grade.needs_a_person, "nbgrader could not grade the submission"
    assert grade.score == (grade.max_score if counts else 0)
