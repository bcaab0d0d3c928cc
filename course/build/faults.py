"""Faults of authored text: what is wrong, in which file and line, and what to do."""

from __future__ import annotations

from pathlib import Path


class AuthoringError(Exception):
    """A fault that an author can mend. Its text is `file:line: what; remedy`."""

    def __init__(self, path: Path, line: int, what: str, remedy: str) -> None:
        super().__init__(f"{_short(path)}:{line}: {what} {remedy}")
        self.path, self.line, self.what, self.remedy = path, line, what, remedy


def _short(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def line_of(text: str, needle: str) -> int:
    """Give the number of the first line of `text` that contains `needle`, or 1."""
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if needle in line), 1)
