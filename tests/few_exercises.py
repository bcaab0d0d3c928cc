"""A chapter of a few exercises, cut out of a real one, so that it is graded quickly."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.grading.material import Material, load
from autograder.simulate.handed_in import notebook_bytes
from autograder.simulate.material import grade_id, without_markers
from autograder.submission import Handed
from course.kit.judging.exercise import CHECKS

REPOSITORY = Path(__file__).parents[1]
CHAPTER = "ch02_tensor_ops"
EXERCISES = ("cut_tiles", "join_rows", "add_into", "scattered")


def exercise_of(cell: NotebookNode) -> str:
    return grade_id(cell).removesuffix("-check").removesuffix("-task")


def cut(notebook: NotebookNode) -> NotebookNode:
    """Keep the first cell of code, which imports, and the cells of the few exercises."""
    small = copy.copy(notebook)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    small["cells"] = [c for c in notebook.cells if c is first or exercise_of(c) in EXERCISES]
    return small


def read(step: str) -> NotebookNode:
    """Read the chapter as it is in `source` or `release`, cut to the few exercises."""
    path = REPOSITORY / step / "en" / CHAPTER / f"{CHAPTER}.ipynb"
    return cut(nbformat.read(path, as_version=4))


def solutions() -> dict[str, str]:
    """Give the course's own answers, by exercise."""
    cells = {grade_id(cell): cell.source for cell in read("source").cells}
    return {name: without_markers(cells[name]) for name in EXERCISES}


def answered(answers: Mapping[str, str]) -> NotebookNode:
    """Write answers into the released notebook; the other exercises are solved."""
    sources = solutions() | answers
    notebook = read("release")
    for cell in notebook.cells:
        cell.source = sources.get(grade_id(cell), cell.source)
    return notebook


def handed(notebook: NotebookNode) -> Handed:
    """Hand a notebook in, with no file beside it."""
    return Handed(notebook_bytes(notebook), (), ())


def write(course: Path) -> Path:
    """Write the chapter's release and source below `course`; give the folder of the releases."""
    for step in ("source", "release"):
        folder = course / step / "en" / CHAPTER
        folder.mkdir(parents=True)
        nbformat.write(read(step), folder / f"{CHAPTER}.ipynb")
        checks = REPOSITORY / step / "en" / CHAPTER / CHECKS
        known = json.loads(checks.read_text(encoding="utf-8"))
        kept = known["exercises"].items()
        known["exercises"] = {name: exercise for name, exercise in kept if name in EXERCISES}
        (folder / CHECKS).write_text(json.dumps(known), encoding="utf-8")
    return course / "release" / "en"


def material(course: Path) -> Material:
    """Read the chapter as the grader has it."""
    return load(course / "release" / "en", CHAPTER)
