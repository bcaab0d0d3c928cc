"""Quizzes: a function of no arguments is asked again, so no report tells its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Failure
from course.kit.language import _
from course.kit.report.writing import written
from course.kit.values.compare import compare
from course.kit.values.described import kind_of
from course.kit.values.seen import Seen, SeenItems, SeenMapping, SeenPlain

_MOST = 3
_LONGEST = 40


def is_quiz(exercise: Exercise) -> bool:
    """Tell whether an exercise is a quiz."""
    return not exercise.parameters


def quiz_why(failure: Failure) -> str:
    """Say which answers of a quiz are right, without telling what the others should be."""
    message = failure.difference.message
    expected, got = failure.expected.value, failure.got.value
    if expected is None or got is None:
        return message
    wanted, given = _answers(expected), _answers(got)
    if wanted.keys() != given.keys():
        of_keys = isinstance(expected, SeenMapping) and isinstance(got, SeenMapping)
        return _of_keys(wanted, given) if of_keys else message
    wrong = [name for name, answer in wanted.items() if compare(answer, given[name])]
    if list(wanted) == [""]:
        return message if failure.difference.fact == "type" else _("That is not the answer.")
    said = _("{right} of {total} answers are right. Look again at: {wrong}.").format(
        right=len(wanted) - len(wrong), total=len(wanted), wrong=", ".join(wrong)
    )
    more = [_of_another_kind(wanted, given, wrong), *_of_other_words(wanted, given, wrong)]
    return " ".join(filter(None, [said, *more]))


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


def _of_other_words(
    wanted: Mapping[str, Seen], given: Mapping[str, Seen], wrong: Sequence[str]
) -> Iterator[str]:
    """Tell of words that answer nothing in this quiz, and what each may have been meant to be."""
    words = [answer.value for answer in wanted.values() if isinstance(answer, SeenPlain)]
    if len(words) < len(wanted) or not all(isinstance(word, str) for word in words):
        return
    known = {str(word).casefold(): str(word) for word in words}
    said = [given[name] for name in wrong]
    others = dict.fromkeys(seen.value for seen in said if isinstance(seen, SeenPlain))
    for other in [word for word in others if isinstance(word, str) and word not in words][:_MOST]:
        sentence = _("{other} is none of the words that are asked for.")
        near = get_close_matches(other.strip().casefold(), known, n=1)
        if near and len(known) > 1:  # the only word there is would be the answer
            sentence = _("{other} is none of the words that are asked for; {near} may be meant.")
        word = repr(known[near[0]]) if near else ""
        yield sentence.format(other=_shortened(other), near=word)


def _shortened(text: str) -> str:
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _of_keys(wanted: Mapping[str, Seen], given: Mapping[str, Seen]) -> str:
    """Name the keys that one of two dicts has and the other hasn't."""
    missing = ", ".join(name for name in wanted if name not in given)
    surplus = ", ".join(name for name in given if name not in wanted)
    said = [
        _("Keys that are missing: {keys}.").format(keys=missing) if missing else "",
        _("Keys that are not asked for: {keys}.").format(keys=surplus) if surplus else "",
    ]
    return " ".join(filter(None, said))


def _answers(seen: Seen) -> dict[str, Seen]:
    """Take a quiz's result apart into answers with names; a single one has the name ""."""
    match seen:
        case SeenMapping():
            return dict(zip(map(written, seen.keys), seen.values, strict=True))
        case SeenItems():
            return {_("number {n}").format(n=n): item for n, item in enumerate(seen.items, 1)}
    return {"": seen}
