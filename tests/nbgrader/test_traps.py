"""Answers that nbgrader's own way of counting would take for points, or for none."""

from __future__ import annotations

import pytest
import traps
from class_of_students import HALVES, PARTS, SOLVED, STOPPED, STOPPING, TRAPS, TWINS, Graded
from course_copy import Grade
from own_assignments import id_of

pytestmark = pytest.mark.timeout(1000)


SCORES = (2.5, 1.5, 1.0, 0.0)


def grade(graded: Graded, unit: str) -> Grade:
    grades = graded.course.grades(TWINS[0], TRAPS)
    assert id_of(unit) in grades, "the submission could not be graded"
    return grades[id_of(unit)]


@pytest.mark.parametrize("unit", traps.RIGHT)
def test_a_right_answer_gets_full_points_although_it(graded: Graded, unit: str) -> None:
    assert grade(graded, unit).full


@pytest.mark.parametrize("unit", traps.WRONG)
def test_a_wrong_answer_gets_nothing_although_it(graded: Graded, unit: str) -> None:
    assert grade(graded, unit).score == 0


@pytest.mark.parametrize("answer", traps.STOPPING)
def test_an_answer_that_would_stop_the_kernel_costs_no_other_exercise(
    graded: Graded, answer: str
) -> None:
    grades = graded.course.grades(STOPPING[answer], STOPPED)
    assert grades["stopping"].score == 0
    assert grades["right"].full


@pytest.mark.parametrize(("unit", "score"), list(zip(HALVES, SCORES, strict=True)))
def test_each_group_of_cases_earns_its_own_points(graded: Graded, unit: str, score: float) -> None:
    found = graded.course.grades(SOLVED, PARTS)[id_of(unit)]
    assert (found.score, found.max_score) == (score, 2.5)
