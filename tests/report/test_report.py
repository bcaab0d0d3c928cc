"""What a learner reads after a check, held against goldens."""

from __future__ import annotations

import linecache
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import numpy as np
import pytest
import torch

from course.kit.case import Case, case
from course.kit.exercise import Exercise, KnownCase, Mistake, Rules
from course.kit.judge import Verdict, judge_exercise
from course.kit.observe import Observation, observe
from course.kit.report import MIME, Report

Function = Callable[..., object]
Golden = Callable[[str, str], None]


def reported(
    reference: Function,
    answer: Function,
    cases: list[Case],
    *,
    facts: tuple[str, ...] = (),
    banned: tuple[str, ...] = (),
    hidden: bool = False,
    mistakes: tuple[Mistake, ...] = (),
    parameters: tuple[str, ...] = ("x", "y"),
) -> Report:
    """Judge `answer` against `reference` and report, as a check does."""
    rules = Rules(facts=(*Rules().facts, *facts), banned=banned)
    known = [
        KnownCase(c, observe(reference, c, parameters=parameters, facts=rules.facts), hidden)
        for c in cases
    ]
    exercise = Exercise(
        name="outer_sum",
        title="Every sum",
        parameters=parameters,
        points={"basic": 2},
        rules=rules,
        hints=("Look at the shapes.", "Use `None`."),
        visible=() if hidden else tuple(known),
        mistakes=mistakes,
    )
    observations = [
        observe(answer, c, parameters=parameters, facts=rules.facts, watched=rules.watched)
        for c in cases
    ]
    return Report(exercise, judge_exercise(exercise, known, observations))


def outer_sum(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x[:, None] + y


CASES = [
    case("two short vectors", torch.tensor([1, 2]), torch.tensor([10, 20, 30])),
    case("a vector of one element", torch.tensor([1.5]), torch.tensor([1.0, 2.0])),
]


def unfinished(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    raise NotImplementedError("not attempted yet")


def turned(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return outer_sum(x, y).T


def off_by_one(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    result = outer_sum(x, y)
    result[-1, -1] += 1
    print("the sum is", result.sum().item())
    return result


def forgets_to_return(x: torch.Tensor, y: torch.Tensor) -> None:
    outer_sum(x, y)


# Compiled as a notebook's cell is, so that its lines are counted from 1.
CELL = "def crashes(x, y):\n    rows = x.reshape(-1, 1)\n    return rows.nonsense(y)\n"
cell: dict[str, Function] = {}
exec(compile(CELL, "<cell>", "exec"), cell)
linecache.cache["<cell>"] = (len(CELL), None, CELL.splitlines(keepends=True), "<cell>")


def changes_its_input(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    result = outer_sum(x, y)
    x += 1
    return result


def floats(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return outer_sum(x, y).double()


ANSWERS = {
    "passed": outer_sum,
    "not-attempted": unfinished,
    "another-shape": turned,
    "another-value": off_by_one,
    "nothing-returned": forgets_to_return,
    "exception": cell["crashes"],
    "changed-input": changes_its_input,
    "another-dtype": floats,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_text_is_what_a_learner_should_read(name: str, golden: Golden) -> None:
    golden(f"{name}.txt", str(reported(outer_sum, ANSWERS[name], CASES)) + "\n")


def test_a_recorded_mistake_explains_itself(golden: Golden) -> None:
    seen = {i: observe(turned, c, parameters=("x", "y")) for i, c in enumerate(CASES)}
    mistake = Mistake("turned", "Rows and columns changed places: `x` goes down.", seen)
    report = reported(outer_sum, turned, CASES, mistakes=(mistake,))
    assert report.verdict.mistake is mistake
    golden("recorded-mistake.txt", str(report) + "\n")
    golden("recorded-mistake.html", report._repr_html_() + "\n")


def test_a_banned_function_is_named(golden: Golden) -> None:
    report = reported(
        outer_sum, lambda x, y: torch.add(x[:, None], y), CASES, banned=("torch.add",)
    )
    golden("banned.txt", str(report) + "\n")


def test_a_hidden_case_is_described_and_never_shown() -> None:
    secret = case("negative numbers", torch.tensor([-7123]), torch.tensor([-9456, 8]))
    report = reported(outer_sum, off_by_one, [secret], hidden=True)
    bundle = report._repr_mimebundle_()
    for text in map(str, bundle.values()):
        assert "7123" not in text
        assert "9456" not in text
    assert "negative numbers" in str(report)


def test_memory_and_strides_are_put_side_by_side(golden: Golden) -> None:
    cases = [case("a table", torch.tensor([[1, 2, 3], [4, 5, 6]]))]
    shares = reported(lambda x: x[0], lambda x: x[0].clone(), cases, facts=("shares",))
    strides = reported(lambda x: x.T, lambda x: x.T.contiguous(), cases, facts=("strides",))
    golden("memory.txt", f"{shares}\n\n{strides}\n")


def test_a_gradient_that_is_cut_is_named(golden: Golden) -> None:
    cases = [case("two numbers", torch.tensor([1.0, 2.0], requires_grad=True))]
    cut = reported(lambda x: x * 2, lambda x: x.detach() * 2, cases, facts=("gradients",))
    half = reported(lambda x: x * 2, lambda x: x + x.detach(), cases, facts=("gradients",))
    golden("gradients.txt", f"{cut}\n\n{half}\n")


def test_parts_of_a_result_are_named_by_their_place(golden: Golden) -> None:
    cases = [case("three numbers", torch.tensor([3.0, 1.0, 2.0]))]
    report = reported(
        lambda x: (x.max(), [x.argmax(), x.shape[0]], {"lowest": x.min().item()}),
        lambda x: (x.max(), [x.argmin(), x.shape[0]], {"lowest": x.min().item()}),
        cases,
    )
    golden("nested.txt", str(report) + "\n")


def test_a_quiz_says_how_many_answers_are_right_and_keeps_them_to_itself(golden: Golden) -> None:
    answers = {"a": True, "b": False, "c": True}
    given = [{**answers, "b": True, "c": False}, {"a": False}, 0, None]
    reports = [
        reported(lambda: answers, lambda answer=answer: answer, [case("the quiz")], parameters=())
        for answer in given
    ]
    numbers = reported(
        lambda: {"a": True, "b": False},
        lambda: {"a": True, "b": 0},
        [case("the quiz")],
        parameters=(),
    )
    reports.append(numbers)
    reports.append(reported(lambda: "b", lambda: "c", [case("the quiz")], parameters=()))
    reports.append(reported(lambda: [1, 2], lambda: [1, 3], [case("the quiz")], parameters=()))
    golden("quiz.txt", "\n\n".join(map(str, reports)) + "\n")


def test_a_large_tensor_is_shortened() -> None:
    cases = [case("a long vector", torch.arange(5000.0))]
    report = reported(lambda x: x, lambda x: x + 1, cases)
    assert len(str(report)) < 2000


def test_an_expected_exception_is_asked_for(golden: Golden) -> None:
    def reference(x: torch.Tensor) -> torch.Tensor:
        raise ValueError("no mean of nothing")

    cases = [case("an empty vector", torch.empty(0))]
    golden("expected-exception.txt", str(reported(reference, torch.mean, cases)) + "\n")


def test_arrays_are_called_arrays(golden: Golden) -> None:
    cases = [case("an array", np.array([1.0, 2.0]))]
    report = reported(lambda x: x * 2, lambda x: torch.from_numpy(x * 2), cases)
    golden("array.txt", str(report) + "\n")


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data.split()


@pytest.mark.parametrize("name", ANSWERS)
def test_the_html_says_the_same_words_and_is_well_formed(name: str) -> None:
    report = reported(outer_sum, ANSWERS[name], CASES)
    tags = Tags(report._repr_html_())
    assert not tags.open
    letters = Counter("".join(tags.words))
    assert letters == Counter("".join(str(report).replace("`", "").split()))


def test_code_in_the_answer_cannot_become_markup() -> None:
    cases = [case("<b>bold</b>", torch.tensor([1]))]
    report = reported(lambda x: "a", lambda x: "<script>alert(1)</script>", cases)
    assert "<script" not in report._repr_html_()
    assert "<b>" not in report._repr_html_()


def test_programs_get_the_verdict_as_data() -> None:
    data = reported(outer_sum, off_by_one, CASES)._repr_mimebundle_()[MIME]
    assert data == {
        "exercise": "outer_sum",
        "verdict": "failed",
        "points": 0.0,
        "max_points": 2.0,
        "agreed": 0,
        "total": 2,
        "mistake": None,
        "detail": "1 of 6 values differ; the first is at index [1, 2].",
    }


def test_a_verdict_without_failures_is_one_line() -> None:
    verdict = Verdict("outer_sum", "passed", 2.0, 2.0, 5, 5)
    report = reported(outer_sum, outer_sum, CASES)
    assert len(str(Report(report.exercise, verdict)).splitlines()) == 1


def test_of_two_faults_the_one_that_shows_is_explained() -> None:
    def adds_one_too_many(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return outer_sum(x, y) + 1

    def both(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        if x.dtype == torch.float32:
            return turned(x, y)
        return adds_one_too_many(x, y)

    mistakes = tuple(
        Mistake(f.__name__, f"{f.__name__} explained.", dict(enumerate(observed(f))))
        for f in (turned, adds_one_too_many)
    )
    report = reported(outer_sum, both, CASES, mistakes=mistakes)
    assert report.verdict.mistake is None
    assert "If it is the same one: adds_one_too_many explained." in str(report)


def observed(function: Function) -> list[Observation]:
    return [observe(function, c, parameters=("x", "y")) for c in CASES]


def test_a_stub_of_another_exercise_is_named_as_the_cause() -> None:
    def other(x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError("not attempted yet")

    report = reported(outer_sum, lambda x, y: other(x) + y, CASES)
    assert report.verdict.verdict == "failed"
    assert "Your code calls other, which is not attempted yet." in str(report)


def test_a_list_is_told_from_a_tuple_where_that_counts() -> None:
    cases = [case("a vector", torch.tensor([1]))]
    strict = reported(lambda x: (1, 2), lambda x: [1, 2], cases, facts=("sequence",))
    assert "The result is a list; a tuple was expected." in str(strict)
    assert reported(lambda x: (1, 2), lambda x: [1, 2], cases).verdict.verdict == "passed"
