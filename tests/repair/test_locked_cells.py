"""Tasks, checks and demonstrations are the release's again, whatever was done to them."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from work_to_mend import DOUBLE, HALVE, Work, answer, assert_can_be_graded, ids, own, release, words

from autograder.submission import Handed, mend

RELEASES = sorted((Path(__file__).parents[2] / "release").glob("*/*/*.ipynb"))


@pytest.mark.parametrize("role", ["check", "task"])
def test_a_changed_locked_cell_is_put_back(role: str) -> None:
    work = Work.solved()
    work[f"double-{role}"]["source"] = "print('passed')"
    mended = work.mended()
    assert_can_be_graded(mended, release())
    assert "`double` had been changed; it was put back" in words(mended)
    assert own(mended) == []


@pytest.mark.parametrize("role", ["check", "task"])
@pytest.mark.parametrize("kind", ["code", "markdown", "raw"])
def test_a_locked_cell_of_another_type_is_put_back(role: str, kind: str) -> None:
    work = Work.solved()
    was = work[f"double-{role}"]["cell_type"]
    work[f"double-{role}"]["cell_type"] = kind
    mended = work.mended()
    assert_can_be_graded(mended, release())
    assert ("another type" in words(mended)) == (kind != was)


@pytest.mark.parametrize("role", ["check", "task"])
def test_a_deleted_locked_cell_is_put_back_beside_its_answer(role: str) -> None:
    work = Work.solved()
    work.delete(f"double-{role}")
    mended = work.mended()
    assert ids(mended) == ids(Work.solved().mended())
    assert [note.exercise for note in mended.notes] == ["double"]
    assert "had been deleted; it was put back" in words(mended)


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_code_that_a_changed_task_shows_is_not_taken_for_the_students(path: Path) -> None:
    released = nbformat.read(path, as_version=4)
    notebook = copy.deepcopy(released)
    for cell in notebook.cells:
        if cell.id.endswith("-task"):
            cell.source = "#" + cell.source + "\n\nRead this again."
    mended = mend(Handed(nbformat.writes(notebook).encode(), (), ()), released)
    assert own(mended) == []
    assert_can_be_graded(mended, released)


def test_what_a_student_defines_in_the_check_is_kept() -> None:
    work = Work.solved()
    work["double-check"]["source"] = "def twice(x):\n    return 2 * x\n\ncheck(double)"
    mended = work.mended()
    assert own(mended) == ["def twice(x):\n    return 2 * x"]
    assert_can_be_graded(mended, release())


@pytest.mark.parametrize(
    ("setting", "value"),
    [("locked", False), ("points", 1000), ("grade", 0), ("solution", True), ("points", None)],
)
def test_changed_settings_are_named_and_the_releases_count(setting: str, value: Any) -> None:
    work = Work.solved()
    work["double-check"]["metadata"]["nbgrader"][setting] = value
    mended = work.mended()
    assert f"other settings than the release ({setting})" in words(mended)
    assert_can_be_graded(mended, release())


def test_metadata_of_an_older_schema_is_no_change() -> None:
    work = Work.solved()
    for cell in work.cells:
        cell["metadata"].get("nbgrader", {}).pop("task", None)
    assert work.mended().notes == ()


def test_swapped_names_of_an_answer_and_its_check_cost_nothing() -> None:
    work = Work.solved()
    one, other = work["double"]["metadata"], work["double-check"]["metadata"]
    work["double"]["metadata"], work["double-check"]["metadata"] = other, one
    for with_ids in (True, False):
        if not with_ids:
            work.without_names(marks=False)
        mended = work.mended()
        assert answer(mended, "double") == DOUBLE
        assert_can_be_graded(mended, release())


def test_a_check_above_its_answer_is_moved_below() -> None:
    work = Work.solved()
    work.move("double-check", below="double-task")
    mended = work.mended()
    assert ids(mended) == ids(Work.solved().mended())
    assert "stood above the answer" in words(mended)


def test_exercises_in_another_order_stay_so() -> None:
    work = Work.solved()
    for name in ("halve-check", "halve", "halve-task"):
        work.move(name, below="imports")
    mended = work.mended()
    assert mended.notes == ()
    assert ids(mended) == [cell["id"] for cell in work.cells]


def test_deleted_demonstrations_come_back_in_their_places() -> None:
    work = Work.solved()
    work.delete("imports", "demonstration")
    mended = work.mended()
    assert ids(mended) == ids(Work.solved().mended())
    assert words(mended).startswith("2 demonstration cells had been deleted")


def test_imports_come_back_before_all_that_follow_them_in_the_release() -> None:
    work = Work.solved()
    work.delete("imports")
    work.move("title", below="end")
    places = ids(work.mended())
    assert places.index("imports") < places.index("double")


def test_deleted_prose_stays_deleted() -> None:
    work = Work.solved()
    work.delete("title", "between", "end")
    mended = work.mended()
    assert mended.notes == ()
    assert "between" not in ids(mended)


def test_a_demonstration_turned_into_text_is_code_again() -> None:
    work = Work(double=DOUBLE, halve=HALVE)
    work["imports"]["cell_type"] = "raw"
    mended = work.mended()
    assert {cell.id: cell.kind for cell in mended.cells}["imports"] == "code"
    assert "another type" in words(mended)
