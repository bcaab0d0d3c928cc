"""`autograder grade` gives a class the points that it earned, once, and again what has changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from classes import SECRET, Classroom, contents
from few_exercises import CHAPTER, EXERCISES
from filelock import FileLock

from autograder.classroom import worker
from autograder.simulate.simulation import Mix
from course.kit.stub import STUB_CODE
from course.kit.words import FAILED, NOT_ATTEMPTED, NOT_JUDGED, PASSED

STUB = f"def join_rows(a, b):\n    {STUB_CODE}\n"
WRONG = "def join_rows(a, b):\n    return a\n"


def graded(classroom: Classroom, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Grade successfully; give the first line that is said."""
    capsys.readouterr()
    assert classroom.grade(*words) == 0
    return capsys.readouterr().out.splitlines()[0]


def test_everybody_gets_the_points_that_are_due(classroom: Classroom) -> None:
    expected = classroom.hand_in(12, seed=3)
    rows = classroom.rows()
    assert classroom.points() == expected
    assert {(r["student"], r["exercise"]): r["points"] for r in rows} == {
        (student, name): points for student, due in expected.items() for name, points in due.items()
    }


def test_those_who_attack_get_what_is_due_and_disturb_nobody(classroom: Classroom) -> None:
    expected = classroom.hand_in(6, seed=11, mix=Mix(0.5, 0, 0.5))
    classroom.rows()
    assert classroom.points() == expected


def test_rows_have_the_form_that_programs_rely_on(classroom: Classroom) -> None:
    classroom.answer("student-017", {"join_rows": WRONG})
    rows = classroom.rows()
    assert [row["exercise"] for row in rows if row["student"] == "student-017"] == list(
        dict.fromkeys(row["exercise"] for row in rows)
    )
    assert {row["exercise"] for row in rows} == set(EXERCISES)
    for row in rows:
        assert list(row) == [
            "student",
            "chapter",
            "exercise",
            "verdict",
            "points",
            "max_points",
            "seconds",
            "detail",
        ]
        assert (row["student"], row["chapter"]) == ("student-017", CHAPTER)
        wrong = row["exercise"] == "join_rows"
        assert row["verdict"] == (FAILED if wrong else PASSED)
        assert (row["points"] < row["max_points"]) == wrong
        assert bool(row["detail"]) == wrong
        assert isinstance(row["seconds"], float)
        assert 0 <= row["seconds"] < 5


def test_rows_go_to_the_screen_as_well(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.answer("student-017", {"join_rows": STUB})
    assert classroom.grade("--json", "-") == 0
    rows = json.loads(capsys.readouterr().out)
    verdicts = {row["exercise"]: row["verdict"] for row in rows}
    assert verdicts == dict.fromkeys(EXERCISES, PASSED) | {"join_rows": NOT_ATTEMPTED}


def test_a_second_run_grades_nothing_and_tells_the_same(
    classroom: Classroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.answer("student-017", {})
    classroom.answer("student-018", {"join_rows": WRONG})
    first = classroom.rows()
    before = contents(classroom)
    monkeypatch.setattr(worker, "grade", None)  # nothing may be graded any more
    assert classroom.rows() == first
    assert contents(classroom) == before
    said = graded(classroom, capsys)
    assert said.startswith("0 submissions graded")
    assert "2 unchanged since the last time" in said


def test_a_changed_submission_is_graded_again_alone(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.answer("student-017", {"join_rows": WRONG})
    classroom.answer("student-018", {"join_rows": WRONG})
    assert graded(classroom, capsys).startswith("2 submissions graded")
    classroom.answer("student-017", {})
    assert graded(classroom, capsys).startswith("1 submission graded")
    points = classroom.points()
    assert points["student-017"]["join_rows"] > points["student-018"]["join_rows"] == 0


def test_a_new_file_beside_the_notebook_is_a_change(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.answer("student-017", {})
    graded(classroom, capsys)
    (classroom.root / "submitted/student-017" / CHAPTER / "notes.txt").write_text("mine")
    assert graded(classroom, capsys).startswith("1 submission graded")


def test_force_grades_everything_again_and_changes_nothing(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.hand_in(4, seed=2)
    graded(classroom, capsys)
    before = contents(classroom)
    assert graded(classroom, capsys, "--force").startswith("4 submissions graded")
    assert contents(classroom) == before


def test_another_secret_means_other_cases_and_grading_again(
    classroom: Classroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.answer("student-017", {})
    graded(classroom, capsys)
    secret = classroom.root / ".secret"
    try:
        secret.write_bytes(b"quite another secret")
        assert graded(classroom, capsys).startswith("1 submission graded")
    finally:
        secret.write_bytes(SECRET)
    assert graded(classroom, capsys).startswith("1 submission graded")


def test_a_persons_grade_survives_a_regrade(classroom: Classroom) -> None:
    classroom.answer("student-017", {"join_rows": WRONG})
    classroom.rows()
    with classroom.gradebook() as gradebook:
        grade = gradebook.find_grade("join_rows-check", CHAPTER, CHAPTER, "student-017")
        grade.manual_score, grade.extra_credit = 1.5, 0.25
        comment = gradebook.find_comment("join_rows", CHAPTER, CHAPTER, "student-017")
        comment.manual_comment = "A good start."
        gradebook.db.commit()
    classroom.rows("--force")
    classroom.answer("student-017", {"join_rows": STUB})
    classroom.rows()
    with classroom.gradebook() as gradebook:
        grade = gradebook.find_grade("join_rows-check", CHAPTER, CHAPTER, "student-017")
        assert (grade.manual_score, grade.extra_credit, grade.score) == (1.5, 0.25, 1.75)
        comment = gradebook.find_comment("join_rows", CHAPTER, CHAPTER, "student-017")
        assert comment.comment == "A good start."


def test_names_may_be_written_in_any_script(classroom: Classroom) -> None:
    names = ["王小明", "Þóra Ægisdóttir", "O'Brien, J"]
    for name in names:
        classroom.answer(name, {})
    rows = classroom.rows()
    assert {row["student"] for row in rows} == set(names)
    assert {row["verdict"] for row in rows} == {PASSED}
    assert set(classroom.points()) == set(names)


def test_who_handed_in_nothing_that_can_be_read_has_a_verdict_for_everything(
    classroom: Classroom,
) -> None:
    classroom.answer("student-017", {})
    folder = classroom.root / "submitted/student-018" / CHAPTER
    folder.mkdir(parents=True)
    (folder / f"{CHAPTER}.ipynb").write_bytes(b"\x00no notebook")
    rows = [row for row in classroom.rows() if row["student"] == "student-018"]
    assert {row["verdict"] for row in rows} == {NOT_ATTEMPTED}
    assert len(rows) == len(EXERCISES)
    assert classroom.points()["student-018"] == dict.fromkeys(EXERCISES, 0)


# -- what goes wrong -----------------------------------------------------------------------------


def test_where_the_grader_fails_nobody_is_to_blame_and_the_next_run_grades(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for student in ("student-017", "student-018"):
        classroom.answer(student, {})
    usual = worker.grade

    def failing(student: str, *more: object) -> object:
        if student == "student-018":
            raise ZeroDivisionError("a fault of the grader's own")
        return usual(student, *more)

    monkeypatch.setattr(worker, "grade", failing)
    path = classroom.root / "verdicts.json"
    assert classroom.grade("--json", str(path)) == 1
    said = capsys.readouterr().err
    assert f"Not judged: student-018/{CHAPTER}" in said
    assert "ZeroDivisionError: a fault of the grader's own" in said
    verdicts = {row["student"]: row["verdict"] for row in json.loads(path.read_text())}
    assert verdicts == {"student-017": PASSED, "student-018": NOT_JUDGED}
    monkeypatch.setattr(worker, "grade", usual)
    assert graded(classroom, capsys).startswith("1 submission graded")
    assert {row["verdict"] for row in classroom.rows()} == {PASSED}


def test_a_second_run_at_once_says_so_and_touches_nothing(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.answer("student-017", {})
    before = contents(classroom)
    with FileLock(classroom.root / ".grading.lock"):
        assert classroom.grade() == 2
    said = capsys.readouterr().err
    assert "Another `autograder grade` is at work" in said
    assert str(classroom.root) in said
    assert contents(classroom) == before
    assert not (classroom.root / "autograded").exists()
    assert classroom.grade() == 0


def test_a_chapter_that_nobody_handed_in_is_named(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert classroom.grade() == 2
    assert "There are no submissions" in capsys.readouterr().err
    classroom.answer("student-017", {})
    assert classroom.grade("ch99_none") == 2
    assert "ch99_none" in capsys.readouterr().err


def test_a_chapter_that_was_not_released_is_named(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    (classroom.root / "submitted/student-017/ch77_own").mkdir(parents=True)
    assert classroom.grade() == 2
    assert "ch77_own" in capsys.readouterr().err


def test_a_folder_that_is_no_course_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Classroom(tmp_path).grade() == 2
    assert capsys.readouterr().err.strip()


def test_without_a_sandbox_nothing_is_graded_unless_asked_for(
    classroom: Classroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.answer("student-017", {})
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert classroom.grade() == 2
    assert "apt install bubblewrap" in capsys.readouterr().err
    assert classroom.grade("--unsandboxed") == 0
    assert classroom.points()["student-017"]["join_rows"] == 2


def test_what_lies_in_no_chapters_folder_is_named_and_stops_nobody(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.answer("student-017", {})
    theirs = classroom.root / "submitted" / "student-018"
    shutil.copytree(
        classroom.root / "submitted" / "student-017" / CHAPTER,
        theirs / CHAPTER.replace("ch0", "ch"),
    )
    shutil.copy(theirs / CHAPTER.replace("ch0", "ch") / f"{CHAPTER}.ipynb", theirs)
    assert graded(classroom, capsys).startswith("1 submission graded")
    assert classroom.grade() == 0
    said = capsys.readouterr().err
    assert f"student-018/{CHAPTER.replace('ch0', 'ch')} is no chapter" in said
    assert f"if it is {CHAPTER}, rename the folder" in said
    assert f"student-018/{CHAPTER}.ipynb lies in no chapter's folder" in said


def test_a_submission_that_can_not_be_read_is_named(
    classroom: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    classroom.answer("student-017", {})
    (classroom.root / "submitted" / "student-017" / CHAPTER / f"{CHAPTER}.ipynb").write_bytes(b"")
    assert classroom.grade() == 0
    assert f"Look at student-017/{CHAPTER}: The notebook could not be read" in (
        capsys.readouterr().out
    )
