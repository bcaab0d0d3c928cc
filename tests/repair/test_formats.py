"""Bytes of every kind: other formats and encodings, damaged files, and what is no notebook."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from work_to_mend import (
    DOUBLE,
    HALVE,
    Work,
    answer,
    assert_can_be_graded,
    mend_bytes,
    own,
    release,
    words,
)


def assert_solved(data: bytes, *, notes: int | None = None) -> str:
    mended = mend_bytes(data)
    assert mended.readable
    assert (answer(mended, "double"), answer(mended, "halve")) == (DOUBLE, HALVE)
    assert_can_be_graded(mended, release())
    assert notes is None or len(mended.notes) == notes, words(mended)
    return words(mended)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32-le"])
def test_any_unicode_encoding_is_read(encoding: str) -> None:
    said = assert_solved(Work.solved().bytes(encoding))
    assert ("was saved as" in said) == (encoding != "utf-8-sig")


def test_bytes_that_are_no_text_are_replaced_and_named() -> None:
    work = Work.solved()
    work.write("# caf\xe9 \u6570", below="imports")
    latin = work.bytes().replace("\xe9".encode(), b"\xe9")
    mended = mend_bytes(latin)
    assert own(mended) == ["# caf\N{REPLACEMENT CHARACTER} \u6570"]
    assert "bytes that are no text" in words(mended)


def test_a_notebook_in_the_encoding_of_old_windows_is_read() -> None:
    work = Work.solved()
    work.write("# 3 \u20ac for the caf\xe9", below="imports")
    mended = mend_bytes(work.bytes("cp1252"))
    assert own(mended) == ["# 3 \u20ac for the caf\xe9"]
    assert "was saved as Windows-1252" in words(mended)


def test_characters_that_no_text_can_hold_are_taken_out() -> None:
    work = Work(double=DOUBLE + "  # \ud800\0", halve=HALVE)
    work.notebook["metadata"]["title"] = "\udfff"
    mended = mend_bytes(json.dumps(work.notebook).encode())
    assert answer(mended, "double") == DOUBLE + "  # "
    assert "characters that no text can hold" in words(mended)
    "".join(cell.source for cell in mended.cells).encode()


def test_names_in_other_scripts_are_kept() -> None:
    source = "def double(\u6570):\n    return 2 * \u6570"
    assert answer(Work(double=source).mended(), "double") == source


def test_line_ends_of_windows_are_no_change() -> None:
    work = Work.solved()
    for cell in work.cells:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    assert_solved(work.bytes(), notes=0)


def test_a_source_may_be_a_list_of_lines_with_or_without_their_ends() -> None:
    for keepends in (True, False):
        work = Work.solved()
        for cell in work.cells:
            cell["source"] = cell["source"].splitlines(keepends=keepends)
        assert_solved(work.bytes(), notes=0)


@pytest.mark.parametrize("minor", [0, 2, 4, 5, 9])
def test_every_minor_format_is_read_with_ids_and_without(minor: int) -> None:
    work = Work.solved()
    work.notebook["nbformat_minor"] = minor
    assert_solved(work.bytes(), notes=0)
    assert_solved(work.without_names(marks=False).bytes(), notes=0)


def test_format_3_is_read_from_its_worksheets() -> None:
    notebook = Work.solved().without_names(marks=False).notebook
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    sheet = {"cells": notebook.pop("cells"), "metadata": {}}
    notebook |= {"nbformat": 3, "nbformat_minor": 0, "worksheets": [sheet]}
    assert "another, older format" in assert_solved(json.dumps(notebook).encode(), notes=1)


def test_a_format_of_the_future_is_read_as_far_as_it_is_known() -> None:
    work = Work.solved()
    work.notebook["nbformat"] = 5
    assert "another, newer format" in assert_solved(work.bytes(), notes=1)


def test_a_bare_list_of_cells_is_read() -> None:
    assert_solved(json.dumps(Work.solved().cells).encode())


def test_metadata_that_is_gone_is_made_up_for_by_ids_and_text() -> None:
    for kept in ({"ids": False}, {"marks": False}, {}):
        work = Work.solved().without_names(**kept)
        said = assert_solved(work.bytes(), notes=0 if kept == {"marks": False} else None)
        assert ("lost the metadata" in said) == (kept != {"marks": False})


def test_an_answer_without_name_or_definition_is_known_by_its_place() -> None:
    work = Work(double="import operator", halve=HALVE).without_names()
    mended = work.mended()
    assert answer(mended, "double") == "import operator"
    assert "the cell above its check was taken for it" in words(mended)


@pytest.mark.parametrize("value", [None, 7, True, "text", [], {}, [None], {"nbgrader": None}])
@pytest.mark.parametrize("key", ["metadata", "id", "outputs", "attachments", "execution_count"])
def test_what_stands_beside_the_source_may_be_anything(key: str, value: Any) -> None:
    work = Work.solved()
    for cell in work.cells:
        cell[key] = value
    assert_solved(work.bytes())


@pytest.mark.parametrize("value", [None, 7, True, {}, [], [None, 3], float("nan")])
def test_a_source_that_is_no_text_is_no_answer(value: Any) -> None:
    work = Work.solved()
    work["double"]["source"] = value
    mended = work.mended()
    assert answer(mended, "halve") == HALVE
    assert DOUBLE not in answer(mended, "double")
    assert_can_be_graded(mended, release())


def test_entries_that_are_no_cells_are_left_out() -> None:
    work = Work.solved()
    work.cells[2:2] = [None, 3, "text", []]  # type: ignore[list-item]
    assert "4 entries" in assert_solved(work.bytes(), notes=1)


def test_what_is_whole_of_a_file_that_was_cut_off_is_read() -> None:
    data = Work.solved().bytes()
    mended = mend_bytes(data[: data.index(b'"id": "halve"') + 50])
    assert mended.readable
    assert answer(mended, "double") == DOUBLE
    assert "damaged or cut off" in words(mended)
    assert_can_be_graded(mended, release())


def test_what_is_whole_around_a_conflict_of_versions_is_read() -> None:
    text = json.dumps(Work.solved().notebook, indent=1)
    at = text.index('  {\n   "id": "between"')
    data = text[:at] + "<<<<<<< HEAD\n" + text[at:]
    assert "damaged or cut off" in assert_solved(data.encode())


def test_a_notebook_in_an_archive_is_taken_out() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("__MACOSX/._numbers.ipynb", b"junk")
        archive.writestr("work/numbers.ipynb", Work.solved().bytes())
    assert "zip archive" in assert_solved(buffer.getvalue(), notes=1)


@pytest.mark.parametrize("mark", ["# %%", "# In[3]:"])
def test_an_exported_script_is_read(mark: str) -> None:
    parts = ["#!/usr/bin/env python"]
    for cell in Work.solved().cells:
        source = cell["source"]
        if cell["cell_type"] == "markdown":
            parts.append("# %% [markdown]\n" + "\n".join(f"# {s}" for s in source.split("\n")))
        else:
            parts.append(f"{mark}\n{source}")
    assert "Python script" in assert_solved("\n\n".join(parts).encode())


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("numbers.ipynb", b" " * 30_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the file is empty"),
        (b" \n\0", "the file is empty"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"cells":' * 100_000, "nested too deeply"),
        (b"[]," * 1_000_001, "more than a million objects"),
        (b"<!DOCTYPE html><p>Numbers", "a web page"),
        (b"%PDF-1.7 \xff\xfe", "it is no notebook"),
        (b'{"cells": [{"cell_type": "co', "before its first whole cell"),
        (b'{"cells": null}', "holds no cells"),
        (b"{}", "holds no cells"),
        (b"[1, 2]", "holds no cells"),
        (b"NaN", "holds no cells"),
        (b'{"cells": ' + b"9" * 5000, "before its first whole cell"),
        (b"PK\x03\x04 and no more", "can't be opened"),
        (_bomb(), "larger than 20 MB"),
        (b" " * 20_000_001, "larger than 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_notebook_leaves_the_release_and_says_why(data: bytes, why: str) -> None:
    mended = mend_bytes(data)
    assert not mended.readable
    assert why in words(mended)
    assert mended.cells == mend_bytes(None).cells
    assert [cell.source for cell in mended.cells] == [cell.source for cell in release().cells]


def test_a_missing_notebook_leaves_the_release() -> None:
    mended = mend_bytes(None)
    assert not mended.readable
    assert_can_be_graded(mended, release())
