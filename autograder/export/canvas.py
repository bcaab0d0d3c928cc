"""Canvas: the CSV file of its gradebook, filled or new.

The format is what Canvas itself exports: a row of titles (Student or LastName and FirstName, ID,
SIS User ID, SIS Login ID, Integration ID, Root Account, Section, then assignments as
`Title (id)`, then totals), a row that may say which assignments are posted by hand, a row
`    Points Possible`, and a row for each student. Totals say `(read only)` in that row. `EX` is an
excused student, `N/A` one whom the assignment isn't given to. Source: gradebook_exporter.rb and
gradebook_importer.rb in Canvas' repository (github.com/instructure/canvas-lms, lib/).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.export.errors import ExportError
from autograder.export.filled import Filled, remarks_on
from autograder.export.matching import Matches, match
from autograder.export.scale import factor, points_possible
from autograder.export.sheet import Row, Sheet
from autograder.export.table import Value, as_csv, number
from autograder.records.scores import Student, Submission

IDENTITIES = ("SIS Login ID", "SIS User ID", "Integration ID", "ID")
_POINTS = "points possible"
_READ_ONLY = "(read only)"
_KEPT = ("EX", "N/A")
_ID = re.compile(r" \(\d+\)$")


def new_canvas(chapters: Sequence[Sequence[Submission]]) -> str:
    """Write a file for Canvas from nothing; Canvas asks what its new assignments are to be.

    Every element of `chapters` holds one chapter's scores of the same students.
    """
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    points: list[Value] = ["    Points Possible", None, None, None, None]
    students = [submission.student for submission in chapters[0]]
    rows: list[list[Value]] = [[_name(s), s.lms_user_id, None, s.id, None] for s in students]
    for submissions in chapters:
        header.append(submissions[0].chapter if submissions else "")
        points.append(submissions[0].max_score if submissions else None)
        for row, submission in zip(rows, submissions, strict=True):
            row.append(submission.score if submission.submitted else None)
    return as_csv(header, [points, *rows])


def _name(student: Student) -> str:
    return ", ".join(filter(None, [student.last_name, student.first_name])) or student.id


def fill_canvas(
    sheet: Sheet, chapters: Sequence[Sequence[Submission]], title: str = "", scale: bool = False
) -> Filled:
    """Fill a file that Canvas exported; a chapter without a column there gets a new one.

    `title` is the column's title where it isn't the chapter's name; then there is one chapter.

    Raises ExportError where the sheet isn't Canvas' or has another number of points.
    """
    points = _points_row(sheet)
    columns = [c for name in IDENTITIES if (c := sheet.column(name)) is not None]
    if points is None or not columns:
        raise ExportError(
            "The sheet is not one of Canvas: it needs a row `Points Possible` and a column "
            f"{', '.join(IDENTITIES[:-1])} or {IDENTITIES[-1]}. In Canvas, choose Grades > Export."
        )
    start = sheet.rows.index(points) + 1
    students = [submission.student for submission in chapters[0]]
    matches = match(sheet.rows[start:], columns, students)
    handed_in = {s.student.id for submissions in chapters for s in submissions if s.submitted}
    filled = Filled(b"", remarks=remarks_on(matches, handed_in, _strangers(matches)))
    for submissions in chapters:
        _fill_column(sheet, points, matches, submissions, title, scale, filled)
    filled.content = sheet.content()
    return filled


def _points_row(sheet: Sheet) -> Row | None:
    """Find the row of points: the second, or the third where assignments are posted by hand."""
    rows = sheet.rows[1:4]
    return next((r for r in rows if r.value(0).strip().casefold() == _POINTS), None)


def _fill_column(
    sheet: Sheet,
    points: Row,
    matches: Matches,
    submissions: Sequence[Submission],
    title: str,
    scale: bool,
    filled: Filled,
) -> None:
    chapter, most = submissions[0].chapter, submissions[0].max_score
    column = _column(sheet, title or chapter)
    if column is None:
        column = _new_column(sheet, points, title or chapter, most)
    times = factor(points_possible(points.value(column)), most, chapter, scale)
    comma = "," in points.value(column)
    kept = []
    for submission in submissions:
        row = matches.rows.get(submission.student.id)
        if row is None or not submission.submitted:
            continue
        if row.value(column).strip().upper() in _KEPT:
            kept.append(f"{submission.student.id} ({row.value(column).strip()})")
            continue
        sheet.fill(row, column, number(submission.score * times, comma))
        filled.grades += 1
    if kept:
        filled.remarks.append(f"{chapter}: excused or not assigned in Canvas: {', '.join(kept)}.")


def _column(sheet: Sheet, title: str) -> int | None:
    titles = [_ID.sub("", t.strip()).casefold() for t in sheet.header]
    wanted = _ID.sub("", title).casefold()
    if titles.count(wanted) > 1:
        return sheet.column(title)  # then it takes the title with its id to tell which is meant
    return titles.index(wanted) if wanted in titles else None


def _new_column(sheet: Sheet, points: Row, title: str, most: float) -> int:
    """Put a new assignment before the totals, which Canvas doesn't read."""
    width = len(sheet.header)
    totals = (i for i in range(width) if points.value(i).strip().casefold() == _READ_ONLY)
    place = next(totals, width)
    sheet.insert_column(place)
    sheet.fill(sheet.rows[0], place, title)
    sheet.fill(points, place, number(most))
    return place


def _strangers(matches: Matches) -> list[str]:
    names = [row.value(0).strip() for row in matches.rows_alone]
    return [name for name in names if name and name.casefold() not in ("student, test",)]
