"""A verdict as a report: its blocks, in the order in which a learner needs them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Failure, Verdict
from course.kit.language import _
from course.kit.report import page, plain
from course.kit.report.blocks import Block, Code, Prose, Table
from course.kit.report.exceptions import exception_blocks
from course.kit.report.facts import side_by_side
from course.kit.report.failing_case import pasted
from course.kit.report.headline import colour, headline, title
from course.kit.report.quiz import is_quiz
from course.kit.report.why import (
    changed_as_well,
    difference_sentence,
    is_traceback,
    meaning,
    next_step,
)
from course.kit.words import MIME

_MOST_KINDS = 6


class Report:
    """A verdict in words. Jupyter shows its HTML; a terminal and a screen reader get the text."""

    def __init__(self, exercise: Exercise, verdict: Verdict, note: str = "") -> None:
        """Make a report; `note` says what else is to be known of the function that was checked."""
        self.exercise = exercise
        self.verdict = verdict
        self.note = note

    @cached_property
    def headline(self) -> str:
        """The verdict in one sentence."""
        return headline(self.verdict, is_quiz=is_quiz(self.exercise))

    @cached_property
    def title(self) -> str:
        """The first line."""
        return title(self.verdict, self.headline)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What stands below the first line."""
        return (*noted(self.note), *_blocks(self.exercise, self.verdict))

    def __repr__(self) -> str:
        return plain.text(self.title, self.blocks)

    def _repr_html_(self) -> str:
        return page.markup(self.title, colour(self.verdict), self.blocks)

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {
            "text/plain": repr(self),
            "text/html": self._repr_html_(),
            MIME: summary(self.verdict),
        }


def noted(note: str) -> tuple[Block, ...]:
    """Say what else is to be known of the function that was checked, where there is something."""
    return (Prose(_("What is checked"), note),) if note else ()


def summary(verdict: Verdict) -> dict[str, object]:
    """Give a verdict in the form that programs read."""
    first = next((f for f in verdict.failures if not f.hidden), None)
    return {
        "exercise": verdict.exercise,
        "verdict": verdict.verdict,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "agreed": verdict.agreed,
        "total": verdict.total,
        "mistake": verdict.mistake.name if verdict.mistake else None,
        "detail": verdict.reason or (first.difference.message if first else ""),
    }


def _blocks(exercise: Exercise, verdict: Verdict) -> list[Block]:
    if not verdict.failures:
        return []
    failure = verdict.failures[0]
    if failure.hidden:
        return _hidden_blocks(verdict)
    # A quiz is asked again, so what was expected is not shown.
    if is_quiz(exercise):
        blocks = exception_blocks(failure) if is_traceback(failure) else []
    else:
        blocks = [_case_block(exercise, failure), *_difference_blocks(exercise, failure)]
    said = difference_sentence(exercise, verdict)
    means = meaning(exercise, verdict)
    if is_traceback(failure):  # it ends with its own message
        said = ""
    elif said and not means and isinstance(blocks[-1], Table):
        blocks[-1] = replace(blocks[-1], below=said)
        said = ""
    if failure.got.printed:
        blocks.append(Code(_("What your code printed"), failure.got.printed.rstrip()))
    reasons = filter(None, [said, means, changed_as_well(exercise, verdict)])
    if text := " ".join(reasons):
        blocks.append(Prose(_("Why"), text))
    if not is_quiz(exercise):
        from course.kit.report.pictures import pictures  # costs nothing until a check fails

        blocks += pictures(exercise, failure)
        blocks += _other_blocks(verdict)
    return [*blocks, Prose(_("Next"), next_step(exercise, failure))]


def _case_block(exercise: Exercise, failure: Failure) -> Code:
    heading = _("The smallest case that fails: {about}").format(about=failure.case.about)
    return Code(heading, pasted(exercise, failure))


def _difference_blocks(exercise: Exercise, failure: Failure) -> list[Block]:
    if is_traceback(failure):
        return exception_blocks(failure)
    table = side_by_side(failure, exercise)
    return [table] if table else []


def _other_blocks(verdict: Verdict) -> list[Block]:
    """Name the other visible cases that fail: what they have in common is a clue."""
    kinds = dict.fromkeys(f.case.about for f in verdict.failures[1:] if not f.hidden)
    if not kinds or verdict.agreed == 0:
        return []
    shown = "; ".join(list(kinds)[:_MOST_KINDS])
    more = len(kinds) - _MOST_KINDS
    sentence = _("{kinds}; and {count} more.") if more > 0 else _("{kinds}.")
    return [Prose(_("These fail as well"), sentence.format(kinds=shown, count=more))]


def _hidden_blocks(verdict: Verdict) -> list[Block]:
    """Say what kind of input fails, and no more: the case itself stays hidden."""
    kinds = dict.fromkeys(failure.case.about for failure in verdict.failures)
    text = _(
        "All visible cases agree. Of the cases that are kept for grading, these fail: {kinds}."
    )
    return [
        Prose(_("Where it fails"), text.format(kinds="; ".join(kinds))),
        Prose(_("Next"), _("Try your function on inputs of this kind, of other sizes and values.")),
    ]
