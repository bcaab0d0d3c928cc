"""The executed notebook: what was handed in, mended, with outputs and reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.submission import Cell, Note
from course.kit.raw import Json

KEY = "autograder"
"""Where a notebook's metadata holds the verdicts and the notes, for the page of feedback."""

_NEW = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


def executed(
    cells: Sequence[Cell],
    outputs: Mapping[str, list[NotebookNode]],
    release: NotebookNode,
    verdicts: Sequence[Json],
    notes: Sequence[Note],
) -> str:
    """Write the executed notebook; nbgrader's metadata is the release's, whatever was handed in."""
    given = {_grade_id(cell): cell.metadata for cell in release.cells if _grade_id(cell)}
    notebook = new_notebook(
        cells=[_cell(cell, outputs, given) for cell in cells],
        metadata={
            **release.metadata,
            KEY: {
                "verdicts": list(verdicts),
                "notes": [{"text": note.text, "exercise": note.exercise} for note in notes],
            },
        },
    )
    return nbformat.writes(notebook) + "\n"


def _cell(
    cell: Cell, outputs: Mapping[str, list[NotebookNode]], given: Mapping[str, Any]
) -> NotebookNode:
    more: dict[str, Any] = {"id": cell.id, "metadata": dict(given.get(_id_in_release(cell), {}))}
    if cell.kind == "code":
        more["outputs"] = outputs.get(cell.id, [])
        more["execution_count"] = None
    return _NEW[cell.kind](cell.source, **more)


def _id_in_release(cell: Cell) -> str:
    suffix = {"answer": "", "check": "-check", "task": "-task"}.get(cell.role)
    return cell.exercise + suffix if suffix is not None else ""


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
