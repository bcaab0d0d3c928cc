"""Numbers are written as torch prints them, or shorter, and never wrongly."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course.kit.draw.cells import read, shorten
from course.kit.draw.digits import is_rounded, number_format


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([1, -20, 2**62], ["1", "-20", str(2**62)]),
        ([True, False], ["True", "False"]),
        ([1.0, -0.0, 3e6], ["1.", "-0.", "3000000."]),
        ([0.5, 0.25, 1.0], ["0.50", "0.25", "1.00"]),
        ([1 / 3, 2.0], ["0.3333", "2.0000"]),
        ([1234.51234, 0.1], ["1234.51", "0.10"]),
        ([1e-5, 0.0, 1.0], ["1.0e-05", "0.", "1.0e+00"]),
        ([math.nan, math.inf, -math.inf], ["nan", "inf", "-inf"]),
        ([math.nan, 1.0], ["nan", "1."]),
        ([1 + 2j, -0.5j], ["1.0+2.0j", "-0.0-0.5j"]),
    ],
)
def test_numbers_are_written_alike(values: list[complex], written: list[str]) -> None:
    write = number_format(values)
    assert [write(value) for value in values] == written


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8))
def test_what_is_not_called_rounded_reads_back_as_it_was(values: list[float]) -> None:
    write = number_format(values, eps=1e-7)
    if not is_rounded(values, write, 1e-7):
        for value in values:
            assert float(write(value)) == pytest.approx(value, rel=3e-7)


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=8))
def test_a_written_number_is_near_the_real_one(values: list[float]) -> None:
    write = number_format(values)
    largest = max(map(abs, values))
    for value in values:
        assert abs(float(write(value)) - value) <= max(0.051 * abs(value), 1e-4, 1e-5 * largest)


@pytest.mark.parametrize(
    "dtype",
    [torch.uint8, torch.uint16, torch.int8, torch.float16, torch.bfloat16, torch.float8_e4m3fn],
)
def test_every_dtype_can_be_read(dtype: torch.dtype) -> None:
    [cells] = read(torch.tensor([1, 2]).to(dtype))
    point = "." if dtype.is_floating_point else ""
    assert list(cells.texts.values()) == [f"1{point}", f"2{point}"]


@given(st.integers(0, 40), st.integers(3, 16))
def test_a_long_axis_keeps_its_ends_and_has_one_gap(size: int, limit: int) -> None:
    shown = shorten(size, limit)
    if size <= limit:
        assert shown == tuple(range(size))
    else:
        assert len(shown) == limit
        assert shown.count(None) == 1
        assert (shown[0], shown[-1]) == (0, size - 1)
