"""The graph behind a result, held against what autograd itself does with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from course.kit.cases.case import case
from course.kit.observing.lineage import MOST_STEPS, Step, lineage
from course.kit.observing.observe import observe

X = torch.tensor([1.0, 2.0], requires_grad=True)
Y = torch.tensor([3.0, 4.0], requires_grad=True)
INPUTS = [("x", X), ("y", Y)]

RESULTS: dict[str, Callable[[], torch.Tensor]] = {
    "both": lambda: (X * Y).sum(),
    "one of them": lambda: X.detach() * Y,
    "none": lambda: (X.detach() + 1) * Y.detach(),
    "an input itself": lambda: X,
    "one used twice": lambda: X * X + Y.detach(),
    "a constant that collects gradients": lambda: X * torch.ones(2, requires_grad=True),
    "a view": lambda: X.reshape(1, 2).expand(3, 2)[0],
}


def reached(steps: tuple[Step, ...]) -> set[str]:
    """The inputs from which a way leads to the result."""
    behind = {i for i, step in enumerate(steps) if step.is_result}
    for i in reversed(range(len(steps))):
        behind |= set(steps[i].parents) if i in behind else set()
    return {steps[i].name for i in behind} - {""}


@pytest.mark.parametrize("name", RESULTS)
def test_a_way_leads_to_the_inputs_that_a_gradient_reaches(name: str) -> None:
    result = RESULTS[name]()
    steps = lineage([result], INPUTS)
    found: tuple[torch.Tensor | None, ...] = (None, None)
    if result.requires_grad:
        found = torch.autograd.grad(result.sum(), [X, Y], allow_unused=True)
    assert reached(steps) == {n for (n, _), g in zip(INPUTS, found, strict=True) if g is not None}
    assert {step.name for step in steps} >= {"x", "y"}
    assert all(parent < i for i, step in enumerate(steps) for parent in step.parents)


def test_a_graph_that_nobody_could_read_is_left_out() -> None:
    y = X
    for _ in range(MOST_STEPS + 1):
        y = y + 1
    assert lineage([y], INPUTS) == ()


def test_the_graph_is_observed_where_gradients_are() -> None:
    one = case("a vector", torch.tensor([1.0], requires_grad=True))
    seen = observe(lambda x: x * 2, one, parameters=("x",), facts=("gradients",))
    assert [(s.operation, s.name) for s in seen.lineage] == [("", "x"), ("Mul", "")]
    assert observe(lambda x: x * 2, one, parameters=("x",)).lineage == ()


def test_several_results_are_all_told() -> None:
    steps = lineage([X * 2, X + Y], INPUTS)
    assert [step.operation for step in steps if step.is_result] == ["Mul", "Add"]
    assert sum(step.name == "x" for step in steps) == 1
