"""Views written as people would write them."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course.kit.values.views import as_written


def table(*shape: int) -> torch.Tensor:
    return torch.arange(torch.Size(shape).numel()).reshape(shape)


@pytest.mark.parametrize(
    ("tensor", "base", "code"),
    [
        (table(2, 3).T, (2, 3), ".T"),
        (table(2, 3, 4).mT, (2, 3, 4), ".mT"),
        (table(2, 3, 4).permute(2, 0, 1), (2, 3, 4), ".permute(2, 0, 1)"),
        (table(3, 7)[:, 1::2], (3, 7), "[:, 1::2]"),
        (table(3, 7)[1:, 2:5].T, (3, 7), "[1:, 2:5].T"),
        (table(3, 4)[::2], (3, 4), "[::2]"),
        (table(3, 4)[:, 1], (12,), "[1::4]"),
        (table(5)[2], (5,), "[2]"),
        (table(3, 1).expand(3, 4), (3, 1), ".expand(3, 4)"),
        (table(4).expand(3, 4), (1, 4), ".expand(3, 4)"),
        (torch.tensor(1).expand(2, 2), (), ".expand(2, 2)"),
        (table(2, 3)[:, :1].expand(2, 4), (6,), "[::3][:, None].expand(2, 4)"),
    ],
)
def test_a_view_is_written_by_what_made_it(
    tensor: torch.Tensor, base: tuple[int, ...], code: str
) -> None:
    view = as_written(tensor)
    assert view is not None
    assert (view.base, view.code) == (base, code)


def test_overlapping_windows_have_no_other_code() -> None:
    assert as_written(table(6).unfold(0, 3, 1)) is None


@st.composite
def views(draw: st.DrawFn) -> torch.Tensor:
    """Tensors cut, turned and expanded at random."""
    tensor = table(*draw(st.lists(st.integers(1, 4), min_size=1, max_size=3)))
    for axis, length in enumerate(tensor.shape):
        start = draw(st.integers(0, length - 1))
        size, step = draw(st.integers(start + 1, length)), draw(st.integers(1, 3))
        tensor = tensor[(slice(None),) * axis + (slice(start, size, step),)]
    tensor = tensor.permute(draw(st.permutations(range(tensor.ndim))))
    return tensor.expand(draw(st.integers(1, 3)), *tensor.shape) if draw(st.booleans()) else tensor


@given(views())
def test_what_is_written_gives_the_same_layout(tensor: torch.Tensor) -> None:
    view = as_written(tensor)
    if view is None:
        return
    count = tensor.untyped_storage().nbytes() // tensor.itemsize
    made = eval(f"memory.reshape({view.base}){view.code}", {"memory": torch.arange(count)})
    assert (made.shape, made.stride()) == (tensor.shape, tensor.stride())
    assert torch.equal(made, tensor)
