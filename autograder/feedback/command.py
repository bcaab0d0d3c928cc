"""The command `autograder feedback`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from autograder.feedback.making import Maker, Page, folders_of, is_up_to_date
from autograder.feedback.marks import read_marks
from autograder.records import Records, RecordsError, course_directory
from autograder.records.scores import chapters_in

_AT_ONCE = 8  # pages handed to a worker at a time


def add_options(parser: ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "chapter", nargs="*", metavar="CHAPTER", help="which chapters (all that are graded)"
    )
    parser.add_argument(
        "--students", nargs="+", default=[], metavar="STUDENT", help="only these students"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (%(default)s)",
    )
    parser.add_argument("--force", action="store_true", help="make pages again that are up to date")


def run(options: Namespace, root: Path = Path(), db_url: str = "") -> int:
    """Make the pages of the course in `root`; the exit code."""
    try:
        pages, kept = _wanted(options, root, db_url)
    except RecordsError as error:
        print(error, file=sys.stderr)
        return 1
    answers = _made(pages, root.resolve(), db_url, max(1, options.workers))
    shown = tqdm(answers, total=len(pages), unit="page", disable=not pages or None)
    troubles = [trouble for trouble in shown if trouble]
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    made = len(pages) - len(troubles)
    print(f"{made} pages made, {kept} were up to date, {len(troubles)} failed")
    return 1 if troubles else 0


def _wanted(options: Namespace, root: Path, db_url: str) -> tuple[list[Page], int]:
    """List the pages that have to be made, and count those that are there already."""
    coursedir = course_directory(root, db_url)
    with Records(coursedir) as records, records.reading() as session:
        there = chapters_in(session)
        unknown = [chapter for chapter in options.chapter if chapter not in there]
        if unknown:
            raise RecordsError(
                f"The gradebook has no chapter {unknown[0]!r}; it has: "
                f"{', '.join(there) or 'none'}. Grade it first."
            )
        found = [
            Page(student, chapter, marks)
            for chapter in options.chapter or there
            for student, marks in read_marks(session, chapter, options.students).items()
        ]
    graded = [p for p in found if (folders_of(coursedir, p)[0] / f"{p.chapter}.ipynb").is_file()]
    pages = [p for p in graded if options.force or not is_up_to_date(coursedir, p)]
    return pages, len(graded) - len(pages)


def _made(pages: Sequence[Page], root: Path, db_url: str, workers: int) -> Iterator[str]:
    """Make the pages, in as many processes as are worth starting."""
    if min(workers, len(pages)) <= 1:
        yield from map(Maker(root, db_url).make, pages) if pages else ()
        return
    with ProcessPoolExecutor(
        min(workers, len(pages)),
        mp_context=get_context("spawn"),
        initializer=_start,
        initargs=(root, db_url),
    ) as pool:
        yield from pool.map(_make, pages, chunksize=_AT_ONCE)


_maker: Maker


def _start(root: Path, db_url: str) -> None:
    global _maker
    _maker = Maker(root, db_url)


def _make(page: Page) -> str:
    return _maker.make(page)
