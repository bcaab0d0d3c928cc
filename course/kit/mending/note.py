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
