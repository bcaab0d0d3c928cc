"""From a notebook's text to its cells, of any notebook format and however damaged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.kit.language import _, plural
from course.kit.mending.decode import UnreadableError, to_text
from course.kit.mending.note import Note
from course.kit.mending.released import OWN, Part
from course.kit.mending.script import MOST_CELLS, cells_of_script

MOST_CONTAINERS = 1_000_000
"""So many opening braces and brackets are read; each costs Python far more memory than the file."""

_TRIES = 50
_KINDS = ("code", "markdown", "raw")
_CELL = re.compile(r'\{\s*"(?:cell_type|id)"')


@dataclass(eq=False)
class Piece:
    """A cell that was handed in, while it is mended.

    `marks` is nbgrader's metadata as handed in. `part` is the released cell that this one stands
    for, if any; `role` is settled last. `place` is where it stood among the cells that were read.
    """

    kind: str
    source: str
    id: str = ""
    marks: Mapping[str, Any] = field(default_factory=dict)
    part: Part | None = None
    role: str = OWN
    place: int = -1


def read_cells(data: bytes) -> tuple[list[Piece], list[Note]]:
    """Read the cells of a handed-in notebook.

    Of a damaged one, what can be read is read. Raises UnreadableError, saying why, where that is
    nothing.
    """
    text, notes = to_text(data)
    nodes = _nodes(text, notes)
    pieces = list(_pieces(nodes[:MOST_CELLS], notes))
    if len(nodes) > MOST_CELLS:
        text = _("The notebook has {count} cells; the first {most} were read.")
        notes.append(Note(text.format(count=len(nodes), most=MOST_CELLS)))
    return pieces, notes


def _nodes(text: str, notes: list[Note]) -> list[Any]:
    if text.count("{") + text.count("[") > MOST_CONTAINERS:
        raise UnreadableError(_("it holds more than a million objects"))
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        return _recovered(text, error, notes)
    nodes = _cells_in(document)
    if nodes is None:
        raise UnreadableError(_("it holds no cells"))
    _note_format(document, notes)
    return nodes


def _cells_in(document: Any) -> list[Any] | None:
    """Find the list of cells; up to format 3, cells stood on worksheets."""
    if isinstance(document, list) and any(
        isinstance(c, dict) and "cell_type" in c for c in document
    ):
        return document
    if not isinstance(document, dict):
        return None
    if isinstance(document.get("cells"), list):
        return document["cells"]
    sheets = document.get("worksheets")
    if not isinstance(sheets, list):
        return None
    found = [s["cells"] for s in sheets if isinstance(s, dict) and isinstance(s.get("cells"), list)]
    return [cell for cells in found for cell in cells]


def _note_format(document: Any, notes: list[Note]) -> None:
    number = document.get("nbformat") if isinstance(document, dict) else None
    if type(number) is not int or number == 4:
        return
    older = _("The notebook is in another, older format than the course's; its cells were read.")
    newer = _("The notebook is in another, newer format than the course's; its cells were read.")
    notes.append(Note(newer if number > 4 else older))


def _recovered(text: str, error: Exception, notes: list[Note]) -> list[Any]:
    """Read the cells that are whole, of a text that is no JSON as a whole."""
    nodes = list(_whole_cells(text))
    if nodes:
        text = _("The notebook's file is damaged or cut off; {cells} could be read from it.")
        cells = plural("{count} cell", "{count} cells", len(nodes))
        notes.append(Note(text.format(cells=cells)))
        return nodes
    if script := cells_of_script(text):
        text = _("A Python script was handed in as the notebook; its cells were read.")
        notes.append(Note(text))
        return script
    raise UnreadableError(_why_no_json(text, error)) from error


def _whole_cells(text: str) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    place, failed = 0, 0
    while failed < _TRIES and (start := _CELL.search(text, place)):
        try:
            node, place = decoder.raw_decode(text, start.start())
            if "cell_type" in node:
                yield node
        except (ValueError, RecursionError):
            place, failed = start.end(), failed + 1


def _why_no_json(text: str, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    if text.lstrip()[:1] == "<":
        return _("it is a web page and no notebook")
    if text.lstrip()[:1] not in ("{", "["):
        return _("it is no notebook")
    return _("it is damaged or cut off before its first whole cell")


def _pieces(nodes: Iterable[Any], notes: list[Note]) -> Iterator[Piece]:
    lost = unclean = 0
    for place, node in enumerate(nodes):
        if not isinstance(node, dict):
            lost += 1
            continue
        raw = _source(node)
        source = _clean(raw)
        unclean += source != raw
        metadata = node.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        yield Piece(
            kind=_kind(node),
            source=source.replace("\r\n", "\n").replace("\r", "\n"),
            id=node["id"] if isinstance(node.get("id"), str) else "",
            marks=marks if isinstance(marks, dict) else {},
            place=place,
        )
    if lost:
        text = _("The notebook lists {entries} among its cells that are no cells.")
        entries = plural("{count} entry", "{count} entries", lost)
        notes.append(Note(text.format(entries=entries)))
    if unclean:
        text = _("In {cells} there are characters that no text can hold; they were taken out.")
        cells = plural("{count} cell", "{count} cells", unclean)
        notes.append(Note(text.format(cells=cells)))


def _kind(node: Mapping[str, Any]) -> str:
    kind = node.get("cell_type")
    if kind in _KINDS:
        return str(kind)
    if kind in ("heading", "html", "plaintext"):
        return "raw" if kind == "plaintext" else "markdown"
    return "code" if "outputs" in node or "input" in node else "raw"


def _source(node: Mapping[str, Any]) -> str:
    """Join a cell's source; it was `input` up to format 3, and `code` in the first one."""
    value = next((node[key] for key in ("source", "input", "code") if node.get(key)), "")
    if not isinstance(value, list):
        return _text(value)
    lines = [_text(line) for line in value]
    whole = any("\n" in line for line in lines)
    return ("" if whole else "\n").join(lines)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _clean(source: str) -> str:
    if source.isascii():
        return source.replace("\0", "")
    return source.encode("utf-8", "ignore").decode("utf-8").replace("\0", "")
