"""Keeping the record: one JSON file in the working folder, for several notebooks at once.

The file is only replaced whole, under a lock that ends with its process. What can't be written
(a folder that is read-only, a file that a newer version of the course wrote) is kept in memory
until it can be, or until the kernel ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from course.kit.progress.record import FORMAT, Progress, from_json, to_json

RECORD = "course-progress.json"
BACKUP = ".course-progress.backup.json"
LOCK = ".course-progress.lock"

Change = Callable[[Progress], Progress]

_LOCK_SECONDS = 0.1
_POLL_SECONDS = 0.002
_REPLACE_TRIES = 5

_waiting: dict[Path, list[Change]] = {}
_backed_up: set[Path] = set()


class NewerProgressError(ValueError):
    """The record was written by a newer version of the course, and stays as it is."""


def read_progress(folder: Path) -> Progress:
    """Read the record of a working folder, with what waits in memory; empty where there is none.

    A damaged file counts as its backup does. Raises NewerProgressError, and OSError where the
    file can't be opened.
    """
    return _applied(_read(folder), _waiting.get(folder, []))


def keep(folder: Path, change: Change) -> tuple[Progress, Progress]:
    """Change the record of a working folder; give it as it was before, and as it is now.

    Nothing is raised where the file can't be read or written: then the change waits in memory.
    """
    waiting = _waiting.setdefault(folder, [])
    try:
        with FileLock(folder / LOCK, timeout=_LOCK_SECONDS, poll_interval=_POLL_SECONDS):
            before = _applied(_read(folder, mend=True), waiting)
            after = change(before)
            _write(folder, after)
        waiting.clear()
    except (OSError, Timeout, ValueError, NotImplementedError):
        before = _applied(_as_far_as_readable(folder), waiting)
        after = change(before)
        waiting.append(change)
    return before, after


def _applied(progress: Progress, changes: list[Change]) -> Progress:
    for change in changes:
        progress = change(progress)
    return progress


def _as_far_as_readable(folder: Path) -> Progress:
    try:
        return _read(folder)
    except (OSError, ValueError):
        return Progress()


def _read(folder: Path, *, mend: bool = False) -> Progress:
    """Read the file, or its backup where it is damaged; then `mend` moves the damaged one aside."""
    path = folder / RECORD
    try:
        return _parsed(path)
    except FileNotFoundError:
        return Progress()
    except NewerProgressError:
        raise
    except ValueError:
        if mend:
            stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
            os.replace(path, folder / f"course-progress-damaged-{stamp}.json")
    with contextlib.suppress(OSError, ValueError):
        return _parsed(folder / BACKUP)
    return Progress()


def _parsed(path: Path) -> Progress:
    node = json.loads(path.read_text(encoding="utf-8"))
    found = node.get("format") if isinstance(node, dict) else None
    if isinstance(found, int) and found > FORMAT:
        raise NewerProgressError(f"{path} has format {found}; this version reads {FORMAT}.")
    return from_json(node)


def _write(folder: Path, progress: Progress) -> None:
    path = folder / RECORD
    if folder not in _backed_up:
        # Replacing protects from a process that is killed. When a machine loses its power, a file
        # that was just written may come back empty; then the one of the last session is there.
        if path.exists():
            shutil.copyfile(path, folder / BACKUP)
        _backed_up.add(folder)
    text = json.dumps(to_json(progress), indent=1, ensure_ascii=False)
    replace_whole(path, text + "\n")


def replace_whole(path: Path, text: str) -> None:
    """Write a file so that it is at every moment the old one or the new one, whole.

    Raises OSError where it can't be written.
    """
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            os.replace(part, path)
        except PermissionError:
            # On Windows, while another program has the file open.
            if not tries_left:
                raise
            time.sleep(0.01)
        else:
            return
