"""Nothing on a picture is cut off or runs into something else, whatever is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from draw_gallery import (
    collisions,
    gallery,
    numbers,
    painted,
    shown_numbers,
    untidy,
    words_on,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.kit import draw
from course.kit.draw.sheet import Rect
from course.kit.draw.style import DISPLAY_DPI, VALUE_SIZE

FEW = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
SHAPES = st.lists(st.integers(0, 9), min_size=0, max_size=3).map(tuple)
ODD = [0.0, -0.0, 1.0, -2.5, 1 / 3, 1e-9, 123456.789, math.nan, math.inf, -math.inf]


@st.composite
def tensors(draw_value: st.DrawFn, shapes: st.SearchStrategy[tuple[int, ...]] = SHAPES):
    shape = draw_value(shapes)
    dtype = draw_value(st.sampled_from([torch.int64, torch.bool, torch.float32, torch.float64]))
    count = math.prod(shape)
    if dtype.is_floating_point:
        choose = st.sampled_from(ODD) if draw_value(st.booleans()) else st.floats(-2, 2, width=32)
    else:
        choose = st.integers(0, 1) if dtype == torch.bool else st.integers(-(10**6), 10**6)
    pool = draw_value(st.lists(choose, min_size=1, max_size=7))
    values = [pool[i % len(pool)] for i in range(count)]
    return torch.tensor(values, dtype=dtype).reshape(shape)


@pytest.mark.parametrize("name", sorted(gallery()))
def test_no_text_of_a_painted_picture_is_cut_or_covered(
    name: str, pictures: dict[str, draw.Picture]
) -> None:
    page = pictures[name].figure.bbox
    texts = painted(pictures[name])
    assert texts
    assert collisions(texts, slack=0.5) == []
    for text, box in texts:
        inside = box.x >= 0 and box.y >= 0 and box.right <= page.width and box.bottom <= page.height
        assert inside, f"{text!r} is cut"


@pytest.mark.parametrize("name", ["field", "slices_copy", "tensor_big", "losses"])
def test_a_text_takes_the_room_it_was_given(name: str, pictures: dict[str, draw.Picture]) -> None:
    planned = [(word.text, word.box) for word in words_on(pictures[name])]
    pixels = DISPLAY_DPI / 72
    for (text, box), (same, real) in zip(planned, painted(pictures[name]), strict=True):
        assert text == same
        assert real.width <= box.width * pixels + 3
        assert real.height <= box.height * pixels + 3


@FEW
@given(tensors())
def test_any_tensor_is_drawn_tidily_and_told_whole(x: torch.Tensor) -> None:
    picture = draw.tensor(x)
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(tensors(), st.data())
def test_any_slice_is_drawn_tidily(x: torch.Tensor, data: st.DataObject) -> None:
    index = tuple(data.draw(st.slices(size)) for size in x.shape)
    index = tuple(slice(s.start, s.stop, abs(s.step or 1)) for s in index)
    picture = draw.slices(x, index)
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(tensors(st.lists(st.integers(0, 6), min_size=1, max_size=3).map(tuple)), st.data())
def test_any_sum_is_drawn_tidily(x: torch.Tensor, data: st.DataObject) -> None:
    picture = draw.sum_axis(x, data.draw(st.integers(-x.ndim, x.ndim - 1)))
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(tensors())
def test_any_tensor_is_flattened_tidily(x: torch.Tensor) -> None:
    picture = draw.reshape(x, -1) if x.numel() else draw.reshape(x, 0)
    assert untidy(picture) == []


@FEW
@given(tensors(st.tuples(st.integers(1, 5), st.integers(1, 7))))
def test_any_storage_is_drawn_tidily(x: torch.Tensor) -> None:
    picture = draw.memory(x=x, rows=x[:1], transposed=x.T)
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(tensors(), tensors())
def test_any_two_tensors_are_drawn_tidily(a: torch.Tensor, b: torch.Tensor) -> None:
    picture = draw.broadcast(a, b, "==")
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(tensors(), st.data())
def test_any_strides_are_drawn_tidily(x: torch.Tensor, data: st.DataObject) -> None:
    index = tuple(data.draw(st.slices(size)) for size in x.shape)
    index = tuple(slice(s.start, s.stop, abs(s.step or 1)) for s in index)
    view = x[index].permute(data.draw(st.permutations(range(x.ndim))))
    picture = draw.strides(view)
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(st.lists(st.sampled_from([*ODD, 0.1, 2.3, -7.0]), min_size=1, max_size=90))
def test_any_losses_are_drawn_tidily(values: list[float]) -> None:
    if not np.isfinite(values).any():
        values = [*values, 1.0]
    picture = draw.losses(values)
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(st.tuples(*3 * [st.integers(0, 9)]), st.sampled_from([torch.int64, torch.float32]))
def test_any_product_is_drawn_tidily(sizes: tuple[int, int, int], dtype: torch.dtype) -> None:
    m, n, p = sizes
    a, b = torch.arange(m * n).reshape(m, n), torch.arange(n * p).reshape(n, p) - 7
    if m and p:
        picture = draw.matmul(a.to(dtype), b.to(dtype), at=(-1, -1))
        assert untidy(picture) == []
        assert shown_numbers(picture) <= numbers(picture.text)


@FEW
@given(
    st.dictionaries(
        st.sampled_from(
            ["@", "mm", "one loop", "a way with a longer name", "numpy", "x", "y", "z"]
        ),
        st.dictionaries(st.integers(1, 10**6), st.floats(1e-8, 1e3), min_size=1, max_size=7),
        min_size=1,
    )
)
def test_any_timings_are_drawn_tidily(times: dict[str, dict[float, float]]) -> None:
    picture = draw.timings(times)
    assert untidy(picture) == []
    assert shown_numbers(picture) <= numbers(picture.text)


def test_a_long_number_widens_its_cells() -> None:
    assert untidy(draw.tensor([[2**62, -(2**62)], [1, 2]])) == []


def test_long_names_do_not_run_into_their_neighbours() -> None:
    joined = draw.cat([[1], [2]], names=["the_first_of_the_two", "the_second"])
    assert untidy(joined) == []
    assert untidy(draw.memory(a_storage_with_a_long_name=torch.ones(1))) == []


def test_a_number_fits_in_its_cell() -> None:
    picture = draw.tensor([[-0.123456, 1e-9, 1e30], [math.nan, -math.inf, 12345.6]])
    cells = [item.box for item in picture.sheet.items if isinstance(item, Rect)]
    values = [word.box for word in words_on(picture) if word.size == VALUE_SIZE]
    assert len(cells) == len(values) - 1 == 6
    for cell, value in zip(cells, values[1:], strict=True):
        assert cell.x < value.x < value.right < cell.right
        assert cell.y < value.y < value.bottom < cell.bottom


def test_a_picture_fits_the_width_of_a_notebook(pictures: dict[str, draw.Picture]) -> None:
    assert {name: p.width for name, p in pictures.items() if p.width > 880} == {}
