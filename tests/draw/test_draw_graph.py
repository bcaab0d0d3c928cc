"""The picture of a graph shows what autograd has recorded, and each thing once."""

from __future__ import annotations

import random
import re
from itertools import combinations

import pytest
import torch
from draw_gallery import sentences, untidy, words_on

from course.kit import draw
from course.kit.draw.layers import lay_out
from course.kit.draw.sheet import Box, Rect, Stroke


def boxes(picture: draw.Picture) -> list[Box]:
    return [item.box for item in picture.sheet.items if isinstance(item, Rect)]


def recorded(y: torch.Tensor) -> set[object]:
    """Return every function behind a tensor, as torch itself tells."""
    found: set[object] = set()
    waiting = [y.grad_fn]
    while waiting:
        function = waiting.pop()
        if function is not None and function not in found:
            found.add(function)
            waiting += [before for before, _output in function.next_functions]
    return found


def expression(seed: int) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Make a tensor from three leaves by operations that are drawn at random."""
    choose = random.Random(seed)
    leaves = [torch.tensor(choose.uniform(-1, 1), requires_grad=True) for _ in range(3)]
    values = list(leaves)
    for _ in range(choose.randrange(1, 14)):
        left, right = choose.choice(values), choose.choice(values[-3:])
        values.append([left + right, left * right, right.sin()][choose.randrange(3)])
    return values[-1], leaves


@pytest.mark.parametrize("seed", range(40))
def test_each_recorded_operation_has_one_box(seed: int) -> None:
    y, _leaves = expression(seed)
    assert len(boxes(draw.graph(y))) == len(recorded(y))


@pytest.mark.parametrize("seed", range(40))
def test_no_box_covers_another_and_no_text_runs_into_another(seed: int) -> None:
    y, (a, b, c) = expression(seed)
    picture = draw.graph(y, a=a, first_of_all=b, c=c)
    assert untidy(picture) == []
    for one, other in combinations(boxes(picture), 2):
        apart = one.right < other.x or other.right < one.x
        assert apart or one.bottom < other.y or other.bottom < one.y


@pytest.mark.parametrize("seed", range(40))
def test_no_line_passes_through_a_box(seed: int) -> None:
    y, (a, b, c) = expression(seed)
    picture = draw.graph(y, a=a, b=b, c=c)
    lines = [item for item in picture.sheet.items if isinstance(item, Stroke) and not item.filled]
    for line in lines:
        for x, height in along(line):
            for box in boxes(picture):
                inside = box.x < x < box.right and box.y + 0.1 < height < box.bottom - 0.1
                assert not inside


def along(line: Stroke) -> list[tuple[float, float]]:
    """Return points all along a line."""
    pairs = zip(line.points, line.points[1:], strict=False)
    parts = [k / 20 for k in range(21)]
    return [(x0 + t * (x1 - x0), y0 + t * (y1 - y0)) for (x0, y0), (x1, y1) in pairs for t in parts]


def test_a_value_stands_above_all_that_is_made_from_it() -> None:
    layout = lay_out([(), (0,), (0, 1), (1, 2, 0), ()], [50.0] * 5)
    assert layout.levels == (0, 1, 2, 3, 0)
    assert [len(route) for route in layout.routes] == [0, 1, 0, 1, 0, 2]


def test_a_gradient_is_shown_once_there_is_one() -> None:
    x = torch.arange(4.0, requires_grad=True)
    y = 2 * torch.dot(x, x)
    assert "grad None" in draw.graph(y, x=x).text
    y.backward()
    assert "grad [0., 4., 8., 12.]" in draw.graph(y, x=x).text


def test_a_tensor_on_the_way_shows_its_gradient_where_it_was_asked_for() -> None:
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    y.retain_grad()
    (2 * y).backward()
    assert "y: Mul: from 0 and 0; shape (); 9.; grad 2." in draw.graph(y, x=x).text


def test_what_is_cut_off_stands_beside_the_graph() -> None:
    x = torch.ones(2, requires_grad=True)
    text = sentences(draw.graph(torch.tensor([1.0, 2.0]), x=x))
    assert "There is no graph: backward has nowhere to go. Not in this graph: x." in text
    assert "Not in this graph" not in draw.graph(x * 2, x=x).text


def test_a_function_of_ones_own_is_named_as_its_class() -> None:
    class Halve(torch.autograd.Function):
        @staticmethod
        def forward(ctx: object, x: torch.Tensor) -> torch.Tensor:
            return x / 2

        @staticmethod
        def backward(ctx: object, v: torch.Tensor) -> torch.Tensor:
            return v / 2

    picture = draw.graph(Halve.apply(torch.ones(2, requires_grad=True)))
    assert [word.text for word in words_on(picture) if word.bold] == ["a leaf", "y: Halve"]


def test_the_words_list_parents_before_their_children() -> None:
    y, _leaves = expression(7)
    for line in draw.graph(y).text.split("\n\n")[1].split("\n"):
        number, rest = line.split(maxsplit=1)
        made = re.search(r"from ([\d, and]+);", rest)
        assert all(int(p) < int(number) for p in re.findall(r"\d+", made[1] if made else ""))


def test_a_name_can_be_y_without_being_the_result() -> None:
    y = torch.ones(2, requires_grad=True)
    assert "result: Mul" in draw.graph(y * 2, y=y).text


def test_what_has_no_graph_is_answered_with_what_is_accepted() -> None:
    with pytest.raises(TypeError, match="x is list; only tensors have a graph"):
        draw.graph(torch.ones(1), x=[1])
    deep = torch.ones(1, requires_grad=True)
    for _ in range(60):
        deep = deep.sin()
    with pytest.raises(ValueError, match="more than 40 nodes"):
        draw.graph(deep)
