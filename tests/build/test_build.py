"""From chapters to notebooks: what is built, and that it is always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from other_processor import ANOTHER_PROCESSOR
from own_course import Course

from course.__main__ import main
from course.build.release import REPOSITORY, ReleaseError, release
from course.build.sync import build, differences


def cells(path: Path) -> dict[str, nbformat.NotebookNode]:
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}


@pytest.mark.parametrize(
    "settings", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", **ANOTHER_PROCESSOR}]
)
def test_in_every_process_the_chapters_build_what_is_committed(settings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "course", "build", "--check"],
        cwd=REPOSITORY,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_exercise_becomes_task_answer_and_check(own_course: Course, tmp_path: Path) -> None:
    build(tmp_path, ["en"])
    source = cells(tmp_path / "source/en/ch91_sums/ch91_sums.ipynb")
    given = cells(tmp_path / "release/en/ch91_sums/ch91_sums.ipynb")
    assert list(source) == list(given)
    assert list(source) == [
        "small-sums-1",
        "small-sums-2",
        "adding-1",
        "add_one-task",
        "add_one",
        "add_one-check",
    ]
    assert "return x + 1" in source["add_one"].source
    assert "return x + 1" not in given["add_one"].source
    assert 'raise NotImplementedError("not attempted yet")' in given["add_one"].source
    assert "HIDDEN" in source["add_one-check"].source
    assert given["add_one-check"].source == "check(add_one)"
    assert given["add_one-check"].metadata.nbgrader.points == 2
    assert given["add_one-check"].metadata.nbgrader.locked


@pytest.mark.parametrize("chapter", [p.name for p in (REPOSITORY / "release" / "en").iterdir()])
def test_the_original_of_each_answer_is_what_nbgrader_gives_out(chapter: str) -> None:
    released = REPOSITORY / "release" / "en" / chapter
    known = json.loads((released / "checks.json").read_text(encoding="utf-8"))
    given = cells(released / f"{chapter}.ipynb")
    stubs = {name: exercise["stub"] for name, exercise in known["exercises"].items()}
    assert stubs == {name: given[name].source for name in stubs}
    contents = {n: [e["title"], sum(e["points"].values())] for n, e in known["exercises"].items()}
    assert {n: [e["title"], e["points"]] for n, e in known["contents"].items()} == contents


def test_a_released_folder_holds_no_solution(own_course: Course, tmp_path: Path) -> None:
    build(tmp_path, ["en"])
    folder = tmp_path / "release/en/ch91_sums"
    assert sorted(p.name for p in folder.iterdir()) == ["ch91_sums.ipynb", "checks.json"]
    for path in folder.iterdir():
        assert "x + 1" not in path.read_text(encoding="utf-8")


def test_each_way_of_being_out_of_date_is_named(own_course: Course, tmp_path: Path) -> None:
    build(tmp_path, ["en"])
    assert differences(tmp_path, ["en"]) == []
    (tmp_path / "source/en/ch91_sums/checks.json").write_text("{}")
    (tmp_path / "release/en/ch91_sums/ch91_sums.ipynb").unlink()
    (tmp_path / "release/en/stray.txt").write_text("")
    assert differences(tmp_path, ["en"]) == [
        "release/en/ch91_sums/ch91_sums.ipynb: missing",
        "release/en/stray.txt: not generated from anything",
        "source/en/ch91_sums/checks.json: differs",
    ]


def test_a_translation_changes_prose_and_messages_and_no_code(
    own_course: Course, tmp_path: Path
) -> None:
    assert main(["build", "--template", str(tmp_path / "course.pot")]) == 0
    with (tmp_path / "course.pot").open("rb") as file:
        template = read_po(file)
    texts = [message.id for message in template if message.id]
    assert "Nothing was added." in texts
    assert "Look at 2." in texts
    assert "two" in texts
    german = Catalog(locale="de")
    known = {
        "Nothing was added.": "Nichts kam dazu.",
        "# Small sums": "# Kleine Summen",
        "two": "zwei",
    }
    for text in texts:
        german.add(text, string=known.get(text, text))
    (own_course.folder / "locale").mkdir()
    with (own_course.folder / "locale" / "de.po").open("wb") as file:
        write_po(file, german)
    build(tmp_path, ["en", "de"])
    english = cells(tmp_path / "release/en/ch91_sums/ch91_sums.ipynb")
    translated = cells(tmp_path / "release/de/ch91_sums/ch91_sums.ipynb")
    assert list(english) == list(translated)
    assert translated["small-sums-1"].source == "# Kleine Summen"
    code = [c.source for c in english.values() if c.cell_type == "code"]
    assert code == [c.source for c in translated.values() if c.cell_type == "code"]
    checks = json.loads((tmp_path / "release/de/ch91_sums/checks.json").read_text())
    assert checks["language"] == "de"
    assert checks["exercises"]["add_one"]["mistakes"][0]["explanation"] == "Nichts kam dazu."
    assert checks["exercises"]["add_one"]["cases"][0]["about"] == "zwei"


def test_what_nbgrader_refuses_is_told_in_its_words(own_course: Course, tmp_path: Path) -> None:
    build(tmp_path, ["en"])
    path = tmp_path / "source/en/ch91_sums/ch91_sums.ipynb"
    path.write_text(path.read_text().replace("### END SOLUTION", ""))
    with pytest.raises(ReleaseError, match="no end solution"):
        release(tmp_path / "source/en", tmp_path / "again")


def test_the_list_names_every_exercise(
    own_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "chapter": "ch91_sums",
            "exercise": "add_one",
            "points": 2,
            "concepts": ["X1"],
            "hints": 2,
            "mistakes": ["same", "minus", "double"],
            "visible_cases": 2,
            "hidden_cases": 3,
        }
    ]
    assert main(["list"]) == 0
    assert "add_one" in capsys.readouterr().out


def test_the_kit_stands_without_the_authored_course() -> None:
    """A student's machine has course/kit and release/, and no more."""
    for path in (REPOSITORY / "course/kit").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for other in ("course.build", "course.chapters", "course.hidden", "autograder"):
            assert f"import {other}" not in text, path
            assert f"from {other}" not in text, path
