"""The first line of a report: the verdict in one sentence, with its mark and its colour."""

from __future__ import annotations

from course.kit.judging.judge import Verdict
from course.kit.language import _, plural
from course.kit.words import (
    CRASHED,
    FAILED,
    NOT_ATTEMPTED,
    NOT_JUDGED,
    OUT_OF_MEMORY,
    PASSED,
    TAMPERED,
    TIMED_OUT,
)

# Of the palette by Okabe and Ito; the mark and the words say the same.
_COLOURS = {PASSED: "#009E73", FAILED: "#D55E00"}
NO_COLOUR = "#888888"
"""The colour where nothing was judged."""
_MARKS = {
    PASSED: "✓",
    FAILED: "✗",
    NOT_ATTEMPTED: "○",
    TIMED_OUT: "✗",
    OUT_OF_MEMORY: "✗",
    CRASHED: "✗",
    TAMPERED: "✗",
    NOT_JUDGED: "?",
}
_STOPPED = {
    TIMED_OUT: "{name}: timed out, since {reason}.",
    OUT_OF_MEMORY: "{name}: out of memory, since {reason}.",
    CRASHED: "{name}: crashed, since {reason}.",
    TAMPERED: "{name}: tampered with, since {reason}.",
    NOT_JUDGED: "{name}: not judged, since {reason}. This is not your fault.",
}


def headline(verdict: Verdict, *, is_quiz: bool = False) -> str:
    """Give the verdict in one sentence; of a quiz, how many answers are right is said elsewhere."""
    name = verdict.exercise
    if verdict.verdict == PASSED:
        text = plural("{count} case agrees", "{count} cases agree", verdict.total)
        return _("{name}: passed, {text}.").format(name=name, text=text)
    if verdict.verdict == NOT_ATTEMPTED:
        return _("{name}: not attempted yet.").format(name=name)
    if verdict.verdict in _STOPPED and not verdict.failures:
        return _(_STOPPED[verdict.verdict]).format(name=name, reason=verdict.reason)
    if not verdict.total:
        return _("{name}: not right yet, since {reason}.").format(name=name, reason=verdict.reason)
    if is_quiz:
        return _("{name}: not right yet.").format(name=name)
    text = _("{name}: not right yet, {agreed} of {total} cases agree.")
    if verdict.points > 0:
        text = _(
            "{name}: not right yet, {agreed} of {total} cases agree. "
            "This earns {points} of {max_points} points."
        )
    return text.format(
        name=name,
        agreed=verdict.agreed,
        total=verdict.total,
        points=f"{verdict.points:g}",
        max_points=f"{verdict.max_points:g}",
    )


def title(verdict: Verdict, text: str) -> str:
    """Give the first line of a report: the headline `text` after its mark."""
    if verdict.verdict == NOT_ATTEMPTED:
        next_steps = _("Write your answer in the cell above, run that cell, then run this one.")
        text = f"{text} {next_steps}"
    return f"{_MARKS.get(verdict.verdict, '')} {text}".strip()


def colour(verdict: Verdict) -> str:
    """Give the colour that goes with a verdict."""
    return _COLOURS.get(verdict.verdict, NO_COLOUR)
