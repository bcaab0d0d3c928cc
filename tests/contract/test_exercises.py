"""The exercise contract: what holds for every exercise of the course, without exemption."""

from __future__ import annotations

import importlib.util
import inspect
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from course.build.authored import (
    BEGIN,
    CHAPTERS,
    END,
    Authored,
    chapter_names,
    exercise_files,
    read_exercise,
)
from course.build.concepts import CONCEPTS
from course.build.record import hidden_cases, observe_all_as, record, rules_of, with_expected
from course.build.story import placed, read_story
from course.hidden import grade_on
from course.kit.judging.difference import judge
from course.kit.judging.exercise import Exercise, KnownCase, exercise_from_json, exercise_to_json
from course.kit.judging.judge import judge_exercise
from course.kit.notebook.calls import observe_all
from course.kit.report import Report
from course.kit.stub import STUB_CODE
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED

ANSWERS = Path(__file__).parents[1] / "answers"
SECRET = b"the contract's secret"
EXERCISES = [
    read_exercise(chapter, path.stem)
    for chapter in chapter_names()
    for path in exercise_files(chapter)
]

every_exercise = pytest.mark.parametrize("authored", EXERCISES, ids=lambda a: a.name)


@cache
def recorded(name: str) -> Exercise:
    """Record an exercise once for all tests."""
    return record(next(authored for authored in EXERCISES if authored.name == name))


@cache
def hidden(name: str) -> list[KnownCase]:
    """Make a student's hidden cases of an exercise once for all tests."""
    authored = next(authored for authored in EXERCISES if authored.name == name)
    drawn = hidden_cases(authored, SECRET, "student-017")
    return with_expected(authored, drawn, hidden=True)


def all_points(authored: Authored, function: Callable[..., Any]) -> float:
    """Grade as an instructor does, on visible and hidden cases; return the share of points."""
    verdict = grade_on(function, authored, recorded(authored.name), hidden(authored.name))
    return verdict.points / verdict.max_points


@every_exercise
def test_the_solution_passes_visible_and_hidden_cases(authored: Authored) -> None:
    exercise = recorded(authored.name)
    verdict = judge_exercise(exercise, exercise.visible, observe_all(authored.solution, exercise))
    assert verdict.verdict == PASSED, str(Report(exercise, verdict))
    assert all_points(authored, authored.solution) == 1


@every_exercise
def test_the_reference_agrees_with_itself(authored: Authored) -> None:
    rules = rules_of(authored).without_calls()
    cases = [known.case for known in hidden(authored.name)]
    observed = observe_all_as(authored, authored.reference, cases)
    for known, again in zip(hidden(authored.name), observed, strict=True):
        assert judge(known.expected, again, rules) is None, known.case.about


@every_exercise
def test_the_stub_is_not_attempted(authored: Authored) -> None:
    exercise = recorded(authored.name)
    stub = stub_of(authored)
    verdict = judge_exercise(exercise, exercise.visible, observe_all(stub, exercise))
    assert verdict.verdict == NOT_ATTEMPTED
    assert verdict.points == 0


def stub_of(authored: Authored) -> Callable[..., Any]:
    """Make the function that a student starts from."""
    solution = re.compile(rf"^( *){BEGIN}.*?{END}$", re.MULTILINE | re.DOTALL)
    source = solution.sub(lambda found: found.group(1) + STUB_CODE, authored.source)
    namespace = dict(vars(inspect.getmodule(authored.solution)))
    exec(source, namespace)
    return namespace[authored.name]


@every_exercise
def test_every_mistake_fails_with_its_own_explanation(authored: Authored) -> None:
    exercise = recorded(authored.name)
    for name, function in authored.mistakes.items():
        verdict = judge_exercise(exercise, exercise.visible, observe_all(function, exercise))
        assert verdict.verdict == FAILED, name
        assert verdict.mistake is not None, name
        assert verdict.mistake.name == name
        assert verdict.mistake.explanation in str(Report(exercise, verdict))
        assert all_points(authored, function) < 1, name


@every_exercise
def test_other_right_answers_pass_and_other_wrong_ones_fail(authored: Authored) -> None:
    answers = other_answers(authored)
    assert len(answers.RIGHT) >= 2, "two essentially different right ways are wanted"
    for function in answers.RIGHT:
        exercise = recorded(authored.name)
        verdict = judge_exercise(exercise, exercise.visible, observe_all(function, exercise))
        assert verdict.verdict == PASSED, f"{function.__name__}\n{Report(exercise, verdict)}"
        assert all_points(authored, function) == 1, function.__name__
    for function in answers.WRONG:
        assert all_points(authored, function) < 1, function.__name__


def other_answers(authored: Authored) -> Any:
    path = ANSWERS / authored.chapter / f"{authored.name}.py"
    assert path.is_file(), f"write {path.relative_to(ANSWERS.parents[1])}"
    spec = importlib.util.spec_from_file_location(f"answers_{authored.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@every_exercise
def test_hints_and_explanations_do_not_give_the_solution_away(authored: Authored) -> None:
    body = authored.source.split(BEGIN)[1].split(END)[0]
    lines = [line.strip().removeprefix("return ") for line in body.split("\n")]
    telling = [line for line in lines if len(line) > 12 and not line.startswith("#")]
    explanations = [m.explanation for m in authored.mistakes.values()]
    for text in (*authored.declared.hints, *explanations):
        for line in telling:
            assert line not in text, line


@every_exercise
def test_the_worked_example_of_the_task_is_true(authored: Authored) -> None:
    import doctest

    examples = doctest.DocTestParser().get_doctest(
        authored.task.replace("```", "\n"),
        dict(vars(inspect.getmodule(authored.solution))),
        authored.name,
        str(authored.path),
        0,
    )
    assert examples.examples, "the task shows no worked example"
    found = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE).run(
        examples
    )
    assert found.failed == 0


@every_exercise
def test_cases_are_described_and_ordered_smallest_first(authored: Authored) -> None:
    cases = [known.case for known in recorded(authored.name).visible]
    assert all(case.about.strip() for case in cases)
    for group in authored.points:
        sizes = [case.size() for case in cases if case.group == group]
        assert sizes, f"the group {group} has no case"
        filled = [size for size in sizes if size]
        assert filled == sorted(filled)


@every_exercise
def test_the_visible_cases_take_less_than_the_budget(authored: Authored) -> None:
    exercise = recorded(authored.name)
    started = time.perf_counter()
    observe_all(authored.solution, exercise)
    assert time.perf_counter() - started < authored.declared.budget


@every_exercise
def test_what_is_recorded_survives_being_stored(authored: Authored) -> None:
    stored = exercise_to_json(recorded(authored.name))
    assert exercise_to_json(exercise_from_json(authored.name, stored)) == stored


@pytest.mark.parametrize("chapter", CONCEPTS)
def test_every_concept_of_the_chapter_is_graded(chapter: str) -> None:
    graded = {c for a in EXERCISES if a.chapter == chapter for c in a.declared.concepts}
    assert set(CONCEPTS[chapter]) <= graded


@pytest.mark.parametrize("chapter", CONCEPTS)
def test_no_stray_files_lie_in_the_chapter(chapter: str) -> None:
    assert {path.stem for path in exercise_files(chapter)} == set(placed(read_story(chapter)))
    kept = {path.suffix for path in (CHAPTERS / chapter).iterdir() if path.is_file()}
    assert kept == {".py"}


def test_no_answers_are_kept_for_exercises_that_do_not_exist() -> None:
    known = {(a.chapter, a.name) for a in EXERCISES}
    assert {(path.parent.name, path.stem) for path in ANSWERS.glob("*/*.py")} <= known
