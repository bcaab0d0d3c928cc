"""`course progress`, `course reset` and `course solutions`, as they are typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from front_end import CHAPTERS

from course.__main__ import main
from course.dispatch import NOT_READ
from course.kit.progress.keeping import RECORD, keep
from course.kit.progress.page import START
from course.kit.progress.record import Attempt, digest, with_check, with_hint

CHAPTER = CHAPTERS[0]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def inside(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(working)


def check(folder: Path, name: str, agreed: int) -> None:
    verdict = "passed" if agreed == 14 else "failed"
    attempt = Attempt(verdict, agreed, 14, 2.0 * (agreed == 14), "2026-11-29T19:00:00+00:00")
    keep(folder, lambda p: with_check(p, "ch91_sums", name, attempt))


def test_progress_is_told_in_words_and_the_start_page_written(
    small: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(small, "add_one", 14)
    check(small, "add_two", 3)
    monkeypatch.chdir(small / "ch91_sums")
    assert main(["progress"]) == 0
    assert capsys.readouterr().out.replace("\\", "/") == (
        "ch91_sums      1 of 3 exercises passed, 2 of 6 points\n"
        "    add_one  passed\n"
        "    add_two  not right yet, 3 of 14 cases agree\n"
        "    add_up   not attempted\n"
        "ch92_products  not begun, 0 of 6 points\n"
        "\n"
        "1 of 6 exercises passed, 2 of 12 points, on the visible cases.\n"
        "Next: add_two (Add two), in ch91_sums/ch91_sums.ipynb\n"
    )
    assert (small / START).exists()


def test_progress_is_told_to_programs(small: Path, capsys: Captured) -> None:
    check(small, "add_one", 14)
    assert main(["progress", "--json", str(small)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["passed"], found["points"]) == (1, 2.0)
    assert found["next"] == {"chapter": "ch91_sums", "exercise": "add_two"}
    assert found["chapters"][0]["exercises"][0]["best"]["agreed"] == 14


def test_a_console_that_lacks_a_letter_is_told_the_rest(small: Path) -> None:
    for name in ("add_one", "add_two", "add_up"):
        check(small, name, 14)
    keep(small, lambda p: with_hint(p, "ch92_products", "sq", 3))
    done = subprocess.run(
        [sys.executable, "-m", "course", "progress", str(small)],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Next: sq (x?), in ch92_products" in done.stdout


def test_without_chapters_or_with_a_newer_record_it_says_what_to_do(
    working: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (working / RECORD).write_text('{"format": 9}', encoding="utf-8")
    assert main(["progress"]) == 2
    assert "Update the course" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for command in (["progress", "."], ["reset", CHAPTER, "--folder", "."]):
        assert main(command) == 2
        assert "There are no chapters in" in capsys.readouterr().err


def test_reset_brings_back_an_answer_or_a_chapter(working: Path, capsys: Captured) -> None:
    assert main(["reset", CHAPTER, "join_rows"]) == 0
    assert "The answer cell of join_rows" in capsys.readouterr().out
    assert main(["reset", CHAPTER + "/"]) == 0
    assert "answer cells are as they were given out" in capsys.readouterr().out
    assert len(list((working / CHAPTER).glob("kept/*-kept-*.ipynb"))) == 2


def test_a_chapter_goes_by_its_number_too(capsys: Captured) -> None:
    assert main(["reset", "2", "join_rows"]) == 0
    assert f"{CHAPTER}.ipynb" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["course", "doctr"], "there is no command doctr; did you mean course doctor?"),
        (["course", "Reset", "2"], "there is no command Reset; did you mean course reset?"),
        (["course", "xyz"], "there is no command xyz. There are: doctor, lab, validate"),
        (["autograder", "grad"], "there is no command grad; did you mean autograder grade?"),
    ],
)
def test_a_misspelt_command_is_guessed(command: list[str], said: str, capsys: Captured) -> None:
    program, *arguments = command
    with pytest.raises(SystemExit) as ended:
        import_module(f"{program}.__main__").main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_pipe_that_is_closed_ends_it_quietly(small: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "course", "progress", str(small)],
        cwd=Path(__file__).parents[2],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (NOT_READ, b"")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ch99_nothing"], "There are: ch02_tensor_ops, ch03_linear_algebra"),
        ([CHAPTER, "no_rows"], "no_rows is no exercise of ch02_tensor_ops"),
    ],
)
def test_reset_of_what_is_not_there_names_what_is(
    arguments: list[str], said: str, capsys: Captured
) -> None:
    assert main(["reset", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_solutions_are_written_for_a_class(tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "solutions.json"
    assert main(["solutions", CHAPTER, "--out", str(out)]) == 0
    assert " solutions are in " in capsys.readouterr().out
    solutions = json.loads(out.read_text(encoding="utf-8"))["solutions"]
    assert "return joined" in solutions["join_rows"]
    assert main(["solutions", "ch99_nothing"]) == 2
    assert "There is no chapter ch99_nothing" in capsys.readouterr().err


@pytest.mark.parametrize("named", ["91", "ch91", "ch91_sums"])
def test_progress_of_one_chapter_is_told_exercise_by_exercise(
    named: str, small: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    assert main(["progress", named]) == 0
    assert capsys.readouterr().out == (
        "ch91_sums  not begun, 0 of 6 points\n"
        "    add_one  not attempted\n"
        "    add_two  not attempted\n"
        "    add_up   not attempted\n"
    )
    assert main(["progress", "--json", named]) == 0
    assert [c["chapter"] for c in json.loads(capsys.readouterr().out)["chapters"]] == ["ch91_sums"]


def test_an_answer_that_was_passed_and_never_saved_is_told(working: Path, capsys: Captured) -> None:
    attempt = Attempt("passed", 14, 14, 2.0, "2026-11-29T19:00:00+00:00")
    keep(working, lambda p: with_check(p, CHAPTER, "join_rows", attempt))
    assert main(["progress"]) == 0
    said = "join_rows         passed, but the saved notebook doesn't hold the answer"
    assert " ".join(said.split()) in " ".join(capsys.readouterr().out.split())
    assert "passed, but the saved notebook" in (working / START).read_text(encoding="utf-8")
    path = working / CHAPTER / f"{CHAPTER}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id == "join_rows":
            cell.source = "def join_rows(a, b):\n    return torch.vstack([a, b])"
    nbformat.write(notebook, path)
    assert main(["progress"]) == 0
    assert "saved notebook" not in capsys.readouterr().out
    assert "saved notebook" not in (working / START).read_text(encoding="utf-8")


def test_an_answer_that_was_saved_otherwise_than_it_passed_is_told(
    working: Path, capsys: Captured
) -> None:
    passing = "def join_rows(a, b):\n    return torch.vstack([a, b])"
    attempt = Attempt("passed", 14, 14, 2.0, "2026-11-29T19:00:00+00:00", digest(passing))
    keep(working, lambda p: with_check(p, CHAPTER, "join_rows", attempt))
    path = working / CHAPTER / f"{CHAPTER}.ipynb"
    for saved, is_other in ((passing + "\n", False), ("def join_rows(a, b):\n    return a", True)):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.id == "join_rows":
                cell.source = saved
        nbformat.write(notebook, path)
        assert main(["progress", CHAPTER]) == 0
        said = "passed, but the saved answer is another one"
        assert (said in capsys.readouterr().out) is is_other
        assert (said in (working / START).read_text(encoding="utf-8")) is is_other


def test_a_chapter_that_is_not_there_is_told_with_those_that_are(
    working: Path, capsys: Captured
) -> None:
    assert main(["progress", "9"]) == 2
    assert f"There are: {', '.join(CHAPTERS)}." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["reset", "validate"])
def test_an_exercise_in_the_place_of_a_chapter_is_told_to_be_one(
    command: str, working: Path, capsys: Captured
) -> None:
    assert main([command, "join_rows"]) == 2
    said = capsys.readouterr().err
    assert f"join_rows is no chapter but an exercise of {CHAPTER}" in said
    assert main([command, "ch99"]) == 2
    assert f"There are: {', '.join(CHAPTERS)}." in capsys.readouterr().err


def test_a_whole_chapter_is_brought_back_only_when_asked_again(
    working: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    asked: list[str] = []
    answers = iter(["", "y"])

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    assert main(["reset", "2"]) == 0
    assert capsys.readouterr().out == "Nothing was changed.\n"
    assert main(["reset", "2"]) == 0
    said = capsys.readouterr().out
    assert "as they were given out" in said
    assert "To have it back, copy that file over the notebook." in said
    assert main(["reset", "2", "--yes"]) == 0
    assert main(["reset", "2", "join_rows"]) == 0
    assert len(asked) == 2
    assert f"the whole notebook of {CHAPTER}" in asked[0]


def test_without_a_command_all_are_listed(capsys: Captured) -> None:
    assert main([]) == 2
    said = capsys.readouterr().out
    assert "progress" in said
    assert "say how far you are" in said
