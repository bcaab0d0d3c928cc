"""What is told of the line in which a student's code failed."""

from __future__ import annotations

import linecache
from typing import Any

import numpy as np
import pytest
import torch

from course.kit import accelerator, draw
from course.kit.observing.raised import Raised, describe


def raised_by(source: str, **given: Any) -> Raised:
    """Run source as a notebook's kernel does, call its `answer`, and describe what it raises."""
    name = f"/tmp/ipykernel_17/{abs(hash(source))}.py"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {"torch": torch, **given}
    exec(compile(source, name, "exec"), namespace)
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - each of these raises its own
        namespace["answer"]()
    return describe(caught.value)


def failed_part(raised: Raised) -> str:
    assert raised.columns is not None
    return raised.lines[-1][2][slice(*raised.columns)]


def test_the_names_in_the_line_are_told_with_their_shapes() -> None:
    raised = raised_by(
        "def answer():\n"
        "    rows, unused = torch.zeros(2, 1), 5\n"
        "    scale, name, sizes = 2.5, 'a', (2, 3)\n"
        "    return rows.reshape(sizes) * scale + name\n"
    )
    assert {named.name: named.text for named in raised.names} == {
        "rows": "shape (2, 1), torch.float32",
        "sizes": "(2, 3)",
        "scale": "2.5",
        "name": "'a'",
    }
    assert raised.names[0].shape == (2, 1)
    assert failed_part(raised) == "rows.reshape(sizes)"


def test_names_that_are_attributes_or_stand_in_a_string_are_left_out() -> None:
    raised = raised_by(
        "def answer():\n    x, mH = torch.ones(2, 2), 1\n    return x.mH.real['T'].nothing\n"
    )
    assert [named.name for named in raised.names] == ["x"]


def test_where_the_whole_line_failed_no_part_is_marked() -> None:
    raised = raised_by("def answer():\n    raise ValueError('no')\n")
    assert raised.columns is None


def test_arrays_and_long_things_are_told_in_short() -> None:
    raised = raised_by(
        "def answer():\n"
        "    a, big, many, text = b.copy(), 10**5000, list(range(50)), 'x' * 10**6\n"
        "    return (a, big, many, text).nothing\n",
        b=np.zeros((2, 3)),
    )
    told = {named.name: named.text for named in raised.names}
    assert told["a"] == "array of shape (2, 3), float64"
    assert told["big"].startswith("an int of 1661")
    assert told["many"] == "list of length 50"
    assert max(map(len, told.values())) <= 60


def test_nothing_of_the_students_is_called() -> None:
    raised = raised_by(
        "class Loud(torch.Tensor):\n"
        "    shape = property(lambda self: 1 / 0)\n"
        "class Sly:\n"
        "    __class__ = property(lambda self: 1 / 0)\n"
        "    def __repr__(self):\n"
        "        raise SystemExit\n"
        "def answer():\n"
        "    loud, sly = torch.ones(2).as_subclass(Loud), Sly()\n"
        "    return [loud, sly].nothing\n"
    )
    assert raised.types[0] == "AttributeError"
    assert raised.names == ()


def test_where_the_line_is_about_gradients_it_is_told_who_has_them() -> None:
    made = "def answer():\n    w = torch.ones(2, requires_grad=True)\n    y = w * 2\n"
    told = {n.name: n.text for n in raised_by(f"{made}    return w + y.backward()\n").names}
    assert told == {
        "w": "shape (2,), torch.float32, requires_grad=True, is_leaf=True",
        "y": "shape (2,), torch.float32, requires_grad=True, is_leaf=False",
    }
    (by_its_message,) = raised_by(f"{made}    w.add_(1)\n").names
    assert by_its_message.text.endswith("requires_grad=True, is_leaf=True")
    assert "leaf" not in raised_by(f"{made}    return y.nothing\n").names[0].text


@pytest.mark.parametrize(
    "line", ["draw.broadcast((2, 3), (4,), 5)", "torch.ones(2) + torch.ones(2).to(device)"]
)
def test_the_way_ends_in_the_students_code_and_not_in_the_kits(line: str) -> None:
    kit = {"draw": draw, "device": accelerator.device()}
    raised = raised_by(f"def answer():\n    return {line}\n", **kit)
    assert raised.lines[-1] == (2, "answer", f"return {line}")
