"""The one writer of what grading gave: into the gradebook, then into autograded/.

The order is what makes a kill at any moment harmless. The gradebook changes in one transaction,
for a whole batch; only then are the folders renamed into place. A folder's verdicts.json counts
as recorded only while the gradebook holds the same, so that whatever was cut off is seen by the
next run, graded again, and ends the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from nbgrader import api
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session

from autograder.records.autograded import (
    Verdicts,
    folder_of,
    read_verdicts,
    write_autograded,
)
from autograder.records.cells import AssignmentCells, cells_of, prepare
from autograder.records.connection import (
    PATIENCE,
    connect,
    create_missing_tables,
    explained,
    patient,
    reading,
    writing,
)
from autograder.records.errors import RecordsError
from autograder.records.gradebook import Entry, write
from autograder.records.handed_in import timestamp_of
from autograder.records.lateness import Lateness
from autograder.records.marks import marks_of
from autograder.records.whole_folder import sweep
from autograder.records.written import written

if TYPE_CHECKING:
    from autograder.grading.result import Result


class Records:
    """The records of a course. Only one process at a time should write them.

    `patience` is for how many seconds to wait while another program writes into a SQLite
    gradebook, such as formgrader.

    Raises RecordsError with what to do where the gradebook can't be used.
    """

    def __init__(self, coursedir: CourseDirectory, patience: float = PATIENCE) -> None:
        self.coursedir = coursedir
        self._url = patient(coursedir.db_url, patience)
        create_missing_tables(self._url, coursedir.course_id)
        self._engine = connect(self._url)
        self._lateness = Lateness(coursedir)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections to the database."""
        self._engine.dispose()

    def prepare(self, chapter: str) -> None:
        """See that the gradebook knows a chapter as it is in source/; once before recording it.

        What a killed run left beside the graded submissions is removed.
        """
        with explained(self._url):
            prepare(self.coursedir, self._url, chapter)
            with reading(self._engine) as session:
                students = list(session.scalars(select(api.Student.id)))
        sweep(folder_of(self.coursedir, student, chapter) for student in students)

    def record(self, results: Iterable[Result]) -> None:
        """Record a batch of submissions, of any chapters that were prepared.

        Of two results for the same submission the later one stays.

        Raises RecordsError, and then nothing of the batch is in the gradebook.
        """
        by_chapter: dict[str, dict[str, Result]] = {}
        for result in results:
            by_chapter.setdefault(result.chapter, {})[result.student] = result
        entries: list[tuple[Result, Entry]] = []
        with writing(self._engine) as session:
            for chapter, of_students in by_chapter.items():
                cells = _known(cells_of(session, chapter), chapter)
                pairs = self._entries(cells, list(of_students.values()))
                write(session, cells, [entry for _result, entry in pairs], self._lateness)
                entries += pairs
        for result, entry in entries:
            write_autograded(self.coursedir, result, entry)

    def _entries(
        self, cells: AssignmentCells, results: Sequence[Result]
    ) -> list[tuple[Result, Entry]]:
        return [
            (r, Entry(r.student, self._timestamp(r), marks_of(r, cells.notebooks[0])))
            for r in results
        ]

    def _timestamp(self, result: Result) -> datetime | None:
        step = self.coursedir.submitted_directory
        return timestamp_of(Path(self.coursedir.format_path(step, result.student, result.chapter)))

    def reading(self) -> AbstractContextManager[Session]:
        """Open a session on the gradebook that changes nothing."""
        return reading(self._engine)

    def recorded(self, chapter: str) -> dict[str, str]:
        """Give the fingerprint of every submission of a chapter that is wholly recorded."""
        return {student: v.fingerprint for student, v in self.verdicts(chapter).items()}

    def verdicts(self, chapter: str) -> dict[str, Verdicts]:
        """Give what was recorded of a chapter's submissions, by student.

        Left out is what the gradebook and autograded/ don't agree about.
        """
        with reading(self._engine) as session:
            cells = cells_of(session, chapter)
            if cells is None or not cells.notebooks:
                return {}
            in_gradebook = written(session, cells.notebooks[0])
        found = {}
        for student, there in in_gradebook.items():
            verdicts = read_verdicts(folder_of(self.coursedir, student, chapter), student, chapter)
            if verdicts is not None and there.holds(verdicts.entry):
                found[student] = verdicts
        return found


def _known(cells: AssignmentCells | None, chapter: str) -> AssignmentCells:
    if cells is None or not cells.notebooks or cells.notebooks[0].name != chapter:
        raise RecordsError(
            f"The gradebook has no notebook {chapter}/{chapter}. "
            f"Run `nbgrader generate_assignment {chapter}`, then this command again."
        )
    return cells
