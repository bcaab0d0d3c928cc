"""The inputs of one call: their names, their memory, and what the call changed of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from course.kit.values.raw import tensor_bytes
from course.kit.values.seen import Seen, Span, has_memory, memory, see

Tensors = list[tuple[str, torch.Tensor | np.ndarray]]
"""Tensors and arrays, each with a name such as `x` or `batch[0]`."""

_State = tuple[Any, ...] | list[Any]
"""All that a call could change: a tuple where all its parts are torch's own, which compare fast."""

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
        self._before = _states(self._all)
        self.tensors: Tensors = _only_tensors(self._all)
        self.spans: list[tuple[str, Span]] = [(name, memory(t)) for name, t in self.tensors]

    def changed(self) -> dict[str, Seen]:
        """Give the inputs that are not what they were, by name, as they are now."""
        states = zip(self._all, self._before, _states(self._all), strict=True)
        return {
            name: see(value, accelerator_type=self._accelerator_type)
            for (name, value), before, after in states
            if not _same(before, after)
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


def _states(named: list[tuple[str, Any]]) -> list[_State]:
    # A subclass of Tensor must not answer for itself what it is.
    with torch._C.DisableTorchFunction():
        return [_state(value) for _, value in named]


def _state(value: Any) -> _State:
    """All that a call could change about an input, down to the bytes."""
    match value:
        case torch.Tensor():
            return _tensor_state(value)
        case np.ndarray():
            return [value.dtype.str, value.shape, value.strides, value.tobytes()]
        case dict():
            return [part for pair in value.items() for part in pair]
        case _:
            return list(value)


def _tensor_state(tensor: torch.Tensor) -> _State:
    try:
        data = tensor_bytes(tensor) if has_memory(tensor) else b"no memory"
        state = (tensor.dtype, tuple(tensor.shape), tensor.stride(), tensor.requires_grad, data)
    except RuntimeError:  # of a kind that no case holds, which equals nothing before
        return [object()]
    return state if type(tensor) is torch.Tensor else list(state)


def _same(before: _State, after: _State) -> bool:
    if type(before) is tuple and type(after) is tuple:
        return before == after
    return len(before) == len(after) and all(map(_is_same, before, after))


def _is_same(before: Any, after: Any) -> bool:
    """Items of a list or dict are the same objects, or numbers and strings that are equal."""
    if before is after:
        return True
    if type(before) is tuple and type(after) is tuple:
        return len(before) == len(after) and all(map(_is_same, before, after))
    return type(before) is type(after) and isinstance(before, (*_PLAIN, bytes)) and before == after
