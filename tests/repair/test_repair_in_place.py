"""A student's notebook is mended where it lies, as grading would mend it, and kept before."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from work_to_mend import Work

from autograder.submission import Handed, mend
from course.kit.working import files
from course.kit.working.copies import refresh
from course.kit.working.files import keep_copy, put
from course.kit.working.given import GIVEN, REPOSITORY, given_notebook
from course.kit.working.repair import repair

CHAPTER = "ch05_broadcasting"
RELEASE = REPOSITORY / "release" / "en" / CHAPTER


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A chapter as an instructor hands it out: its notebook and its checks."""
    folder = tmp_path / "my course" / CHAPTER
    shutil.copytree(RELEASE, folder, ignore=shutil.ignore_patterns(".*"))
    return folder / f"{CHAPTER}.ipynb"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def break_it(path: Path) -> bytes:
    """Delete a check, retype another, copy an answer, write into a task."""
    content = read(path)
    cells = {cell["id"]: cell for cell in content["cells"]}
    names = [name for name in cells if f"{name}-check" in cells]
    content["cells"].remove(cells[f"{names[0]}-check"])
    cells[f"{names[1]}-check"]["cell_type"] = "raw"
    cells[names[2]]["source"] = f"def {names[2]}(*inputs): return 1"
    cells[names[2]]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "kept"}]
    content["cells"].insert(2, json.loads(json.dumps(cells[names[2]])) | {"id": "twin"})
    cells[f"{names[3]}-task"]["source"] = "gone"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path.read_bytes()


def test_what_is_broken_is_mended_in_words_and_a_copy_is_kept(notebook: Path) -> None:
    before = break_it(notebook)
    done = repair(notebook)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    said = str(done)
    for words in ("had been deleted; it was put back", "another type", "2 times", "been changed"):
        assert words in said
    assert f"kept in: {done.kept}" in said
    assert done.to_json()["copy"] == str(done.kept)
    again = repair(notebook)
    assert (again.notes, again.kept) == ((), None)
    assert len(list(notebook.parent.rglob("*.ipynb"))) == 2


def test_it_is_mended_as_grading_mends_it(notebook: Path) -> None:
    before = break_it(notebook)
    repair(notebook)
    graded = mend(Handed(before, (), ()), json.loads((RELEASE / notebook.name).read_bytes()))
    ours = [(c["id"], c["cell_type"], "".join(c["source"])) for c in read(notebook)["cells"]]
    assert ours == [(cell.id, cell.kind, cell.source) for cell in graded.cells]


def test_an_answer_cell_that_was_deleted_comes_back_as_given_out(notebook: Path) -> None:
    content = read(notebook)
    stub = next(cell for cell in content["cells"] if cell["id"] == "one_hot")
    content["cells"].remove(stub)
    notebook.write_text(json.dumps(content), encoding="utf-8")
    said = str(repair(notebook))
    assert "The answer cell of `one_hot` was missing; it was put back as given out." in said
    assert "Write your answer there." in said
    back = next(cell for cell in read(notebook)["cells"] if cell["id"] == "one_hot")
    assert "".join(back["source"]) == "".join(stub["source"])
    assert back["metadata"] == stub["metadata"]
    assert (str(repair(notebook)), len(list(notebook.parent.glob("kept/*-kept-*")))) == ("", 1)


def test_outputs_stay_with_the_cells_that_gave_them(notebook: Path) -> None:
    break_it(notebook)
    repair(notebook)
    kept = [c for c in read(notebook)["cells"] if c.get("outputs")]
    assert [c["outputs"][0]["text"] for c in kept] == ["kept", "kept"]
    assert all("nbgrader" in c["metadata"] for c in kept if c["id"] != "twin")


def test_an_untouched_notebook_is_not_written(notebook: Path) -> None:
    modified = notebook.stat().st_mtime_ns
    done = repair(notebook)
    assert (str(done), done.kept, done.known) == ("", None, True)
    assert notebook.stat().st_mtime_ns == modified


def test_checks_that_are_missing_come_back(notebook: Path) -> None:
    (notebook.parent / "checks.json").unlink()
    assert "checks.json was missing" in str(repair(notebook))
    assert (notebook.parent / "checks.json").read_bytes() == (RELEASE / "checks.json").read_bytes()


def test_without_what_was_given_out_nothing_is_changed(notebook: Path) -> None:
    checks = read(notebook.parent / "checks.json") | {"title": "of another version"}
    (notebook.parent / "checks.json").write_text(json.dumps(checks), encoding="utf-8")
    before = break_it(notebook)
    done = repair(notebook)
    assert not done.known
    assert "nothing was mended" in str(done)
    assert notebook.read_bytes() == before


def test_a_working_folder_remembers_what_was_given_out(tmp_path: Path) -> None:
    older = tmp_path / "older" / CHAPTER
    shutil.copytree(RELEASE, older, ignore=shutil.ignore_patterns(".*"))
    content = read(older / f"{CHAPTER}.ipynb")
    content["cells"][0]["source"] = "# An older title"
    (older / f"{CHAPTER}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    checks = read(older / "checks.json") | {"older": True}
    (older / "checks.json").write_text(json.dumps(checks), encoding="utf-8")
    refresh(older.parent, tmp_path / "work", "en")
    notebook = tmp_path / "work" / CHAPTER / f"{CHAPTER}.ipynb"
    found = given_notebook(notebook)
    assert found is not None
    assert found["cells"][0]["source"] == "# An older title"
    shutil.rmtree(tmp_path / "work" / GIVEN)
    assert given_notebook(notebook) is None, "the repository's is of another version"


def test_line_endings_that_git_changed_are_no_other_version(notebook: Path) -> None:
    checks = notebook.parent / "checks.json"
    checks.write_bytes(checks.read_bytes().replace(b"\n", b"\r\n"))
    assert repair(notebook).known


def test_the_notebook_of_another_chapter_is_not_mended_into_this_one(notebook: Path) -> None:
    work = Work().without_names()
    notebook.write_bytes(work.bytes())
    done = repair(notebook)
    assert "it seems to be another one" in str(done)
    assert done.kept is None
    assert notebook.read_bytes() == work.bytes()


def test_a_damaged_file_is_mended_or_refused_in_words(notebook: Path) -> None:
    whole = notebook.read_bytes()
    notebook.write_bytes(whole[: len(whole) // 2])
    assert "damaged or cut off" in str(repair(notebook))
    assert [c["id"] for c in read(notebook)["cells"]].count("one_hot-check") == 1
    notebook.write_bytes(b"not json")
    with pytest.raises(ValueError, match="is no notebook that can be read: it is no notebook"):
        repair(notebook)


def test_copies_of_the_same_second_have_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "ch01.ipynb"
    put(path, b"one")
    now = datetime(2026, 3, 1, 9, 5, 7)
    names = [keep_copy(path, now).name for _ in range(2)]
    stem = "ch01-kept-2026-03-01-090507"
    assert names == [f"{stem}.ipynb", f"{stem}-2.ipynb"]


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ch01.ipynb"
    put(path, b"one")

    def fail(self: Path, data: bytes) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(files.Path, "write_bytes", fail)
    with pytest.raises(OSError, match="No space left"):
        put(path, b"two")
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["ch01.ipynb"]
