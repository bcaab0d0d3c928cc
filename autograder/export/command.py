"""The command `autograder export`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from autograder.export.canvas import fill_canvas, new_canvas
from autograder.export.errors import ExportError
from autograder.export.filled import Filled
from autograder.export.grades import grades_csv
from autograder.export.gradescope import results_json
from autograder.export.moodle import fill_moodle
from autograder.export.sheet import Sheet
from autograder.records import Records, RecordsError, course_directory
from autograder.records.quizzes import quizzes
from autograder.records.scores import Submission, chapters_in, read_scores

FORMATS = ("csv", "canvas", "moodle", "gradescope")
_TARGETS = {"csv": "grades.csv", "canvas": "canvas.csv", "moodle": "moodle.csv"}


def add_options(parser: ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--format", choices=FORMATS, default="csv", help="for whom (csv)")
    parser.add_argument(
        "--chapter",
        action="append",
        default=[],
        metavar="CHAPTER",
        help="only this chapter; may be given more than once (all in the gradebook)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="where to write: a file, for gradescope a folder (grades.csv, canvas.csv, ...)",
    )
    parser.add_argument(
        "--sheet",
        type=Path,
        metavar="FILE",
        help="the CSV file to fill: Canvas' exported gradebook or Moodle's grading worksheet",
    )
    parser.add_argument(
        "--column",
        default="",
        metavar="TITLE",
        help="the title of the sheet's column to fill, where it isn't the chapter's name (canvas) "
        "or Grade (moodle)",
    )
    parser.add_argument(
        "--scale",
        action="store_true",
        help="turn the chapter's points into those that the sheet says are possible",
    )
    parser.add_argument(
        "--exercises", action="store_true", help="csv: a row for each exercise, not each chapter"
    )
    parser.add_argument(
        "--excel", action="store_true", help="csv: begin with the mark by which Excel knows UTF-8"
    )


def run(options: Namespace, root: Path = Path(), db_url: str = "") -> int:
    """Export the grades of the course in `root`; the exit code."""
    try:
        with Records(course_directory(root, db_url)) as records:
            filled, target = _export(records, options)
    except (ExportError, RecordsError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for remark in filled.remarks:
        print(remark, file=sys.stderr)
    noun = "grade" if filled.grades == 1 else "grades"
    print(f"{filled.grades} {noun} in {target}")
    return 0


def _export(records: Records, options: Namespace) -> tuple[Filled, Path]:
    with records.reading() as session:
        chapters = _chapters(session, options)
    if options.format == "gradescope":
        target = options.out or Path("gradescope")
        return _gradescope(records, chapters, target), target
    filled = _filled(chapters, options)
    target = options.out or Path(_TARGETS[options.format])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(filled.content)
    return filled, target


def _chapters(session: Session, options: Namespace) -> list[list[Submission]]:
    names = list(dict.fromkeys(options.chapter)) or chapters_in(session)
    found = []
    for name in names:
        scores = read_scores(session, name)
        if scores is None:
            raise ExportError(
                f"The gradebook has no chapter {name!r}; it has: "
                f"{', '.join(chapters_in(session)) or 'none'}. Grade it first."
            )
        found.append(scores)
    if not any(found):
        raise ExportError("The gradebook has no students. Grade a chapter first.")
    if len(found) != 1 and (options.format == "moodle" or options.column):
        raise ExportError("This fills one column. Name the chapter with --chapter.")
    return found


def _filled(chapters: Sequence[Sequence[Submission]], options: Namespace) -> Filled:
    submitted = sum(s.submitted for submissions in chapters for s in submissions)
    if options.format == "csv":
        together = [s for submissions in chapters for s in submissions]
        text = grades_csv(together, options.exercises, options.excel)
        return Filled(text.encode("utf-8"), submitted)
    if options.sheet is None and options.format == "canvas":
        return Filled(new_canvas(chapters).encode("utf-8"), submitted)
    if options.sheet is None:
        raise ExportError(
            "Moodle takes grades in its own worksheet. In the assignment, choose Download grading "
            "worksheet, and give that file with --sheet."
        )
    sheet = Sheet.read(options.sheet.read_bytes(), str(options.sheet))
    if options.format == "canvas":
        return fill_canvas(sheet, chapters, options.column, options.scale)
    return fill_moodle(sheet, chapters[0], options.column, options.scale)


def _gradescope(records: Records, chapters: Sequence[Sequence[Submission]], target: Path) -> Filled:
    filled = Filled(b"")
    for submissions in chapters:
        chapter = submissions[0].chapter
        verdicts = records.verdicts(chapter)
        of_quizzes = quizzes(records.coursedir, chapter)
        for submission in submissions:
            if submission.submitted:
                folder = target / chapter / submission.student.id
                folder.mkdir(parents=True, exist_ok=True)
                found = verdicts.get(submission.student.id)
                text = results_json(submission, found, of_quizzes)
                (folder / "results.json").write_text(text, encoding="utf-8", newline="\n")
                filled.grades += 1
    return filled
