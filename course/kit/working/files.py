"""Writing files so that each is at every moment the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path


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
    """Copy a student's file beside itself under a dated name that was free; give that path."""
    stamp = (now or datetime.now()).strftime("%Y-%m-%d-%H%M%S")
    number = 1
    while True:
        again = f"-{number}" if number > 1 else ""
        copy = path.with_name(f"{path.stem}-kept-{stamp}{again}{path.suffix}")
        try:
            with copy.open("xb") as file:
                file.write(path.read_bytes())
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            number += 1
        else:
            return copy


def why_not_writable(folder: Path) -> OSError | None:
    """Say why nothing can be written in `folder`, which exists; None where something can."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error
