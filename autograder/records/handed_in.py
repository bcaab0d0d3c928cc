"""The files of a submission, as far as they can be trusted to be files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path, PurePath

from nbgrader.utils import parse_utc

TIMESTAMP = "timestamp.txt"
_LONGEST_ID = 128  # nbgrader.api.Student.id
_LONGEST_TIMESTAMP = 200
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def unfit_id(student: str) -> str:
    """Say why a folder's name can't be a student's id in a gradebook; "" where it can."""
    try:
        student.encode("utf-8")
    except UnicodeEncodeError:
        return "its name is not UTF-8 text"
    if len(student) > _LONGEST_ID:
        return f"its name is longer than the {_LONGEST_ID} characters that nbgrader keeps"
    return ""


def regular_files(folder: Path, ignored: Sequence[str] = ()) -> Iterator[PurePath]:
    """List the regular files below a folder, in order, as paths relative to it.

    Nothing is reached through a symbolic link; names that match a pattern of `ignored` are left
    out, and so is all that a folder of such a name holds (as `CourseDirectory.ignore` asks).
    """
    yield from _below(folder, PurePath(), ignored)


def _below(folder: Path, inside: PurePath, ignored: Sequence[str]) -> Iterator[PurePath]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if any(fnmatch(entry.name, pattern) for pattern in ignored):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name, inside / entry.name, ignored)
        elif entry.is_file(follow_symlinks=False):
            yield inside / entry.name


def read_regular(path: Path, limit: int) -> bytes | None:
    """Read a regular file of at most `limit` bytes; None where it is anything else."""
    try:
        descriptor = os.open(path, _OPEN | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            return None
        return file.read(limit)


def timestamp_of(folder: Path) -> datetime | None:
    """Read when a submission was handed in (UTC) from its timestamp.txt, as nbgrader does.

    None where there is no such file, or nothing in it that is a time.
    """
    content = read_regular(folder / TIMESTAMP, _LONGEST_TIMESTAMP)
    text = (content or b"").decode("utf-8", "replace").strip()
    try:
        return parse_utc(text) if text else None
    except (ValueError, OverflowError, TypeError):
        return None
