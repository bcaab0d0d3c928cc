"""Batches, their transaction, and whatever else may happen to a gradebook meanwhile."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_course import ANSWERS, CHAPTER, SmallCourse, contents
from sqlalchemy import event, text

from autograder.records import Records, RecordsError

STUDENTS = [f"student-{number:03}" for number in range(1, 9)]


@pytest.fixture
def handed_in(course: SmallCourse) -> SmallCourse:
    for student in STUDENTS:
        course.submit(student, ANSWERS)
    return course


def test_recording_again_changes_nothing(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        records.record(map(handed_in.result, STUDENTS))
        before = contents(handed_in), records.recorded(CHAPTER)
        records.record(map(handed_in.result, STUDENTS))
        assert (contents(handed_in), records.recorded(CHAPTER)) == before
    assert before[1] == dict.fromkeys(STUDENTS, "f1")


def test_of_two_results_for_a_submission_the_later_stays(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        first = handed_in.result(STUDENTS[0], {"add": 0.0}, "f1")
        records.record([first, handed_in.result(STUDENTS[0], {}, "f2")])
        assert records.recorded(CHAPTER) == {STUDENTS[0]: "f2"}
    assert contents(handed_in)["submissions"][STUDENTS[0]]["score"] == 4.5


def test_a_batch_is_recorded_whole_or_not_at_all(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        wrong = handed_in.result(STUDENTS[1])
        wrong.verdicts[0].__dict__["max_points"] = 7.0
        with pytest.raises(RecordsError, match="worth 7 points in the course and 2 in the grade"):
            records.record([handed_in.result(STUDENTS[0]), wrong])
        assert records.recorded(CHAPTER) == {}
    assert contents(handed_in)["submissions"] == {}


def test_a_chapter_that_the_gradebook_does_not_know_is_named(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        with pytest.raises(RecordsError, match="no chapter 'ch99_none'"):
            records.prepare("ch99_none")
        assert records.recorded("ch99_none") == {}


def test_what_was_not_judged_waits_for_a_person(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        records.record([handed_in.result(STUDENTS[0], {"add": 0.0}, add="not judged")])
        assert STUDENTS[0] in records.recorded(CHAPTER)
    (notebook,) = contents(handed_in)["submissions"][STUDENTS[0]]["notebooks"]
    grades = {grade["name"]: grade for grade in notebook["grades"]}
    assert grades["add-check"]["auto_score"] is None
    assert grades["add-check"]["needs_manual_grade"]
    assert not grades["half-check"]["needs_manual_grade"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE grade SET auto_score = 1.25 WHERE auto_score = 2.5",
        "UPDATE comment SET auto_comment = 'changed'",
        "UPDATE submitted_assignment SET timestamp = '2020-01-01 00:00:00.000000'",
        "DELETE FROM grade",
    ],
)
def test_a_submission_that_the_gradebook_holds_otherwise_is_not_up_to_date(
    handed_in: SmallCourse, change: str
) -> None:
    handed_in.submit(STUDENTS[0], ANSWERS, "2026-03-01 12:00:00 UTC")
    with Records(handed_in.coursedir) as records:
        records.record([handed_in.result(STUDENTS[0])])
        assert records.recorded(CHAPTER) == {STUDENTS[0]: "f1"}
        with handed_in.gradebook() as gradebook:
            gradebook.db.execute(text(change))
            gradebook.db.commit()
        assert records.recorded(CHAPTER) == {}


@pytest.mark.parametrize("name", ["verdicts.json", f"{CHAPTER}.ipynb"])
def test_a_submission_whose_folder_is_not_whole_is_not_up_to_date(
    handed_in: SmallCourse, name: str
) -> None:
    with Records(handed_in.coursedir) as records:
        records.record(map(handed_in.result, STUDENTS[:2]))
        (handed_in.folder("autograded", STUDENTS[0]) / name).unlink()
        assert records.recorded(CHAPTER) == {STUDENTS[1]: "f1"}


def test_marks_by_hand_leave_a_submission_up_to_date(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        records.record([handed_in.result(STUDENTS[0])])
        with handed_in.gradebook() as gradebook:
            grade = gradebook.find_grade("add-check", CHAPTER, CHAPTER, STUDENTS[0])
            grade.manual_score, grade.extra_credit = 0.5, 1.0
            gradebook.db.commit()
        assert records.recorded(CHAPTER) == {STUDENTS[0]: "f1"}


def test_a_gradebook_that_another_program_writes_into_is_waited_for(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir) as records:
        path = handed_in.root / "gradebook.db"
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN EXCLUSIVE")
        threading.Timer(1.0, other.rollback).start()
        began = time.monotonic()
        records.record([handed_in.result(STUDENTS[0])])
        assert time.monotonic() - began > 0.5
        assert STUDENTS[0] in records.recorded(CHAPTER)


def test_a_gradebook_that_stays_locked_is_said_to_be(handed_in: SmallCourse) -> None:
    with Records(handed_in.coursedir, patience=0.2) as records:
        other = sqlite3.connect(handed_in.root / "gradebook.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(RecordsError, match=r"locked\. Another program .* run this command ag"):
            records.record([handed_in.result(STUDENTS[0])])
        other.rollback()


def test_writers_at_the_same_time_take_turns(handed_in: SmallCourse) -> None:
    def record(student: str) -> None:
        with Records(handed_in.coursedir) as records:
            for _ in range(5):
                records.record([handed_in.result(student)])

    with Records(handed_in.coursedir) as records, ThreadPoolExecutor(len(STUDENTS)) as pool:
        list(pool.map(record, STUDENTS))
        assert records.recorded(CHAPTER) == dict.fromkeys(STUDENTS, "f1")


def test_no_statement_reads_the_rows_of_the_whole_class(handed_in: SmallCourse) -> None:
    statements: list[tuple[str, tuple]] = []
    with Records(handed_in.coursedir) as records:
        records.record(map(handed_in.result, STUDENTS))

        @event.listens_for(records._engine, "before_cursor_execute")
        def note(connection, cursor, statement, parameters, *more) -> None:
            statements.append((statement, parameters))

        records.record([handed_in.result(STUDENTS[0], {"add": 0.0}, "f2")])
    plans = _plans(handed_in.root / "gradebook.db", statements)
    searches = [step for step in plans if step.startswith("SEARCH")]
    assert {step.split()[1] for step in searches} >= {"grade", "comment", "submitted_assignment"}
    of_students = ("grade", "comment", "submitted_assignment", "submitted_notebook", "student")
    assert [s for s in plans if s.startswith("SCAN") and s.split()[1] in of_students] == []


def _plans(path: Path, statements: list[tuple[str, tuple]]) -> list[str]:
    """How SQLite would run each statement, step by step."""
    with sqlite3.connect(path) as database:
        return [
            row[3]
            for statement, parameters in statements
            if statement.startswith(("SELECT", "UPDATE"))
            for row in database.execute(
                f"EXPLAIN QUERY PLAN {statement}",
                parameters[0] if isinstance(parameters, list) else parameters,
            )
        ]
