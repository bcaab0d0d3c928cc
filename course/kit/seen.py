"""What was seen of a value: the parts of an observation that a judge can compare.

A seen value holds no live object of the student's. Tensors and arrays are copied, numbers are
Python's own, and anything else is only described.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

Span = tuple[int, int]
"""First address of a piece of memory, and the address after its last byte."""


@dataclass(frozen=True)
class SeenTensor:
    """A tensor or a NumPy array at one moment.

    `values` is a detached, contiguous copy on the CPU. `strides` count elements, as torch does.
    `shares` names the inputs whose memory the original looked at.
    """

    kind: str
    values: torch.Tensor
    dtype: str
    shape: tuple[int, ...]
    device: str
    strides: tuple[int, ...]
    requires_grad: bool = False
    shares: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenPlain:
    """A Python value that compares by itself: bool, int, float, complex, str, None, a dtype…"""

    kind: str
    value: bool | int | float | complex | str | None


@dataclass(frozen=True)
class SeenItems:
    """A list or a tuple, item by item."""

    kind: str
    items: tuple[Seen, ...]


@dataclass(frozen=True)
class SeenMapping:
    """A dict: its keys, in the order of insertion, and what stands behind each."""

    kind: str
    keys: tuple[Seen, ...]
    values: tuple[Seen, ...]


@dataclass(frozen=True)
class SeenOther:
    """Anything that no exercise asks for: only its type's name and a short text."""

    kind: str
    text: str


Seen = SeenTensor | SeenPlain | SeenItems | SeenMapping | SeenOther

_DEEPEST = 20


def see(value: object, inputs: Sequence[tuple[str, Span]] = ()) -> Seen:
    """Look at `value` and copy all that can be compared.

    `inputs` names the memory of each input, so that a tensor can be said to share it.
    """
    return _see(value, inputs, 0)


def _see(value: object, inputs: Sequence[tuple[str, Span]], depth: int) -> Seen:
    if depth > _DEEPEST:
        return SeenOther(type(value).__name__, "nested too deeply to look at")
    match value:
        case torch.Tensor():
            return _see_tensor(value, inputs)
        case np.ndarray():
            return _see_array(value, inputs)
        case np.generic():
            return _see(value.item(), inputs, depth + 1)
        case None | bool() | int() | float() | complex() | str():
            return _see_plain(value)
        case torch.dtype():
            return SeenPlain("dtype", str(value).removeprefix("torch."))
        case torch.device():
            return SeenPlain("device", str(value))
        case list() | tuple():
            items = tuple(_see(item, inputs, depth + 1) for item in value)
            return SeenItems("list" if isinstance(value, list) else "tuple", items)
        case dict():
            keys = tuple(_see(key, inputs, depth + 1) for key in value)
            return SeenMapping(
                "dict", keys, tuple(_see(v, inputs, depth + 1) for v in value.values())
            )
        case _:
            return SeenOther(type(value).__name__, _short(value))


def _see_plain(value: bool | int | float | complex | str | None) -> SeenPlain:
    """Drop subclasses, whose own comparisons must not be trusted."""
    for plain in (bool, int, float, complex, str):
        if isinstance(value, plain):
            return SeenPlain(plain.__name__, plain(value))
    return SeenPlain("None", None)


def _see_tensor(tensor: torch.Tensor, inputs: Sequence[tuple[str, Span]]) -> Seen:
    if tensor.layout is not torch.strided or tensor.is_quantized:
        return SeenOther(f"{tensor.layout} tensor".removeprefix("torch."), _short(tensor))
    with torch.no_grad():
        plain = tensor.detach().as_subclass(torch.Tensor)
        if plain.device.type == "meta":
            values = torch.empty(0)
        else:
            values = plain.cpu().clone(memory_format=torch.contiguous_format)
            values = values.resolve_conj().resolve_neg()
    return SeenTensor(
        kind="tensor",
        values=values,
        dtype=str(plain.dtype).removeprefix("torch."),
        shape=tuple(plain.shape),
        device=str(plain.device),
        strides=tuple(plain.stride()),
        requires_grad=tensor.requires_grad,
        shares=sharing(tensor, inputs),
    )


def _see_array(array: np.ndarray, inputs: Sequence[tuple[str, Span]]) -> Seen:
    native = array.astype(array.dtype.newbyteorder("="), order="C", copy=True)
    try:
        values = torch.from_numpy(native)
    except TypeError:
        return SeenOther(f"array of {array.dtype}", _short(array))
    itemsize = array.itemsize or 1
    return SeenTensor(
        kind="array",
        values=values,
        dtype=str(array.dtype),
        shape=tuple(array.shape),
        device="cpu",
        strides=tuple(stride // itemsize for stride in array.strides),
        shares=sharing(array, inputs),
    )


def memory(value: torch.Tensor | np.ndarray) -> Span:
    """Give the addresses of the whole memory under `value`: its storage, or its base's buffer."""
    if isinstance(value, torch.Tensor):
        if value.device.type == "meta" or value.layout is not torch.strided:
            return (0, 0)
        storage = value.untyped_storage()
        return (storage.data_ptr(), storage.data_ptr() + storage.nbytes())
    return np.lib.array_utils.byte_bounds(value)


def sharing(
    value: torch.Tensor | np.ndarray, inputs: Sequence[tuple[str, Span]]
) -> tuple[str, ...]:
    """Name the inputs whose memory overlaps with that of `value`."""
    first, last = memory(value)
    return tuple(name for name, (start, end) in inputs if first < end and start < last)


def _short(value: object, limit: int = 200) -> str:
    try:
        text = repr(value)
    except Exception as error:
        return f"(its repr raises {type(error).__name__})"
    return text if len(text) <= limit else text[: limit - 1] + "…"
