"""Why the course can't be opened, in words."""

from __future__ import annotations

from course.kit.language import _


class Trouble(Exception):  # noqa: N818 - it is the reader's, and read as such
    """What stopped the opening (`cause`), and what to do about it (`remedy`); sentences."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        return _("What happened: {cause}\nWhat to do: {remedy}").format(
            cause=self.cause, remedy=self.remedy
        )
