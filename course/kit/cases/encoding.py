"""The inputs of one call as JSON, the one form in which cases are stored and sent.

Storages travel as base64 of their raw little-endian bytes, so that NaN, infinities and negative
zeros survive, and so do strides and sharing. Nothing is ever unpickled. `course.kit.cases.decoding`
reads it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import torch

from course.kit.device import accelerator
from course.kit.values.functions import function_path
from course.kit.values.raw import Json, base64_text
from course.kit.values.seen import Span, has_memory, memory

ARRAYS = np.typecodes["AllInteger"] + "?efdFDSU"
"""Arrays of these kinds can be held: not of objects, whose bytes are addresses."""


class _Storages:
    """The pieces of memory under the inputs of one case, each written once."""

    def __init__(self, values: tuple[object, ...]) -> None:
        self.pieces = _pieces([memory(value) for value in _held(values)])
        self.places: dict[Span, int] = {}
        self.data: list[str] = []

    def place(self, value: torch.Tensor | np.ndarray) -> tuple[int, int]:
        """Give the number of the piece under `value`, and the address at which it begins."""
        start, end = memory(value)
        piece = next((p for p in self.pieces if p[0] <= start < end <= p[1]), (0, 0))
        if piece == (0, 0) or piece not in self.places:
            self.places[piece] = len(self.data)
            self.data.append(base64_text(ctypes.string_at(piece[0], piece[1] - piece[0])))
        return self.places[piece], piece[0]


def _held(values: object) -> Iterator[torch.Tensor | np.ndarray]:
    """Find the tensors and arrays that lie in main memory among the inputs."""
    if isinstance(values, dict):
        values = tuple(values.values())
    if isinstance(values, accelerator.OnAccelerator):
        values = values.tensor
    if isinstance(values, torch.Tensor):
        if values.device.type == "cpu":
            yield values
    elif isinstance(values, np.ndarray):
        yield values
    elif isinstance(values, list | tuple):
        for value in values:
            yield from _held(value)


def _pieces(spans: list[Span]) -> list[Span]:
    """Join the spans that overlap, such as those of an array and of a tensor on a part of it."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def encode_inputs(args: tuple[object, ...], kwargs: dict[str, object]) -> Json:
    """Encode the inputs of one call with their strides, offsets and shared storages.

    Raises TypeError for a value that a case can't hold.
    """
    storages = _Storages((args, kwargs))
    encoded: Json = {"args": [_encode(value, storages) for value in args]}
    if kwargs:
        encoded["kwargs"] = {name: _encode(value, storages) for name, value in kwargs.items()}
    encoded["storages"] = storages.data
    return encoded


def _encode(value: object, storages: _Storages) -> Json | int | str | bool | None:
    match value:
        case None | bool() | str():
            return value
        case int():
            return int(value)
        case accelerator.OnAccelerator():
            return {"kind": "on accelerator", "tensor": _encode_tensor(value.tensor, storages)}
        case accelerator.Accelerator():
            return {"kind": "accelerator"}
        case torch.Tensor():
            return _encode_tensor(value, storages)
        case np.ndarray():
            return _encode_array(value, storages)
        case float() | complex():
            plain = complex(value) if isinstance(value, complex) else float(value)
            return {"kind": type(plain).__name__, "value": repr(plain)}
        case torch.dtype():
            return {"kind": "dtype", "value": str(value).removeprefix("torch.")}
        case torch.device():
            return {"kind": "device", "value": str(value)}
        case list() | tuple():
            kind = "list" if isinstance(value, list) else "tuple"
            return {"kind": kind, "items": [_encode(item, storages) for item in value]}
        case dict():
            pairs = [[_encode(k, storages), _encode(v, storages)] for k, v in value.items()]
            return {"kind": "dict", "pairs": pairs}
        case slice():
            ends = (value.start, value.stop, value.step)
            return {"kind": "slice", "items": [_encode(end, storages) for end in ends]}
        case _ if callable(value):
            return {"kind": "function", "value": function_path(value)}
    raise TypeError(f"a case can't hold a {type(value).__name__}: {value!r}")


def _encode_tensor(tensor: torch.Tensor, storages: _Storages) -> Json:
    plain = tensor.layout is torch.strided and not (tensor.is_quantized or tensor.is_nested)
    if not plain or tensor.device.type != "cpu" or not has_memory(tensor):
        raise TypeError("a case can hold a strided tensor on the CPU, and no other")
    place, start = storages.place(tensor)
    address = tensor.untyped_storage().data_ptr() + tensor.storage_offset() * tensor.itemsize
    if (address - start) % tensor.itemsize and start:
        raise TypeError("a case can't hold a tensor whose memory begins within another's element")
    node: Json = {
        "kind": "tensor",
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "strides": list(tensor.stride()),
        "offset": (address - start) // tensor.itemsize if start else tensor.storage_offset(),
        "storage": place,
    }
    flags = {
        "conj": tensor.is_conj(),
        "neg": tensor.is_neg(),
        "requires_grad": tensor.requires_grad,
    }
    return node | {name: True for name, is_set in flags.items() if is_set}


def _encode_array(array: np.ndarray, storages: _Storages) -> Json:
    if array.dtype.char not in ARRAYS:
        raise TypeError(f"a case can't hold an array of {array.dtype}")
    place, start = storages.place(array)
    node: Json = {
        "kind": "array",
        "dtype": array.dtype.str,
        "shape": list(array.shape),
        "strides": list(array.strides),
        "offset": array.__array_interface__["data"][0] - start if start else 0,
        "storage": place,
    }
    if not array.flags.writeable:
        node["readonly"] = True
    return node
