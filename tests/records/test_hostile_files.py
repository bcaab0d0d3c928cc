"""Of what lies in a submission only regular files come along, and none of ours is replaced."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from small_course import ANSWERS, CHAPTER, SmallCourse, contents

from autograder.records import Records, unfit_id

STUDENT = "student-017"


def _record(course: SmallCourse) -> Path:
    with Records(course.coursedir) as records:
        records.record([course.result(STUDENT)])
        assert STUDENT in records.recorded(CHAPTER)
    return course.folder("autograded", STUDENT)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_files_of_the_students_own_come_along(course: SmallCourse) -> None:
    folder = course.submit(STUDENT, ANSWERS)
    (folder / "mine" / "deep").mkdir(parents=True)
    (folder / "mine" / "deep" / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "x.pyc").write_bytes(b"x")
    (folder / "other.ipynb").write_text("{}", encoding="utf-8")
    graded = _record(course)
    assert (graded / "mine" / "deep" / "notes.txt").read_text(encoding="utf-8") == "mine"
    kept = {f"{CHAPTER}.ipynb", "checks.json", "verdicts.json"}
    assert _names(graded) == kept | {"mine", "mine/deep", "mine/deep/notes.txt"}


@pytest.mark.skipif(os.name != "posix", reason="symbolic links and pipes")
def test_nothing_is_reached_through_a_link_and_a_pipe_keeps_nobody(
    course: SmallCourse, tmp_path: Path
) -> None:
    folder = course.submit(STUDENT, ANSWERS)
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "file.txt").symlink_to(tmp_path / "private" / "secret.txt")
    (folder / "folder").symlink_to(tmp_path / "private")
    (folder / "timestamp.txt").symlink_to(tmp_path / "private" / "secret.txt")
    os.mkfifo(folder / "pipe")
    graded = _record(course)
    assert _names(graded) == {f"{CHAPTER}.ipynb", "checks.json", "verdicts.json"}


def test_files_of_the_course_and_ours_are_not_replaced(course: SmallCourse) -> None:
    folder = course.submit(STUDENT, ANSWERS)
    (folder / "checks.json").mkdir()
    (folder / "checks.json" / "x.txt").write_text("x", encoding="utf-8")
    (folder / "verdicts.json").write_text('{"fingerprint": "forged"}', encoding="utf-8")
    graded = _record(course)
    assert (graded / "checks.json").read_text(encoding="utf-8") == "{}"
    content = json.loads((graded / "verdicts.json").read_text(encoding="utf-8"))
    assert content["fingerprint"] == "f1"


def test_a_file_above_nbgraders_limit_is_left_out_and_named(course: SmallCourse) -> None:
    course.configure("c.CourseDirectory.max_file_size = 1")
    folder = course.submit(STUDENT, ANSWERS)
    (folder / "small.bin").write_bytes(bytes(1000))
    (folder / "large.bin").write_bytes(bytes(1001))
    graded = _record(course)
    assert _names(graded) >= {"small.bin"}
    assert not (graded / "large.bin").exists()
    content = json.loads((graded / "verdicts.json").read_text(encoding="utf-8"))
    assert content["left_out"] == ["large.bin"]


@pytest.mark.parametrize(
    "text", ["", "yesterday", "9" * 5000, "2026-99-99", "0001-01-01 00:00:00 +2359"]
)
def test_a_timestamp_that_is_no_time_counts_as_none(course: SmallCourse, text: str) -> None:
    course.submit(STUDENT, ANSWERS, text)
    graded = _record(course)
    assert not (graded / "timestamp.txt").exists()
    assert contents(course)["submissions"][STUDENT]["timestamp"] is None


@pytest.mark.skipif(os.name != "posix", reason="names that are no text")
def test_a_name_that_is_no_text_comes_along(course: SmallCourse) -> None:
    folder = course.submit(STUDENT, ANSWERS)
    name = os.fsdecode(b"\xff\xfe.txt")
    (folder / name).write_bytes(b"x")
    course.configure("c.CourseDirectory.max_file_size = 1")
    (folder / os.fsdecode(b"\xff.bin")).write_bytes(bytes(1001))
    assert (_record(course) / name).is_file()


def test_strange_metadata_does_not_stop_the_record(course: SmallCourse) -> None:
    folder = course.submit(STUDENT, ANSWERS)
    path = folder / f"{CHAPTER}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for metadata in ({"nbgrader": []}, {"nbgrader": {"grade_id": ["x"]}}, {"nbgrader": None}):
        cell = {"cell_type": "markdown", "id": "x", "metadata": metadata, "source": ["a", "b"]}
        notebook["cells"].append(cell)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    _record(course)


def test_a_folder_whose_name_is_no_id_is_told() -> None:
    assert unfit_id("student-017") == ""
    assert unfit_id("王小明") == ""
    assert "not UTF-8" in unfit_id(os.fsdecode(b"\xff"))
    assert "128" in unfit_id("x" * 129)
