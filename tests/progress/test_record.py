"""What is remembered of checks and hints, whatever the clock says."""

from __future__ import annotations

import json

import pytest

from course.kit.progress.record import (
    Attempt,
    Progress,
    from_json,
    to_json,
    with_check,
    with_finished,
    with_hint,
    with_reset,
    with_solution_seen,
)
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED

CHAPTER, EXERCISE = "ch02_tensor_ops", "join_rows"


def attempt(agreed: int, at: str = "2026-11-29T19:00:00+00:00", total: int = 4) -> Attempt:
    verdict = PASSED if agreed == total else FAILED
    return Attempt(verdict, agreed, total, 2.0 if agreed == total else 0.0, at)


def checked(*agreed: int) -> Progress:
    progress = Progress()
    for number in agreed:
        progress = with_check(progress, CHAPTER, EXERCISE, attempt(number))
    return progress


def test_the_best_and_the_last_check_are_kept_and_attempts_counted_until_one_passed() -> None:
    done = checked(1, 3, 2).of(CHAPTER, EXERCISE)
    assert (done.attempts, done.best, done.last) == (3, attempt(3), attempt(2))
    assert not done.passed
    done = checked(1, 4, 4, 2).of(CHAPTER, EXERCISE)
    assert (done.attempts, done.best, done.last) == (2, attempt(4), attempt(2))
    assert done.passed


def test_a_clock_that_was_set_back_changes_nothing_but_the_times_shown() -> None:
    progress = with_check(Progress(), CHAPTER, EXERCISE, attempt(4, at="2030-01-01T00:00:00+00:00"))
    progress = with_check(progress, CHAPTER, EXERCISE, attempt(1, at="1999-01-01T00:00:00+00:00"))
    done = progress.of(CHAPTER, EXERCISE)
    assert done.passed
    assert done.last == attempt(1, at="1999-01-01T00:00:00+00:00")


def test_run_all_cells_is_no_attempt_at_what_is_untouched_and_no_news_of_the_rest() -> None:
    untouched = Attempt(NOT_ATTEMPTED, 0, 4, 0.0, "")
    progress = with_check(checked(4), CHAPTER, "add_into", attempt(1))
    assert progress.latest == (CHAPTER, "add_into")
    progress = with_check(progress, CHAPTER, EXERCISE, attempt(4, at="later"))
    progress = with_check(progress, CHAPTER, "scattered", untouched)
    assert progress.latest == (CHAPTER, "add_into")
    assert "scattered" not in progress.exercises[CHAPTER]


def test_an_answer_that_is_gone_again_is_the_last_that_is_known() -> None:
    untouched = Attempt(NOT_ATTEMPTED, 0, 4, 0.0, "")
    done = with_check(checked(4), CHAPTER, EXERCISE, untouched).of(CHAPTER, EXERCISE)
    assert done.passed
    assert done.last == untouched
    assert done.attempts == 1


def test_hints_are_counted_to_their_number_and_first_times_stay() -> None:
    progress = Progress()
    for _ in range(5):
        progress = with_hint(progress, CHAPTER, EXERCISE, 3)
    assert progress.of(CHAPTER, EXERCISE).hints == 3
    progress = with_solution_seen(progress, CHAPTER, EXERCISE, "first")
    progress = with_solution_seen(progress, CHAPTER, EXERCISE, "second")
    assert progress.of(CHAPTER, EXERCISE).solution_seen == "first"
    progress = with_finished(with_finished(progress, CHAPTER, "first"), CHAPTER, "second")
    assert progress.finished == {CHAPTER: "first"}


def test_a_record_comes_back_from_its_json() -> None:
    progress = with_solution_seen(with_hint(checked(1, 4, 2), CHAPTER, "äöü", 3), CHAPTER, "x", "t")
    progress = with_finished(progress, CHAPTER, "2026-11-29T19:00:00+00:00")
    assert from_json(json.loads(json.dumps(to_json(progress)))) == progress


@pytest.mark.parametrize(
    "node", [None, [], {}, {"format": 1}, {"latest": 3, "finished": {}, "exercises": {}}]
)
def test_what_is_no_record_is_refused(node: object) -> None:
    with pytest.raises(ValueError, match="not a record"):
        from_json(node)


def test_a_reset_opens_an_exercise_again_and_the_best_of_before_stays_known() -> None:
    progress = with_finished(checked(2, 4), CHAPTER, "today")
    progress = with_reset(progress, CHAPTER, [EXERCISE, "add_into"])
    done = progress.of(CHAPTER, EXERCISE)
    assert (done.passed, done.best, done.last, done.attempts) == (False, None, None, 2)
    assert done.before_reset == attempt(4)
    assert "add_into" not in progress.exercises[CHAPTER]
    assert (progress.finished, progress.latest) == ({}, (CHAPTER, EXERCISE))
    assert with_reset(progress, CHAPTER, [EXERCISE]) == progress
    assert from_json(json.loads(json.dumps(to_json(progress)))) == progress
    progress = with_reset(with_check(progress, CHAPTER, EXERCISE, attempt(1)), CHAPTER, [EXERCISE])
    assert progress.of(CHAPTER, EXERCISE).before_reset == attempt(4)
