"""The cases that are kept for grading: they count, and stay unknown."""

from __future__ import annotations

import html
import os
import re
import stat
from collections.abc import Iterator

import pytest
import traps
from class_of_students import HOME, TRAPS, TWINS, Graded, autograde
from course_copy import grade_id, outputs, verdicts
from own_assignments import id_of

from course.build.authored import read_exercise
from course.build.record import hidden_cases, visible_cases
from course.hidden import SECRET_FILE
from course.kit.cases.case import Case
from course.kit.cases.paste import pasteable
from course.kit.judging.exercise import CHECKS, load_chapter
from course.kit.judging.judge import judge_exercise
from course.kit.notebook.calls import observe_all
from course.kit.words import PASSED

pytestmark = pytest.mark.timeout(1000)
AUTHORED = read_exercise(HOME, traps.EXERCISE)


def witnessed(graded: Graded, student: str) -> str:
    path = graded.course.assignment("autograded", TRAPS, student) / "witness.txt"
    return path.read_text(encoding="utf-8")


def report(graded: Graded, student: str, unit: str) -> str:
    """All that the check cell of a unit shows."""
    cells = graded.course.notebook("autograded", TRAPS, student).cells
    cell = next(cell for cell in cells if grade_id(cell) == f"{id_of(unit)}-check")
    return str([{**output, "metadata": {}} for output in cell.outputs])


def test_an_answer_that_knows_the_visible_cases_passes_the_check_that_is_given_out(
    graded: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = graded.course.assignment("release", HOME)
    monkeypatch.chdir(folder)
    namespace: dict = {}
    exec(traps.CHEAT, namespace)
    exercise = load_chapter(folder / CHECKS).exercises[traps.EXERCISE]
    observed = observe_all(namespace[traps.EXERCISE], exercise)
    assert judge_exercise(exercise, exercise.visible, observed).verdict == PASSED


def test_an_answer_that_knows_the_visible_cases_loses_points_when_graded(graded: Graded) -> None:
    grade = graded.course.grades(TWINS[0], TRAPS)["cheat"]
    assert grade.score is not None
    assert grade.score < grade.max_score
    assert "Of the cases that are kept for grading, these fail" in report(graded, TWINS[0], "cheat")


def test_every_student_has_other_hidden_cases(graded: Graded) -> None:
    first, second = (set(witnessed(graded, student).splitlines()) for student in TWINS)
    assert len(first - second) >= 3
    assert len(second - first) >= 3


def test_the_secret_is_made_once_and_only_the_instructor_can_read_it(graded: Graded) -> None:
    found = [p for p in graded.course.root.rglob("*") if p.name.startswith(SECRET_FILE)]
    assert found == [graded.course.root / SECRET_FILE]
    assert len(found[0].read_bytes()) >= 32
    if os.name == "posix":
        assert stat.S_IMODE(found[0].stat().st_mode) == 0o600


def numbers(text: str) -> str:
    """The text without markup and blanks, as numbers and brackets are found in it."""
    return re.sub(r"\s|<[^>]*>|\\n", "", html.unescape(text))


def traces(cases: list[Case]) -> Iterator[str]:
    """What would give a case away: its tensors as lists or as torch prints them."""
    for case in cases:
        for tensor in case.fresh()[0]:
            if tensor.numel() >= 3:
                yield numbers(str(tensor.tolist()))
                yield numbers(str(tensor)).removeprefix("tensor(").split("]]")[0]


def test_no_hidden_case_shows_in_what_students_get_back(graded: Graded) -> None:
    secret = (graded.course.root / SECRET_FILE).read_bytes()
    visible = visible_cases(AUTHORED)
    hidden = hidden_cases(AUTHORED, secret, TWINS[0])
    given_out = set(traces(visible))
    telling = [trace for trace in traces(hidden) if trace not in given_out]
    assert len(telling) > 10
    executed = outputs(graded.course.notebook("autograded", TRAPS, TWINS[0]))
    for text in (str(executed), graded.course.feedback(TWINS[0], TRAPS)):
        shown = numbers(text)
        assert [trace for trace in telling if trace in shown] == []
        smallest = pasteable(visible[0], AUTHORED.parameters, AUTHORED.name)
        assert numbers(smallest) in shown, "the smallest visible case should be seen"


def test_grading_again_gives_the_same_cases_scores_and_reports(graded: Graded) -> None:
    course, student = graded.course, TWINS[1]
    units = [*traps.RIGHT, "cheat"]

    def everything() -> tuple:
        reports = [report(graded, student, unit) for unit in units]
        said = verdicts(course.notebook("autograded", TRAPS, student))
        return witnessed(graded, student), course.grades(student, TRAPS), reports, said

    before, secret = everything(), (course.root / SECRET_FILE).read_bytes()
    again = course.nbgrader(autograde(TRAPS, "--force", f"--student={student}"))
    assert again.returncode == 0, again.stdout[-4000:]
    assert everything() == before
    assert (course.root / SECRET_FILE).read_bytes() == secret
