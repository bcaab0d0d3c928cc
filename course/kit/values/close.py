"""How far apart two values may be and still agree: by dtype, as in `torch.testing`."""

from __future__ import annotations

import math

import torch

Tolerance = tuple[float, float]
"""Relative and absolute: |got - expected| <= absolute + relative * |expected|."""

# The defaults of torch.testing.assert_close (its documentation, torch 2.13).
_TOLERANCES: dict[str, Tolerance] = {
    "float16": (1e-3, 1e-5),
    "bfloat16": (1.6e-2, 1e-5),
    "float32": (1.3e-6, 1e-5),
    "float64": (1e-7, 1e-7),
    "complex32": (1e-3, 1e-5),
    "complex64": (1.3e-6, 1e-5),
    "complex128": (1e-7, 1e-7),
}
# A Python float often comes from a float32 tensor's `.item()`.
_NUMBER_TOLERANCE = _TOLERANCES["float32"]


def tolerance_for(dtype: str) -> Tolerance:
    """Give the tolerance for a dtype by name: (0, 0) for those that are exact."""
    return _TOLERANCES.get(dtype, (0.0, 0.0))


def close(
    expected: torch.Tensor, got: torch.Tensor, tolerance: Tolerance | None = None
) -> torch.Tensor:
    """Tell element by element which values agree; the two have one shape.

    Where the dtypes differ, both are compared in the wider one with the tolerance of the less
    precise.
    """
    names = [str(t.dtype).removeprefix("torch.") for t in (expected, got)]
    relative, absolute = tolerance or max(tolerance_for(name) for name in names)
    common = _common(expected.dtype, got.dtype)
    expected, got = expected.to(common), got.to(common)
    if not (expected.is_floating_point() or expected.is_complex()):
        return expected == got
    return torch.isclose(got, expected, rtol=relative, atol=absolute, equal_nan=True)


def _common(left: torch.dtype, right: torch.dtype) -> torch.dtype:
    """Give a dtype that holds the values of both, and in which torch can compare them."""
    try:
        common = torch.promote_types(left, right)
    except RuntimeError:  # torch promotes neither uint16, uint32, uint64 nor the 8-bit floats
        common = left if left == right else torch.float64
    return torch.float32 if common.is_floating_point and common.itemsize == 1 else common


def equal_numbers(expected: object, got: object, tolerance: Tolerance | None) -> bool:
    """Tell whether two plain values agree: floats within the tolerance, all others when equal."""
    if isinstance(expected, float | complex) and isinstance(got, int | float | complex):
        relative, absolute = tolerance or _NUMBER_TOLERANCE
        if expected != expected or got != got:
            return expected != expected and got != got
        try:
            if abs(expected) == math.inf or abs(got) == math.inf:
                return expected == got
            return abs(got - expected) <= absolute + relative * abs(expected)
        except OverflowError:  # an int, or the size of a complex number, beyond all floats
            return False
    return expected == got
