"""The diagnosis and the next step."""

from __future__ import annotations

from course.kit.advice import advice
from course.kit.exercise import Exercise
from course.kit.judge import Failure, Verdict
from course.kit.language import _
from course.kit.report.quiz import is_quiz, quiz_why


def why(exercise: Exercise, verdict: Verdict) -> str:
    """Explain a failure: by the recorded mistake it equals, or else by what differs."""
    if verdict.mistake:
        return verdict.mistake.explanation
    if verdict.nearest:
        return _(
            "On this case your code gives what a known mistake gives. If it is the same one: {text}"
        ).format(text=verdict.nearest.explanation)
    failure = verdict.failures[0]
    if calls_a_stub(failure):
        _line, name, _code = failure.got.raised.lines[-1]
        return _(
            "Your code calls {name}, which is not attempted yet. Write that one first."
        ).format(name=name)
    if is_quiz(exercise) and not is_traceback(failure):
        return quiz_why(failure)
    meaning = advice(failure.difference, failure.expected, failure.got)
    return " ".join(filter(None, [failure.difference.message, meaning]))


def calls_a_stub(failure: Failure) -> bool:
    """Tell whether the student's code came upon another answer that isn't written yet."""
    raised = failure.got.raised
    return raised is not None and raised.is_stub and len(raised.lines) > 1


def is_traceback(failure: Failure) -> bool:
    """Tell whether all there is to show is an exception of the student's own code."""
    return failure.got.raised is not None and failure.difference.fact == "raised"


def next_step(exercise: Exercise) -> str:
    """Say what a learner can do after a failure."""
    if is_quiz(exercise):
        return _("Read the section above again. For a nudge, run `hint({name})`.").format(
            name=exercise.name
        )
    return _(
        "Paste the case into a new cell and look at each step. For a nudge, run `hint({name})`."
    ).format(name=exercise.name)
