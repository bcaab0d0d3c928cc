"""Walking a folder that a student filled: no link is followed, and nothing but files is opened.

Every step opens relative to the folder opened before, so that a name can't lead outside.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DEEPEST = 8
MOST_ENTRIES = 5_000
"""So many names are looked at in a submission, in all its folders together."""

_LEFT_OUT = ("__pycache__", "__MACOSX", "node_modules")
_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True)
class Found:
    """A name in the folder: its steps from the top, whether it is a plain file, and its size."""

    steps: tuple[str, ...]
    is_file: bool
    size: int

    @property
    def name(self) -> str:
        """The last step."""
        return self.steps[-1]

    @property
    def path(self) -> str:
        """The steps, joined as POSIX does."""
        return "/".join(self.steps)


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    """Open a folder, which must not be a link itself. Raises OSError where that is not possible."""
    descriptor = os.open(folder, _FOLDER_FLAGS)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def walk(folder: int) -> tuple[list[Found], bool]:
    """List what lies in an open folder and below, in the order of names.

    Hidden names are left out, and folders that programs leave behind. The second result tells
    whether anything was left out for the sake of the limits.
    """
    found: list[Found] = []
    limits = _Limits(MOST_ENTRIES)
    _walk(folder, (), found, limits)
    return found, limits.hit


def look(folder: int, name: str) -> Found | None:
    """Look at one name in an open folder; None where there is none."""
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except (OSError, ValueError):
        return None
    return Found((name,), stat.S_ISREG(status.st_mode), status.st_size)


@dataclass
class _Limits:
    left: int
    hit: bool = False


def _walk(folder: int, steps: tuple[str, ...], found: list[Found], limits: _Limits) -> None:
    inner = []
    for name in _names(folder, limits):
        try:
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISDIR(status.st_mode):
            inner.append(name)
        else:
            is_file = stat.S_ISREG(status.st_mode)
            found.append(Found((*steps, name), is_file, status.st_size))
    for name in inner:
        if len(steps) + 1 >= DEEPEST:
            limits.hit = True
            continue
        with suppress(OSError):
            descriptor = os.open(name, _FOLDER_FLAGS, dir_fd=folder)
            try:
                _walk(descriptor, (*steps, name), found, limits)
            finally:
                os.close(descriptor)


def _names(folder: int, limits: _Limits) -> list[str]:
    names = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if limits.left == 0:
                limits.hit = True
                break
            limits.left -= 1
            if not entry.name.startswith(".") and entry.name not in _LEFT_OUT:
                names.append(entry.name)
    return sorted(names)


def read(folder: int, found: Found, largest: int) -> bytes | None:
    """Read a file of at most `largest` bytes; None where it is none or larger, or can't be read."""
    if not found.is_file or found.size > largest:
        return None
    with suppress(OSError):
        descriptor = _open(folder, found.steps)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return None
            data = file.read(largest + 1)
            return data if len(data) <= largest else None
    return None


def _open(folder: int, steps: tuple[str, ...]) -> int:
    *outer, name = steps
    at = os.dup(folder)
    try:
        for step in outer:
            inside = os.open(step, _FOLDER_FLAGS, dir_fd=at)
            os.close(at)
            at = inside
        return os.open(name, _FILE_FLAGS, dir_fd=at)
    finally:
        os.close(at)
