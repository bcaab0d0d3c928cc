"""From mended cells back to a notebook's file, with the outputs and settings that still hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from course.kit.mending import Cell
from course.kit.mending.definitions import normal
from course.kit.mending.released import OWN
from course.kit.values.raw import Json


def assembled(cells: Sequence[Cell], before: bytes, release: Json) -> bytes:
    """Write `cells` as a notebook, as nbformat writes one.

    `before` is the notebook that they come from, by their places; what it can't be read for is left
    out. nbgrader's metadata is the release's. A cell's outputs stay as long as its source did.
    """
    old = _document(before)
    nodes = _nodes(old)
    marks = {cell["id"]: cell["metadata"] for cell in release["cells"]}
    notebook = {
        "cells": [_cell(cell, nodes, marks) for cell in cells],
        "metadata": _mapping(old.get("metadata")) or release["metadata"],
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode("utf-8", "replace")


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        return _mapping(json.loads(data))
    except (ValueError, RecursionError):
        return {}


def _nodes(document: Mapping[str, Any]) -> list[Any]:
    """List the cells of a notebook in format 4; those of others are laid out in another way."""
    cells = document.get("cells")
    return cells if document.get("nbformat") == 4 and isinstance(cells, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _cell(cell: Cell, nodes: Sequence[Any], marks: Mapping[str, Any]) -> Json:
    old = _mapping(nodes[cell.place]) if 0 <= cell.place < len(nodes) else {}
    theirs = {k: v for k, v in _mapping(old.get("metadata")).items() if k != "nbgrader"}
    ours = marks.get(cell.id, {}) if cell.role != OWN else {}
    node: Json = {
        "cell_type": cell.kind,
        "id": cell.id,
        "metadata": theirs | ours,
        "source": cell.source.splitlines(keepends=True),
    }
    if cell.kind == "code":
        same = old.get("cell_type") == "code" and normal(_source(old)) == normal(cell.source)
        outputs = old.get("outputs") if same else None
        node["outputs"] = outputs if isinstance(outputs, list) else []
        node["execution_count"] = old.get("execution_count") if node["outputs"] else None
    elif isinstance(old.get("attachments"), dict):
        node["attachments"] = old["attachments"]
    return node


def _source(node: Mapping[str, Any]) -> str:
    source = node.get("source", "")
    return source if isinstance(source, str) else "".join(map(str, source))
