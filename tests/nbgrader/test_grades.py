"""What plain `nbgrader autograde` gives for whole chapters."""

from __future__ import annotations

import pytest
from class_of_students import BY_ALL, MISTAKEN, SOLVED, UNTOUCHED, Graded, exercises
from course_copy import outputs, stderr, verdicts

from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED

pytestmark = pytest.mark.timeout(1000)
some_chapters = pytest.mark.parametrize("chapter", BY_ALL)


@some_chapters
def test_the_instructors_version_gets_full_marks(graded: Graded, chapter: str) -> None:
    grades = graded.course.grades(SOLVED, chapter)
    assert list(grades) == exercises(chapter)
    for name, grade in grades.items():
        assert grade.score == grade.max_score > 0, name
        assert not grade.needs_a_person, name


@some_chapters
def test_the_instructors_version_runs_without_errors_and_without_stderr(
    graded: Graded, chapter: str
) -> None:
    executed = graded.course.notebook("autograded", chapter, SOLVED)
    assert [o for o in outputs(executed) if o.output_type == "error"] == []
    assert stderr(executed) == ""
    assert {v["verdict"] for v in verdicts(executed).values()} == {PASSED}


@some_chapters
def test_the_untouched_release_gets_nothing_and_is_not_attempted(
    graded: Graded, chapter: str
) -> None:
    grades = graded.course.grades(UNTOUCHED, chapter)
    assert {name: grade.score for name, grade in grades.items()} == dict.fromkeys(
        exercises(chapter), 0
    )
    executed = graded.course.notebook("autograded", chapter, UNTOUCHED)
    said = {name: verdict["verdict"] for name, verdict in verdicts(executed).items()}
    assert said == dict.fromkeys(exercises(chapter), NOT_ATTEMPTED)
    assert stderr(executed) == ""


@some_chapters
def test_recorded_mistakes_lose_points(graded: Graded, chapter: str) -> None:
    grades = graded.course.grades(MISTAKEN, chapter)
    assert list(grades) == exercises(chapter)
    said = verdicts(graded.course.notebook("autograded", chapter, MISTAKEN))
    for name, grade in grades.items():
        assert grade.score is not None, name
        assert 0 <= grade.score < grade.max_score, name
        assert said[name]["verdict"] == FAILED, name
        assert said[name]["mistake"], name
        assert said[name]["points"] == grade.score, name


def test_nbgrader_grades_the_whole_class_without_an_error(graded: Graded) -> None:
    assert graded.grading.returncode == 0, graded.grading.stdout[-6000:]
