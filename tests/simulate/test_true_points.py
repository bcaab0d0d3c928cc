"""The points that honest answers are said to earn are those that the course's own check gives."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from simulated_chapters import GRADIENTS, SECRET, TENSORS, Shell, material, run, truth

from autograder.simulate.answers import Answer, mistaken, solution, stub, styled
from autograder.simulate.honest import HABITS, honest_answers
from autograder.simulate.mistakes import mistake_as_answer
from autograder.simulate.styles import STYLES
from course.build.authored import exercise_files, read_exercise
from course.hidden import grade
from course.kit.judging.judge import Verdict
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED

Answers = dict[str, Answer]


def graded(answers: Answers, exercise: str, student: str, chapter: str = TENSORS) -> Verdict:
    """Run a student's notebook up to the exercise, and let the course's own check grade it."""
    namespace: dict[str, Any] = {"__name__": "__main__", "get_ipython": Shell}
    exec(material(chapter).imports, namespace)
    for name, answer in answers.items():
        for source in (answer.own, answer.source):
            try:
                run(source, namespace)
            except ZeroDivisionError:  # a style whose own cell fails on purpose
                assert "1 / 0" in source
        if name == exercise:
            break
    known = material(chapter).exercises[exercise]
    return grade(namespace[exercise], chapter, known, secret=SECRET, student=student)


def solved(chapter: str = TENSORS) -> Answers:
    return {name: solution(material(chapter), name) for name in material(chapter).solutions}


@pytest.mark.parametrize("number", range(3))
def test_points_are_those_of_the_courses_own_check(number: int) -> None:
    student = f"student-{number:04}"
    _, answers = honest_answers(material(), Random(number))
    for name in answers:
        earned = truth().earned(name, student, answers)
        verdict = graded(answers, name, student)
        said = (earned.points, earned.verdict)
        assert said == (verdict.points, verdict.verdict), (name, answers[name].label)


def test_mistakes_that_hidden_cases_may_find_are_tried_on_them() -> None:
    # Of these, the visible cases leave a group of points that some hidden case takes away.
    for exercise, mistake in (("backprop", "relu_lets_through"), ("first_wrong", "too_lax")):
        answers = solved(GRADIENTS) | {exercise: mistaken(material(GRADIENTS), exercise, mistake)}
        for student in ("student-017", "student-018"):
            earned = truth(GRADIENTS).earned(exercise, student, answers)
            verdict = graded(answers, exercise, student, GRADIENTS)
            assert (earned.points, earned.verdict) == (verdict.points, FAILED), mistake


def test_an_answer_that_calls_a_wrong_one_of_the_same_student_is_wrong_too() -> None:
    answers = solved(GRADIENTS)
    assert truth(GRADIENTS).earned("backprop", "student-017", answers).verdict == PASSED
    answers["local_slopes"] = stub(material(GRADIENTS), "local_slopes")
    earned = truth(GRADIENTS).earned("backprop", "student-017", answers)
    verdict = graded(answers, "backprop", "student-017", GRADIENTS)
    assert (earned.points, earned.verdict) == (verdict.points, verdict.verdict) == (0, FAILED)


def test_a_mistake_does_not_depend_on_other_answers() -> None:
    for path in exercise_files(GRADIENTS):
        authored = read_exercise(GRADIENTS, path.stem)
        for mistake in authored.mistakes:
            text = mistake_as_answer(authored, mistake)
            assert "course." not in text
            assert material(GRADIENTS).called_by(path.stem, text) == ()


def test_the_stub_is_not_attempted() -> None:
    answers = {name: stub(material(), name) for name in material().solutions}
    for name in answers:
        earned = truth().earned(name, "student-017", answers)
        assert (earned.points, earned.verdict) == (0, NOT_ATTEMPTED)


@pytest.mark.parametrize("style", STYLES)
def test_a_right_answer_in_any_style_gets_full_points(style: str) -> None:
    # Bans, changed inputs, gradients and shared memory are where a style could get in the way.
    for chapter, name in (
        (TENSORS, "join_rows"),
        (TENSORS, "add_into"),
        (TENSORS, "jitter"),
        (TENSORS, "who_shares"),
        (GRADIENTS, "batch_gradient"),
        (GRADIENTS, "when_it_fails"),
        ("ch06_memory", "convolve"),
        ("ch06_memory", "standardise_in_place"),
    ):
        answers = {name: styled(material(chapter), name, style)}
        verdict = graded(answers, name, "student-017", chapter)
        assert (verdict.verdict, verdict.points) == (PASSED, verdict.max_points), name


def test_every_habit_occurs() -> None:
    drawn = {honest_answers(material(), Random(seed))[0] for seed in range(200)}
    assert drawn == {habit.what for habit in HABITS}
