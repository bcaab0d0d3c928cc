"""Assignments of the tests' own, in nbgrader's format, graded by the course's own check."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
from course_copy import CourseCopy, grade_id
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

IMPORTS = "import torch\n\nfrom course.kit import check, hint"


def many_checks(
    course: CourseCopy, name: str, chapter: str, exercise: str, units: Iterable[str]
) -> None:
    """Write an assignment that asks for one exercise of a chapter many times.

    Each unit has an answer cell and a check cell, which is the chapter's own; in between, the
    function is forgotten.
    """
    of_chapter = course.notebook("source", chapter)
    original = next(c for c in of_chapter.cells if grade_id(c) == f"{exercise}-check")
    cells = [new_code_cell(IMPORTS, id="imports")]
    for unit in map(id_of, units):
        check = copy.deepcopy(original)
        check.id = check.metadata.nbgrader.grade_id = f"{unit}-check"
        forget = new_code_cell(f'globals().pop("{exercise}", None);', id=f"{unit}-forget")
        cells += [_answer(unit, exercise), check, forget]
    folder = _write(course, name, cells)
    shutil.copy(course.assignment("source", chapter) / "checks.json", folder)


def id_of(unit: str) -> str:
    """Make a cell's id of the words for a unit."""
    return re.sub(r"[^a-z0-9]+", "-", unit.lower())


def _answer(unit: str, exercise: str) -> NotebookNode:
    source = f"def {exercise}(*inputs):\n    ### BEGIN SOLUTION\n    pass\n    ### END SOLUTION"
    return new_code_cell(source, id=unit, metadata={"nbgrader": _metadata(unit, solution=True)})


def _metadata(name: str, *, solution: bool = False, **more: object) -> dict[str, object]:
    known = {"grade_id": name, "schema_version": 3, "task": False, "solution": solution}
    return known | {"grade": not solution, "locked": not solution} | more


def _write(course: CourseCopy, name: str, cells: list[NotebookNode]) -> Path:
    folder = course.assignment("source", name)
    folder.mkdir()
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return folder


# An exercise whose points are by group, a chapter of its own for it, and how to use that chapter.
TWO_GROUPS = '''\
"""### Halve a number"""

from course.build.author import Exercise, case, mistake


def halve(x: float) -> float:
    """Halve x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T1"], hints=["Look at 4.", "Divide."], points={"basic": 1.5, "edge": 1}
)
reference = halve


def cases(rng):
    yield case("an even number", 2.0 * rng.size(2, 99))
    yield case("a negative number", -2.0 * rng.size(2, 99), group="edge")


@mistake("It was doubled.")
def doubled(x):
    return x * 2


@mistake("The sign is lost.")
def unsigned(x):
    return abs(x) / 2


@mistake("Numbers below zero only.")
def below(x):
    return min(x, 0.0) / 2
'''

_USE = """\
from pathlib import Path
import course.chapters
from course.build import authored
authored.CHAPTERS = Path({folder!r})
course.chapters.__path__.append({folder!r})
"""

_RECORD = """
import json, sys
from course.build.record import record
from course.kit.judging.exercise import exercise_to_json
exercise = exercise_to_json(record(authored.read_exercise("ch90_parts", "halve")))
chapter = {"format": 1, "chapter": "ch90_parts", "language": "en", "exercises": {"halve": exercise}}
json.dump(chapter, sys.stdout)
"""


def in_parts(course: CourseCopy, name: str, units: Iterable[str]) -> None:
    """Write an assignment that asks for `halve`, with points by group, many times."""
    chapters = course.root / "chapters"
    (chapters / "ch90_parts").mkdir(parents=True)
    (chapters / "ch90_parts" / "halve.py").write_text(TWO_GROUPS, encoding="utf-8")
    use = _USE.format(folder=str(chapters))
    recorded = subprocess.run(
        [sys.executable, "-B", "-c", use + _RECORD],
        env=course.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    cells = [new_code_cell(use, id="use"), new_code_cell(IMPORTS, id="imports")]
    for unit in map(id_of, units):
        metadata = _metadata(f"{unit}-check", points=2.5)
        source = (
            "### BEGIN HIDDEN TESTS\nfrom course.hidden import check\n### END HIDDEN TESTS\n"
            "check(halve)"
        )
        check = new_code_cell(source, id=f"{unit}-check", metadata={"nbgrader": metadata})
        cells += [_answer(unit, "halve"), check]
    folder = _write(course, name, cells)
    (folder / "checks.json").write_text(recorded.stdout, encoding="utf-8")
