"""What simulated submissions of one chapter are made from: its notebooks, solutions, exercises."""

from __future__ import annotations

import ast
import copy
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.build.authored import BEGIN, END
from course.kit.judging.exercise import CHECKS, Exercise, load_chapter


@dataclass(frozen=True, eq=False)
class Material:
    """One chapter as the instructor has it.

    `released` is the notebook that students got. `solutions` are by exercise, in the chapter's
    order, without nbgrader's markers. `imports` is all that the notebook's own cells import.
    """

    chapter: str
    released: NotebookNode
    exercises: Mapping[str, Exercise]
    solutions: Mapping[str, str]
    imports: str

    @cached_property
    def uses(self) -> Mapping[str, tuple[str, ...]]:
        """For each exercise, the others of the chapter whose functions its solution calls."""
        return {name: self.called_by(name, text) for name, text in self.solutions.items()}

    def called_by(self, exercise: str, source: str) -> tuple[str, ...]:
        """Name the exercises before this one that an answer calls, in the chapter's order."""
        before = itertools.takewhile(lambda name: name != exercise, self.solutions)
        names = _names_read(source)
        return tuple(name for name in before if name in names)

    @cached_property
    def independent(self) -> tuple[str, ...]:
        """The exercises that no other one's solution calls, nor that call another themselves."""
        called = {name for others in self.uses.values() for name in others}
        return tuple(name for name in self.solutions if name not in called and not self.uses[name])

    def notebook(self, answers: Mapping[str, str], own: Mapping[str, str]) -> NotebookNode:
        """Write answers into the released notebook, by exercise.

        `own` holds the sources of cells that the student put before an exercise's answer. Cells
        that stay as they were are the released notebook's own objects: copy before changing.
        """
        cells: list[NotebookNode] = []
        for cell in self.released.cells:
            name = grade_id(cell)
            if name in answers:
                if name in own:
                    cells.append(own_cell(own[name], f"{name}-own"))
                cell = copy.copy(cell)
                cell["source"] = answers[name]
            cells.append(cell)
        notebook = copy.copy(self.released)
        notebook["cells"] = cells
        return notebook

    def solved(self) -> NotebookNode:
        """Write the notebook of a student who solved everything; it is the caller's to change."""
        return copy.deepcopy(self.notebook(self.solutions, {}))


def read_material(root: Path, chapter: str, language: str = "en") -> Material:
    """Read a chapter from the course folder `root`, which holds `source/` and `release/`.

    Raises FileNotFoundError where the folder holds no such chapter.
    """
    name = f"{chapter}/{chapter}.ipynb"
    source = nbformat.read(root / "source" / language / name, as_version=4)
    exercises = load_chapter(root / "source" / language / chapter / CHECKS).exercises
    sources = {grade_id(cell): cell.source for cell in source.cells}
    return Material(
        chapter=chapter,
        released=nbformat.read(root / "release" / language / name, as_version=4),
        exercises=exercises,
        solutions={name: without_markers(sources[name]) for name in exercises},
        imports=_imports(cell.source for cell in source.cells if cell.cell_type == "code"),
    )


def grade_id(cell: NotebookNode) -> str:
    """Give the nbgrader id of a cell, or "" for a cell that nbgrader doesn't know."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def own_cell(source: str, cell_id: str) -> NotebookNode:
    """Make a code cell as a student adds it: nbgrader knows nothing of it."""
    return nbformat.v4.new_code_cell(source, id=cell_id[-64:])


def without_markers(source: str) -> str:
    """Take nbgrader's solution markers out of an answer."""
    lines = source.split("\n")
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END))


@cache
def _names_read(source: str) -> frozenset[str]:
    """Name what code reads and doesn't set itself."""
    nodes = list(ast.walk(ast.parse(source)))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    written = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return frozenset(read - written - {node.arg for node in nodes if isinstance(node, ast.arg)})


def _imports(sources: Iterable[str]) -> str:
    """Collect the import statements of cells, each once."""
    found = {
        ast.unparse(node): None
        for source in sources
        for node in ast.parse(source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and getattr(node, "module", "") != "course.hidden"
    }
    return "\n".join(found)
