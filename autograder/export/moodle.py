"""Moodle: the offline grading worksheet of one assignment, filled.

Moodle reads the columns `Identifier`, `Grade` and `Last modified (grade)`, and feedback where
there is any; it finds the student by the number in `Identifier`, and by default leaves alone a
grade that was changed in Moodle after the worksheet was downloaded. So nothing but `Grade` is
touched here. Source: importgradeslib.php in Moodle's repository
(github.com/moodle/moodle, mod/assign/feedback/offline/).
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.export.errors import ExportError
from autograder.export.filled import Filled, remarks_on
from autograder.export.matching import match
from autograder.export.scale import factor, points_possible
from autograder.export.sheet import Row, Sheet
from autograder.export.table import number
from autograder.records.scores import Submission

IDENTITIES = ("Username", "ID number", "Email address", "Identifier", "Full name")
_LOCKED = "no"


def fill_moodle(
    sheet: Sheet, submissions: Sequence[Submission], title: str = "", scale: bool = False
) -> Filled:
    """Fill the grades of a chapter into the worksheet.

    `title` is the title of the column of grades where it isn't `Grade`, as in other languages.

    Raises ExportError where the sheet isn't Moodle's or has another maximum grade.
    """
    column = sheet.column(title or "Grade")
    columns = [c for name in IDENTITIES if (c := sheet.column(name)) is not None]
    if column is None or not columns:
        raise ExportError(
            f"The sheet has no column {title or 'Grade'!r}, or none that says who is who "
            f"({', '.join(IDENTITIES)}). In Moodle, choose Download grading worksheet; in another "
            "language than English, name the column with --column."
        )
    matches = match(sheet.rows[1:], columns, [s.student for s in submissions])
    names = [" ".join(filter(None, (row.value(c) for c in columns))) for row in matches.rows_alone]
    handed_in = {s.student.id for s in submissions if s.submitted}
    filled = Filled(b"", remarks=remarks_on(matches, handed_in, filter(None, names)))
    maximum, locked = sheet.column("Maximum Grade"), sheet.column("Grade can be changed")
    kept = []
    for submission in submissions:
        row = matches.rows.get(submission.student.id)
        if row is None or not submission.submitted:
            continue
        if locked is not None and row.value(locked).strip().casefold() == _LOCKED:
            kept.append(submission.student.id)
            continue
        sheet.fill(row, column, _grade(row, maximum, submission, scale))
        filled.grades += 1
    if kept:
        filled.remarks.append(f"Moodle says that these grades can't be changed: {', '.join(kept)}.")
    filled.content = sheet.content()
    return filled


def _grade(row: Row, maximum: int | None, submission: Submission, scale: bool) -> str:
    stated = "" if maximum is None else row.value(maximum)
    times = factor(points_possible(stated), submission.max_score, submission.chapter, scale)
    return number(submission.score * times, comma="," in stated)
