"""From a chapter's story and exercises to the instructor's nbgrader notebook."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.build.authored import Authored, read_exercise
from course.build.messages import FOOTER, Catalogue
from course.build.story import EXERCISE, PROSE, Passage, read_story

NBGRADER_SCHEMA = 3

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# nbgrader restores this region when it grades: the check that is given out is replaced by one
# that also runs the hidden cases.
_HIDDEN = """\
### BEGIN HIDDEN TESTS
from course.hidden import check
### END HIDDEN TESTS
"""


def source_notebook(chapter: str, catalogue: Catalogue) -> str:
    """Write the instructor's notebook of a chapter: solutions, checks and hidden tests."""
    cells: list[NotebookNode] = []
    for passage in read_story(chapter):
        cells += _cells(passage, chapter, catalogue)
    notebook = new_notebook(
        cells=cells, metadata={"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def _cells(passage: Passage, chapter: str, catalogue: Catalogue) -> list[NotebookNode]:
    if passage.kind == EXERCISE:
        return exercise_cells(read_exercise(chapter, passage.text), catalogue)
    if passage.kind == PROSE:
        return [new_markdown_cell(catalogue(passage.text), id=passage.id)]
    return [new_code_cell(passage.text, id=passage.id)]


def exercise_cells(authored: Authored, catalogue: Catalogue) -> list[NotebookNode]:
    """Make the three cells of an exercise: the task, the answer, the check."""
    name = authored.name
    points = sum(authored.points.values())
    task = f"{catalogue(authored.task)}\n\n{_footer(authored, catalogue)}"
    check_cell = new_code_cell(
        f"{_HIDDEN}check({name})",
        id=f"{name}-check",
        # "Run all" goes on past an exercise that isn't passed yet.
        metadata={
            "nbgrader": _nbgrader(f"{name}-check", grade=True, locked=True, points=points),
            "tags": ["raises-exception"],
        },
    )
    return [
        new_markdown_cell(
            task,
            id=f"{name}-task",
            metadata={"nbgrader": _nbgrader(f"{name}-task", locked=True)},
        ),
        new_code_cell(
            authored.source, id=name, metadata={"nbgrader": _nbgrader(name, solution=True)}
        ),
        check_cell,
    ]


def _footer(authored: Authored, catalogue: Catalogue) -> str:
    points = f"{sum(authored.points.values()):g}"
    if len(authored.points) > 1:
        points = " + ".join(f"{value:g} ({group})" for group, value in authored.points.items())
    return catalogue(FOOTER).format(points=points, name=authored.name)


def _nbgrader(
    grade_id: str,
    *,
    grade: bool = False,
    solution: bool = False,
    locked: bool = False,
    points: float | None = None,
) -> dict[str, Any]:
    data: dict[str, Any] = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": NBGRADER_SCHEMA,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        data["points"] = int(points) if float(points).is_integer() else points
    return data
