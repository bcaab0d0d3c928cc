"""`course validate`: a whole notebook run headless, with a verdict for every exercise."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from own_course import Course

from course.__main__ import main
from course.build.sync import build
from course.kit.validate import Validation

IMPORT = "from course.kit import check, hint"


@pytest.fixture
def notebook(own_course: Course, tmp_path: Path) -> Path:
    text = (own_course.folder / "ch91_sums/add_one.py").read_text(encoding="utf-8")
    own_course.write("add_two.py", text.replace("add_one", "add_two").replace("+ 1", "+ 2"))
    own_course.change(
        "chapter.py",
        '# %% exercise="add_one"',
        '# %% exercise="add_one"\n\n# %% exercise="add_two"',
    )
    build(tmp_path, ["en"])
    return tmp_path / "release/en/ch91_sums/ch91_sums.ipynb"


def answer(notebook: Path, **answers: str) -> None:
    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        cell.source = answers.get(cell.id.replace("-", "_"), cell.source)
    nbformat.write(content, notebook)


def test_each_exercise_gets_a_verdict_in_words_and_as_data(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(notebook, add_one="add_one = lambda x: x + 1")
    assert main(["validate", str(notebook)]) == 1
    out = capsys.readouterr().out
    assert "add_one  passed" in out
    assert "add_two  not attempted" in out
    assert "1 of 2 exercises passed" in out
    assert main(["validate", "--json", str(notebook)]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [e["verdict"] for e in data["exercises"]] == ["passed", "not attempted"]
    assert data["errors"] == []


def test_a_syntax_error_and_a_missing_check_are_explained(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(notebook, add_one="def add_one(x) return x", small_sums_2=f"{IMPORT}\n1 / 0")
    content = nbformat.read(notebook, as_version=4)
    content.cells = [cell for cell in content.cells if cell.id != "add_two-check"]
    nbformat.write(content, notebook)
    assert main(["validate", "--json", str(notebook)]) == 1
    data = json.loads(capsys.readouterr().out)
    one, two = data["exercises"]
    assert one["detail"] == "No cell that ran defines add_one."
    assert "missing" in two["detail"]
    assert {error["cell"] for error in data["errors"]} == {"small-sums-2", "add_one"}
    assert main(["validate", str(notebook)]) == 1
    out = capsys.readouterr().out
    assert "The answer cell of add_one raised SyntaxError" in out


def test_a_cell_that_raises_is_named_as_a_student_finds_it(
    notebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = nbformat.read(notebook, as_version=4)
    mine = [
        nbformat.v4.new_markdown_cell("## My `trials`\n```\n# no heading\n```"),
        nbformat.v4.new_code_cell("\n1 / 0  # " + "too long to be shown whole " * 5),
    ]
    before = sum(cell.cell_type == "code" for cell in content.cells)
    content.cells += mine
    nbformat.write(content, notebook)
    assert main(["validate", str(notebook)]) == 1
    shown = ("1 / 0  # " + "too long to be shown whole " * 5)[:59] + "…"
    assert (
        f"Code cell {before + 1}, under “My trials”, which begins with `{shown}`, "
        "raised ZeroDivisionError: division by zero\n"
    ) in capsys.readouterr().out
    assert main(["validate", "--json", str(notebook)]) == 1
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert (error["cell"], error["message"]) == (mine[1].id, "ZeroDivisionError: division by zero")


def test_all_passed_is_success(notebook: Path) -> None:
    answer(notebook, add_one="add_one = lambda x: x + 1", add_two="add_two = lambda x: x + 2")
    before = notebook.read_bytes()
    assert main(["validate", "--as-it-is", str(notebook)]) == 0
    assert notebook.read_bytes() == before


def test_what_cannot_be_run_is_named(notebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(notebook.with_name("other.ipynb"))]) == 2
    said = capsys.readouterr()
    assert "There is no notebook" in said.err
    assert said.out == "", "nothing is said to run"
    notebook.write_text("not json")
    assert main(["validate", str(notebook)]) == 2
    assert "no notebook that can be read" in capsys.readouterr().err
    notebook.with_name("checks.json").unlink()
    assert main(["validate", str(notebook)]) == 2
    assert "copy it from the release" in capsys.readouterr().err


@pytest.mark.parametrize("named", ["ch91_sums", "ch91_sums/", "91", "."])
def test_a_notebook_can_be_named_by_its_chapter(
    named: str, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = shutil.copytree(notebook.parent, tmp_path / "mine" / "ch91_sums")
    monkeypatch.chdir(mine if named == "." else mine.parent)
    ran: list[Path] = []

    def validate(path: Path, *, mend: bool, **_more: object) -> Validation:
        ran.append(path.resolve())
        return Validation("ch91_sums", ({"exercise": "a", "verdict": "passed"},), ())

    monkeypatch.setattr("course.kit.validate.validate", validate)
    assert main(["validate", "--json", named]) == 0
    assert ran == [(mine / notebook.name).resolve()]


def test_what_is_broken_is_mended_first_and_told(
    notebook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.kit.working.given.REPOSITORY", notebook.parents[3])
    mine = shutil.copytree(notebook.parent, notebook.parents[3] / "mine") / notebook.name
    answer(mine, add_one="add_one = lambda x: x + 1", add_two="add_two = lambda x: x + 2")
    content = nbformat.read(mine, as_version=4)
    content.cells = [cell for cell in content.cells if cell.id != "add_two-check"]
    nbformat.write(content, mine)
    assert main(["validate", "--json", str(mine)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [note["exercise"] for note in data["mended"]["notes"]] == ["add_two"]
    assert Path(data["mended"]["copy"]).is_file()
    assert [e["verdict"] for e in data["exercises"]] == ["passed", "passed"]


def test_an_answer_that_never_ends_is_told_while_it_runs_and_timed_out(
    notebook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.kit.validate._CELL_TIMEOUT", 4)
    monkeypatch.setattr("course.kit.validate._PATIENCE", 1.0)
    answer(notebook, add_one="def add_one(x):\n    while True:\n        pass")
    assert main(["validate", str(notebook)]) == 1
    out = capsys.readouterr().out
    assert re.search(r"The check of add_one has been running for [1-4] s; it is stopped", out)
    assert re.search(r"add_one  timed out +0 / 2  It did not end within 4 s\.", out)
    assert "add_two  not attempted" in out
