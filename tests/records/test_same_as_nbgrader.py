"""What is recorded is what nbgrader's own autograder leaves for the same submissions."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from small_course import ANSWERS, CHAPTER, SmallCourse, contents

from autograder.records import Records

PENALTY = """\
c.AssignLatePenalties.plugin_class = "late_by_hours.ByHours"
"""
PLUGIN = """\
from nbgrader.plugins import BasePlugin


class ByHours(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
"""
SOLVED, UNTOUCHED, PARTLY, LATE, LATER = (f"student-{n}" for n in (17, 18, 19, 20, 21))
SCORES = {
    SOLVED: {},
    UNTOUCHED: {"add": 0.0, "half": 0.0},
    PARTLY: {"half": 1.5},
    LATE: {},
    LATER: {},
}


def _hand_in(course: SmallCourse) -> None:
    course.generate_assignment()
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-03-01 12:00:00 UTC")
    course.submit(SOLVED, ANSWERS, "2026-02-28 23:00:00 CET")
    course.submit(UNTOUCHED)
    course.submit(PARTLY, ANSWERS | {"half": "def half(x):\n    return abs(x) / 2"})
    course.submit(LATE, ANSWERS, "2026-03-01 14:00:00 UTC")
    course.submit(LATER, ANSWERS, "2026-03-09 14:00:00 UTC")


def _mark_by_hand(course: SmallCourse) -> None:
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("add-check", CHAPTER, CHAPTER, PARTLY)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 0.5, 0.25, False
        essay = gradebook.find_grade("essay", CHAPTER, CHAPTER, LATE)
        essay.manual_score, essay.needs_manual_grade = 2.0, False
        gradebook.find_comment(
            "half", CHAPTER, CHAPTER, UNTOUCHED
        ).manual_comment = "Come and see me."
        gradebook.find_submission(CHAPTER, LATE).extension = timedelta(hours=1)
        gradebook.db.commit()


def _results(course: SmallCourse) -> list:
    return [course.result(student, scores) for student, scores in SCORES.items()]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallCourse, SmallCourse]:
    """One course graded by nbgrader, and one that we recorded; both twice, with marks between."""
    folder = tmp_path_factory.mktemp("both")
    (folder / "plugin").mkdir()
    (folder / "plugin" / "late_by_hours.py").write_text(PLUGIN, encoding="utf-8")
    theirs = SmallCourse.make(folder / "theirs", PENALTY)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder / "plugin")
        _hand_in(theirs)
        ours = SmallCourse(Path(shutil.copytree(theirs.root, folder / "ours")))
        theirs.autograde()
        _mark_by_hand(theirs)
        theirs.autograde()
        with Records(ours.coursedir) as records:
            records.prepare(CHAPTER)
            records.record(_results(ours))
            _mark_by_hand(ours)
            records.record(_results(ours))
    return theirs, ours


def test_the_gradebook_holds_the_same(pair: tuple[SmallCourse, SmallCourse]) -> None:
    theirs, ours = map(contents, pair)
    assert len(theirs["submissions"]) == len(SCORES)
    assert ours["submissions"] == theirs["submissions"]
    assert ours == theirs


def test_the_comparison_sees_penalties_comments_and_marks_by_hand(
    pair: tuple[SmallCourse, SmallCourse],
) -> None:
    notebooks = {
        student: submission["notebooks"][0]
        for student, submission in contents(pair[0])["submissions"].items()
    }
    assert notebooks[SOLVED]["late_submission_penalty"] is None
    assert notebooks[LATE]["late_submission_penalty"] == 1.0
    assert notebooks[LATER]["late_submission_penalty"] == 4.5
    assert notebooks[PARTLY]["score"] == 0.75 + 1.5
    comments = {comment["name"]: comment for comment in notebooks[UNTOUCHED]["comments"]}
    assert comments["half"]["auto_comment"] == "No response."
    assert comments["half"]["manual_comment"] == "Come and see me."
    grades = {grade["name"]: grade for grade in notebooks[UNTOUCHED]["grades"]}
    assert grades["essay"]["auto_score"] == 0.0
    assert grades["deed"]["needs_manual_grade"]


def test_the_folders_hold_the_same_files_with_the_same_modes(
    pair: tuple[SmallCourse, SmallCourse],
) -> None:
    theirs, ours = (
        {path.name: path.stat().st_mode for path in course.folder("autograded", SOLVED).iterdir()}
        for course in pair
    )
    assert ours.pop("verdicts.json")
    assert ours == theirs


def test_a_chapter_that_was_never_generated_gets_the_cells_that_nbgrader_gives_it(
    tmp_path: Path,
) -> None:
    theirs = SmallCourse.make(tmp_path / "theirs")
    theirs.generate_assignment()
    ours = SmallCourse.make(tmp_path / "ours")
    with Records(ours.coursedir) as records:
        records.prepare(CHAPTER)
    assert contents(ours) == contents(theirs)
    assert not (ours.root / "release").exists()
