"""The report on a check that the student stopped: the case, and the line that was running."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from course.kit.cases.case import Case
from course.kit.cases.paste import pasteable
from course.kit.judging.exercise import Exercise
from course.kit.language import _
from course.kit.observing.raised import Raised
from course.kit.report import page, plain
from course.kit.report.blocks import Block, Code, Prose
from course.kit.report.exceptions import names_table, way
from course.kit.report.headline import NO_COLOUR
from course.kit.report.quiz import is_quiz
from course.kit.report.report import noted


@dataclass(frozen=True)
class StoppedReport:
    """What was going on when a check was stopped, as HTML and as text that say the same.

    `case` is the one that was running, if any was; `raised` the interrupt, with its place. `note`
    is as in `Report`.
    """

    exercise: Exercise
    case: Case | None
    raised: Raised
    title: str
    note: str = ""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What stands below the first line."""
        return (*noted(self.note), *self._blocks())

    def _blocks(self) -> Iterator[Block]:
        if self.case is not None and not is_quiz(self.exercise):
            heading = _("The case that was running: {about}").format(about=self.case.about)
            code = pasteable(self.case, self.exercise.parameters, self.exercise.name)
            yield Code(heading, code)
        if self.raised.lines:
            yield Code(_("Your code was here"), way(self.raised))
            if table := names_table(self.raised):
                yield table
            yield Prose(
                _("Next"),
                _("A loop there may never end. Look at what has to change for it to stop."),
            )

    def __repr__(self) -> str:
        return plain.text(f"■ {self.title}", self.blocks)

    def _repr_html_(self) -> str:
        return page.markup(f"■ {self.title}", NO_COLOUR, self.blocks)
