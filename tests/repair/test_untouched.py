"""A notebook that needs no mending is left as it is."""

from __future__ import annotations

import pickle
from pathlib import Path

import nbformat
import pytest
from work_to_mend import Work, answer, ids, own, release, words

from autograder.submission import Handed, mend

RELEASES = sorted((Path(__file__).parents[2] / "release").glob("*/*/*.ipynb"))


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_the_release_itself_comes_back_without_a_note(path: Path) -> None:
    released = nbformat.read(path, as_version=4)
    mended = mend(Handed(path.read_bytes(), (), ()), released)
    assert mended.readable
    assert mended.notes == ()
    assert [(c.id, c.kind, c.source) for c in mended.cells] == [
        (c.id, c.cell_type, c.source) for c in released.cells
    ]
    assert {cell.role for cell in mended.cells} == {"answer", "check", "task", "given"}


def test_answers_and_own_cells_keep_their_order_without_a_note() -> None:
    work = Work.solved()
    work.write("y = double(2)", below="double", name="trial")
    work.write("My own words.", below="double-check", kind="markdown", name="words")
    mended = work.mended()
    assert mended.notes == ()
    assert ids(mended) == [cell["id"] for cell in work.cells]
    assert own(mended) == ["y = double(2)", "My own words."]
    assert answer(mended, "double") == work["double"]["source"]


def test_a_changed_demonstration_is_the_students_own() -> None:
    work = Work.solved()
    work["demonstration"]["source"] = "print(math.e)"
    mended = work.mended()
    assert mended.notes == ()
    assert own(mended) == ["print(math.e)"]
    assert "demonstration" in ids(mended)


def test_white_space_at_the_ends_of_lines_is_no_change() -> None:
    work = Work.solved()
    work["demonstration"]["source"] += "  \n\n"
    work["double-check"]["source"] += "\n"
    mended = work.mended()
    assert mended.notes == ()
    assert own(mended) == []


def test_a_notebook_without_cells_gets_all_of_them_back() -> None:
    work = Work()
    work.notebook["cells"] = []
    mended = work.mended()
    assert mended.readable
    assert {cell.role for cell in mended.cells} == {"answer", "check", "task", "given"}
    assert release().cells[1].source in [cell.source for cell in mended.cells]


def test_what_was_mended_can_be_sent_to_another_process() -> None:
    mended = Work.solved().mended()
    assert pickle.loads(pickle.dumps(mended)) == mended


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError])
def test_an_error_of_our_own_costs_one_notebook_and_not_the_class(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr("course.kit.mending.mended.recognise", failing)
    mended = Work.solved().mended()
    assert not mended.readable
    assert f"reading it failed with {error.__name__}" in words(mended)
    assert [cell.source for cell in mended.cells] == [cell.source for cell in release().cells]
