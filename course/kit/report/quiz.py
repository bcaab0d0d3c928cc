"""Quizzes: a function of no arguments is asked again, so no report tells its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Failure
from course.kit.language import _
from course.kit.report.writing import written
from course.kit.values.compare import compare
from course.kit.values.described import kind_of
from course.kit.values.seen import Seen, SeenItems, SeenMapping


def is_quiz(exercise: Exercise) -> bool:
    """Tell whether an exercise is a quiz."""
    return not exercise.parameters


def quiz_why(failure: Failure) -> str:
    """Say which answers of a quiz are right, without telling what the others should be."""
    message = failure.difference.message
    if failure.expected.value is None or failure.got.value is None:
        return message
    wanted, given = _answers(failure.expected.value), _answers(failure.got.value)
    if wanted.keys() != given.keys():
        return message
    wrong = [name for name, answer in wanted.items() if compare(answer, given[name])]
    if list(wanted) == [""]:
        return message if failure.difference.fact == "type" else _("That is not the answer.")
    said = _("{right} of {total} answers are right. Look again at: {wrong}.").format(
        right=len(wanted) - len(wrong), total=len(wanted), wrong=", ".join(wrong)
    )
    return " ".join(filter(None, [said, _of_another_kind(wanted, given, wrong)]))


def _of_another_kind(
    wanted: Mapping[str, Seen], given: Mapping[str, Seen], wrong: Sequence[str]
) -> str:
    """Say what kind the answers are of, where one isn't and telling it gives none of them away."""
    differences = [(name, compare(wanted[name], given[name])) for name in wrong]
    others = [(name, d) for name, d in differences if d is not None and d.fact == "type"]
    if not others or len({kind_of(answer) for answer in wanted.values()}) > 1:
        return ""
    name, difference = others[0]
    sentence = _("Each answer is {expected}; {name} is {got}.")
    return sentence.format(expected=difference.expected, name=name, got=difference.got)


def _answers(seen: Seen) -> dict[str, Seen]:
    """Take a quiz's result apart into answers with names; a single one has the name ""."""
    match seen:
        case SeenMapping():
            return dict(zip(map(written, seen.keys), seen.values, strict=True))
        case SeenItems():
            return {_("number {n}").format(n=n): item for n, item in enumerate(seen.items, 1)}
    return {"": seen}
