"""A released notebook of two exercises, and what students do to it, for tests of mending."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.submission import Cell, Handed, Mended, mend
from course.kit.stub import STUB_CODE

IMPORTS = "import math\n\nfrom course.kit import check"
DOUBLE = "def double(x):\n    return 2 * x"
HALVE = "def halve(x):\n    return x / 2"
EXERCISES = ("double", "halve")


def stub(name: str) -> str:
    return f"def {name}(x):\n    {STUB_CODE}"


def release() -> NotebookNode:
    """Prose, imports, and two exercises with a demonstration between them."""
    cells = [
        new_markdown_cell("# Numbers", id="title"),
        new_code_cell(IMPORTS, id="imports"),
        *_exercise("double"),
        new_markdown_cell("Now the other way.", id="between"),
        new_code_cell("print(math.pi / 2)", id="demonstration"),
        *_exercise("halve"),
        new_markdown_cell("## The end", id="end"),
    ]
    return new_notebook(cells=cells)


def _exercise(name: str) -> list[NotebookNode]:
    task = new_markdown_cell(f"### {name}\n\nWrite `{name}(x)`.", id=f"{name}-task")
    answer = new_code_cell(stub(name), id=name)
    check = new_code_cell(f"check({name})", id=f"{name}-check")
    task.metadata["nbgrader"] = _marks(f"{name}-task", locked=True)
    answer.metadata["nbgrader"] = _marks(name, solution=True)
    check.metadata["nbgrader"] = _marks(f"{name}-check", grade=True, locked=True, points=2)
    return [task, answer, check]


def _marks(grade_id: str, **settings: object) -> dict[str, object]:
    usual = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"grade_id": grade_id, "schema_version": 3, **usual, **settings}


class Work:
    """The released notebook in a student's hands. Cells go by their ids."""

    def __init__(self, **answers: str) -> None:
        self.notebook: dict[str, Any] = json.loads(json.dumps(release()))
        for name, source in answers.items():
            self[name]["source"] = source

    @classmethod
    def solved(cls) -> Work:
        return cls(double=DOUBLE, halve=HALVE)

    @property
    def cells(self) -> list[dict[str, Any]]:
        return self.notebook["cells"]

    def __getitem__(self, name: str) -> dict[str, Any]:
        return self.cells[self.place(name)]

    def place(self, name: str) -> int:
        return next(i for i, cell in enumerate(self.cells) if cell.get("id") == name)

    def delete(self, *names: str) -> None:
        for name in names:
            del self.cells[self.place(name)]

    def copy(self, name: str, source: str | None = None, below: str = "") -> None:
        """Copy a cell and paste it, as JupyterLab does: same metadata, another id."""
        twin = copy.deepcopy(self[name])
        twin["id"] = f"copy-of-{name}"
        twin["source"] = twin["source"] if source is None else source
        self.cells.insert(self.place(below or name) + 1, twin)

    def write(self, source: str, below: str, kind: str = "code", name: str = "mine") -> None:
        """Insert a cell of one's own."""
        cell = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
        if kind == "code":
            cell |= {"outputs": [], "execution_count": None}
        self.cells.insert(self.place(below) + 1, cell)

    def move(self, name: str, below: str) -> None:
        cell = self.cells.pop(self.place(name))
        self.cells.insert(self.place(below) + 1, cell)

    def without_names(self, *, ids: bool = True, marks: bool = True) -> Work:
        """Lose cell ids and nbgrader's metadata, as some editors do."""
        for cell in self.cells:
            if ids:
                cell.pop("id")
            if marks:
                cell["metadata"] = {}
        return self

    def bytes(self, encoding: str = "utf-8") -> bytes:
        return json.dumps(self.notebook, ensure_ascii=False).encode(encoding)

    def mended(self) -> Mended:
        return mend_bytes(self.bytes())


def mend_bytes(data: bytes | None) -> Mended:
    return mend(Handed(data, (), ()), release())


def by_role(mended: Mended) -> Mapping[tuple[str, str], Cell]:
    """The cells of exercises, by role and exercise; fails when there are two of a kind."""
    cells = [cell for cell in mended.cells if cell.exercise]
    found = {(cell.role, cell.exercise): cell for cell in cells}
    assert len(found) == len(cells)
    return found


def answer(mended: Mended, exercise: str) -> str:
    return by_role(mended)["answer", exercise].source


def own(mended: Mended) -> list[str]:
    return [cell.source for cell in mended.cells if cell.role == "own"]


def ids(mended: Mended) -> list[str]:
    return [cell.id for cell in mended.cells]


def words(mended: Mended) -> str:
    return "\n".join(note.text for note in mended.notes)


def as_notebook(mended: Mended, released: NotebookNode) -> bytes:
    """Write a mended notebook down with the release's metadata."""
    marks = {c["id"]: c["metadata"].get("nbgrader") for c in released["cells"]}
    cells = []
    for cell in mended.cells:
        metadata = {"nbgrader": marks[cell.id]} if cell.exercise else {}
        node = {"cell_type": cell.kind, "id": cell.id, "metadata": metadata, "source": cell.source}
        cells.append(node | ({"outputs": []} if cell.kind == "code" else {}))
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def assert_can_be_graded(mended: Mended, released: NotebookNode) -> None:
    """Every exercise has one answer and one check below it, locked cells are the release's."""
    places = {(c.role, c.exercise): i for i, c in enumerate(mended.cells) if c.exercise}
    assert len(places) == sum(1 for cell in mended.cells if cell.exercise)
    for cell in released["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        exercise, _, role = name.rpartition("-")
        if role in ("check", "task"):
            restored = mended.cells[places[role, exercise]]
            assert (restored.source, restored.kind) == (cell["source"], cell["cell_type"])
            assert places["answer", exercise] < places["check", exercise]
    assert len(set(ids(mended))) == len(mended.cells)
