"""Judging: two observations in, the first difference that counts out; and the whole verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from kit_strategies import inputs, numbers, plain_tensors, steady, tensors
from same_inputs import plain

from course.kit.cases.case import Case, case
from course.kit.judging.diagnosis import diagnose
from course.kit.judging.difference import judge
from course.kit.judging.exercise import ALWAYS, Exercise, KnownCase, Mistake, Rules
from course.kit.judging.judge import Verdict, judge_exercise
from course.kit.observing.observe import Observation, Raised, observe
from course.kit.stub import STUB
from course.kit.values.compare import Difference, compare
from course.kit.values.seen import see
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED

Function = Callable[..., Any]
Golden = Callable[[str, str], None]
ALL_FACTS = (*ALWAYS, "strides", "shares", "requires_grad", "gradients", "allocated")
X = torch.tensor([1.0, 2.0, 3.0])
W = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)


def observed(function: Function, made: Case, rules: Rules) -> Observation:
    return observe(function, made, parameters=("x", "y"), facts=rules.facts, watched=rules.watched)


def difference(
    reference: Function,
    answer: Function,
    *args: Any,
    facts: Sequence[str] = ALL_FACTS,
    **options: Any,
) -> Difference | None:
    """Judge an answer against a reference on one case."""
    rules = Rules(facts=tuple(facts), **options)
    made = case("a case", *(args or (X,)))
    return judge(observed(reference, made, rules), observed(answer, made, rules), rules)


def fact(*args: Any, **options: Any) -> str | None:
    found = difference(*args, **options)
    return found and found.fact


# -- one case ------------------------------------------------------------------------------------


@given(inputs())
@steady
def test_a_function_passes_against_its_own_observation(
    given_: tuple[tuple[Any, ...], dict[str, Any]],
) -> None:
    def answer(*args: Any, **kwargs: Any) -> Any:
        print(torch.rand(1))
        return [args, kwargs, torch.rand(2), {1: [args[:1]]}]

    made = case("any", *given_[0], **given_[1])
    rules = Rules(facts=ALL_FACTS, banned=("torch.cat",), required=("torch.rand",))
    expected = observed(answer, made, rules)
    assert judge(expected, observed(answer, made, rules), rules) is None
    stored = Observation.from_json(expected.to_json())
    assert judge(stored, observed(answer, made, rules), rules) is None


@given(tensors(), st.data())
@steady
def test_one_changed_element_fails(tensor: torch.Tensor, data: st.DataObject) -> None:
    assume(tensor.numel())
    index = tuple(data.draw(st.integers(0, n - 1)) for n in tensor.shape)
    other = torch.tensor(data.draw(numbers(tensor.dtype)), dtype=tensor.dtype)
    assume(compare(see(tensor[index].clone()), see(other)) is not None)

    def answer(x: torch.Tensor) -> torch.Tensor:
        wrong = x.clone()
        wrong[index] = other
        return wrong

    found = difference(lambda x: x.clone(), answer, tensor, facts=ALWAYS)
    assert found is not None
    assert (found.fact, found.index, found.count) == ("values", index, 1)


@given(plain_tensors())
@steady
def test_a_changed_input_fails(tensor: torch.Tensor) -> None:
    def answer(x: torch.Tensor) -> torch.Tensor:
        result = x.clone()
        x.zero_()
        return result

    expected = "changed" if plain(tensor).view(torch.uint8).any() else None
    assert fact(lambda x: x.clone(), answer, tensor, facts=ALWAYS) == expected


def test_differences_are_found_in_the_order_of_their_weight() -> None:
    def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return x.view(1, 3).expand(2, 3)

    def all_wrong(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        y.add_(1)
        return torch.cat([y.detach(), y.detach()]).double()

    args, options = (W, X), {"banned": ("torch.cat",)}

    def fixed(result: Function, *, quiet: bool = True) -> Function:
        def answer(x: torch.Tensor, y: torch.Tensor) -> Any:
            if not quiet:
                y.add_(1)
            return result(x, y)

        return answer

    x2 = lambda x: x.view(1, 3).expand(2, 3)  # noqa: E731 - as short as its name
    ladder = [
        ("called", all_wrong),
        ("raised", fixed(lambda x, y: 1 / 0, quiet=False)),
        ("type", fixed(lambda x, y: 3.0, quiet=False)),
        ("shape", fixed(lambda x, y: y.double(), quiet=False)),
        ("dtype", fixed(lambda x, y: x2(x).detach().double() + 1, quiet=False)),
        ("values", fixed(lambda x, y: x2(x).detach() + 1, quiet=False)),
        ("strides", fixed(lambda x, y: x2(x).detach().clone(), quiet=False)),
        ("shares", fixed(lambda x, y: x.detach().clone().expand(2, 3), quiet=False)),
        ("requires_grad", fixed(lambda x, y: x2(x).detach(), quiet=False)),
        ("changed", fixed(lambda x, y: Doubled.apply(x), quiet=False)),
        ("gradients", fixed(lambda x, y: (x.clone(), Doubled.apply(x))[1])),
        ("allocated", fixed(lambda x, y: (x.clone(), x2(x))[1])),
        (None, fixed(lambda x, y: x2(x))),
    ]
    for expected, answer in ladder:
        assert fact(reference, answer, *args, **options) == expected, expected


class Doubled(torch.autograd.Function):
    """Repeats a vector as rows, with twice the gradient it should have."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
        return x.view(1, 3).expand(2, 3)

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
        return 2 * grad.sum(0)


@pytest.mark.parametrize(
    ("left_out", "answer"),
    [
        ("changed", lambda x: x.add_(1).sub_(0.5).sub_(0.5).add_(1).clone()),
        ("values", lambda x: x + 5),
        ("dtype", lambda x: (x + 1).double()),
        ("type", lambda x: (x + 1).unsqueeze(0)[0]),
    ],
)
def test_a_fact_that_is_left_out_does_not_count(left_out: str, answer: Function) -> None:
    facts = [f for f in ALWAYS if f != left_out]
    assert fact(lambda x: x + 1, answer, facts=facts) is None


def test_strides_sharing_gradients_and_memory_count_only_where_named() -> None:
    answer = lambda x: (x.clone(), (x * 2).clone().T)[1]  # noqa: E731 - said once
    assert fact(lambda x: x * 2, answer, torch.ones(2, 3).T, facts=ALWAYS) == "shape"
    assert fact(lambda x: x[:2], lambda x: x[:2].clone(), facts=ALWAYS) is None
    assert fact(lambda x: x * 2, lambda x: x.detach() * 2, W, facts=ALWAYS) is None


class TestExceptions:
    def reference(self, x: torch.Tensor) -> torch.Tensor:
        raise LookupError("no such row")

    def test_the_expected_exception_passes(self) -> None:
        def answer(x: torch.Tensor) -> None:
            raise LookupError("my own words")

        assert difference(self.reference, answer) is None

    def test_a_subclass_passes_too(self) -> None:
        assert difference(self.reference, lambda x: {}["a"]) is None
        assert difference(self.reference, lambda x: x.tolist()[9]) is None

    def test_a_superclass_does_not(self) -> None:
        def answer(x: torch.Tensor) -> None:
            raise Exception("general")

        found = difference(self.reference, answer)
        assert found is not None
        assert (found.fact, found.expected, found.got) == ("raised", "LookupError", "Exception")

    def test_a_result_where_an_exception_is_expected_fails(self) -> None:
        found = difference(self.reference, lambda x: None)
        assert found is not None
        assert (found.fact, found.expected, found.got) == ("raised", "LookupError", "a result")

    def test_an_exception_where_a_result_is_expected_fails(self) -> None:
        found = difference(lambda x: x, lambda x: x.nothing)
        assert found is not None
        assert (found.fact, found.got) == ("raised", "AttributeError")
        assert "has no attribute 'nothing'" in found.message

    def test_what_was_changed_before_an_expected_exception_counts(self) -> None:
        def answer(x: torch.Tensor) -> None:
            x.add_(1)
            raise LookupError

        assert fact(self.reference, answer) == "changed"
        assert difference(self.reference, answer, facts=["values"]) is None
        assert difference(answer, answer) is None


class TestCalls:
    def test_a_banned_call_fails_even_when_the_result_is_right(self) -> None:
        found = difference(lambda x: x + x, lambda x: torch.add(x, x), banned=("torch.add",))
        assert found is not None
        assert (found.fact, found.expected, found.got) == ("called", "not called", "torch.add")

    def test_what_the_reference_calls_does_not_matter(self) -> None:
        def answer(x: torch.Tensor) -> torch.Tensor:
            return x[0] + x[1] + x[2]

        assert difference(torch.sum, answer, facts=ALWAYS, banned=("torch.sum",)) is None

    def test_a_banned_call_counts_before_an_exception_of_another_kind(self) -> None:
        answer = lambda x: (torch.add(x, x), 1 / 0)  # noqa: E731 - said once
        assert fact(lambda x: x + x, answer, banned=("torch.add",)) == "called"

    def test_a_required_call_that_is_missing_fails(self) -> None:
        rules = {"required": ("torch.addmm", "torch.add")}
        found = difference(lambda x: x + x, lambda x: x * 2, **rules)
        assert found is not None
        assert (found.fact, found.expected, found.got) == ("called", "torch.addmm", "not called")
        assert difference(lambda x: x + x, lambda x: x + x, required=("torch.add",)) is None

    def test_an_exception_comes_before_a_required_call(self) -> None:
        assert fact(lambda x: x + x, lambda x: 1 / 0, required=("torch.add",)) == "raised"


def test_a_tolerance_of_the_exercise_holds_for_all_values() -> None:
    def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        y.add_(1)
        return x * 2

    def answer(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        y.add_(1.04)
        return x * 2.005

    assert fact(reference, answer, W, X) == "values"
    assert fact(reference, answer, W, X, tolerance=(0.0, 0.02)) == "changed"
    assert fact(reference, answer, W, X, tolerance=(0.0, 0.05)) is None


def test_gradients_must_reach_the_same_inputs() -> None:
    def both(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return x * y

    for answer, expected, got in (
        (lambda x, y: x.detach() * y, "a gradient", "no gradient"),
        (lambda x, y: x.detach() * y.detach(), "a gradient", "no gradient"),
    ):
        found = difference(both, answer, W, W.detach().exp().requires_grad_(), facts=["gradients"])
        assert found is not None
        assert (found.expected, found.got) == (expected, got)
        assert found.message == "No gradient reaches x: the graph is cut."
    found = difference(lambda x: x.detach() * 2, lambda x: x * 2, W, facts=["gradients"])
    assert found is not None
    assert found.message == "A gradient reaches x; none should."


def test_less_memory_than_the_reference_is_welcome() -> None:
    thrifty, lavish = (lambda x: x.view(3, 1)), (lambda x: x.clone().view(3, 1))
    assert difference(lavish, thrifty, facts=["allocated"]) is None
    found = difference(thrifty, lavish, facts=["allocated"])
    assert found is not None
    assert (found.expected, found.got) == ("at most 0 bytes", "12 bytes")


def test_changed_inputs_must_be_the_same_ones_with_the_same_values() -> None:
    add_into = lambda x, y: y.add_(x)  # noqa: E731 - said once
    assert difference(add_into, add_into, X, X + 1) is None
    other = difference(add_into, lambda x, y: x.add_(y), X, X + 1, facts=["changed"])
    assert other is not None
    assert other.message == "The call changes its input x, which it should leave as it was."
    none = difference(add_into, lambda x, y: y + x, X, X + 1, facts=["changed"])
    assert none is not None
    assert none.message == "The call leaves its input y as it was; it should change it."
    wrong = difference(add_into, lambda x, y: y.sub_(x), X, X + 1, facts=["changed"])
    assert wrong is not None
    assert (wrong.fact, wrong.where, wrong.index, wrong.count) == ("changed", "y", (0,), 3)
    array = difference(
        lambda x: x.sort(), lambda x: np.sort(x), np.array([2, 1]), facts=["changed"]
    )
    assert array is not None


# -- the whole exercise --------------------------------------------------------------------------

CASES = (
    case("three numbers", torch.tensor([3.0, 1.0, 2.0])),
    case("two numbers", torch.tensor([2.0, 5.0])),
    case("one number", torch.tensor([4.0]), group="edge"),
    case("none", torch.empty(0), group="edge"),
)
POINTS = {"basic": 2, "edge": 1}


def ascending(x: torch.Tensor) -> torch.Tensor:
    return x.sort().values


def descending(x: torch.Tensor) -> torch.Tensor:
    return x.sort(descending=True).values


def unsorted(x: torch.Tensor) -> torch.Tensor:
    return x.clone()


def exercise_of(
    reference: Function = ascending,
    mistakes: Sequence[Function] = (),
    cases: Sequence[Case] = CASES,
    rounding: Sequence[int] = (),
    **rules: Any,
) -> Exercise:
    how = Rules(**rules)
    known = tuple(KnownCase(made, observed(reference, made, how)) for made in cases)
    recorded = []
    for wrong in mistakes:
        got = [observed(wrong, made, how) for made in cases]
        differs = {
            i: one
            for i, one in enumerate(got)
            if one.called or judge(known[i].expected, one, how.without_calls())
        }
        about = f"You {wrong.__name__}."
        recorded.append(Mistake(wrong.__name__, about, differs, frozenset(rounding)))
    return Exercise("in_order", "In order", ("x",), POINTS, how, ("a", "b"), known, tuple(recorded))


def verdict_on(answer: Function, exercise: Exercise, hidden: Sequence[KnownCase] = ()) -> Verdict:
    known = (*exercise.visible, *hidden)
    return judge_exercise(
        exercise, known, [observed(answer, one.case, exercise.rules) for one in known]
    )


def test_a_right_answer_passes_with_all_points() -> None:
    verdict = verdict_on(lambda x: x.sort().values, exercise_of())
    assert (verdict.verdict, verdict.points, verdict.max_points) == (PASSED, 3.0, 3.0)
    assert (verdict.agreed, verdict.total, verdict.failures, verdict.mistake) == (4, 4, (), None)


def test_a_group_is_earned_when_all_its_cases_agree() -> None:
    def never_empty(x: torch.Tensor) -> torch.Tensor:
        return x.sort().values[: x.argmax() + 9]

    def first_only(x: torch.Tensor) -> torch.Tensor:
        return ascending(x) if len(x) != 2 else x.flip(0)

    for answer, points, agreed in (
        (never_empty, 2.0, 3),
        (first_only, 1.0, 3),
        (descending, 1.0, 2),
    ):
        verdict = verdict_on(answer, exercise_of())
        assert (verdict.verdict, verdict.points, verdict.agreed) == (FAILED, points, agreed)


def test_hidden_cases_decide_over_points_as_visible_ones_do() -> None:
    exercise = exercise_of()
    made = case("four numbers", torch.tensor([4.0, 1.0, 3.0, 2.0]))
    hidden = KnownCase(made, observed(ascending, made, exercise.rules), hidden=True)
    verdict = verdict_on(lambda x: ascending(x) if len(x) < 4 else x + 0, exercise, [hidden])
    assert (verdict.verdict, verdict.points, verdict.agreed, verdict.total) == (FAILED, 1.0, 4, 5)
    assert [(f.hidden, f.case.about) for f in verdict.failures] == [(True, "four numbers")]
    assert verdict.mistake is None


def test_failures_keep_the_order_of_the_cases() -> None:
    verdict = verdict_on(lambda x: x + 1, exercise_of())
    assert [f.case.about for f in verdict.failures] == [
        "three numbers",
        "two numbers",
        "one number",
    ]
    assert all(f.difference.fact == "values" for f in verdict.failures)


def test_one_observation_for_each_case_is_needed() -> None:
    exercise = exercise_of()
    with pytest.raises(ValueError, match="zip"):
        judge_exercise(exercise, exercise.visible, [Observation(value=see(1))])


def raising(error: Exception) -> Function:
    def answer(x: torch.Tensor) -> torch.Tensor:
        raise error

    return answer


def test_an_untouched_stub_is_not_attempted() -> None:
    verdict = verdict_on(raising(NotImplementedError(STUB)), exercise_of(mistakes=[unsorted]))
    assert (verdict.verdict, verdict.points, verdict.agreed) == (NOT_ATTEMPTED, 0.0, 0)
    assert (verdict.total, verdict.failures, verdict.mistake) == (4, (), None)


def test_a_stub_is_not_attempted_even_where_its_exception_is_expected() -> None:
    exercise = exercise_of(reference=raising(NotImplementedError("later")))
    assert verdict_on(raising(NotImplementedError(STUB)), exercise).verdict == NOT_ATTEMPTED
    assert verdict_on(raising(NotImplementedError("mine")), exercise).verdict == PASSED


def test_an_exception_of_the_students_own_is_a_failure() -> None:
    assert verdict_on(raising(NotImplementedError("mine")), exercise_of()).verdict == FAILED


def test_a_stub_on_some_cases_is_a_failure() -> None:
    def half(x: torch.Tensor) -> torch.Tensor:
        if len(x) > 1:
            raise NotImplementedError(STUB)
        return x

    verdict = verdict_on(half, exercise_of())
    assert (verdict.verdict, verdict.points, verdict.agreed) == (FAILED, 1.0, 2)


# -- the diagnosis -------------------------------------------------------------------------------


def mistake_of(answer: Function, exercise: Exercise) -> str | None:
    mistake = verdict_on(answer, exercise).mistake
    return mistake and mistake.name


def test_a_mistake_is_recognised_however_it_is_written() -> None:
    exercise = exercise_of(mistakes=[unsorted, descending])
    assert mistake_of(lambda x: x.sort().values.flip(0), exercise) == "descending"
    assert mistake_of(lambda x: x * 1, exercise) == "unsorted"


def test_a_mistake_must_be_the_same_on_every_visible_case() -> None:
    exercise = exercise_of(mistakes=[descending])

    def nearly(x: torch.Tensor) -> torch.Tensor:
        return descending(x) if len(x) != 2 else x * 2

    assert mistake_of(nearly, exercise) is None
    assert mistake_of(lambda x: descending(x) if len(x) != 1 else x * 2, exercise) is None


def test_the_first_of_two_equal_mistakes_is_told() -> None:
    also_unsorted = lambda x: x * 1  # noqa: E731 - named for the next line
    also_unsorted.__name__ = "also_unsorted"
    assert mistake_of(unsorted, exercise_of(mistakes=[unsorted, also_unsorted])) == "unsorted"
    assert mistake_of(unsorted, exercise_of(mistakes=[also_unsorted, unsorted])) == "also_unsorted"


def test_a_mistake_that_raises_is_recognised_by_its_exception() -> None:
    def too_far(x: torch.Tensor) -> float:
        return x[len(x)].item()

    exercise = exercise_of(mistakes=[too_far])
    assert mistake_of(lambda x: x.tolist()[99], exercise) == "too_far"
    assert mistake_of(lambda x: 1 / 0, exercise) is None


def test_a_mistake_that_is_a_banned_call_is_recognised_by_the_call() -> None:
    exercise = exercise_of(mistakes=[ascending, descending], banned=("torch.sort", "torch.msort"))
    assert mistake_of(lambda x: torch.sort(x)[0], exercise) == "ascending"
    assert mistake_of(lambda x: torch.sort(x, descending=True)[0], exercise) == "descending"
    assert mistake_of(lambda x: torch.msort(x), exercise) is None
    by_hand = verdict_on(lambda x: x[x.argsort()], exercise)
    assert by_hand.verdict == PASSED


def test_a_mistake_that_returns_a_function_is_recognised() -> None:
    def no_parentheses(x: torch.Tensor) -> object:
        return x.sort

    assert mistake_of(lambda x: x.sort, exercise_of(mistakes=[no_parentheses])) == "no_parentheses"


def test_no_mistake_is_found_where_none_is_recorded() -> None:
    exercise = exercise_of()
    observations = [observed(unsorted, one.case, exercise.rules) for one in exercise.visible]
    assert diagnose(exercise, observations) is None


def nearest_of(answer: Function, exercise: Exercise) -> str | None:
    verdict = verdict_on(answer, exercise)
    assert verdict.mistake is None
    return verdict.nearest and verdict.nearest.name


def test_of_two_faults_the_one_that_shows_first_is_named() -> None:
    exercise = exercise_of(mistakes=[unsorted, descending])

    def descending_and_more(x: torch.Tensor) -> torch.Tensor:
        return descending(x) if len(x) != 1 else x + 1

    assert nearest_of(descending_and_more, exercise) == "descending"
    assert nearest_of(lambda x: descending(x) if len(x) != 2 else x + 1, exercise) == "descending"


def test_a_mistake_that_explains_too_little_is_not_named() -> None:
    exercise = exercise_of(mistakes=[descending])

    def mostly_other(x: torch.Tensor) -> torch.Tensor:
        return descending(x) if len(x) == 3 else x + 1

    assert nearest_of(mostly_other, exercise) is None
    assert nearest_of(lambda x: x + 1, exercise) is None
    later = lambda x: x + 1 if len(x) == 3 else descending(x)  # noqa: E731 - said once
    assert nearest_of(later, exercise) is None


def test_a_mistake_that_fails_where_the_answer_agrees_is_not_named() -> None:
    def halved_when_short(x: torch.Tensor) -> torch.Tensor:
        return x / 2 if len(x) < 2 else descending(x)

    exercise = exercise_of(mistakes=[halved_when_short])
    assert nearest_of(lambda x: x / 2 if len(x) == 1 else ascending(x), exercise) is None
    assert nearest_of(lambda x: descending(x) if len(x) > 1 else x, exercise) is None
    assert nearest_of(lambda x: x * 9 if len(x) == 2 else halved_when_short(x), exercise) == (
        "halved_when_short"
    )


def test_of_two_mistakes_that_both_explain_it_neither_is_named() -> None:
    def unsorted_but_one(x: torch.Tensor) -> torch.Tensor:
        return x.clone() if len(x) != 1 else x + 2

    def answer(x: torch.Tensor) -> torch.Tensor:
        return x.clone() if len(x) != 1 else x + 1

    assert nearest_of(answer, exercise_of(mistakes=[unsorted])) == "unsorted"
    assert nearest_of(answer, exercise_of(mistakes=[unsorted, unsorted_but_one])) is None


def test_an_exception_of_ones_own_may_say_anything() -> None:
    def refuses(x: torch.Tensor) -> torch.Tensor:
        raise ValueError

    def refuses_in_words(x: torch.Tensor) -> torch.Tensor:
        if len(x) == 1:
            return x + 1
        raise ValueError("That won't do.")

    exercise = exercise_of(mistakes=[refuses])
    assert nearest_of(refuses_in_words, exercise) == "refuses"
    assert nearest_of(lambda x: x + 1 if len(x) == 1 else int("two"), exercise) is None


class TestRounding:
    """Of three cases the last two are such that rounding decides on the values of a mistake."""

    CASES = tuple(case(f"{n} numbers", torch.arange(n * 1.0)) for n in (2, 3, 4))
    FACTS = (*ALWAYS, "allocated")

    @staticmethod
    def reference(x: torch.Tensor) -> torch.Tensor:
        return (x + 1 - 1 + 1 - 1) * 1

    @staticmethod
    def off(x: torch.Tensor) -> torch.Tensor:
        return x + 0.5 if len(x) > 2 else x * 1

    @staticmethod
    def off_at_the_end(x: torch.Tensor) -> torch.Tensor:
        return x + 0.75 if len(x) == 3 else x * 1

    def nearest(self, answer: Function, *mistakes: Function) -> str | None:
        exercise = exercise_of(
            self.reference,
            mistakes or (self.off_at_the_end, self.off),
            self.CASES,
            rounding=(1, 2),
            facts=self.FACTS,
        )
        return nearest_of(answer, exercise)

    def test_other_values_and_other_bytes_are_the_same_mistake(self) -> None:
        assert self.nearest(lambda x: x + 0.25 + 0.5 if len(x) > 2 else x * 1) == "off"

    def test_of_several_the_first_is_named(self) -> None:
        def also_off(x: torch.Tensor) -> torch.Tensor:
            return self.off(x) * 1

        answer = lambda x: x + 0.25 + 0.5 - 1 if len(x) > 2 else x * 1  # noqa: E731 - said once
        assert self.nearest(answer, also_off, self.off) == "also_off"
        assert self.nearest(answer, self.off, also_off) == "off"

    def test_who_spends_too_much_makes_another(self) -> None:
        spends = lambda x: torch.cat([x] * 9)[: len(x)] + 1 if len(x) > 2 else x * 1  # noqa: E731
        assert self.nearest(spends) is None

    def test_where_rounding_is_no_matter_it_has_to_be_the_same(self) -> None:
        assert self.nearest(lambda x: x + 3) is None

    def test_a_diagnosis_stays_exact(self) -> None:
        exercise = exercise_of(
            self.reference, [self.off], self.CASES, rounding=(1, 2), facts=self.FACTS
        )
        assert mistake_of(lambda x: x + 0.25 if len(x) > 2 else x * 1, exercise) == "off"
        assert mistake_of(lambda x: x + 0.25 + 0.5 if len(x) > 2 else x * 1, exercise) is None


def test_whoever_passes_or_makes_a_known_mistake_is_near_none() -> None:
    exercise = exercise_of(mistakes=[unsorted])
    assert verdict_on(ascending, exercise).nearest is None
    assert verdict_on(unsorted, exercise).nearest is None


# -- words ---------------------------------------------------------------------------------------

SENTENCES: list[tuple[Function, Function, dict[str, Any]]] = [
    (torch.sum, torch.sum, {"banned": ("torch.sum",)}),
    (lambda x: x, lambda x: x, {"required": ("torch.sum",)}),
    (lambda x: x, raising(ValueError("out of range")), {}),
    (lambda x: x, raising(ValueError()), {}),
    (raising(ValueError()), lambda x: x, {}),
    (raising(ValueError()), raising(TypeError()), {}),
    (lambda x: x + 1, lambda x: x.add_(1), {}),
    (lambda x: x.add_(1), lambda x: x + 1, {}),
    (lambda x: x.add_(1).sum() * 0, lambda x: x.add_(2).sum() * 0, {}),
    (lambda x: x * 2, lambda x: x.detach() * 2, {"facts": ("gradients",)}),
    (lambda x: x.detach() * 2, lambda x: x * 2, {"facts": ("gradients",)}),
    (lambda x: x * 2, lambda x: x * 3, {"facts": ("gradients",)}),
    (lambda x: x.view(-1), lambda x: x.clone(), {"facts": ("allocated",)}),
]


def test_every_difference_is_said_in_a_sentence(golden: Golden) -> None:
    lines = []
    for reference, answer, options in SENTENCES:
        x = W.detach().requires_grad_("gradients" in options.get("facts", ()))
        found = difference(reference, answer, x, **{"facts": ALWAYS, **options})
        assert found is not None
        lines.append(f"{found.fact}: {found.message} [{found.expected} | {found.got}]")
    golden("judgements.txt", "\n".join(lines) + "\n")


def test_an_observation_is_judged_by_what_it_holds_alone() -> None:
    seen = Observation(value=see(X), printed="a", seconds=1.0)
    assert judge(seen, replace(seen, printed="b", seconds=2.0), Rules()) is None
    raised = Observation(raised=Raised(("KeyError", "LookupError"), "a", ((1, "f", "x"),)))
    assert judge(raised, Observation(raised=Raised(("KeyError",), "b")), Rules()) is None
