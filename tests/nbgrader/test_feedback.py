"""What nbgrader tells students: before they hand in, and after."""

from __future__ import annotations

import html
import re

import nbformat
import pytest
from class_of_students import (
    HOME,
    MISTAKEN,
    SOLVED,
    UNTOUCHED,
    Graded,
    Released,
    exercises,
    solved_answers,
)
from course_copy import command, verdicts
from notebook_edits import answered, without_demonstrations

from course.build.authored import read_exercise
from course.kit.judging.exercise import CHECKS

pytestmark = pytest.mark.timeout(1000)


def words(markup: str) -> str:
    """The text of a page, as a reader sees it, its blanks made equal."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", markup)))


def test_feedback_is_written_for_every_student(graded: Graded) -> None:
    assert graded.feedback.returncode == 0, graded.feedback.stdout[-4000:]


@pytest.mark.parametrize("student", [SOLVED, UNTOUCHED, MISTAKEN])
def test_feedback_shows_each_report_and_the_score(graded: Graded, student: str) -> None:
    page = words(graded.course.feedback(student, HOME))
    grades = graded.course.grades(student, HOME)
    score = sum(float(grade.score or 0) for grade in grades.values())
    total = sum(grade.max_score for grade in grades.values())
    assert f"{score:g} of {total:g} points" in page
    openings = {"passed": "passed", "failed": "not right yet", "not attempted": "not attempted"}
    said = verdicts(graded.course.notebook("autograded", HOME, student))
    assert list(said) == exercises(HOME)
    for name, verdict in said.items():
        assert f"{name}: {openings[verdict['verdict']]}" in page


def test_feedback_explains_recorded_mistakes(graded: Graded) -> None:
    page = words(graded.course.feedback(MISTAKEN, HOME))
    said = verdicts(graded.course.notebook("autograded", HOME, MISTAKEN))
    for name in exercises(HOME):
        mistake = read_exercise(HOME, name).mistakes[said[name]["mistake"]]
        assert words(mistake.explanation.replace("`", "")) in page


@pytest.fixture(scope="module")
def validated(released: Released) -> dict[str, str]:
    """What `nbgrader validate` says of two notebooks: an untouched one, and a solved one."""
    course = released.course
    untouched = course.notebook("release", HOME)
    notebooks = {"untouched": untouched, "solved": answered(untouched, solved_answers(course))}
    for name, notebook in notebooks.items():
        folder = course.root / name
        folder.mkdir()
        nbformat.write(without_demonstrations(notebook), folder / f"{HOME}.ipynb")
        checks = course.assignment("release", HOME) / CHECKS
        (folder / CHECKS).write_bytes(checks.read_bytes())
    commands = [command("validate", f"{name}/{HOME}.ipynb") for name in notebooks]
    said = course.nbgrader(*commands).stdout
    first, _, second = said.partition(f"/solved/{HOME}.ipynb")
    return {"untouched": first, "solved": second}


def test_validate_names_every_check_of_the_untouched_release(validated: dict[str, str]) -> None:
    said = validated["untouched"]
    failing = re.findall(r"The following cell failed:\s+check\((\w+)\)", said)
    assert failing == exercises(HOME)
    assert len(re.findall(r"^ *\w+: not attempted", said, re.MULTILINE)) == len(failing)
    assert "Traceback" not in said


def test_validate_is_content_with_right_answers(validated: dict[str, str]) -> None:
    assert "Success! Your notebook passes all the tests." in validated["solved"]
