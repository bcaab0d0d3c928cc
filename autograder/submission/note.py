"""Notes: what was found in a submission and what was done about it, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """One repair or oddity; student and instructor read it.

    `text` says what was found and what was done about it. `exercise` is the exercise that it is
    about, or "".
    """

    text: str
    exercise: str = ""


def counted(count: int, one: str, many: str) -> str:
    """Write a count with its noun: "1 cell", "3 cells"."""
    return f"{count} {one if count == 1 else many}"
