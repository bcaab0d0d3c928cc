"""A newer release keeps a student's answers and own cells."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from work_to_mend import DOUBLE, HALVE, IMPORTS, Work, release, stub

from course.kit.mending import Released, UnreadableError
from course.kit.mending.definitions import is_blank
from course.kit.working.carry import Carried, carry
from course.kit.working.copies import refresh
from course.kit.working.given import GIVEN, REPOSITORY

RELEASES = sorted((REPOSITORY / "release" / "en").glob("*/*.ipynb"))


def newer() -> NotebookNode:
    """The release a year later: other prose, a new exercise, another task, another order."""
    notebook = release()
    cells = {cell.id: cell for cell in notebook.cells}
    cells["title"].source = "# Numbers, again"
    cells["demonstration"].source = "print(math.tau / 4)"
    cells["halve-task"].source += " It may be odd."
    third = [copy.deepcopy(cells[name]) for name in ("double-task", "double", "double-check")]
    for cell in third:
        cell.id = cell.id.replace("double", "third")
        cell.source = cell.source.replace("double", "third")
        marks = cell.metadata["nbgrader"]
        marks["grade_id"] = marks["grade_id"].replace("double", "third")
    order = ["title", "imports", "halve-task", "halve", "halve-check", "between", "demonstration"]
    order += ["double-task", "double", "double-check", "end"]
    notebook.cells = [cells[name] for name in order] + third
    notebook.cells.insert(1, new_markdown_cell("New words.", id="new"))
    return notebook


def carried(work: Work, *, old: bool = True, new: NotebookNode | None = None) -> Carried:
    known = Released.of(release()) if old else None
    found = carry(work.bytes(), known, Released.of(new or newer()))
    assert found is not None
    return found


def sources(result: Carried) -> list[str]:
    return [cell.source for cell in result.cells]


@pytest.mark.parametrize("old", [True, False])
def test_answers_go_where_their_exercises_are(old: bool) -> None:
    result = carried(Work.solved(), old=old)
    by_id = {cell.id: cell for cell in result.cells}
    assert by_id["double"].source == DOUBLE
    assert by_id["halve"].source == HALVE
    assert by_id["third"].source == stub("third")
    assert "# Numbers, again" in sources(result)
    assert "# Numbers" not in sources(result)
    assert [c.id for c in result.cells if c.role != "own"] == [c.id for c in newer().cells]


def test_an_untouched_notebook_becomes_the_newer_one() -> None:
    result = carried(Work())
    assert sources(result) == [cell.source for cell in newer().cells]
    assert result.notes == []


def test_a_changed_task_is_pointed_out_where_there_is_an_answer() -> None:
    (note,) = carried(Work.solved()).notes
    assert note.exercise == "halve"
    assert "has changed; your answer was taken along: check it" in note.text
    assert carried(Work(double=DOUBLE)).notes == []


def test_own_cells_stay_behind_what_they_stood_behind() -> None:
    work = Work.solved()
    work.write("halve(10)", below="halve-check", name="mine")
    work.write("why is that?", below="mine", kind="markdown", name="note")
    work.write("before all", below="title", kind="markdown", name="first")
    work.move("title", below="first")
    ids = [cell.id for cell in carried(work).cells]
    assert ids[0] == "first"
    place = ids.index("halve-check")
    assert ids[place + 1 : place + 3] == ["mine", "note"]


def test_a_changed_demonstration_stays_changed_where_the_release_left_it_as_it_was() -> None:
    work = Work()
    work["imports"]["source"] = IMPORTS + "\nimport random"
    ids = [cell.id for cell in carried(work).cells]
    assert ids.count("imports") == 1
    assert IMPORTS + "\nimport random" in sources(carried(work))
    assert IMPORTS not in sources(carried(work))


def test_of_a_demonstration_that_both_changed_both_are_there() -> None:
    work = Work()
    work["demonstration"]["source"] = "print(math.pi / 3)"
    found = sources(carried(work))
    assert found.index("print(math.pi / 3)") == found.index("print(math.tau / 4)") + 1


def test_without_the_old_release_code_that_differs_stays_behind_the_new() -> None:
    found = sources(carried(Work(), old=False))
    assert found.index("print(math.pi / 2)") == found.index("print(math.tau / 4)") + 1


def test_the_answer_of_an_exercise_that_is_gone_is_kept_as_a_cell() -> None:
    new = release()
    new.cells = [cell for cell in new.cells if not cell.id.startswith("double")]
    result = carried(Work.solved(), new=new)
    (cell,) = [cell for cell in result.cells if cell.source == DOUBLE]
    assert cell.role == "own"
    assert any("no exercise of the chapter any more" in note.text for note in result.notes)
    assert DOUBLE not in sources(carried(Work(), new=new))


def test_a_damaged_notebook_is_mended_on_the_way() -> None:
    work = Work.solved()
    work.delete("double-check", "imports")
    work.copy("halve", source="def halve(x):\n    return 0")
    result = carried(work)
    ids = [cell.id for cell in result.cells]
    assert {"double-check", "imports"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert next(c for c in result.cells if c.id == "halve").source == "def halve(x):\n    return 0"
    assert HALVE in sources(result)


def test_another_chapter_and_what_is_no_notebook_are_left_alone() -> None:
    other = Work()
    for cell in other.without_names().cells:
        cell["source"] = "of another chapter"
    assert carry(other.bytes(), None, Released.of(newer())) is None
    with pytest.raises(UnreadableError):
        carry(b"no notebook", None, Released.of(newer()))


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_whole_chapters_carry_every_answer_and_nothing_twice(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    released = Released.of(notebook)
    theirs = copy.deepcopy(notebook)
    for cell in theirs["cells"]:
        if cell["id"] in released.exercises:
            cell["source"] = [f"def {cell['id']}(*inputs):\n", "    return 1"]
    theirs["cells"].insert(5, dict(new_code_cell("print(5)", id="mine")))
    result = carry(json.dumps(theirs).encode(), released, released)
    assert result is not None
    assert [c.source for c in result.cells] == ["".join(c["source"]) for c in theirs["cells"]]
    assert result.notes == []


def lay_out(folder: Path, notebook: NotebookNode) -> Path:
    (folder / "ch01").mkdir(parents=True, exist_ok=True)
    (folder / "ch01" / "ch01.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "ch01" / "checks.json").write_text(notebook.cells[0].source, encoding="utf-8")
    return folder


def test_a_refresh_takes_the_answers_along_and_keeps_the_old_notebook(tmp_path: Path) -> None:
    name = "ch01/ch01.ipynb"
    work = tmp_path / "work"
    refresh(lay_out(tmp_path / "old", release()), work, "en")
    assert (work / GIVEN / name).read_bytes() == (work / name).read_bytes()
    mine = Work.solved()
    mine["double"]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "4"}]
    mine["double"]["metadata"]["collapsed"] = True
    (work / name).write_bytes(mine.bytes())
    outcome = refresh(lay_out(tmp_path / "new", newer()), work, "en")
    (taken,) = outcome.taken
    assert (taken.name, outcome.updated, outcome.kept) == (name, ["ch01/checks.json"], [])
    assert (work / taken.kept).read_bytes() == mine.bytes()
    cells = {c["id"]: c for c in json.loads((work / name).read_text(encoding="utf-8"))["cells"]}
    assert "".join(cells["double"]["source"]) == DOUBLE
    assert cells["double"]["outputs"][0]["text"] == "4"
    assert cells["double"]["metadata"]["collapsed"]
    assert cells["double"]["metadata"]["nbgrader"]["grade_id"] == "double"
    again = refresh(tmp_path / "new", work, "en")
    assert (again.taken, again.updated, again.kept, again.added) == ([], [], [], [])
    assert not is_blank("".join(cells["third"]["source"]))


def test_what_is_no_notebook_any_more_is_kept_as_it_is(tmp_path: Path) -> None:
    work = tmp_path / "work"
    refresh(lay_out(tmp_path / "old", release()), work, "en")
    (work / "ch01/ch01.ipynb").write_text("my notes", encoding="utf-8")
    assert refresh(lay_out(tmp_path / "new", newer()), work, "en").kept == ["ch01/ch01.ipynb"]
    assert (work / "ch01/ch01.ipynb").read_text(encoding="utf-8") == "my notes"
