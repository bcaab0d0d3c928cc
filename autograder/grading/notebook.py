"""The executed notebook: what was handed in, mended, with outputs and reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import writes_json

from autograder.submission import Cell
from course.kit.values.raw import Json


def executed(
    cells: Sequence[Cell],
    outputs: Mapping[str, list[NotebookNode]],
    release: NotebookNode,
) -> str:
    """Write the executed notebook; nbgrader's metadata is the release's, whatever was handed in."""
    given = {_grade_id(cell): cell.metadata for cell in release.cells if _grade_id(cell)}
    notebook = {
        "cells": [_cell(cell, outputs, given) for cell in cells],
        "metadata": release.metadata,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    # Built here from parts that were checked: to validate it would take longer than to judge.
    return writes_json(nbformat.from_dict(notebook)) + "\n"


def _cell(cell: Cell, outputs: Mapping[str, list[NotebookNode]], given: Mapping[str, Any]) -> Json:
    node: Json = {
        "cell_type": cell.kind,
        "id": cell.id,
        "metadata": dict(given.get(_id_in_release(cell), {})),
        "source": cell.source,
    }
    if cell.kind == "code":
        node |= {"outputs": outputs.get(cell.id, []), "execution_count": None}
    return node


def _id_in_release(cell: Cell) -> str:
    suffix = {"answer": "", "check": "-check", "task": "-task"}.get(cell.role)
    return cell.exercise + suffix if suffix is not None else ""


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
