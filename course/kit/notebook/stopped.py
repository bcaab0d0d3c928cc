"""A check that the student stopped while it ran: where their code was, and on which case."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from course.kit.cases.case import Case
from course.kit.judging.exercise import Exercise
from course.kit.language import _, plural
from course.kit.observing.raised import Raised, describe
from course.kit.report.stopped import StoppedReport


class Stopped(KeyboardInterrupt):
    """Ends a check cell that was stopped; its traceback is one word, the report stands above it.

    It is a KeyboardInterrupt still: nothing that takes exceptions for failures swallows it.
    """

    def _render_traceback_(self) -> list[str]:
        return [_("Stopped.")]


class Underway:
    """Which case a function is being run on, and since when."""

    def __init__(self) -> None:
        self._case: Case | None = None
        self._since = time.perf_counter()

    def through(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Give the cases one by one, each noted when it is asked for."""
        for case in cases:
            self._case, self._since = case, time.perf_counter()
            yield case

    def stopped(
        self, exercise: Exercise, interrupt: KeyboardInterrupt, note: str = ""
    ) -> StoppedReport:
        """Report on an interrupt that came while the cases were gone through."""
        seconds = time.perf_counter() - self._since
        raised = describe(interrupt)
        title = _title(exercise, self._case, raised, seconds)
        return StoppedReport(exercise, self._case, raised, title, note)


def _title(exercise: Exercise, case: Case | None, raised: Raised, seconds: float) -> str:
    said = [_("{name}: stopped by you").format(name=exercise.name)]
    if raised.lines:
        said[0] += _(" in line {number} of your code").format(number=raised.lines[-1][0])
    said.append(plural("after {count} second", "after {count} seconds", round(seconds)))
    if case is not None and exercise.parameters:
        said.append(_("on the case «{about}»").format(about=case.about))
    return ", ".join(said) + "."
