"""What filling a sheet came to: its content, and what an instructor should know of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.export.matching import Matches

_NAMED = 10


@dataclass
class Filled:
    """A file to be written, how many grades are in it, and remarks in sentences."""

    content: bytes
    grades: int = 0
    remarks: list[str] = field(default_factory=list)


def remarks_on(matches: Matches, handed_in: set[str], row_names: Iterable[str]) -> list[str]:
    """Say who was found on one side only, or on too many places.

    `handed_in` are the students who handed something in: of others no grade is missing.
    `row_names` name the sheet's rows that belong to nobody in the gradebook.
    """
    missing = [s.id for s in matches.students_alone if s.id in handed_in]
    doubtful = [student.id for student in matches.doubtful]
    remarks = []
    if missing:
        remarks.append(
            f"Not in the sheet, so not handed over: {named(missing)}. Add the sheet's id or the "
            "email address to the student in formgrader (Manage Students)."
        )
    if doubtful:
        remarks.append(
            f"More than one row or student has the same name, so left out: {named(doubtful)}."
        )
    unknown = list(row_names)
    if unknown:
        remarks.append(f"Not in the gradebook, so left as they were: {named(unknown)}.")
    return remarks


def named(names: list[str]) -> str:
    """List names, the first few of many."""
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown
