"""However a check ended and whatever was sent, there is a verdict, and it is the right one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notebooks import CHAPTERS, answer, chapter

from autograder.grading.judging import Judge
from autograder.grading.outputs import detail_of, of_verdict
from autograder.sandbox import Ended, Run
from autograder.sandbox.wire import pack, parsed
from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Verdict
from course.kit.report import Report
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

EXERCISES = [exercise for name in CHAPTERS for exercise in chapter(name).exercises.values()]
JOIN = chapter("ch02_tensor_ops").exercises["join_rows"]
SOURCE = "def join_rows(a, b):\n    return a"


def honest(exercise: Exercise) -> list[Any]:
    """What a process sends in which a right answer runs; the reference itself calls freely."""
    called = {"called": list(exercise.rules.required)}
    return [known.expected.to_json() | called for known in exercise.visible]


def judged(
    run: Run | None, exercise: Exercise = JOIN, source: str = SOURCE, raised: str = "", **aside: str
) -> Verdict:
    judge = Judge([answer(exercise.name, source)], aside)
    return judge.verdict(exercise, exercise.visible, run, raised)


def sent(observations: list[Any] | None, exercise: Exercise = JOIN, **more: Any) -> Verdict:
    return judged(Run(Ended.DONE, observations=observations), exercise, **more)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_what_is_expected_passes(exercise: Exercise) -> None:
    verdict = sent(honest(exercise), exercise, source="")
    assert (verdict.verdict, verdict.points) == (PASSED, exercise.max_points)


@pytest.mark.parametrize(
    ("ended", "word"),
    [
        (Ended.TIMED_OUT, TIMED_OUT),
        (Ended.OUT_OF_MEMORY, OUT_OF_MEMORY),
        (Ended.CRASHED, CRASHED),
        (Ended.TAMPERED, TAMPERED),
        (Ended.NOT_RUN, NOT_JUDGED),
    ],
)
def test_a_check_that_did_not_end_well_has_its_verdict(ended: Ended, word: str) -> None:
    verdict = judged(Run(ended, why="the reason", observations=honest(JOIN)))
    assert (verdict.verdict, verdict.points, verdict.reason) == (word, 0, "the reason")


def test_every_way_to_end_has_a_verdict() -> None:
    for ended in Ended:
        assert judged(Run(ended, observations=honest(JOIN))).verdict


def test_a_check_that_was_never_come_to_is_not_judged() -> None:
    assert judged(None).verdict == NOT_JUDGED


def test_an_answer_without_a_function_says_why() -> None:
    assert sent(None, source="# later").verdict == NOT_ATTEMPTED
    verdict = sent(None, source="join = 1")
    assert (verdict.verdict, verdict.points) == (FAILED, 0)
    assert "no function join_rows" in verdict.reason
    raised = sent(None, source="1 / 0", raised="ZeroDivisionError: division by zero")
    assert "its cell ends with ZeroDivisionError" in raised.reason
    aside = sent(None, source="import course.hidden", join_rows="course.hidden")
    assert aside.verdict == TAMPERED
    assert "course.hidden" in aside.reason


def test_an_answers_cell_that_had_to_be_stopped_says_how() -> None:
    judge = Judge([answer("join_rows", "while True: pass")], {})
    stopped = Run(Ended.TIMED_OUT, why="it had not ended after 3 seconds")
    nothing = Run(Ended.DONE, observations=None)
    verdict = judge.verdict(JOIN, JOIN.visible, nothing, cell=stopped)
    assert (verdict.verdict, verdict.points) == ("timed out", 0)
    assert "had not ended after 3 seconds" in verdict.reason


def test_a_right_answer_by_an_unseen_way_fails_and_says_so() -> None:
    source = "import threading\ndef join_rows(a, b):\n    return threading.Thread(a)"
    verdict = sent(honest(JOIN), source=source)
    assert (verdict.verdict, verdict.points) == (FAILED, 0)
    assert "can't be seen" in verdict.reason


@pytest.mark.parametrize(
    "node",
    [
        {"raised": {"types": ["MemoryError", "Exception"], "message": ""}},
        {"raised": {"types": ["RuntimeError"], "message": "can't allocate memory: 9 bytes"}},
    ],
)
def test_a_call_that_got_no_memory_is_told_from_a_wrong_one(node: dict[str, Any]) -> None:
    assert sent([node, *honest(JOIN)[1:]]).verdict == OUT_OF_MEMORY
    other = {"raised": {"types": ["RuntimeError"], "message": "shapes differ"}}
    assert sent([other, *honest(JOIN)[1:]]).verdict == FAILED


MALFORMED: dict[str, Any] = {
    "no observation": {},
    "both": honest(JOIN)[0] | {"raised": {"types": ["E"], "message": ""}},
    "no dict": [],
    "a text": "passed",
    "a verdict": {"verdict": "passed", "points": 2.0},
    "unknown kind": {"value": {"kind": "object of mine"}},
    "shape that lies": {"value": honest(JOIN)[0]["value"] | {"shape": [10**9, 10**9]}},
    "negative shape": {"value": honest(JOIN)[0]["value"] | {"shape": [-1]}},
    "odd dtype": {"value": honest(JOIN)[0]["value"] | {"dtype": "quaternion"}},
    "calls of no names": honest(JOIN)[0] | {"called": [1, None]},
    "lines of no kind": {"raised": {"types": ["E"], "message": ""}, "lines": [[1]]},
    "text for a number": honest(JOIN)[0] | {"allocated": "0"},
    "a truth for a number": honest(JOIN)[0] | {"allocated": True},
    "printed number": honest(JOIN)[0] | {"printed": 7},
    "a cause that is none": honest(JOIN)[0] | {"none": "full points"},
    "no types": {"raised": {"types": [], "message": ""}},
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_what_no_honest_process_sends_is_tampered(kind: str) -> None:
    verdict = sent([MALFORMED[kind], *honest(JOIN)[1:]])
    assert (verdict.verdict, verdict.points) == (TAMPERED, 0), verdict


@pytest.mark.parametrize("count", [0, 1, -1])
def test_too_few_or_too_many_observations_are_tampered(count: int) -> None:
    observations = honest(JOIN) + honest(JOIN)[:1] if count > 0 else honest(JOIN)[:count]
    assert sent(observations).verdict == TAMPERED


# -- whatever is sent ----------------------------------------------------------------------------

WORDS = {
    PASSED,
    FAILED,
    NOT_ATTEMPTED,
    OUT_OF_MEMORY,
    TAMPERED,
}
kinds = st.sampled_from(["tensor", "ndarray", "list", "tuple", "dict", "int", "float", "None"])
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | kinds
)
names = st.sampled_from(
    [
        "value",
        "raised",
        "changed",
        "gradients",
        "called",
        "allocated",
        "kind",
        "shape",
        "dtype",
        "strides",
        "data",
        "items",
        "pairs",
        "shares",
        "device",
        "types",
        "message",
        "lines",
        "printed",
        "none",
        "attempted",
        "seconds",
        "requires_grad",
    ]
)
anything = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
    max_leaves=12,
)


def assert_judged(exercise: Exercise, observations: list[Any]) -> Verdict:
    """Judge, and write the report, the outputs and the detail of it: nothing may fail."""
    verdict = sent(observations, exercise, source="")
    assert verdict.verdict in WORDS
    assert 0 <= verdict.points <= exercise.max_points
    assert (verdict.points == exercise.max_points) == (verdict.verdict == PASSED)
    report = Report(exercise, verdict)
    assert str(report)
    outputs = of_verdict(report)
    pack(outputs)
    assert isinstance(detail_of(exercise, verdict), str)
    return verdict


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(EXERCISES), st.data())
def test_any_json_in_place_of_observations_has_a_verdict(
    exercise: Exercise, data: st.DataObject
) -> None:
    count = len(exercise.visible)
    observations = data.draw(st.lists(anything, min_size=count, max_size=count))
    assert assert_judged(exercise, observations).points < exercise.max_points


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(EXERCISES), st.integers(0, 2**32), st.data())
def test_honest_observations_with_a_part_replaced_have_a_verdict(
    exercise: Exercise, seed: int, data: st.DataObject
) -> None:
    observations = copy.deepcopy(honest(exercise))
    random = Random(seed)
    for _ in range(random.randint(1, 3)):
        holder, key = random.choice(list(_places(observations)))
        holder[key] = data.draw(anything | st.just(holder[key]))
    assert_judged(exercise, parsed(pack(observations)[4:]))


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Find every place in JSON that holds a value."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


def test_what_honest_processes_send_survives_the_way_out() -> None:
    for exercise in EXERCISES:
        assert parsed(pack(honest(exercise))[4:]) == json.loads(json.dumps(honest(exercise)))
