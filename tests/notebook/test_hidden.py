"""The check that nbgrader restores: what it tells nbgrader, and from which secret it draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from own_course import EXERCISE, Course

from course import hidden
from course.build.sync import build
from course.kit.notebook.calls import NotPassed
from course.kit.report import Report

IN_GROUPS = EXERCISE.replace(
    'case("a number", rng.below(9) + 10)', 'case("a number", rng.below(9) + 10, group="large")'
)


@pytest.fixture(params=[0, 2])
def large_points(
    request: pytest.FixtureRequest,
    own_course: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> int:
    """A released chapter, entered, whose exercise has a second group of so many points."""
    points = f"points={{'basic': 2, 'large': {request.param}}}"
    own_course.write("add_one.py", IN_GROUPS.replace("points=2", points))
    build(tmp_path / "built", ["en"])
    monkeypatch.chdir(tmp_path / "built/release/en/ch91_sums")
    monkeypatch.setenv("COURSE_SECRET", "a secret")
    return int(request.param)


def graded(function: Any) -> float | None:
    function.__name__ = "add_one"
    return hidden.check(function)


def test_full_points_are_nothing_shown_to_nbgrader(
    large_points: int, displayed: list[Report]
) -> None:
    assert graded(lambda x: x + 1) is None


def test_a_failing_group_costs_its_own_points_and_no_others(
    large_points: int, displayed: list[Report]
) -> None:
    assert graded(lambda x: x + 1 if x < 10 else x) == 2
    assert "not right yet" in str(displayed[0])


def test_no_points_raise(large_points: int, displayed: list[Report]) -> None:
    with pytest.raises(NotPassed):
        graded(lambda x: x - 1)


def test_the_secret_lies_beside_the_outermost_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COURSE_SECRET", raising=False)
    submission = tmp_path / "autograded" / "student-017" / "ch91_sums"
    submission.mkdir(parents=True)
    (tmp_path / "nbgrader_config.py").touch()
    (submission / "nbgrader_config.py").touch()
    secret = hidden.course_secret(submission)
    assert (tmp_path / hidden.SECRET_FILE).read_bytes() == secret
    assert hidden.course_secret(submission) == secret
