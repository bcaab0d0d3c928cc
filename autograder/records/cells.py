"""A chapter's cells in the gradebook: put there from `source/`, and looked up for recording."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from sqlalchemy import select
from sqlalchemy.orm import Session
from traitlets.utils.importstring import import_item

from autograder.records.errors import RecordsError


@dataclass(frozen=True)
class Cell:
    """One cell that the gradebook keeps a grade or a comment for.

    `max_score` and `checksum` are those of the released cell; `checksum` is "" where nbgrader
    keeps none.
    """

    id: str
    name: str
    max_score: float
    checksum: str


@dataclass(frozen=True)
class NotebookCells:
    """The cells of one notebook of an assignment, by name. Tasks are in `grades` and `comments`."""

    id: str
    name: str
    grades: dict[str, Cell]
    comments: dict[str, Cell]
    tasks: frozenset[str]


@dataclass(frozen=True)
class AssignmentCells:
    """An assignment as the gradebook knows it; `notebooks` has the chapter's own one first."""

    id: str
    notebooks: tuple[NotebookCells, ...]


def prepare(coursedir: CourseDirectory, url: str, chapter: str) -> None:
    """Bring a chapter's cells in the gradebook up to `source/`, as `generate_assignment` would.

    Nothing is written where they are the same; release/ is left alone in any case.

    Raises RecordsError where the chapter has no notebook, or where cells came or went after
    submissions were recorded, which nbgrader refuses.
    """
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", chapter))
    notebooks = sorted(folder.glob("*.ipynb"))
    if not notebooks:
        raise RecordsError(
            f"There is no chapter {chapter!r}: {folder} holds no notebook. "
            "Give the name of a folder in source/."
        )
    with api.Gradebook(url, coursedir.course_id) as gradebook:
        gradebook.update_or_create_assignment(chapter)
    for path in notebooks:
        _save(path, coursedir, url, chapter)


def _save(path: Path, coursedir: CourseDirectory, url: str, chapter: str) -> None:
    converter = GenerateAssignment(coursedir=coursedir, config=coursedir.config)
    known = {"notebook": path.stem, "assignment": chapter, "student": ".", "db_url": url}
    resources: dict[str, object] = {"unique_key": path.stem, "nbgrader": known}
    notebook = nbformat.read(path, as_version=4)
    for step in _before_saving(converter):
        notebook, resources = step(parent=converter).preprocess(notebook, resources)
    try:
        SaveChangedCells(parent=converter).preprocess(notebook, resources)
    except RuntimeError as refused:
        raise RecordsError(
            f"The cells of {chapter} in the gradebook are not those of {path}: {refused}. "
            "Take back the change in source/, or keep this gradebook for the submissions in it "
            "and begin another one for the new cells."
        ) from refused


def _before_saving(converter: GenerateAssignment) -> Iterator[type]:
    for step in converter.preprocessors:
        found = import_item(step) if isinstance(step, str) else step
        if issubclass(found, SaveCells):
            return
        yield found


class SaveChangedCells(SaveCells):
    """nbgrader's SaveCells, which touches only a notebook that isn't in the gradebook as it is."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except api.MissingEntry:
            notebook = None
        if notebook is None or self._changed(notebook):
            super()._create_notebook(nb)

    def _changed(self, notebook: api.Notebook) -> bool:
        graded = [*notebook.grade_cells, *notebook.task_cells]
        new_graded = self.new_grade_cells | self.new_task_cells
        return (
            {c.name: (c.max_score, c.cell_type) for c in graded}
            != {name: (c["max_score"], c["cell_type"]) for name, c in new_graded.items()}
            or {c.name for c in notebook.solution_cells} != set(self.new_solution_cells)
            or {c.name: (c.checksum, c.locked, c.source) for c in notebook.source_cells}
            != {
                name: (c["checksum"], c["locked"], c["source"])
                for name, c in self.new_source_cells.items()
            }
        )


def cells_of(session: Session, chapter: str) -> AssignmentCells | None:
    """Look up the cells of a chapter, or give None where the gradebook doesn't know it."""
    assignment = session.scalar(select(api.Assignment.id).where(api.Assignment.name == chapter))
    if assignment is None:
        return None
    of_assignment = api.Notebook.assignment_id == assignment
    found = session.execute(select(api.Notebook.id, api.Notebook.name).where(of_assignment)).all()
    in_order = sorted(found, key=lambda notebook: (notebook.name != chapter, notebook.name))
    return AssignmentCells(assignment, tuple(_cells(session, n.id, n.name) for n in in_order))


def _cells(session: Session, notebook: str, name: str) -> NotebookCells:
    source = api.SourceCell
    rows = select(source.name, source.checksum).where(source.notebook_id == notebook)
    checksums: dict[str, str] = {row.name: row.checksum or "" for row in session.execute(rows)}

    def named(kind: type, *more: object) -> dict[str, Cell]:
        query = select(kind.id, kind.name, *more).where(kind.notebook_id == notebook)
        return {
            n: Cell(id_, n, points[0] if points else 0.0, checksums.get(n, ""))
            for id_, n, *points in session.execute(query)
        }

    tasks = named(api.TaskCell, api.TaskCell.max_score)
    grades = named(api.GradeCell, api.GradeCell.max_score)
    answers = named(api.SolutionCell)
    return NotebookCells(notebook, name, grades | tasks, answers | tasks, frozenset(tasks))
