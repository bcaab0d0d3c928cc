"""Values as Python code that a reader can paste into a cell and get the same input."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from course.kit.case import Case

_MOST_ELEMENTS = 200
_INFERRED = (torch.float32, torch.int64, torch.bool)


def pasteable(case: Case, parameters: tuple[str, ...], function: str) -> str:
    """Write the call of `case` as code: one line for each input, then the call.

    A tensor that isn't laid out plainly, or that shares its storage with another input, is
    written with `torch.as_strided`, so that strides and sharing are the same.
    """
    args, kwargs = case.fresh()
    names = [*parameters[: len(args)], *(f"input_{i}" for i in range(len(parameters), len(args)))]
    shared = _shared_storages([*args, *kwargs.values()])
    lines = [f"{name} = {_tensor_code(flat)}" for name, flat in shared.values()]
    lines += [f"{name} = {code(value, shared)}" for name, value in zip(names, args, strict=True)]
    lines += [f"{name} = {code(value, shared)}" for name, value in kwargs.items()]
    call = ", ".join([*names, *(f"{name}={name}" for name in kwargs)])
    return "\n".join([*lines, f"{function}({call})"])


def code(value: object, shared: dict[int, tuple[str, torch.Tensor]] | None = None) -> str:
    """Write one value as code."""
    match value:
        case torch.Tensor():
            return _strided_code(value, shared or {})
        case np.ndarray():
            return _array_code(value)
        case list():
            return "[" + ", ".join(code(item, shared) for item in value) + "]"
        case tuple():
            inside = ", ".join(code(item, shared) for item in value)
            return f"({inside},)" if len(value) == 1 else f"({inside})"
        case dict():
            return "{" + ", ".join(f"{k!r}: {code(v, shared)}" for k, v in value.items()) + "}"
        case bool() | int() | None | str():
            return repr(value)
        case float():
            return _number(value, trim=False)
        case torch.device():
            return f'torch.device("{value}")'
        case _ if callable(value) and hasattr(value, "__name__"):
            module = getattr(value, "__module__", None) or "torch"
            return f"{module.lstrip('_')}.{value.__name__}"
    return repr(value)


def _shared_storages(values: list[Any]) -> dict[int, tuple[str, torch.Tensor]]:
    """Find the storages under more than one tensor, each as a flat tensor with a name."""
    owners: dict[int, list[torch.Tensor]] = {}
    for tensor in _tensors(values):
        if tensor.numel():
            owners.setdefault(tensor.untyped_storage().data_ptr(), []).append(tensor)
    found: dict[int, tuple[str, torch.Tensor]] = {}
    for pointer, tensors in owners.items():
        if len(tensors) > 1:
            name = "memory" if not found else f"memory_{len(found) + 1}"
            found[pointer] = (name, _flat(tensors[0]))
    return found


def _tensors(value: Any) -> list[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [tensor for item in value for tensor in _tensors(item)]
    return []


def _flat(tensor: torch.Tensor) -> torch.Tensor:
    storage = tensor.untyped_storage()
    count = storage.nbytes() // tensor.element_size()
    return torch.empty(0, dtype=tensor.dtype).set_(storage, 0, (count,), (1,))


def _strided_code(tensor: torch.Tensor, shared: dict[int, tuple[str, torch.Tensor]]) -> str:
    plain = tensor.detach()
    known = shared.get(plain.untyped_storage().data_ptr()) if plain.numel() else None
    whole = plain.untyped_storage().nbytes() == plain.numel() * plain.element_size()
    if (known is None and plain.is_contiguous() and whole) or (known is None and not plain.numel()):
        text = _tensor_code(plain)
    else:
        flat = known[0] if known else _tensor_code(_flat(plain))
        layout = f"{tuple(plain.shape)}, {plain.stride()}, {plain.storage_offset()}"
        text = f"torch.as_strided({flat}, {layout})"
    return text + ".requires_grad_()" if tensor.requires_grad else text


def _tensor_code(tensor: torch.Tensor) -> str:
    dtype = "" if tensor.dtype in _INFERRED else f", dtype={tensor.dtype}"
    if tensor.numel() == 0:
        if tensor.dtype != torch.float32:
            dtype = f", dtype={tensor.dtype}"
        return f"torch.empty({', '.join(map(str, tensor.shape))}{dtype})"
    if tensor.numel() > _MOST_ELEMENTS:
        return f"...  # {tensor.numel()} values, shape {tuple(tensor.shape)}, {tensor.dtype}"
    return f"torch.tensor({_nested(tensor.tolist())}{dtype})"


def _array_code(array: np.ndarray) -> str:
    if array.size > _MOST_ELEMENTS:
        return f"...  # {array.size} values, shape {array.shape}, {array.dtype}"
    dtype = "" if array.dtype in (np.float64, np.int64, np.bool_) else f", dtype=np.{array.dtype}"
    text = f"np.array({_nested(array.tolist())}{dtype})"
    if array.size == 0:
        text = f"np.empty({array.shape}, dtype=np.{array.dtype})"
    if array.flags.f_contiguous and not array.flags.c_contiguous:
        text = f"np.asfortranarray({text})"
    elif not array.flags.c_contiguous:
        text += f"  # with strides of {array.strides} bytes"
    return text if array.flags.writeable else text + "  # read-only"


def _nested(values: Any) -> str:
    if isinstance(values, list):
        return "[" + ", ".join(_nested(value) for value in values) + "]"
    return _number(values)


def _number(value: object, trim: bool = True) -> str:
    if isinstance(value, float):
        if not math.isfinite(value):
            return f'float("{value}")'
        text = repr(value) if len(repr(value)) < 12 else f"{value:.8g}"
        return text.removesuffix("0") if trim and text.endswith(".0") else text
    return repr(value)
