"""Which row of another system's sheet is which student."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from autograder.export.sheet import Row
from autograder.records.scores import Student


@dataclass
class Matches:
    """Rows with the student that each is of; and what found no partner.

    `doubtful` are students that could be more than one row, or whose row could be another
    student's: none of them has a row.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    rows_alone: list[Row] = field(default_factory=list)
    students_alone: list[Student] = field(default_factory=list)
    doubtful: list[Student] = field(default_factory=list)


def match(rows: Iterable[Row], columns: Sequence[int], students: Iterable[Student]) -> Matches:
    """Match rows and students by what the columns hold, the first column first.

    A student is known by the gradebook's id, the id in the learning system, or the email
    address; and, where nothing else fits, by an id that is the address up to its @. Case doesn't
    count.
    """
    found = Matches(rows_alone=list(rows), students_alone=list(students))
    for names, read in ((_names, _same), (_ids, _before_at)):
        for column in columns:
            _match(found, column, names, read)
    return found


def _match(
    found: Matches,
    column: int,
    names: Callable[[Student], set[str]],
    read: Callable[[str], str],
) -> None:
    by_name: dict[str, list[Student]] = defaultdict(list)
    for student in found.students_alone:
        for name in names(student) - {""}:
            by_name[name].append(student)
    by_value: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows_alone:
        by_value[read(row.value(column))].append(row)
    for value in by_name.keys() & by_value.keys():
        of_name, of_value = by_name[value], by_value[value]
        if len(of_name) == len(of_value) == 1 and of_name[0].id not in found.rows:
            found.rows[of_name[0].id] = of_value[0]
        else:
            found.doubtful += of_name
    doubtful = {student.id for student in found.doubtful}
    for id_ in doubtful & found.rows.keys():
        del found.rows[id_]
    taken = {id(row) for row in found.rows.values()}
    found.rows_alone = [row for row in found.rows_alone if id(row) not in taken]
    settled = doubtful | found.rows.keys()
    found.students_alone = [s for s in found.students_alone if s.id not in settled]


def _names(student: Student) -> set[str]:
    return {_same(name) for name in (student.id, student.lms_user_id, student.email)}


def _ids(student: Student) -> set[str]:
    return {_same(student.id)}


def _same(name: str) -> str:
    return name.strip().casefold()


def _before_at(value: str) -> str:
    name, at, _ = _same(value).partition("@")
    return name if at else ""
