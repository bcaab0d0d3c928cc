"""Grading all that was handed in: what has changed is graded, and recorded as it comes in."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.classroom.pool import Executors, Failed, share_out
from autograder.classroom.worker import Setting, Task, VersionError
from autograder.course import Course
from autograder.grading.material import Material, load
from autograder.grading.one import fingerprint, not_judged
from autograder.grading.result import Result
from autograder.records import Records
from autograder.sandbox import SandboxError
from autograder.submission import Handed, read_folder

_TOGETHER = 25
_PATIENCE = 1.0
"""Results are recorded when so many are there, or so many seconds after the last time."""


class Progress(Protocol):
    """What shows how far the work is."""

    def update(self, n: int) -> object:
        """Count `n` submissions more as done."""


@dataclass
class Report:
    """What a run did: a row for each exercise of each submission, and counts.

    `odd` are submissions of which something is to be known that is about no single exercise.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    graded: int = 0
    unchanged: int = 0
    noted: int = 0
    odd: list[tuple[str, str]] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Add the rows of one submission."""
        for row in rows:
            self.rows.append(row)
            self.verdicts[row["verdict"]] += 1


def pending(course: Course, chapter: str, known: Mapping[str, str], force: bool) -> list[str]:
    """Name the students whose submission of a chapter is to be graded: new, changed, or all.

    `known` are the fingerprints of what is recorded; only of those students anything is read.
    """
    material = load(course.releases, chapter)
    return [
        student
        for student in course.students(chapter)
        if force
        or student not in known
        or known[student]
        != fingerprint(_handed(course, student, chapter), material, course.secret, student)
    ]


def _handed(course: Course, student: str, chapter: str) -> Handed:
    return read_folder(course.submission(student, chapter), chapter)


def grade_class(
    course: Course,
    waiting: Mapping[str, Sequence[str]],
    records: Records,
    setting: Setting,
    executors: Executors,
    workers: int,
    progress: Progress,
) -> Report:
    """Grade the submissions of `waiting`, which names students by chapter, and record them.

    Raises SandboxError where there is no sandbox, and VersionError where a worker has another
    version of the course. What was recorded until then stays.
    """
    materials = {chapter: load(course.releases, chapter) for chapter in waiting}
    report = Report()
    tasks = (
        Task(student, chapter, _handed(course, student, chapter), materials[chapter].version)
        for chapter, students in waiting.items()
        for student in students
    )
    results = share_out(tasks, setting, executors, workers)
    for batch in _batches(_all_judged(results, materials, report)):
        records.record(batch)
        report.graded += len(batch)
        for result in batch:
            about_all = [note.text for note in result.notes if not note.exercise]
            report.noted += bool(result.notes)
            if about_all:
                report.odd.append((f"{result.student}/{result.chapter}", about_all[0]))
        progress.update(len(batch))
    for chapter in waiting:
        _add_recorded(report, records, course, chapter)
    report.unchanged = len({(r["student"], r["chapter"]) for r in report.rows}) - report.graded
    return report


def _all_judged(
    results: Iterable[Result | Failed], materials: dict[str, Material], report: Report
) -> Iterator[Result]:
    """Give a result for every submission, also for those that the grader failed at."""
    for result in results:
        if isinstance(result, Result):
            yield result
            continue
        error, task = result.error, result.task
        if isinstance(error, SandboxError | VersionError):
            raise error
        why = f"the grader failed with {type(error).__name__}"
        report.problems.append(f"{task.student}/{task.chapter}: {why}: {error}")
        yield not_judged(task.student, task.handed, materials[task.chapter], why)


def _batches(results: Iterable[Result]) -> Iterator[list[Result]]:
    """Put results together, so that the gradebook is written once for several."""
    batch: list[Result] = []
    since = time.monotonic()
    for result in results:
        batch.append(result)
        if len(batch) >= _TOGETHER or time.monotonic() - since > _PATIENCE:
            yield batch
            batch, since = [], time.monotonic()
    if batch:
        yield batch


def _add_recorded(report: Report, records: Records, course: Course, chapter: str) -> None:
    recorded = records.verdicts(chapter)
    for student in course.students(chapter):
        if student in recorded:
            rows = recorded[student].verdicts
            report.add({"student": student, "chapter": chapter, **row} for row in rows)
