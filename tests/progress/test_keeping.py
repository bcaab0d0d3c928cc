"""The record on disk: several writers, a writer that is killed, and files that can't be used."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from course.kit.progress import keeping
from course.kit.progress.keeping import (
    BACKUP,
    LOCK,
    RECORD,
    NewerProgressError,
    keep,
    read_progress,
)
from course.kit.progress.record import Progress, with_hint

CHAPTER = "ch02_tensor_ops"

WRITER = """
import sys
from pathlib import Path
from course.kit.progress.keeping import keep
from course.kit.progress.record import with_hint
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    before, after = keep(folder, lambda p: with_hint(p, "ch02_tensor_ops", name, 10**6))
    print(after.of("ch02_tensor_ops", name).hints, flush=True)
"""


def start(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def give(folder: Path, name: str = "join_rows") -> int:
    _before, after = keep(folder, lambda p: with_hint(p, CHAPTER, name, 10**6))
    return after.of(CHAPTER, name).hints


def hints(folder: Path, name: str = "join_rows") -> int:
    return read_progress(folder).of(CHAPTER, name).hints


def restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this process holds in memory, as a new kernel has."""
    monkeypatch.setattr(keeping, "_waiting", {})
    monkeypatch.setattr(keeping, "_backed_up", set())


def test_two_notebooks_at_once_lose_nothing_of_each_other(working: Path) -> None:
    writers = [start(working, name, 60) for name in ("join_rows", "add_into")]
    for writer in writers:
        _out, err = writer.communicate(timeout=120)
        assert (writer.returncode, err) == (0, "")
    assert [hints(working, name) for name in ("join_rows", "add_into")] == [60, 60]


def test_a_writer_that_is_killed_leaves_a_whole_record_with_all_that_it_had_kept(
    working: Path,
) -> None:
    chance = random.Random(17)
    for _ in range(6):
        writer = start(working, "join_rows", 10**6)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        writer.kill()
        out, _err = writer.communicate()
        said = [int(line) for line in out.split("\n")[:-1] if line]
        found = json.loads((working / RECORD).read_text(encoding="utf-8"))
        kept = found["exercises"][CHAPTER]["join_rows"]["hints"]
        # It may have been killed between keeping and saying so.
        assert not said or said[-1] <= kept <= said[-1] + 1
        assert give(working) == kept + 1


def test_while_another_holds_the_lock_a_change_waits_in_memory_and_is_written_later(
    working: Path,
) -> None:
    give(working)
    with FileLock(working / LOCK):
        began = time.perf_counter()
        assert give(working) == 2
        assert time.perf_counter() - began < 1
        assert hints(working) == 2
        assert json.loads((working / RECORD).read_text())["exercises"][CHAPTER]["join_rows"] == {
            "attempts": 0,
            "hints": 1,
        }
    assert give(working) == 3
    assert json.loads((working / RECORD).read_text())["exercises"][CHAPTER]["join_rows"][
        "hints"
    ] == (3)


def test_where_nothing_can_be_written_the_session_still_remembers(
    working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(Path, "write_text", refuse)
    assert [give(working), give(working), hints(working)] == [1, 2, 2]
    monkeypatch.undo()
    assert not (working / RECORD).exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_read_only_folder_is_one_of_these(working: Path) -> None:
    working.chmod(0o500)
    try:
        assert [give(working), give(working)] == [1, 2]
    finally:
        working.chmod(0o700)


@pytest.mark.parametrize(
    "text", ["", "{", "\0" * 400, "[]", '{"format": 1, "exercises": []}', '{"format": "new"}']
)
def test_a_damaged_record_is_moved_aside_and_its_backup_serves(
    text: str, working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(working)
    restart(monkeypatch)
    give(working)  # the first change of a session keeps what was there before
    (working / RECORD).write_text(text, encoding="utf-8")
    restart(monkeypatch)
    assert hints(working) == 1
    assert give(working) == 2
    (damaged,) = working.glob("course-progress-damaged-*.json")
    assert damaged.read_text(encoding="utf-8") == text
    assert hints(working) == 2


def test_without_a_backup_a_damaged_record_begins_anew(working: Path) -> None:
    (working / RECORD).write_bytes(b"\xff\xfe\x00")
    assert read_progress(working) == Progress()
    assert give(working) == 1


def test_a_record_that_was_deleted_begins_anew_whatever_the_backup_says(
    working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(working)
    restart(monkeypatch)
    give(working)
    assert (working / BACKUP).exists()
    (working / RECORD).unlink()
    assert give(working) == 1


def test_a_record_of_a_newer_version_stays_as_it_is(working: Path) -> None:
    newer = '{"format": 2, "more": "than is known here"}'
    (working / RECORD).write_text(newer, encoding="utf-8")
    assert [give(working), give(working)] == [1, 2]
    assert (working / RECORD).read_text(encoding="utf-8") == newer
    with pytest.raises(NewerProgressError, match="format 2"):
        read_progress(working)


def test_another_program_that_has_the_file_open_is_waited_for(
    working: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refused = os.replace, []

    def busy(source: Path, target: Path) -> None:
        if len(refused) < 2:
            refused.append(target)
            raise PermissionError(13, "used by another process")
        replace(source, target)

    monkeypatch.setattr(os, "replace", busy)
    assert give(working) == 1
    assert len(refused) == 2
    assert json.loads((working / RECORD).read_text())["format"] == 1


def test_keeping_and_showing_progress_need_no_torch() -> None:
    modules = "page, keeping, standing, shown"
    code = f"import sys; from course.kit.progress import {modules}; print('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
