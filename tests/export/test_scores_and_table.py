"""Scores as nbgrader counts them, in a table that every program reads and none runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import own_gradebook
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from own_gradebook import FIRST, SECOND

from autograder.export import SafeCsvExportPlugin
from autograder.export.grades import grades_csv
from autograder.export.table import as_csv, defused, number
from autograder.records.scores import Student, Submission, read_scores


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Gradebook:
    with Gradebook(own_gradebook.make(tmp_path_factory.mktemp("course"))) as gradebook:
        yield gradebook


def test_the_plugin_gives_the_scores_that_nbgraders_own_gives(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    SafeCsvExportPlugin(to=str(ours)).export(gradebook)
    CsvExportPlugin(to=str(theirs)).export(gradebook)
    numbers = ("raw_score", "late_submission_penalty", "score", "max_score")
    # Its names shift the columns, but the numbers stand at the end of each line.
    by_nbgrader = {
        (line.split(",")[0], line.split(",")[3]): [float(x) for x in line.split(",")[-4:]]
        for line in theirs.read_text(encoding="utf-8").splitlines()[1:]
    }
    found = rows(ours.read_text(encoding="utf-8"))
    assert by_nbgrader == {
        (row["assignment"], row["student_id"]): [float(row[name]) for name in numbers]
        for row in found
    }
    first = {r["student_id"]: r for r in found if r["assignment"] == FIRST}
    assert first["student-018"]["score"] == "3.25"
    assert first["student-018"]["raw_score"] == "3.75"
    assert first["student-019"]["score"] == "0"
    assert first["student-017"]["timestamp"] == "2026-02-28 12:00:00"


def test_the_plugin_exports_what_is_asked_for(gradebook: Gradebook, tmp_path: Path) -> None:
    target = tmp_path / "some.csv"
    plugin = SafeCsvExportPlugin(to=str(target), assignment=[SECOND], student=["student-019"])
    plugin.export(gradebook)
    (row,) = rows(target.read_text(encoding="utf-8"))
    assert (row["assignment"], row["student_id"]) == (SECOND, "student-019")


def test_names_in_any_script_stay_in_their_columns(gradebook: Gradebook) -> None:
    found = {r["student_id"]: r for r in rows(grades_csv(read_scores(gradebook.db, FIRST)))}
    assert found["student-017"]["last_name"] == "Ødegård"
    assert found["student-018"]["last_name"] == 'O"Neil, Jr.'
    assert found["student-018"]["first_name"] == "'=1+1"
    assert found["student-019"]["first_name"] == "小明"


def test_every_exercise_has_a_row_of_those_who_handed_in(gradebook: Gradebook) -> None:
    found = rows(grades_csv(read_scores(gradebook.db, FIRST), exercises=True))
    assert {(r["student_id"], r["exercise"], r["score"]) for r in found} == {
        ("student-017", "add", "2"),
        ("student-017", "half", "1.5"),
        ("student-018", "add", "1.25"),
        ("student-018", "half", "2.5"),
    }
    waiting = [r for r in found if r["needs_manual_grade"] == "yes"]
    assert [(r["student_id"], r["exercise"]) for r in waiting] == [("student-018", "add")]


def test_an_unknown_chapter_has_no_scores(gradebook: Gradebook) -> None:
    assert read_scores(gradebook.db, "ch99_none") is None


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-cmd", "@x", "\tx", "\rx", "＝1"])  # noqa: RUF001
def test_a_formula_is_no_formula_any_more(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1.5", "+3", "7", "-0,5", "a=b", "", "O'Neil"])
def test_numbers_and_plain_words_stay(text: str) -> None:
    assert defused(text) == text


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=4))
def test_whatever_a_name_is_it_comes_back_and_never_begins_like_a_formula(names: list[str]) -> None:
    text = as_csv(names, [names])
    for row in csv.reader(io.StringIO(text, newline="")):
        assert [cell.removeprefix("'") for cell in row] == [n.removeprefix("'") for n in names]
        for cell in row:
            assert not cell.startswith(("=", "@", "\t", "\r"))


def test_the_mark_for_excel_comes_first_and_only_when_asked_for() -> None:
    submission = Submission(Student("student-017"), FIRST, 4.5)
    assert grades_csv([submission], bom=True).encode().startswith(b"\xef\xbb\xbfassignment,")
    assert grades_csv([submission]).encode().startswith(b"assignment,")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.3333"),
        (-0.0, "0"),
        (12345.678, "12345.678"),
    ],
)
def test_points_have_the_decimals_they_need(value: float, text: str) -> None:
    assert number(value) == text
