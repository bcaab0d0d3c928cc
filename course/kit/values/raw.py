"""Tensors as raw bytes, and the reading of JSON that others wrote."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import sys
from collections.abc import Iterator
from typing import Any

import torch

Json = dict[str, Any]

if sys.byteorder != "little":  # pragma: no cover
    raise ImportError("course.kit stores tensors little-endian; this machine is big-endian.")


def base64_text(data: bytes) -> str:
    """Write bytes as text."""
    return base64.b64encode(data).decode("ascii")


def tensor_bytes(tensor: torch.Tensor) -> bytes:
    """Give the elements of a CPU tensor in row-major order as raw bytes."""
    if tensor.numel() == 0:
        return b""
    if _lies_plainly(tensor):
        return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.itemsize)
    # Always a copy: a storage that NumPy has seen can't be resized any more.
    flat = torch.empty(tensor.numel(), dtype=tensor.dtype, device="cpu")
    flat.view(tensor.shape).copy_(tensor.detach())
    return flat.view(torch.uint8).numpy().tobytes()


def _lies_plainly(tensor: torch.Tensor) -> bool:
    """Tell whether the memory holds the elements as they are, in order."""
    is_plain = type(tensor) is torch.Tensor and tensor.is_cpu and tensor.is_contiguous()
    return is_plain and not (tensor.is_conj() or tensor.is_neg())


def tensor_from_bytes(data: bytes, dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
    """Make a tensor of `shape` from the raw bytes of `tensor_bytes`."""
    if not data:
        return torch.empty(0, dtype=dtype, device="cpu").reshape(shape)
    if dtype == torch.bool:  # any other byte would be a bool that equals neither
        return torch.frombuffer(bytearray(data), dtype=torch.uint8).reshape(shape) != 0
    return torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape)


def dtype_named(name: str) -> torch.dtype:
    """Find the torch dtype called `name`, such as `float32`.

    Raises ValueError where torch has none of that name.
    """
    dtype = getattr(torch, name, None) if isinstance(name, str) else None
    if not isinstance(dtype, torch.dtype):
        raise ValueError(f"torch has no dtype {name!r}")
    return dtype


def exactly(kind: type, value: Any) -> Any:
    """Give `value`, which must be of this very type: JSON's true is no int here.

    Raises ValueError for one of another type.
    """
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {kind.__name__}")
    return value


@contextlib.contextmanager
def only_value_errors(what: str) -> Iterator[None]:
    """Let whatever goes wrong while a node of JSON is read be a ValueError that says of what."""
    try:
        yield
    except ValueError:
        raise
    except (LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError) as error:
        raise ValueError(f"this is no {what}: {type(error).__name__}: {error}") from error
