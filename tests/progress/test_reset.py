"""Bringing back what was given out, in an open notebook and in its file: no work is ever lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from front_end import CHAPTERS, Front
from nbformat import NotebookNode

from course.kit import originals
from course.kit.judging.exercise import load_chapter
from course.kit.notebook.resetting import defines, reset_in_notebook
from course.kit.originals import reset_answer, reset_chapter
from course.kit.progress.keeping import keep
from course.kit.progress.page import START, write_start_page
from course.kit.progress.record import Attempt, with_check
from course.kit.progress.standing import standing_in
from course.kit.working.files import keep_bytes
from course.kit.working.given import GIVEN

CHAPTER = CHAPTERS[0]
PASSING = Attempt("passed", 14, 14, 2.0, "2026-11-29T19:00:00+00:00")
MINE = "def join_rows(a, b):\n    return a  # mine"


@pytest.fixture
def stub(working: Path) -> str:
    return load_chapter(working / CHAPTER / "checks.json").exercises["join_rows"].stub


def kept(working: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in (working / CHAPTER).glob("kept/*-kept-*")]


def notebook(working: Path) -> NotebookNode:
    return nbformat.read(working / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)


def cell(content: NotebookNode, name: str) -> NotebookNode:
    return next(c for c in content.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def edit(working: Path, source: str = MINE) -> bytes:
    """Write an answer and a cell of the student's own; give the file's bytes."""
    content = notebook(working)
    cell(content, "join_rows").source = source
    content.cells.insert(1, nbformat.v4.new_code_cell("my = 'notes'"))
    path = working / CHAPTER / f"{CHAPTER}.ipynb"
    nbformat.write(content, path)
    return path.read_bytes()


# In an open notebook


def test_in_the_answer_cell_the_original_takes_the_place_of_what_is_kept(
    working: Path, front: Front, stub: str
) -> None:
    unsaved = f"{MINE}\nreset(join_rows)"
    said = front.run(unsaved, grade_id="join_rows")
    assert front.handed == [(stub, True)]
    assert kept(working) == [MINE + "\n"]
    assert f"`kept/{next((working / CHAPTER / 'kept').iterdir()).name}`" in said


def test_in_the_answer_cell_the_function_is_the_given_one_again(front: Front) -> None:
    said = front.run(f"{MINE}\nreset(join_rows)", grade_id="join_rows")
    assert "`join_rows` is the given function again" in said
    assert "not attempted yet" in front.run("check(join_rows)")


def test_a_function_that_cannot_be_defined_is_not_said_to_be(front: Front) -> None:
    said = front.run(f"{MINE}\ndel torch\nreset(join_rows)", grade_id="join_rows")
    assert "This cell is as it was given out" in said
    assert "given function again" not in said


def test_in_another_cell_the_function_stays_the_students(front: Front) -> None:
    front.run(MINE)
    front.run("reset(join_rows)")
    assert front.run("join_rows(1, 2) == 1 or unknown") == ""


def test_what_was_passed_and_reset_is_open_again_everywhere(working: Path, front: Front) -> None:
    keep(working, lambda p: with_check(p, CHAPTER, "join_rows", PASSING))
    assert write_start_page(working)
    said = front.run(f"{MINE}\nreset(join_rows)", grade_id="join_rows")
    assert "counts as not attempted until" in said
    assert standing_in(working).passed == 0
    assert "So far: 0 of" in (working / START).read_text(encoding="utf-8")
    said = front.run("reset('join_rows')", grade_id="join_rows")
    assert "counts as not attempted" not in said


def test_an_answer_that_stays_in_its_cell_stays_passed(working: Path, front: Front) -> None:
    front.run(MINE)
    keep(working, lambda p: with_check(p, CHAPTER, "join_rows", PASSING))
    front.run("reset(join_rows)")
    assert standing_in(working).passed == 1


def test_an_answer_cell_is_known_by_what_it_defines_where_its_name_is_lost(
    working: Path, front: Front, stub: str
) -> None:
    front.run(f"{MINE}\nreset(join_rows)")
    assert front.handed == [(stub, True)]


def test_in_an_answer_cell_that_was_emptied_the_answer_that_ran_last_is_kept(
    working: Path, front: Front, stub: str
) -> None:
    front.run("def join_rows(a, b):\n    return b")
    front.run(MINE)
    front.run("reset('join_rows')", grade_id="join_rows")
    assert front.handed == [(stub, True)]
    assert kept(working) == [MINE + "\n"]


@pytest.mark.parametrize(
    "work",
    [
        "# only a thought: rows first",
        "def helper(a):\n    return a",
        "def joinrows(a, b):  # misspelt\n    return a",
        "%time 1 + 1\nnot python at all",
    ],
)
def test_whatever_is_replaced_is_kept_even_if_it_is_no_answer(
    work: str, working: Path, front: Front, stub: str
) -> None:
    front.run(MINE)
    cell_text = f"{work}\nreset('join_rows')"
    if work.startswith("%"):  # IPython runs it, and plain Python doesn't
        front.request = {
            "metadata": {"cellId": "a", "nbgrader": {"grade_id": "join_rows"}},
            "content": {"code": cell_text},
        }
        exercise = load_chapter(working / CHAPTER / "checks.json").exercises["join_rows"]
        reset_in_notebook(exercise, CHAPTER, working / CHAPTER)
    else:
        front.run(cell_text, grade_id="join_rows")
    assert front.handed == [(stub, True)]
    assert kept(working) == [work + "\n"]


def test_an_untouched_answer_cell_has_nothing_to_keep(
    working: Path, front: Front, stub: str
) -> None:
    front.run(f"{stub}\nreset('join_rows')", grade_id="join_rows")
    assert front.handed == [(stub, True)]
    assert kept(working) == []


def test_a_cell_whose_text_is_not_known_is_not_replaced(
    working: Path, front: Front, stub: str
) -> None:
    front.request = {"metadata": {"cellId": "a", "nbgrader": {"grade_id": "join_rows"}}}
    exercise = load_chapter(working / CHAPTER / "checks.json").exercises["join_rows"]
    reset_in_notebook(exercise, CHAPTER, working / CHAPTER)
    assert front.handed == [(stub, False)]


def test_in_another_cell_the_original_comes_into_a_new_one_and_the_answer_stays(
    working: Path, front: Front, stub: str
) -> None:
    front.run(MINE)
    said = front.run("reset(join_rows)")
    assert front.handed == [(stub, False)]
    assert kept(working) == [MINE + "\n"]
    assert "move the new one above `check(join_rows)`" in said
    assert stub in said


@pytest.mark.parametrize("lost", ["del join_rows", "join_rows = 3", "pass"])
def test_it_works_when_the_name_is_gone_or_means_something_else(
    lost: str, working: Path, front: Front, stub: str
) -> None:
    front.run(MINE)
    front.run(lost)
    front.run("reset('join_rows')")
    assert front.handed == [(stub, False)]
    assert kept(working) == [MINE + "\n"]


def test_an_overwritten_name_can_be_passed_as_it_is(front: Front, stub: str) -> None:
    front.run("join_rows = torch.ones(2)")
    front.run("reset(join_rows)")
    assert front.handed == [(stub, False)]


def test_an_untouched_answer_and_one_that_is_kept_already_are_not_kept_again(
    working: Path, front: Front, stub: str
) -> None:
    front.run(stub)
    front.run("reset(join_rows)")
    assert kept(working) == []
    front.run(MINE)
    front.run("reset(join_rows)")
    front.run("reset(join_rows)")
    assert kept(working) == [MINE + "\n"]


def test_what_cannot_be_kept_is_not_replaced(
    working: Path, front: Front, stub: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("course.kit.notebook.resetting.keep_bytes", refuse)
    said = front.run(f"{MINE}\nreset(join_rows)", grade_id="join_rows")
    assert front.handed == [(stub, False)]
    assert "can't be kept" in said


def test_nobody_s_cell_is_told_the_original_and_handed_nothing(front: Front, stub: str) -> None:
    front.run(MINE, cell=None)
    assert stub in front.run("reset(join_rows)", cell=None)
    assert front.handed == []


@pytest.mark.parametrize(
    ("code", "binds"),
    [
        ("def f(): pass", True),
        ("f = g = lambda: 1", True),
        ("class f: pass", True),
        ("if True:\n    g = f", False),
        ("reset(f)", False),
        ("def f(:", False),
    ],
)
def test_what_a_cell_defines_is_read_from_its_code(code: str, binds: bool) -> None:
    assert defines(code, "f") is binds


# In the file


def test_a_chapter_is_as_it_was_given_out_and_the_students_is_kept_beside_it(
    in_repository: Path,
) -> None:
    mine = edit(in_repository)
    done = reset_chapter(in_repository / CHAPTER)
    released = in_repository.parent / "release" / "en" / CHAPTER / f"{CHAPTER}.ipynb"
    assert done.notebook.read_bytes() == released.read_bytes()
    assert done.kept is not None
    assert done.kept.read_bytes() == mine
    assert "is as it was given out" in str(done)
    assert done.kept.name in str(done)
    assert "Reload Notebook from Disk" in str(done)


def test_what_the_working_folder_was_given_comes_back_before_a_newer_release(
    in_repository: Path,
) -> None:
    given = in_repository / GIVEN / CHAPTER
    shutil.copytree(in_repository / CHAPTER, given)
    content = json.loads((given / f"{CHAPTER}.ipynb").read_text(encoding="utf-8"))
    content["cells"][0]["source"] = "# As it was given out"
    (given / f"{CHAPTER}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    edit(in_repository)
    done = reset_chapter(in_repository / CHAPTER)
    assert done.notebook.read_bytes() == (given / f"{CHAPTER}.ipynb").read_bytes()


@pytest.mark.parametrize("exercise", [None, "join_rows"])
def test_a_reset_of_the_file_opens_what_it_brings_back(exercise: str | None, working: Path) -> None:
    for name in ("join_rows", "add_into"):
        keep(working, lambda p, n=name: with_check(p, CHAPTER, n, PASSING))
    write_start_page(working)
    home = working / CHAPTER
    done = reset_answer(home, exercise) if exercise else reset_chapter(home)
    assert "counts as not attempted until" in str(done)
    assert standing_in(working).passed == (1 if exercise else 0)
    assert f"So far: {int(bool(exercise))} of" in (working / START).read_text(encoding="utf-8")
    again = reset_answer(home, exercise) if exercise else reset_chapter(home)
    assert "counts as not attempted" not in str(again)


def test_without_the_repository_all_answer_cells_come_back_and_the_rest_stays(
    working: Path, stub: str
) -> None:
    mine = edit(working)
    done = reset_chapter(working / CHAPTER)
    content = notebook(working)
    assert cell(content, "join_rows").source == stub
    assert content.cells[1].source == "my = 'notes'"
    assert done.kept is not None
    assert done.kept.read_bytes() == mine
    assert "answer cells are as they were given out" in str(done)


def test_one_answer_comes_back_alone(working: Path, stub: str) -> None:
    edit(working)
    before = notebook(working)
    done = reset_answer(working / CHAPTER, "join_rows")
    content = notebook(working)
    assert cell(content, "join_rows").source == stub
    cell(before, "join_rows").source = stub
    assert content.cells == before.cells
    assert done.kept is not None
    assert "The answer cell of join_rows" in str(done)


@pytest.mark.parametrize("harm", ["deleted", "prose", "renamed"])
def test_an_answer_cell_that_was_harmed_comes_back_where_it_belongs(
    harm: str, working: Path, stub: str
) -> None:
    content = notebook(working)
    answer = cell(content, "join_rows")
    place = content.cells.index(answer)
    if harm == "deleted":
        content.cells.remove(answer)
    elif harm == "prose":
        content.cells[place] = nbformat.v4.new_markdown_cell(MINE, metadata=answer.metadata)
    else:
        del answer.metadata["nbgrader"]
    nbformat.write(content, working / CHAPTER / f"{CHAPTER}.ipynb")
    reset_answer(working / CHAPTER, "join_rows")
    content = notebook(working)
    nbformat.validate(content)
    back = cell(content, "join_rows")
    assert (back.cell_type, back.source) == ("code", stub)
    assert content.cells[content.cells.index(back) + 1].source == "check(join_rows)"
    assert len({c.id for c in content.cells}) == len(content.cells)


def test_what_was_kept_earlier_is_never_written_over(tmp_path: Path) -> None:
    paths = {keep_bytes(tmp_path / "a.py", str(n).encode()) for n in range(4)}
    assert {path.parent for path in paths} == {tmp_path / "kept"}
    assert sorted(path.read_text(encoding="utf-8") for path in paths) == ["0", "1", "2", "3"]


def test_nothing_is_changed_when_the_students_cannot_be_kept(
    working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    mine = edit(working)
    monkeypatch.setattr(originals, "keep_copy", refuse)
    with pytest.raises(PermissionError):
        reset_answer(working / CHAPTER, "join_rows")
    assert (working / CHAPTER / f"{CHAPTER}.ipynb").read_bytes() == mine


def test_a_notebook_that_cannot_be_read_is_left_alone_or_replaced_whole(
    in_repository: Path, working: Path
) -> None:
    path = in_repository / CHAPTER / f"{CHAPTER}.ipynb"
    path.write_text("{ damaged", encoding="utf-8")
    with pytest.raises(ValueError, match="no notebook that can be read"):
        reset_answer(in_repository / CHAPTER, "join_rows")
    assert path.read_text(encoding="utf-8") == "{ damaged"
    done = reset_chapter(in_repository / CHAPTER)
    assert done.kept is not None
    assert done.kept.read_text(encoding="utf-8") == "{ damaged"
    path.unlink()
    assert reset_chapter(in_repository / CHAPTER).kept is None
    assert path.exists()


def test_checks_of_an_earlier_version_say_that_they_hold_no_original(working: Path) -> None:
    path = working / CHAPTER / "checks.json"
    text = path.read_text(encoding="utf-8").replace('"stub": ', '"was_stub": ')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LookupError, match=r"earlier version .*join_rows"):
        reset_answer(working / CHAPTER, "join_rows")
