"""Mishaps with files: names, folders, encodings, formats, and files that are no notebook."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.simulate.damage import EVERYTHING, Damage, only_the_notebook
from autograder.simulate.handed_in import notebook_bytes
from autograder.simulate.material import grade_id, own_cell

Files = dict[str, bytes]
Write = Callable[[str, NotebookNode], Files]


def _named(name: str) -> Write:
    """Hand the notebook in under another name; CHAPTER stands for the right one."""
    return lambda chapter, notebook: {name.replace("CHAPTER", chapter): notebook_bytes(notebook)}


def _encoded(encode: Callable[[str], bytes]) -> Write:
    """Hand the notebook's text in with other bytes."""
    return lambda chapter, notebook: {
        f"{chapter}.ipynb": encode(notebook_bytes(notebook).decode("utf-8"))
    }


def _in_windows_encoding(chapter: str, notebook: NotebookNode) -> Files:
    """Hand in a notebook with a note of the student's own, whose letters are one byte each."""
    note = nbformat.v4.new_markdown_cell("Übung: schön gelöst, für 3 €", id="note")
    notebook.cells.insert(0, note)
    text = notebook_bytes(notebook).decode("utf-8")
    return {f"{chapter}.ipynb": text.encode("cp1252", "replace")}


def _content(content: bytes) -> Write:
    """Hand in other bytes under the notebook's name."""
    return lambda chapter, notebook: {f"{chapter}.ipynb": content}


def _other_file(chapter: str, notebook: NotebookNode) -> Files:
    return {"readme.txt": b"see my mail\n"}


def _beside(name: str, content: bytes) -> Write:
    """Hand in another file beside the notebook."""
    return lambda chapter, notebook: {
        **only_the_notebook(chapter, notebook, Random(0)),
        name.replace("CHAPTER", chapter): content,
    }


def _in_json(change: Callable[[dict[str, Any]], None]) -> Write:
    """Hand in a notebook whose JSON was changed below the level of cells."""

    def write(chapter: str, notebook: NotebookNode) -> Files:
        data = json.loads(notebook_bytes(notebook))
        change(data)
        return {f"{chapter}.ipynb": json.dumps(data).encode()}

    return write


def _prose(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Find the cells that nobody answers in."""
    cells = [nbformat.from_dict(cell) for cell in data["cells"]]
    return [
        plain
        for plain, cell in zip(data["cells"], cells, strict=True)
        if cell.cell_type == "markdown" and not grade_id(cell)
    ]


def _sources_as_text(data: dict[str, Any]) -> None:
    for cell in data["cells"]:
        cell["source"] = "".join(cell["source"])


def _without_ids(data: dict[str, Any]) -> None:
    data["nbformat_minor"] = 4
    for cell in data["cells"]:
        del cell["id"]


def _one_id_for_all(data: dict[str, Any]) -> None:
    for cell in data["cells"]:
        cell["id"] = "cell"


def _future_format(data: dict[str, Any]) -> None:
    data["nbformat"], data["nbformat_minor"] = 5, 0


def _no_format(data: dict[str, Any]) -> None:
    del data["nbformat"], data["nbformat_minor"]


def _nulls(data: dict[str, Any]) -> None:
    data["metadata"] = None
    for cell in data["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = None
            del cell["execution_count"]
    for cell in _prose(data):
        cell["metadata"] = cell["source"] = None


def _numbers_for_text(data: dict[str, Any]) -> None:
    for number, cell in enumerate(_prose(data)):
        cell["source"], cell["id"], cell["metadata"] = number, number, [number]


def _broken_outputs(data: dict[str, Any]) -> None:
    for cell in data["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                None,
                7,
                {"output_type": "no such type"},
                {"data": {"text/plain": 1}},
            ]
            cell["execution_count"] = "*"


def _strange_characters(data: dict[str, Any]) -> None:
    for cell in _prose(data):
        cell["source"] = [
            "a lone surrogate \ud83d, a NUL \0, a null \u2400, 名前, \u202eleft\u202c"
        ]


def _cells_that_are_none(data: dict[str, Any]) -> None:
    data["cells"] += [None, 3, "text", [], {}, {"cell_type": "code"}, {"cell_type": "heading"}]


def _older_format(chapter: str, notebook: NotebookNode) -> Files:
    """Hand in the notebook in format 3, as IPython 2 saved it."""
    worksheet = {
        "cells": [_cell_of_format_3(cell) for cell in notebook.cells],
        "metadata": {},
    }
    data = {
        "metadata": {"name": chapter},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [worksheet],
    }
    return {f"{chapter}.ipynb": json.dumps(data, indent=1).encode()}


def _cell_of_format_3(cell: NotebookNode) -> dict[str, Any]:
    common = {"cell_type": cell.cell_type, "metadata": dict(cell.metadata)}
    if cell.cell_type != "code":
        return {**common, "source": cell.source}
    code = {"input": cell.source, "outputs": [], "collapsed": False, "language": "python"}
    return {**common, **code}


def _misfiled(name: str, happened: str, write: Write, costs: str = "nothing") -> Damage:
    return Damage(
        name,
        happened,
        folder=lambda chapter, notebook, random: write(chapter, notebook),
        costs=costs,
        verdicts=("not attempted",),
        alone=True,
    )


_SCRATCH = notebook_bytes(nbformat.v4.new_notebook(cells=[own_cell("1 + 1", "scratch")]))
_SIGN_IN = (
    b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sign in</body></html>\n"
)
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8

_READABLE = (
    ("misnamed", "The browser added a number to the name.", _named("CHAPTER (1).ipynb")),
    ("chinese-name", "The notebook has a Chinese name.", _named("作业二_王小明.ipynb")),
    ("accents-apart", "The name's accents are characters.", _named("Aufgabe fu\u0308r Ada.ipynb")),
    ("capitals", "The name is in capitals.", _named("NOTEBOOK.IPYNB")),
    ("in-a-subfolder", "The folder lies in the folder.", _named("CHAPTER/CHAPTER.ipynb")),
    ("with-a-scratch-pad", "There is a second notebook.", _beside("scratch.ipynb", _SCRATCH)),
    (
        "with-checkpoints",
        "Jupyter's checkpoints were handed in as well.",
        _beside(".ipynb_checkpoints/CHAPTER-checkpoint.ipynb", _SCRATCH),
    ),
    ("with-rubbish", "A system's own files were handed in as well.", _beside(".DS_Store", _PNG)),
    ("with-data", "A file with data was handed in as well.", _beside("data/数.csv", b"1,2\n")),
    (
        "no-such-time",
        "The time of handing in is no time.",
        _beside("timestamp.txt", b"yesterday, I think"),
    ),
    ("forged-checks", "The file of the checks is empty.", _beside("checks.json", b"{}")),
    ("byte-order-mark", "It begins with a mark.", _encoded(lambda s: s.encode("utf-8-sig"))),
    ("utf-16", "It was saved as UTF-16.", _encoded(lambda s: s.encode("utf-16"))),
    ("one-byte-characters", "It was saved in an encoding of Windows.", _in_windows_encoding),
    (
        "carriage-returns",
        "It has line ends of Windows.",
        _encoded(lambda s: s.replace("\n", "\r\n").encode()),
    ),
    ("on-one-line", "It was saved on one line.", _in_json(lambda data: None)),
    ("sources-as-text", "Sources are single texts.", _in_json(_sources_as_text)),
    ("without-ids", "Cells have no ids.", _in_json(_without_ids)),
    ("one-id-for-all", "All cells have one id.", _in_json(_one_id_for_all)),
    ("older-format", "It is in format 3.", _older_format),
    ("future-format", "It says that it is in format 5.", _in_json(_future_format)),
    ("no-format", "It doesn't say its format.", _in_json(_no_format)),
    ("nulls", "Outputs and prose are null.", _in_json(_nulls)),
    ("numbers-for-text", "Prose and ids are numbers.", _in_json(_numbers_for_text)),
    ("broken-outputs", "Outputs are none.", _in_json(_broken_outputs)),
    ("strange-characters", "Prose has lone surrogates and NUL.", _in_json(_strange_characters)),
    ("cells-that-are-none", "Some cells are no cells.", _in_json(_cells_that_are_none)),
)

_UNREADABLE = (
    ("nothing-handed-in", "The folder is empty.", lambda chapter, notebook: {}),
    ("only-another-file", "Only a text was handed in.", _other_file),
    ("empty-file", "The file is empty.", _content(b"")),
    (
        "broke-off",
        "The upload broke off at once.",
        lambda c, n: {f"{c}.ipynb": b'{\n "cells": [\n'},
    ),
    ("sign-in-page", "The page that asks to sign in was handed in.", _content(_SIGN_IN)),
    ("picture", "A picture was handed in as the notebook.", _content(_PNG)),
    ("a-list", "The file holds an empty list.", _content(b"[]")),
    ("null", "The file holds null.", _content(b"null")),
    ("no-cells", "The file holds an empty object.", _content(b"{}")),
    ("cells-are-text", "Its cells are a text.", _content(b'{"cells": "none", "nbformat": 4}')),
)

MISFILED = (
    *(_misfiled(name, happened, write) for name, happened, write in _READABLE),
    *(_misfiled(name, happened, write, EVERYTHING) for name, happened, write in _UNREADABLE),
)
