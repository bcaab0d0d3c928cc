"""The diagnosis and the next step."""

from __future__ import annotations

import re

from course.kit.cases.paste import is_left_out
from course.kit.judging.advice import advice
from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Failure, Verdict
from course.kit.language import _
from course.kit.report.failing_case import pasted
from course.kit.report.quiz import is_quiz, quiz_why
from course.kit.values.seen import SeenPlain

_NOT_TAKEN = r"(?:takes .*positional arguments?|missing \d+ required|got an unexpected keyword)"


def why(exercise: Exercise, verdict: Verdict) -> str:
    """Explain a failure: by the recorded mistake it equals, or else by what differs."""
    parts = (difference_sentence(exercise, verdict), meaning(exercise, verdict))
    return " ".join(filter(None, parts))


def difference_sentence(exercise: Exercise, verdict: Verdict) -> str:
    """Say what differs; "" where a mistake or a quiz's own sentence is said in its place."""
    failure = verdict.failures[0]
    of_quiz = is_quiz(exercise) and not is_traceback(failure)
    if _is_explained(verdict) or of_quiz:
        return ""
    return failure.difference.message


def meaning(exercise: Exercise, verdict: Verdict) -> str:
    """Say what a difference means, or "" where nothing is known but the difference itself."""
    if verdict.mistake:
        return verdict.mistake.explanation
    failure = verdict.failures[0]
    if verdict.nearest:
        text = _("A common mistake gives exactly this on this case. It may be yours: {text}")
        if any(exercise.visible[i].case == failure.case for i in verdict.nearest.rounding):
            text = _(
                "A common mistake fails on this case too, by what rounding leaves. It may be "
                "yours: {text}"
            )
        return text.format(text=verdict.nearest.explanation)
    if calls_a_stub(failure):
        _line, name, _code = failure.got.raised.lines[-1]
        return _(
            "Your code calls {name}, which is not attempted yet. Write that one first."
        ).format(name=name)
    if is_quiz(exercise) and not is_traceback(failure):
        return quiz_why(failure)
    if of_inputs := _of_inputs(exercise, failure):
        return of_inputs
    if _is_none_where_some_answers_are(exercise, failure):
        return ""
    return advice(failure.difference, failure.expected, failure.got, exercise.rules)


def changed_as_well(exercise: Exercise, verdict: Verdict) -> str:
    """Say that an input was changed, where something else is told first and no mistake tells it."""
    failure = verdict.failures[0]
    told = verdict.mistake or failure.difference.fact == "changed" or failure.got.raised
    if told or "changed" not in exercise.rules.facts:
        return ""
    name = min(failure.got.changed.keys() - failure.expected.changed.keys(), default="")
    text = _("The call also changes its input {name}, which it should leave as it was.")
    return text.format(name=name) if name else ""


def _is_explained(verdict: Verdict) -> bool:
    """Tell whether more is known of the first failure than what differs and what that means."""
    return bool(verdict.mistake or verdict.nearest or calls_a_stub(verdict.failures[0]))


def _of_inputs(exercise: Exercise, failure: Failure) -> str:
    """Say what the exercise's function has to take, where it couldn't even be called."""
    raised = failure.got.raised
    if raised is None or raised.lines or failure.difference.fact != "raised":
        return ""
    if not re.match(rf"(\S+\.)?{exercise.name}\(\) {_NOT_TAKEN}", raised.message):
        return ""
    text = _("The line with `def` has to take what the task gives: `def {name}({parameters}):`.")
    return text.format(name=exercise.name, parameters=", ".join(exercise.parameters))


def _is_none_where_some_answers_are(exercise: Exercise, failure: Failure) -> bool:
    """Tell whether None was given on purpose, as on other cases it should be."""
    none = SeenPlain("None", None)
    return failure.got.value == none and any(
        known.expected.value == none for known in exercise.visible
    )


def calls_a_stub(failure: Failure) -> bool:
    """Tell whether the student's code came upon another answer that isn't written yet."""
    raised = failure.got.raised
    return raised is not None and raised.is_stub and len(raised.lines) > 1


def is_traceback(failure: Failure) -> bool:
    """Tell whether all there is to show is an exception of the student's own code."""
    return failure.got.raised is not None and failure.difference.fact == "raised"


def next_step(exercise: Exercise, failure: Failure) -> str:
    """Say what a learner can do after a failure."""
    if is_quiz(exercise):
        return _("Read the section above again. For a nudge, run `hint({name})`.").format(
            name=exercise.name
        )
    difference = failure.difference
    if difference.fact == "called":
        banned = difference.expected == _("not called")
        text = (
            _("Do it with other functions or operators. For a nudge, run `hint({name})`.")
            if banned
            else _("Look up what {wanted} does. For a nudge, run `hint({name})`.")
        )
        return text.format(name=exercise.name, wanted=difference.expected)
    if is_left_out(pasted(exercise, failure)):
        return _(
            "This case is too large to paste. Make a small input of the same kind and look at each "
            "step. For a nudge, run `hint({name})`."
        ).format(name=exercise.name)
    return _(
        "Paste the case into a new cell and look at each step. For a nudge, run `hint({name})`."
    ).format(name=exercise.name)
