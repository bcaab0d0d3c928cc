"""The memory under tensors and arrays: all of it as one flat value, and which pieces are shared."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
import torch

from course.kit.values.seen import Span, memory

_UNKNOWN_TO_NUMPY = (torch.bfloat16, torch.complex32, torch.float8_e4m3fn, torch.float8_e5m2)


def shared_memories(
    values: Iterable[torch.Tensor | np.ndarray], taken: Collection[str]
) -> dict[Span, tuple[str, Any]]:
    """Find the pieces of memory under more than one value, each flat and with a name of its own."""
    owners: dict[Span, list[Any]] = {}
    for value in values:
        owners.setdefault(memory(value), []).append(value)
    found: dict[Span, tuple[str, Any]] = {}
    for (start, end), sharing in owners.items():
        if len(sharing) > 1 and start < end:
            name = "memory" if not found else f"memory_{len(found) + 1}"
            while name in taken:
                name += "_"
            tensors = [value for value in sharing if isinstance(value, torch.Tensor)]
            in_bytes = 0 < len(tensors) < len(sharing) and tensors[0].dtype in _UNKNOWN_TO_NUMPY
            found[start, end] = (name, flat_memory((tensors or sharing)[0], in_bytes))
    return found


def flat_memory(value: Any, in_bytes: bool = False) -> Any:
    """Give all of the memory under a tensor or an array, as one axis of its dtype.

    Where that doesn't divide the memory evenly, bytes are given.
    """
    start, end = memory(value)
    in_bytes = in_bytes or (end - start) % value.itemsize > 0
    if isinstance(value, torch.Tensor):
        dtype = torch.uint8 if in_bytes else value.dtype
        count = (end - start) // dtype.itemsize
        return torch.empty(0, dtype=dtype, device="cpu").set_(
            value.untyped_storage(), 0, (count,), (1,)
        )
    dtype = np.dtype("uint8") if in_bytes else value.dtype
    root = value
    while isinstance(root.base, np.ndarray):
        root = root.base
    return root.reshape(-1).view(dtype)
