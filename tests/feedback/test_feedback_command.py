"""`autograder feedback` from end to end."""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path

import pytest
from nbgrader.auth import Authenticator
from nbgrader.converters import GenerateFeedback
from nbgrader.exchange.default import ExchangeReleaseFeedback
from small_course import ANSWERS, CHAPTER, SmallCourse
from traitlets.config import Config

from autograder.feedback.command import add_options, run
from autograder.records import Records

STUDENTS = ["student-017", "student-018", "student-019"]
CONFIG = """
c.GenerateFeedback.preprocessors = ["autograder.feedback.ReadMarks"]
c.GenerateFeedback.exporter_class = "autograder.feedback.FeedbackExporter"
"""


@pytest.fixture
def graded(course: SmallCourse) -> SmallCourse:
    course.configure(CONFIG)
    with Records(course.coursedir) as records:
        for student in STUDENTS:
            course.submit(student, ANSWERS, "2026-03-01 12:00:00 UTC")
        records.record(map(course.result, STUDENTS))
    return course


def feedback(course: SmallCourse, *words: str) -> int:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return run(parser.parse_args([*words, "--workers", "1"]), course.root)


def page(course: SmallCourse, student: str) -> bytes:
    return (course.folder("feedback", student) / f"{CHAPTER}.html").read_bytes()


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_only_what_changed_is_made_again(
    graded: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feedback(graded) == 0
    assert said(capsys) == "3 pages made, 0 were up to date, 0 failed\n"
    assert feedback(graded, CHAPTER) == 0
    assert said(capsys) == "0 pages made, 3 were up to date, 0 failed\n"
    with graded.gradebook() as gradebook:
        comment = gradebook.find_comment("add", CHAPTER, CHAPTER, STUDENTS[1])
        comment.manual_comment = "Well done."
        gradebook.db.commit()
    with Records(graded.coursedir) as records:
        records.record([graded.result(STUDENTS[2], {"add": 0.0}, "f2")])
    assert feedback(graded) == 0
    assert said(capsys) == "2 pages made, 1 were up to date, 0 failed\n"
    assert b"Well done." in page(graded, STUDENTS[1])


def test_some_students_pages_can_be_asked_for(
    graded: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feedback(graded, "--students", STUDENTS[0]) == 0
    assert said(capsys) == "1 pages made, 0 were up to date, 0 failed\n"
    assert not graded.folder("feedback", STUDENTS[1]).exists()
    assert feedback(graded, "--force") == 0
    assert said(capsys) == "3 pages made, 0 were up to date, 0 failed\n"


def test_nbgraders_own_command_makes_the_same_pages(graded: SmallCourse) -> None:
    assert feedback(graded) == 0
    ours = {student: page(graded, student) for student in STUDENTS}
    coursedir = graded.coursedir
    coursedir.assignment_id = CHAPTER
    converter = GenerateFeedback(coursedir=coursedir, config=coursedir.config, force=True)
    converter.log = logging.Logger("nbgrader")
    converter.start()
    assert {student: page(graded, student) for student in STUDENTS} == ours


def test_several_workers_make_the_same_pages(graded: SmallCourse) -> None:
    assert feedback(graded) == 0
    ours = {student: page(graded, student) for student in STUDENTS}
    parser = argparse.ArgumentParser()
    add_options(parser)
    assert run(parser.parse_args(["--force", "--workers", "2"]), graded.root) == 0
    assert {student: page(graded, student) for student in STUDENTS} == ours


def test_a_page_that_cannot_be_made_keeps_no_other_from_being_made(
    graded: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feedback(graded) == 0
    before = page(graded, STUDENTS[0])
    broken = graded.folder("autograded", STUDENTS[0]) / f"{CHAPTER}.ipynb"
    broken.chmod(0o644)
    broken.write_text("no notebook", encoding="utf-8")
    capsys.readouterr()
    assert feedback(graded, "--force") == 1
    printed = capsys.readouterr()
    assert "2 pages made, 0 were up to date, 1 failed" in printed.out
    assert f"{STUDENTS[0]}: the page for {CHAPTER} failed" in printed.err
    assert page(graded, STUDENTS[0]) == before, "the page of before stays whole"


def test_an_unknown_chapter_is_named(
    graded: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feedback(graded, "ch99_none") == 1
    assert f"no chapter 'ch99_none'; it has: {CHAPTER}" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="nbgrader's exchange needs POSIX")
def test_nbgrader_releases_the_pages_to_its_exchange(graded: SmallCourse, tmp_path: Path) -> None:
    (graded.folder("submitted", STUDENTS[0]) / "submission_secret.txt").write_text("a secret")
    with Records(graded.coursedir) as records:
        records.record([graded.result(STUDENTS[0])])
    assert feedback(graded, "--students", STUDENTS[0]) == 0
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    coursedir = graded.coursedir
    coursedir.assignment_id = CHAPTER
    config = Config({"Exchange": {"root": str(exchange)}, **coursedir.config})
    released = ExchangeReleaseFeedback(
        coursedir=coursedir, authenticator=Authenticator(config=config), config=config
    )
    released.start()
    (page_there,) = exchange.rglob("*.html")
    assert page_there.read_bytes() == page(graded, STUDENTS[0])
