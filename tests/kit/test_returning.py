"""What the code of a function tells of the None that it gave."""

from __future__ import annotations

import functools
from typing import Any

import pytest
import torch

from course.kit.cases.case import case
from course.kit.observing.observe import observe
from course.kit.observing.returning import GRAD, IN_PLACE, NO_RETURN, why_none

CODES = {
    "pass": NO_RETURN,
    "x.sum()": NO_RETURN,
    "return": NO_RETURN,
    "return None": NO_RETURN,
    "if x: return": NO_RETURN,
    "def inner(): return 1": NO_RETURN,
    "inner = lambda: x.grad": NO_RETURN,
    "return x.grad": GRAD,
    "if x: return x.grad\n    return y.real.grad": GRAD,
    "return x": "",
    "return 1": "",
    "return x.grad.T": "",
    "return x.grad, None": "",
    "return grad": "",
    "return x or None": "",
    "return x and x.grad": "",
    "if x: return 5": "",
    "if x: return x\n    return x.grad": "",
    "return helper(x)": "",
}


@pytest.mark.parametrize("body", CODES)
def test_whether_anything_is_returned_is_read_from_the_code(body: str) -> None:
    space: dict[str, Any] = {}
    exec(f"def answer(x):\n    {body}\n", space)
    assert why_none(space["answer"]) == CODES[body]


def test_a_decorated_function_is_looked_at_itself() -> None:
    @torch.no_grad()
    def forgets(x: torch.Tensor) -> None:
        x.sum()

    assert why_none(forgets) == NO_RETURN


def test_of_what_is_no_function_nothing_is_known() -> None:
    def endless() -> None:
        pass

    endless.__wrapped__ = endless  # type: ignore[attr-defined]
    for function in (print, functools.partial(print, 1), torch.add, endless):
        assert why_none(function) == ""


def test_it_is_observed_only_of_a_result_that_is_none() -> None:
    made = case("a number", 2.5)
    assert observe(lambda x: None, made).none == NO_RETURN
    assert observe(lambda x: x, made).none == ""


def sorted_in_place(x: list[int]) -> Any:
    return x.sort()


def grown_or_sorted(x: list[int]) -> Any:
    if x:
        return x.append(1)
    return x.sort()


def sorted_or_not(x: list[int]) -> Any:
    if x:
        return x
    return x.sort()


def test_what_changes_a_list_in_place_is_known_by_its_source() -> None:
    assert why_none(sorted_in_place) == why_none(grown_or_sorted) == IN_PLACE
    assert why_none(sorted_or_not) == ""
    seen = observe(sorted_in_place, case("one", [2, 1]), parameters=("x",))
    assert seen.none == IN_PLACE
