"""`autograder export` from end to end."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import own_gradebook
import pytest
from own_gradebook import FIRST, SECOND

from autograder.export.command import add_options, run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    own_gradebook.make(root)
    return root


@pytest.fixture
def course(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(made, tmp_path / "course"))
    monkeypatch.chdir(root)
    return root


def export(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return run(parser.parse_args(words))


def test_a_table_of_all_chapters_is_what_one_gets_by_default(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export() == 0
    lines = (course / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * 3
    assert capsys.readouterr().out == "2 grades in grades.csv\n"


def test_canvas_gets_a_new_file_without_a_sheet(course: Path) -> None:
    assert export("--format", "canvas", "--out", "out/new.csv") == 0
    lines = (course / "out" / "new.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(f"Section,{FIRST},{SECOND}")
    assert '"Ødegård, Åse",,,student-017,,3.5,' in lines


def test_moodle_fills_the_worksheet(course: Path) -> None:
    worksheet = course / "worksheet.csv"
    worksheet.write_text("Identifier,ID number,Grade\nParticipant 1,4711,\n", encoding="utf-8")
    assert export("--format=moodle", f"--chapter={FIRST}", "--sheet=worksheet.csv") == 0
    filled = (course / "moodle.csv").read_text(encoding="utf-8")
    assert filled == "Identifier,ID number,Grade\nParticipant 1,4711,3.25\n"


def test_gradescope_gets_a_file_for_each_submission(course: Path) -> None:
    assert export("--format", "gradescope", "--out", "scope") == 0
    assert sorted(
        p.relative_to(course / "scope").as_posix() for p in course.rglob("results.json")
    ) == [
        f"{FIRST}/student-017/results.json",
        f"{FIRST}/student-018/results.json",
    ]
    path = course / "scope" / FIRST / "student-018" / "results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    assert results["score"] == 3.25
    assert results["output"] == "Handed in late: 0.5 points are taken off."
    add, half = results["tests"]
    assert (add["name"], add["score"], add["max_score"], add["status"]) == (
        "add",
        1.25,
        2.0,
        "failed",
    )
    assert add["output"] == "The score was given by a person."
    assert (half["score"], half["status"], half["visibility"]) == (2.5, "passed", "visible")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--chapter", "ch99_none"], "no chapter 'ch99_none'"),
        (["--format", "moodle"], "--chapter"),
        (["--format", "moodle", "--chapter", FIRST], "--sheet"),
        (["--format", "canvas", "--sheet", "missing.csv"], "missing.csv"),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_written(
    course: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert export(*words) == 1
    assert said in capsys.readouterr().err
    assert list(course.glob("*.csv")) == []


def test_a_folder_that_is_no_course_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export() == 1
    assert "no course folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
