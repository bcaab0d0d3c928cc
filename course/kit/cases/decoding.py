"""The inputs of one call, made from JSON: read once, and made anew for each call."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch

from course.kit.cases.encoding import ARRAYS
from course.kit.device import accelerator
from course.kit.values.functions import function_named
from course.kit.values.raw import Json, dtype_named, only_value_errors

Storages = list[torch.Tensor]
"""The pieces of memory under the inputs of one call, as bytes."""

Maker = Callable[[Storages], Any]
"""Makes one input."""

Inputs = tuple[tuple[Any, ...], dict[str, Any]]
"""The positional and the named inputs of one call."""

_NO_MEMORY = torch.empty(0, dtype=torch.uint8, device="cpu")


def decode_inputs(data: Json) -> Inputs:
    """Make fresh inputs; two that shared a storage when encoded share one again.

    Raises ValueError for what `encode_inputs` can't have written.
    """
    return Prepared.of(data).fresh()


@dataclass(frozen=True)
class Prepared:
    """Inputs that were read, with the memory as it is at the start of each call."""

    args: tuple[Maker, ...]
    kwargs: dict[str, Maker]
    storages: Storages

    @classmethod
    def of(cls, data: Json) -> Prepared:
        """Read what `encode_inputs` wrote. Raises ValueError for much of what it can't have."""
        with only_value_errors("set of inputs"):
            storages = [_storage(text) for text in data["storages"]]
            sizes = [storage.numel() for storage in storages]
            args = tuple(_maker(node, sizes) for node in data["args"])
            kwargs = {name: _maker(node, sizes) for name, node in data.get("kwargs", {}).items()}
            return cls(args, kwargs, storages)

    def fresh(self) -> Inputs:
        """Make the inputs of one call. Raises ValueError for what turns out not to be possible."""
        with only_value_errors("set of inputs"):
            # torch allocates, so that a student may resize the input as any other tensor.
            storages = [storage.clone() for storage in self.storages]
            args = tuple([make(storages) for make in self.args])
            return args, {name: make(storages) for name, make in self.kwargs.items()}


def _storage(text: str) -> torch.Tensor:
    data = bytearray(base64.b64decode(text, validate=True))
    return torch.frombuffer(data, dtype=torch.uint8) if data else _NO_MEMORY


def _maker(node: Any, sizes: list[int]) -> Maker:
    if node is None or isinstance(node, bool | int | str):
        return partial(_the_same, node)
    match node["kind"]:
        case "on accelerator":
            return partial(_moved, _tensor_maker(node["tensor"], sizes))
        case "accelerator":
            return _accelerator
        case "tensor":
            return _tensor_maker(node, sizes)
        case "array":
            return _array_maker(node)
        case "float":
            return partial(_the_same, float(node["value"]))
        case "complex":
            return partial(_the_same, complex(node["value"]))
        case "dtype":
            return partial(_the_same, dtype_named(node["value"]))
        case "device":
            return partial(_the_same, torch.device(node["value"]))
        case "function":
            return partial(_the_same, function_named(node["value"]))
        case "list":
            return partial(_made, [_maker(item, sizes) for item in node["items"]])
        case "tuple":
            items = [_maker(item, sizes) for item in node["items"]]
            return lambda storages: tuple(_made(items, storages))
        case "slice":
            ends = [_maker(item, sizes) for item in node["items"]]
            return lambda storages: slice(*_made(ends, storages))
        case "dict":
            pairs = [(_maker(k, sizes), _maker(v, sizes)) for k, v in node["pairs"]]
            return lambda storages: {k(storages): v(storages) for k, v in pairs}
    raise ValueError(f"unknown kind of input: {node['kind']!r}")


def _the_same(value: Any, storages: Storages) -> Any:
    return value


def _made(items: list[Maker], storages: Storages) -> list[Any]:
    return [make(storages) for make in items]


def _accelerator(storages: Storages) -> torch.device:
    return accelerator.device()


def _moved(make: Maker, storages: Storages) -> torch.Tensor:
    return accelerator.moved(make(storages))


def _tensor_maker(node: Json, sizes: list[int]) -> Maker:
    dtype, place = dtype_named(node["dtype"]), node["storage"]
    # Where the elements lie is looked at without the memory: set_ enlarges what is too small.
    layout = (node["offset"], tuple(node["shape"]), tuple(node["strides"]))
    if not _fits(sizes[place], dtype.itemsize, *layout):
        raise ValueError("a tensor reaches beyond its storage")
    is_conj, is_neg, requires_grad = map(node.get, ("conj", "neg", "requires_grad"))

    def make(storages: Storages) -> torch.Tensor:
        tensor = torch.empty(0, dtype=dtype, device="cpu")
        tensor.set_(storages[place].untyped_storage(), *layout)
        if is_conj:
            tensor = tensor.conj()
        if is_neg:
            tensor = torch._neg_view(tensor)
        return tensor.requires_grad_() if requires_grad else tensor

    return make


def _fits(
    size: int, itemsize: int, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> bool:
    """Tell whether no element lies beyond `size` bytes; the strides count elements."""
    steps = [(n - 1) * stride for n, stride in zip(shape, strides, strict=True)]
    return 0 in shape or (offset + sum(steps) + 1) * itemsize <= size


def _array_maker(node: Json) -> Maker:
    dtype, place = np.dtype(node["dtype"]), node["storage"]
    if dtype.char not in ARRAYS:
        raise ValueError(f"a case can't hold an array of {dtype}")
    shape, strides, offset = tuple(node["shape"]), tuple(node["strides"]), node["offset"]
    readonly = node.get("readonly", False)

    def make(storages: Storages) -> np.ndarray:
        buffer = storages[place].numpy()
        array = np.ndarray(shape, dtype, buffer, offset, strides)
        array.flags.writeable = not readonly
        return array

    return make
