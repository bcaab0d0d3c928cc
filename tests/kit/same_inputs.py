"""Whether two sets of inputs are the same to the bit, to the stride, and to who shares memory."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from course.kit.values.seen import memory


def assert_same(left: Any, right: Any, *, to_the_bit: bool = True) -> None:
    """Assert that two values are the same, with all that is in them.

    Unless `to_the_bit`, any NaN is as good as another, and strides that no element uses may
    differ, as may whether a conjugation is still to be done.
    """
    assert type(left) is type(right)
    match left:
        case torch.Tensor():
            assert_same_tensor(left, right, to_the_bit)
        case np.ndarray():
            assert (left.dtype, left.shape) == (right.dtype, right.shape)
            assert left.flags.writeable == right.flags.writeable
            assert used(left.shape, left.strides) == used(right.shape, right.strides)
            if to_the_bit or left.dtype.kind not in "fc":
                assert left.tobytes() == right.tobytes()
            else:
                np.testing.assert_array_equal(left, right)
                assert (np.signbit(left.real) == np.signbit(right.real))[~np.isnan(left)].all()
        case list() | tuple():
            assert len(left) == len(right)
            for mine, yours in zip(left, right, strict=True):
                assert_same(mine, yours, to_the_bit=to_the_bit)
        case dict():
            assert_same(list(left), list(right), to_the_bit=to_the_bit)
            assert_same(list(left.values()), list(right.values()), to_the_bit=to_the_bit)
        case float() | complex():
            assert str(left) == str(right)
        case _:
            assert left == right


def assert_same_tensor(left: torch.Tensor, right: torch.Tensor, to_the_bit: bool) -> None:
    assert (left.dtype, left.shape, left.device) == (right.dtype, right.shape, right.device)
    assert left.requires_grad == right.requires_grad
    assert used(left.shape, left.stride()) == used(right.shape, right.stride())
    if to_the_bit:
        assert (left.stride(), left.is_conj()) == (right.stride(), right.is_conj())
    mine, yours = plain(left), plain(right)
    if to_the_bit:
        assert mine.view(torch.uint8).equal(yours.view(torch.uint8))
    elif left.is_floating_point() or left.is_complex():
        torch.testing.assert_close(mine, yours, rtol=0, atol=0, equal_nan=True)
        parts = [torch.view_as_real(t) if t.is_complex() else t.double() for t in (mine, yours)]
        there = ~parts[0].isnan()
        assert parts[0].signbit()[there].equal(parts[1].signbit()[there])
    else:
        assert mine.equal(yours)


def plain(tensor: torch.Tensor) -> torch.Tensor:
    """The elements on one axis, in memory of their own."""
    return torch.empty(tensor.numel(), dtype=tensor.dtype).copy_(tensor.detach().reshape(-1))


def used(shape: tuple[int, ...], strides: tuple[int, ...]) -> list[int]:
    if math.prod(shape) == 0:
        return []
    return [stride for length, stride in zip(shape, strides, strict=True) if length > 1]


def leaves(value: Any) -> Iterator[torch.Tensor | np.ndarray]:
    if isinstance(value, torch.Tensor | np.ndarray):
        yield value
    elif isinstance(value, dict):
        yield from leaves(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item)


def sharing_pattern(value: Any) -> list[tuple[int, int, int]]:
    """Say for each two leaves that share memory how far apart their first elements lie."""
    found = list(leaves(value))
    return [
        (i, j, address(found[j]) - address(found[i]))
        for i in range(len(found))
        for j in range(i)
        if overlap(memory(found[i]), memory(found[j])) and size(found[i]) and size(found[j])
    ]


def overlap(left: tuple[int, int], right: tuple[int, int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def size(value: torch.Tensor | np.ndarray) -> int:
    return value.numel() if isinstance(value, torch.Tensor) else value.size


def address(value: torch.Tensor | np.ndarray) -> int:
    if isinstance(value, torch.Tensor):
        return value.data_ptr()
    return value.__array_interface__["data"][0]
