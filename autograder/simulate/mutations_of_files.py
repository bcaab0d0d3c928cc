"""Breaking a good notebook at random, for tests: the JSON around its cells, and its bytes."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Document = dict[str, Any]

JSON_CHANGES: dict[str, Callable[[Document, Random], None]] = {}
BYTE_CHANGES: dict[str, Callable[[bytes, Random], bytes]] = {}


def _json(change: Callable[[Document, Random], None]) -> Callable[[Document, Random], None]:
    JSON_CHANGES[change.__name__] = change
    return change


def _bytes(change: Callable[[bytes, Random], bytes]) -> Callable[[bytes, Random], bytes]:
    BYTE_CHANGES[change.__name__] = change
    return change


_STRANGE = [None, 0, -1, 1e308, float("nan"), True, "", "text", [], {}, [[]], ["a", None, 3]]


def _places(node: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Name every place in a document, as a container and a key; not in the deepest levels."""
    if depth > 6:
        return
    keys = list(node) if isinstance(node, dict) else range(len(node))
    for key in keys:
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _places(node[key], depth + 1)


@_json
def replace_values(document: Document, random: Random) -> None:
    """Put values of other types in some places."""
    for _ in range(random.choice([1, 3, 30])):
        container, key = random.choice(list(_places(document)) or [({"": 0}, "")])
        container[key] = copy.deepcopy(random.choice(_STRANGE))


@_json
def delete_keys(document: Document, random: Random) -> None:
    """Delete a key everywhere, or once."""
    keyed = [place for place in _places(document) if isinstance(place[0], dict)]
    if keyed:
        key = random.choice(keyed)[1]
        for container, found in keyed if random.random() < 0.5 else keyed[:1]:
            if found == key:
                container.pop(key, None)


@_json
def change_format(document: Document, random: Random) -> None:
    """Say that the notebook is of another format, or write it as one."""
    document["nbformat"] = random.choice([1, 2, 3, 4, 5, 99, "4", None])
    document["nbformat_minor"] = random.choice([0, 2, 4, 5, 9, None])
    cells = document.get("cells")
    if document["nbformat"] == 3 and isinstance(cells, list):
        for cell in cells:
            if isinstance(cell, dict) and cell.get("cell_type") == "code":
                cell["input"] = cell.pop("source", "")
        document["worksheets"] = [{"cells": document.pop("cells"), "metadata": {}}]


@_json
def wrong_cells(document: Document, random: Random) -> None:
    """Put something among the cells, or in their place, that is no cell."""
    cells = document.get("cells")
    if isinstance(cells, list) and random.random() < 0.7:
        cells.insert(random.randrange(len(cells) + 1), random.choice(_STRANGE))
    else:
        document["cells"] = copy.deepcopy(random.choice(_STRANGE))


@_bytes
def flip_bytes(data: bytes, random: Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(data)
    for _ in range(random.choice([1, 5, 100]) if data else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


@_bytes
def cut_off(data: bytes, random: Random) -> bytes:
    """Keep the beginning only."""
    return data[: random.randrange(len(data) + 1)]


@_bytes
def cut_out(data: bytes, random: Random) -> bytes:
    """Leave out a stretch, or have it twice."""
    start, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
    end = min(end, start + 2000)
    return data[:start] + (data[start:end] * 2 if random.random() < 0.5 else b"") + data[end:]


@_bytes
def insert_junk(data: bytes, random: Random) -> bytes:
    """Insert what is no JSON, or JSON that nests too deeply."""
    junk = [b"\0" * 10, b"\xff\xfe", b"<<<<<<< HEAD\n", b"[" * 100_000, b'{"a":' * 100_000, b"NaN"]
    at = random.choice([0, len(data), random.randrange(len(data) + 1)])
    return data[:at] + random.choice(junk) + data[at:]


@_bytes
def other_encoding(data: bytes, random: Random) -> bytes:
    """Save the text in another encoding."""
    text = data.decode("utf-8", "replace")
    name = random.choice(["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252"])
    return text.encode(name, "replace")


@_bytes
def in_archive(data: bytes, random: Random) -> bytes:
    """Put the notebook into a zip archive, which may be cut off."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(random.choice(["a.ipynb", "x/b.IPYNB", "c.txt"]), data)
    whole = buffer.getvalue()
    return whole if random.random() < 0.6 else whole[: random.randrange(len(whole))]


@_bytes
def other_file(data: bytes, random: Random) -> bytes:
    """Hand in something that was never a notebook."""
    return random.choice(
        [b"", b" \n", b"null", b"[]", b"{}", b"%PDF-1.7\n", b"<!DOCTYPE html>", b"7"]
    )
