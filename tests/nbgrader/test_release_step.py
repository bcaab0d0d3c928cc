"""nbgrader's release step, run as an instructor runs it."""

from __future__ import annotations

import pytest
from class_of_students import Released, exercises
from course_copy import CHAPTERS, LANGUAGE, REPOSITORY, grade_id

from course.build.authored import BEGIN, END

pytestmark = pytest.mark.timeout(1000)
every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


def test_nbgrader_releases_every_chapter(released: Released) -> None:
    assert released.releasing.returncode == 0, released.releasing.stdout


@every_chapter
def test_what_nbgrader_releases_is_what_is_committed(released: Released, chapter: str) -> None:
    committed = REPOSITORY / "release" / LANGUAGE / chapter
    made = released.course.assignment("release", chapter)
    names = {path.name for path in committed.iterdir() if path.name != ".ipynb_checkpoints"}
    assert {path.name for path in made.iterdir()} == names
    for name in names:
        assert (made / name).read_bytes() == (committed / name).read_bytes(), name


@every_chapter
def test_the_release_holds_no_solution_and_no_hidden_check(
    released: Released, chapter: str
) -> None:
    source = {grade_id(c): c for c in released.course.notebook("source", chapter).cells}
    for cell in released.course.notebook("release", chapter).cells:
        for mark in (BEGIN, END, "HIDDEN TESTS", "course.hidden"):
            assert mark not in cell.source
    for name in exercises(chapter):
        assert BEGIN in source[name].source
        assert "course.hidden" in source[f"{name}-check"].source


@every_chapter
def test_checks_are_locked_and_are_worth_the_points_of_their_exercise(
    released: Released, chapter: str
) -> None:
    cells = {grade_id(c): c for c in released.course.notebook("release", chapter).cells}
    for name in exercises(chapter):
        check, answer = cells[f"{name}-check"], cells[name]
        assert check.metadata.nbgrader.locked
        assert check.metadata.nbgrader.points > 0
        assert not check.metadata.editable
        assert not answer.metadata.nbgrader.locked
        assert answer.metadata.get("editable", True)
        assert not answer.metadata.deletable
