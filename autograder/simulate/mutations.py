"""Breaking a good notebook at random, for tests: its bytes, its JSON, or its cells.

Every change comes from a seed, so that what a test finds can be found again.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

from autograder.simulate.mutations_of_files import BYTE_CHANGES, JSON_CHANGES, Document

Cells = list[dict[str, Any]]

MOST_AT_ONCE = 4

_CELL_CHANGES: dict[str, Callable[[Cells, Random], None]] = {}


def mutate(notebook: bytes, seed: int) -> bytes:
    """Break a good notebook in one to four ways that `seed` chooses.

    Half of the time all of them are to its cells, so that much of it remains to be graded; else
    its JSON and then its bytes are broken as well. `notebook` is JSON of notebook format 4.
    """
    random = Random(seed)
    document = json.loads(notebook)
    for _ in range(random.randint(1, MOST_AT_ONCE)):
        _CELL_CHANGES[random.choice(list(_CELL_CHANGES))](document["cells"], random)
    if random.random() < 0.5:
        return _written(document, random)
    if random.random() < 0.7:
        JSON_CHANGES[random.choice(list(JSON_CHANGES))](document, random)
    data = _written(document, random)
    if random.random() < 0.5:
        data = BYTE_CHANGES[random.choice(list(BYTE_CHANGES))](data, random)
    return data


def mutate_by(name: str, notebook: bytes, seed: int) -> bytes:
    """Break a good notebook in the one way that has this name in MUTATIONS."""
    random = Random(seed)
    if name in BYTE_CHANGES:
        return BYTE_CHANGES[name](notebook, random)
    document = json.loads(notebook)
    if name in JSON_CHANGES:
        JSON_CHANGES[name](document, random)
    else:
        _CELL_CHANGES[name](document["cells"], random)
    return _written(document, random)


def _written(document: Document, random: Random) -> bytes:
    text = json.dumps(document, indent=random.choice([None, 1]), ensure_ascii=random.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")


def _cell(change: Callable[[Cells, Random], None]) -> Callable[[Cells, Random], None]:
    _CELL_CHANGES[change.__name__] = change
    return change


def _any(cells: Cells, random: Random) -> dict[str, Any]:
    """Choose a cell, more often one of an exercise."""
    marked = [cell for cell in cells if _marks(cell)]
    return random.choice(marked if marked and random.random() < 0.7 else cells or [{}])


def _marks(cell: dict[str, Any]) -> dict[str, Any]:
    marks = cell.get("metadata", {}).get("nbgrader")
    return marks if isinstance(marks, dict) else {}


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(map(str, source))


@_cell
def delete_cells(cells: Cells, random: Random) -> None:
    """Delete some cells, or a whole stretch of them."""
    start = random.randrange(len(cells) + 1)
    del cells[start : start + random.choice([1, 1, 2, 3, 20])]


@_cell
def copy_cell(cells: Cells, random: Random) -> None:
    """Copy a cell to any place, with its id or with another."""
    twin = copy.deepcopy(_any(cells, random))
    if random.random() < 0.7:
        twin["id"] = f"copy-{random.randrange(1000)}"
    cells.insert(random.randrange(len(cells) + 1), twin)


@_cell
def move_cell(cells: Cells, random: Random) -> None:
    """Move a cell to any place."""
    if cells:
        cell = cells.pop(random.randrange(len(cells)))
        cells.insert(random.randrange(len(cells) + 1), cell)


@_cell
def shuffle_cells(cells: Cells, random: Random) -> None:
    """Put a stretch of cells, or all, into another order."""
    start = random.randrange(len(cells) + 1)
    stretch = cells[start : start + random.choice([3, 10, len(cells)])]
    random.shuffle(stretch)
    cells[start : start + len(stretch)] = stretch


@_cell
def split_cell(cells: Cells, random: Random) -> None:
    """Split a cell at any line; the second part keeps nbgrader's metadata, or has none."""
    cell = _any(cells, random)
    lines = _source(cell).split("\n")
    at = random.randrange(len(lines) + 1)
    rest = copy.deepcopy(cell)
    rest["id"] = f"part-{random.randrange(1000)}"
    if random.random() < 0.5:
        rest["metadata"] = {}
    cell["source"], rest["source"] = "\n".join(lines[:at]), "\n".join(lines[at:])
    place = next((i for i, one in enumerate(cells) if one is cell), len(cells))
    cells.insert(place + 1, rest)


@_cell
def merge_cells(cells: Cells, random: Random) -> None:
    """Merge a cell with the one below; the first one's metadata remains."""
    if len(cells) > 1:
        place = random.randrange(len(cells) - 1)
        below = cells.pop(place + 1)
        cells[place]["source"] = f"{_source(cells[place])}\n\n{_source(below)}"


@_cell
def retype_cell(cells: Cells, random: Random) -> None:
    """Give a cell another type."""
    _any(cells, random)["cell_type"] = random.choice(["code", "markdown", "raw", "heading", "sql"])


@_cell
def lose_metadata(cells: Cells, random: Random) -> None:
    """Take the metadata or the ids from one cell or from all, as some editors do."""
    keys = random.choice([["id"], ["metadata"], ["id", "metadata"]])
    for cell in cells if random.random() < 0.5 else [_any(cells, random)]:
        for key in keys:
            cell.pop(key, None)


@_cell
def swap_names(cells: Cells, random: Random) -> None:
    """Let two cells carry each other's nbgrader metadata or ids."""
    one, other = _any(cells, random), _any(cells, random)
    key = random.choice(["metadata", "id"])
    one[key], other[key] = other.get(key, {}), one.get(key, {})


@_cell
def change_settings(cells: Cells, random: Random) -> None:
    """Flip what nbgrader's metadata says, or raise the points."""
    marks = _marks(_any(cells, random))
    if marks:
        key = random.choice(sorted(marks))
        values = [True, False, 1000, -1, "", None, float("nan"), "fit-check", [], {"grade": 1}]
        marks[key] = random.choice(values)


@_cell
def change_source(cells: Cells, random: Random) -> None:
    """Write something else into a cell."""
    cell = _any(cells, random)
    other = _source(_any(cells, random))
    texts = ["", "\n\n", "x = 1", "    return x", "'''", "(" * 2000, "%%bash\nls", "\0", "\ud800"]
    texts += [
        other,
        f"{_source(cell)}\n\n{other}",
        "# 数 = 1\n" + other,
        other.replace("\n", "\r\n"),
    ]
    cell["source"] = random.choice(texts)


@_cell
def add_cell(cells: Cells, random: Random) -> None:
    """Insert a cell of the student's own, of a name and content that others have, too."""
    cell = {"cell_type": random.choice(["code", "markdown"]), "metadata": {}, "outputs": []}
    cell["source"] = random.choice(
        [_source(_any(cells, random)), "import torch", "1 / 0", "# note"]
    )
    cell["id"] = random.choice(["own-1", "", "x" * 200, str(_any(cells, random).get("id"))])
    cells.insert(random.randrange(len(cells) + 1), cell)


MUTATIONS = tuple([*_CELL_CHANGES, *JSON_CHANGES, *BYTE_CHANGES])
"""The names of all ways to break a notebook."""
