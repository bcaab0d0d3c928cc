"""What one machine has recorded stays on every other, where only rounding sets them apart."""

from __future__ import annotations

import torch
from torch import Tensor

from course.build.settled import recorded_before, settle
from course.kit.cases.case import Case, case
from course.kit.judging.exercise import Exercise, KnownCase, Mistake, Rules
from course.kit.observing.observe import Observation
from course.kit.values.seen import see


def of(value: object, **counted: int) -> Observation:
    return Observation(value=see(value), **counted)  # type: ignore[arg-type]


def exercise(
    expected: Observation,
    wrong: Observation,
    *,
    title: str = "Sum",
    rounding: bool = False,
    made: Case | None = None,
) -> Exercise:
    return Exercise(
        name="add_up",
        title=title,
        parameters=("x",),
        points={"basic": 1},
        rules=Rules(),
        hints=("Look.", "Add."),
        visible=(KnownCase(made or case("one", torch.ones(2)), expected),),
        mistakes=(Mistake("off", "Off.", {0: wrong}, frozenset([0] if rounding else [])),),
    )


ONE = torch.tensor([1.0, 2.0])
NEXT = torch.nextafter(ONE, ONE + 1)
FAR = ONE + 0.25
OTHER = [of([1.0, 2.0]), of((ONE, 1)), of(ONE.double()), of(ONE.view(2, 1)), of(FAR)]


def kept(before: Exercise, fresh: Exercise) -> bool:
    found = settle(fresh, before)
    assert found is before or found is fresh
    return found is before


def test_digits_that_judging_does_not_tell_apart_stay_as_they_were() -> None:
    assert not torch.equal(ONE, NEXT)
    assert kept(exercise(of(ONE), of(FAR)), exercise(of(NEXT), of(FAR)))
    assert kept(exercise(of(ONE), of(FAR)), exercise(of(ONE), of(FAR + 1e-7)))
    assert kept(exercise(of((ONE, 0.5)), of(FAR)), exercise(of((NEXT, 0.5000001)), of(FAR)))


def test_everything_else_is_recorded_anew() -> None:
    before = exercise(of(ONE), of(FAR))
    for value in OTHER:
        assert not kept(before, exercise(value, of(FAR)))
    for value in [*OTHER[:-1], of(ONE)]:
        assert not kept(before, exercise(of(ONE), value))
    assert not kept(before, exercise(of(ONE, allocated=8), of(FAR)))
    assert not kept(before, exercise(of(ONE), of(FAR), title="Total"))
    assert not kept(before, exercise(of(ONE), of(FAR), made=case("one", torch.zeros(2))))
    assert not kept(exercise(of([ONE]), of(FAR)), exercise(of((ONE,)), of(FAR)))
    assert settle(before, None) is before


def test_a_changed_input_and_a_gradient_count_like_the_result() -> None:
    def both(changed: Tensor, gradient: Tensor) -> Exercise:
        seen = Observation(
            value=see(ONE), changed={"x": see(changed)}, gradients={"x": see(gradient)}
        )
        return exercise(seen, of(FAR))

    assert kept(both(ONE, ONE), both(NEXT, NEXT))
    assert not kept(both(ONE, ONE), both(FAR, ONE))
    assert not kept(both(ONE, ONE), both(ONE, FAR))
    assert not kept(both(ONE, ONE), exercise(of(ONE), of(FAR)))


def test_what_rounding_leaves_of_a_mistake_may_be_anything_of_that_shape() -> None:
    noisy = exercise(of(ONE), of(FAR), rounding=True)
    assert kept(noisy, exercise(of(ONE), of(FAR * torch.nan), rounding=True))
    assert not kept(noisy, exercise(of(FAR), of(FAR), rounding=True))
    assert not kept(noisy, exercise(of(ONE), of(FAR.double()), rounding=True))
    assert not kept(noisy, exercise(of(ONE), of(FAR)))


def test_files_of_another_kind_hold_nothing_that_could_stay(tmp_path) -> None:
    for name, text in {"a": "{}", "b": "[]", "c": "{", "d": '{"format": 1}'}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "checks.json").write_text(text)
    assert recorded_before(tmp_path) == {}
    assert recorded_before(tmp_path / "nowhere") == {}
