"""What students do to a released notebook before they hand it in: answers, and damage."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from course_copy import grade_id
from nbformat import NotebookNode


def answered(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Write answers, by exercise, into a released notebook."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        cell.source = answers.get(grade_id(cell), cell.source)
    return notebook


def without_demonstrations(notebook: NotebookNode) -> NotebookNode:
    """Leave out the code cells that are only shown, which makes a notebook quick to run.

    The first one stays: exercises may use what it imports.
    """
    shown = [c for c in notebook.cells if c.cell_type == "code" and not grade_id(c)]
    notebook = copy.deepcopy(notebook)
    notebook.cells = [c for c in notebook.cells if c not in shown[1:]]
    return notebook


def without(notebook: NotebookNode, *grade_ids: str) -> NotebookNode:
    """Delete cells."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in grade_ids]
    return notebook


def with_copy_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """Copy a cell and paste it below itself, with its metadata, as JupyterLab does."""
    notebook = copy.deepcopy(notebook)
    place = [grade_id(cell) for cell in notebook.cells].index(name)
    twin = copy.deepcopy(notebook.cells[place])
    twin.id = f"{name}-copy"[-64:]
    notebook.cells.insert(place + 1, twin)
    return notebook


def as_markdown(notebook: NotebookNode, name: str) -> NotebookNode:
    """Turn a code cell into a prose cell."""
    notebook = copy.deepcopy(notebook)
    cell = next(cell for cell in notebook.cells if grade_id(cell) == name)
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    return notebook
