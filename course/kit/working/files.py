"""Writing files so that each is at every moment the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from course.kit.words import KEPT


def put(path: Path, data: bytes) -> None:
    """Write `data` to `path`, with the folders above it.

    The file's permissions stay. Raises OSError, and leaves what was there, where it can't.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def keep_copy(path: Path, now: datetime | None = None) -> Path:
    """Copy a student's file into `kept/` beside it, as `keep_bytes` does; give the copy's path."""
    return keep_bytes(path, path.read_bytes(), now)


def keep_bytes(path: Path, data: bytes, now: datetime | None = None) -> Path:
    """Write `data` to a dated name in `kept/` beside `path` that no file has yet, and give it."""
    folder = path.parent / KEPT
    folder.mkdir(parents=True, exist_ok=True)
    stamp = (now or datetime.now()).strftime("%Y-%m-%d-%H%M%S")
    for number in itertools.count(1):
        again = f"-{number}" if number > 1 else ""
        kept = folder / f"{path.stem}-kept-{stamp}{again}{path.suffix}"
        try:
            with kept.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        return kept
    raise AssertionError  # pragma: no cover


def why_not_writable(folder: Path) -> OSError | None:
    """Say why nothing can be written in `folder`, which exists; None where something can."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error
