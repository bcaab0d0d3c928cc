"""How far somebody is, what comes next, and the start page that says so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from front_end import CHAPTERS

from course.kit.progress import write_start_page
from course.kit.progress.contents import chapters_in, find_working_folder
from course.kit.progress.keeping import LOCK, RECORD, keep
from course.kit.progress.page import START, start_page
from course.kit.progress.record import Attempt, with_check, with_hint
from course.kit.progress.standing import Standing, standing_in, state

TENSORS, ALGEBRA = CHAPTERS
SUMS, PRODUCTS = "ch91_sums", "ch92_products"
AT = "2026-11-29T19:00:00+00:00"


def check(working: Path, name: str, agreed: int, chapter: str = SUMS) -> None:
    verdict = "passed" if agreed == 5 else "failed"
    attempt = Attempt(verdict, agreed, 5, 2.0 if agreed == 5 else 0.5, AT)
    keep(working, lambda p: with_check(p, chapter, name, attempt))


def next_of(found: Standing) -> tuple[str, str] | None:
    return (found.next[0].name, found.next[1].name) if found.next else None


def test_what_the_head_of_a_file_tells_is_what_all_of_it_tells(working: Path) -> None:
    head = chapters_in(working)
    for chapter in CHAPTERS:
        path = working / chapter / "checks.json"
        node = json.loads(path.read_text(encoding="utf-8"))
        del node["contents"]
        path.write_text(json.dumps(node), encoding="utf-8")
    assert chapters_in(working) == head
    assert head[0].title == "Making and changing tensors"
    assert "join_rows" in [entry.name for entry in head[0].exercises]


def test_a_chapter_that_cannot_be_read_is_left_out_and_a_copy_counts_once(working: Path) -> None:
    shutil.copytree(working / TENSORS, working / "a copy")
    (working / ALGEBRA / "checks.json").write_text("{", encoding="utf-8")
    assert [contents.folder.name for contents in chapters_in(working)] == [TENSORS]


def test_the_working_folder_is_found_from_where_a_student_stands(working: Path) -> None:
    for start in (working, working.parent, working / TENSORS):
        assert find_working_folder(start) == working.resolve()
    assert find_working_folder(Path(working.anchor) / "nowhere") is None


def test_one_begins_with_the_first_and_goes_on_after_what_was_new(small: Path) -> None:
    assert next_of(standing_in(small)) == (SUMS, "add_one")
    check(small, "add_two", 1)
    assert next_of(standing_in(small)) == (SUMS, "add_two")
    check(small, "add_two", 5)
    assert next_of(standing_in(small)) == (SUMS, "add_up")
    check(small, "add_up", 5)
    assert next_of(standing_in(small)) == (SUMS, "add_one")
    check(small, "add_one", 5)
    assert next_of(standing_in(small)) == (PRODUCTS, "double")
    for name in ("double", "halve", "sq"):
        check(small, name, 5, PRODUCTS)
    assert next_of(standing_in(small)) is None
    assert "All exercises are passed" in start_page(standing_in(small))


def test_each_state_is_said_in_words(small: Path) -> None:
    check(small, "add_one", 5)
    check(small, "add_one", 3)
    check(small, "add_two", 3)
    keep(small, lambda p: with_hint(p, SUMS, "add_up", 3))
    check(small, "double", 5, PRODUCTS)
    found = standing_in(small)
    assert [state(done) for chapter in found.chapters for _entry, done in chapter.done] == [
        "passed, but its last check was not right",
        "not right yet, 3 of 5 cases agree",
        "not attempted, 1 hint read",
        "passed",
        "not attempted",
        "not attempted",
    ]
    assert (found.passed, found.points) == (2, 4.5)


def test_the_page_reads_well(small: Path, golden: Callable[[str, str], None]) -> None:
    golden("start-untouched.md", start_page(standing_in(small)))
    check(small, "add_one", 5)
    check(small, "add_two", 2)
    golden("start-begun.md", start_page(standing_in(small)))


def test_links_lead_to_the_notebooks_also_from_folders_with_spaces(working: Path) -> None:
    (working / TENSORS).rename(working / "my tensors")
    assert "](my%20tensors/ch02_tensor_ops.ipynb)" in start_page(standing_in(working))


def test_a_page_that_was_edited_is_kept_under_a_dated_name(working: Path) -> None:
    assert write_start_page(working)
    path = working / START
    written = path.read_text(encoding="utf-8")
    check(working, "join_rows", 5, TENSORS)
    assert write_start_page(working)
    assert list(working.glob("START-kept-*.md")) == []
    path.write_text(written.replace("Begin with", "My notes: begin with"), encoding="utf-8")
    assert write_start_page(working)
    (kept,) = working.glob("START-kept-*.md")
    assert "My notes" in kept.read_text(encoding="utf-8")
    assert "My notes" not in path.read_text(encoding="utf-8")


def test_where_there_is_nothing_to_tell_no_page_is_written(tmp_path: Path, working: Path) -> None:
    assert not write_start_page(tmp_path / "nothing")
    (working / RECORD).write_text('{"format": 99}', encoding="utf-8")
    assert not write_start_page(working)
    assert not (working / START).exists()


def test_where_the_page_cannot_be_written_that_is_said(
    working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert not write_start_page(working)


def test_while_another_writes_the_page_waits_or_is_left_to_it(small: Path) -> None:
    with FileLock(small / LOCK):
        assert not write_start_page(small)
    assert write_start_page(small)
