"""`autograder grade`: the options, and what is said while it runs and at its end."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.classroom.grading import Report
    from autograder.classroom.pool import Executors

INTERRUPTED = 130
_MOST_NAMED = 30
_SLOW = 10.0
"""Seconds between two lines of progress where these don't overwrite each other."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to its parser."""
    parser.add_argument(
        "chapters", nargs="*", metavar="CHAPTER", help="the chapters to grade (all handed in)"
    )
    parser.add_argument(
        "--course", type=Path, default=Path(), help="the course folder (the one you are in)"
    )
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count(), help="processes to share the work (cores)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="use the Dask cluster at this address instead"
    )
    parser.add_argument(
        "--force", action="store_true", help="grade also what has not changed since the last time"
    )
    parser.add_argument(
        "--json", metavar="FILE", help="write the verdicts as JSON to this file (- for the screen)"
    )
    parser.add_argument(
        "--unsandboxed",
        action="store_true",
        help="run students' code with your own rights, where there is no sandbox",
    )
    _limits(parser)


def _limits(parser: argparse.ArgumentParser) -> None:
    from autograder.sandbox.job import MIB, Limits

    usual = Limits()
    for name, what, value in (
        ("cell-seconds", "seconds that a cell may take", usual.cell_seconds),
        ("check-seconds", "seconds that an exercise's cases may take", usual.check_seconds),
        ("submission-seconds", "seconds that one submission may take", usual.submission_seconds),
        ("memory", "MiB of memory that one submission may use", usual.memory / MIB),
    ):
        parser.add_argument(f"--{name}", type=float, default=value, help=f"{what} ({value:g})")


def run(options: argparse.Namespace) -> int:
    """Grade; return 0 when every exercise got a verdict, 1 when the grader failed at one.

    2 when it could not grade at all, and 130 when it was interrupted.
    """
    try:
        with _interruptible():
            return _run(options)
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on where it stopped.", file=sys.stderr)
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    from autograder.classroom import pool

    # Before anything that takes long to import: the workers import the same at the same time.
    here = None if options.scheduler else pool.processes(options.workers)

    from autograder.classroom.worker import VersionError
    from autograder.course import CourseError
    from autograder.grading.material import NoChapterError
    from autograder.records import RecordsError
    from autograder.sandbox import SandboxError

    try:
        with _alone(options.course.resolve()):
            report = _grade(options, here)
    except (
        CourseError,
        RecordsError,
        NoChapterError,
        SandboxError,
        VersionError,
        OSError,
    ) as error:
        print(error, file=sys.stderr)
        return 2
    for problem in report.problems:
        print(f"Not judged: {problem}", file=sys.stderr)
    return 1 if report.verdicts["not judged"] else 0


def _grade(options: argparse.Namespace, here: Executors | None) -> Report:
    from tqdm import tqdm

    from autograder.classroom import grading, pool
    from autograder.course import Course
    from autograder.records import Records

    course = Course(options.course.resolve())
    for stray in course.strays():
        print(f"Left out: {stray}", file=sys.stderr)
    chapters = course.wanted(options.chapters)
    setting = _setting(options, course)
    executors, workers = (here, options.workers) if here else pool.cluster(options.scheduler)
    started = time.monotonic()
    with Records(course.coursedir) as records:
        for chapter in chapters:
            records.prepare(chapter)
        waiting = {
            chapter: grading.pending(course, chapter, records.recorded(chapter), options.force)
            for chapter in chapters
        }
        progress = tqdm(
            total=sum(map(len, waiting.values())),
            unit=" submissions",
            desc="Grading",
            mininterval=0.2 if sys.stderr.isatty() else _SLOW,
            smoothing=0.1,
        )
        with progress:
            report = grading.grade_class(
                course, waiting, records, setting, executors, workers, progress
            )
    _tell(report, options, course.root, time.monotonic() - started)
    return report


def _setting(options: argparse.Namespace, course):  # type: ignore[no-untyped-def]
    from autograder.classroom.worker import Setting
    from autograder.sandbox.box import SandboxError, why_no_sandbox
    from autograder.sandbox.job import MIB, Limits

    if not hasattr(os, "fork"):
        raise SandboxError("Grading needs Linux or macOS. On Windows, run it in WSL.")
    if not options.unsandboxed and (reason := why_no_sandbox()):
        raise SandboxError(reason)
    limits = Limits(
        cell_seconds=options.cell_seconds,
        check_seconds=options.check_seconds,
        submission_seconds=options.submission_seconds,
        memory=int(options.memory * MIB),
    )
    return Setting(course.releases, course.secret, limits, not options.unsandboxed)


def _tell(report: Report, options: argparse.Namespace, root: Path, seconds: float) -> None:
    if options.json == "-":
        print(json.dumps(report.rows, indent=1, ensure_ascii=False))
        return
    if options.json:
        path = Path(options.json)
        new = path.with_name(f".{path.name}.new")
        new.write_text(json.dumps(report.rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
        new.replace(path)
    unchanged = f", {report.unchanged} unchanged since the last time" if report.unchanged else ""
    noun = "submission" if report.graded == 1 else "submissions"
    print(f"{report.graded} {noun} graded in {seconds:.1f} s{unchanged}.")
    for verdict, count in report.verdicts.most_common():
        print(f"  {count:7}  {verdict}")
    _tell_notes(report)
    print("The points are in the gradebook. To hand back: autograder feedback")


def _tell_notes(report: Report) -> None:
    """Name the submissions that are odd as a whole; what was mended stands in their feedback."""
    for who, note in report.odd[:_MOST_NAMED]:
        print(f"Look at {who}: {note}")
    if len(report.odd) > _MOST_NAMED:
        print(f"… and {len(report.odd) - _MOST_NAMED} more like these: see their feedback.")
    if report.noted:
        print(
            f"{report.noted} of those graded had to be mended: their feedback says what was done."
        )


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keep a second run out while this one writes. Raises OSError, with what to do."""
    from filelock import FileLock, Timeout

    lock = FileLock(root / ".grading.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout:
        raise OSError(
            f"Another `autograder grade` is at work in {root}. Wait for it to end, or stop it."
        ) from None


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """Let a polite request to end be as Ctrl-C, also in the background of a shell."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
