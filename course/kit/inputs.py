"""The inputs of one call: their names, their memory, and what the call changed of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from course.kit.raw import tensor_bytes
from course.kit.seen import Seen, Span, has_memory, memory, see

Tensors = list[tuple[str, torch.Tensor | np.ndarray]]
"""Tensors and arrays, each with a name such as `x` or `batch[0]`."""

_PLAIN = (bool, int, float, complex, str)


class Inputs:
    """The inputs of one call, remembered as they were before it."""

    def __init__(
        self,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        parameters: tuple[str, ...],
        accelerator_type: str = "",
    ) -> None:
        self._accelerator_type = accelerator_type
        self._all = list(_named(args, kwargs, parameters))
        self._before = [_state(value) for _, value in self._all]
        self.tensors: Tensors = _only_tensors(self._all)
        self.spans: list[tuple[str, Span]] = [(name, memory(t)) for name, t in self.tensors]

    def changed(self) -> dict[str, Seen]:
        """Give the inputs that are not what they were, by name, as they are now."""
        return {
            name: see(value, accelerator_type=self._accelerator_type)
            for (name, value), before in zip(self._all, self._before, strict=True)
            if not _same(before, _state(value))
        }


def named_inputs(
    args: tuple[Any, ...], kwargs: dict[str, Any], parameters: tuple[str, ...]
) -> Tensors:
    """Find every tensor and array among the inputs, with a name such as `x` or `batch[0]`."""
    return _only_tensors(list(_named(args, kwargs, parameters)))


def _only_tensors(named: list[tuple[str, Any]]) -> Tensors:
    return [(name, value) for name, value in named if isinstance(value, torch.Tensor | np.ndarray)]


def _named(
    args: tuple[Any, ...], kwargs: dict[str, Any], parameters: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    names = list(parameters) + [f"input {i + 1}" for i in range(len(parameters), len(args))]
    for name, value in [*zip(names, args, strict=False), *kwargs.items()]:
        yield from _parts(name, value, ())


def _parts(name: str, value: Any, above: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    """Find what can change: tensors, arrays, lists and dicts, each before what it holds."""
    if isinstance(value, torch.Tensor | np.ndarray | list | dict):
        yield name, value
    if id(value) in above:
        return
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _parts(f"{name}[{index}]", item, (*above, id(value)))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(f"{name}[{key!r}]", item, (*above, id(value)))


def _state(value: Any) -> list[Any]:
    """All that a call could change about an input, down to the bytes."""
    with torch._C.DisableTorchFunction():
        match value:
            case torch.Tensor():
                return _tensor_state(value)
            case np.ndarray():
                return [value.dtype.str, value.shape, value.strides, value.tobytes()]
            case dict():
                return [part for pair in value.items() for part in pair]
            case _:
                return list(value)


def _tensor_state(tensor: torch.Tensor) -> list[Any]:
    try:
        data = tensor_bytes(tensor) if has_memory(tensor) else b"no memory"
        layout = [str(tensor.dtype), tuple(tensor.shape), tensor.stride(), tensor.requires_grad]
        return [*layout, data]
    except RuntimeError:  # of a kind that no case holds, which equals nothing before
        return [object()]


def _same(before: list[Any], after: list[Any]) -> bool:
    return len(before) == len(after) and all(map(_is_same, before, after))


def _is_same(before: Any, after: Any) -> bool:
    """Items of a list or dict are the same objects, or numbers and strings that are equal."""
    if before is after:
        return True
    if type(before) is tuple and type(after) is tuple:
        return _same(list(before), list(after))
    return type(before) is type(after) and isinstance(before, (*_PLAIN, bytes)) and before == after
