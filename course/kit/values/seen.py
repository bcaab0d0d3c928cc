"""What was seen of a value: the parts of an observation that a judge can compare.

A seen value holds no live object of the student's. Tensors and arrays are copied, numbers are
Python's own, and anything else is only described.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from course.kit.device.accelerator import word_for
from course.kit.device.simulated import SimulatedTensor

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
_MOST_PARTS = 10_000
_LONGEST_INT = 10_000  # bits; Python refuses to read or write ints of more than 4300 digits


def see(value: object, inputs: Sequence[tuple[str, Span]] = (), accelerator_type: str = "") -> Seen:
    """Look at `value` and copy all that can be compared.

    `inputs` names the memory of each input, so that a tensor can be said to share it. A device
    of the type `accelerator_type` goes by one word, whichever it is.
    """
    # A subclass of Tensor must not answer for itself what it is.
    with torch._C.DisableTorchFunction():
        return _Look(inputs, accelerator_type).see(value, 0)


class _Look:
    """One look at a value, which ends when too many parts have been seen."""

    def __init__(self, inputs: Sequence[tuple[str, Span]], accelerator_type: str) -> None:
        self.inputs = inputs
        self.accelerator_type = accelerator_type
        self.left = _MOST_PARTS

    def see(self, value: object, depth: int) -> Seen:
        """Look at one value, `depth` levels below the whole."""
        self.left -= 1
        if depth > _DEEPEST:
            return SeenOther(type(value).__name__, "nested too deeply to look at")
        match value:
            case torch.Tensor():
                return _see_tensor(value, self.inputs, self.accelerator_type)
            case np.ndarray():
                return _see_array(value, self.inputs)
            case np.generic():
                return _see_scalar(value)
            case None | bool() | int() | float() | complex() | str():
                return _see_plain(value)
            case torch.dtype():
                return SeenPlain("dtype", str(value).removeprefix("torch."))
            case torch.device():
                return SeenPlain("device", word_for(value, self.accelerator_type))
            case list() | tuple() | dict() if len(value) > self.left:
                return SeenOther(f"{type(value).__name__} of {len(value)} parts", "too many to see")
            case list() | tuple():
                kind = "list" if isinstance(value, list) else "tuple"
                return SeenItems(kind, tuple(self.see(item, depth + 1) for item in value))
            case dict():
                keys = tuple(self.see(key, depth + 1) for key in value)
                behind = tuple(self.see(item, depth + 1) for item in value.values())
                return SeenMapping("dict", keys, behind)
            case _:
                return SeenOther(type(value).__name__, _short(value))


def _see_scalar(value: np.generic) -> Seen:
    plain = value.item()
    if isinstance(plain, np.generic):  # no Python number is as long as a longdouble
        plain = complex(value) if isinstance(value, np.complexfloating) else float(value)
    if isinstance(plain, bool | int | float | complex | str):
        return _see_plain(plain)
    return SeenOther(type(value).__name__, _short(value))


def _see_plain(value: bool | int | float | complex | str | None) -> Seen:
    """Drop subclasses, whose own comparisons and conversions must not be trusted."""
    match value:
        case bool():
            return SeenPlain("bool", value)
        case int() if int.bit_length(value) > _LONGEST_INT:
            return SeenOther(f"int of {int.bit_length(value)} bits", "too long to show")
        case int():
            return SeenPlain("int", int.__int__(value))
        case float():
            return SeenPlain("float", float.__float__(value))
        case complex():
            return SeenPlain("complex", complex.__complex__(value))
        case str():
            return SeenPlain("str", str.__str__(value))
    return SeenPlain("None", None)


def _see_tensor(
    tensor: torch.Tensor, inputs: Sequence[tuple[str, Span]], accelerator_type: str
) -> Seen:
    if tensor.is_quantized or tensor.is_nested:
        name = "quantized" if tensor.is_quantized else "nested"
        return SeenOther(f"{name} tensor", _short(tensor))
    if tensor.layout is not torch.strided:
        return SeenOther(f"{tensor.layout} tensor".removeprefix("torch."), _short(tensor))
    is_simulated = type(tensor) is SimulatedTensor
    plain = (tensor.held if is_simulated else tensor).detach()
    if type(plain) is not torch.Tensor:
        plain = plain.as_subclass(torch.Tensor)
    if type(plain) is not torch.Tensor:  # it only wraps others, or none at all, as FakeTensor does
        return SeenOther(type(tensor).__name__, _short(tensor))
    if plain.is_meta:
        values = torch.empty(0, device="cpu", dtype=torch.float32)
    elif not has_memory(plain):
        return SeenOther("tensor without memory", f"of shape {tuple(plain.shape)}")
    else:
        values = _copied(plain)
    return SeenTensor(
        kind="tensor",
        values=values,
        dtype=str(plain.dtype).removeprefix("torch."),
        shape=tuple(plain.shape),
        device=word_for((tensor if is_simulated else plain).device, accelerator_type),
        strides=tuple(plain.stride()),
        requires_grad=tensor.requires_grad,
        shares=sharing(plain, inputs),
    )


def _copied(plain: torch.Tensor) -> torch.Tensor:
    if plain.is_cpu and not (plain.is_conj() or plain.is_neg()):
        return plain.clone(memory_format=torch.contiguous_format)
    return torch.empty(plain.shape, dtype=plain.dtype, device="cpu").copy_(plain)


def has_memory(tensor: torch.Tensor) -> bool:
    """Tell whether all elements lie within the tensor's storage.

    Reading them ends the process where they don't: after `untyped_storage().resize_(0)`, or after
    a `resize_` that failed halfway.
    """
    steps = zip(tensor.shape, tensor.stride(), strict=True)
    last = tensor.storage_offset()
    for length, stride in steps:
        last += (length - 1) * stride
    return not tensor.numel() or (last + 1) * tensor.itemsize <= tensor.untyped_storage().nbytes()


def _see_array(array: np.ndarray, inputs: Sequence[tuple[str, Span]]) -> Seen:
    plain = np.ndarray.view(array, np.ndarray)
    native = plain.astype(plain.dtype.newbyteorder("="), order="C", copy=True)
    try:
        values = torch.from_numpy(native)
    except TypeError:
        return SeenOther(f"array of {plain.dtype}", _short(array))
    return SeenTensor(
        kind="array",
        values=values,
        dtype=str(plain.dtype),
        shape=tuple(plain.shape),
        device="cpu",
        strides=tuple(stride // plain.itemsize for stride in plain.strides),
        shares=sharing(plain, inputs),
    )


def memory(value: torch.Tensor | np.ndarray) -> Span:
    """Give the addresses of the whole memory under `value`: its storage, or its base's buffer."""
    if isinstance(value, torch.Tensor):
        if value.device.type == "meta" or value.layout is not torch.strided:
            return (0, 0)
        storage = value.untyped_storage()
        return (storage.data_ptr(), storage.data_ptr() + storage.nbytes())
    root = value
    while isinstance(root.base, np.ndarray):
        root = root.base
    if isinstance(root.base, torch.Tensor):
        return memory(root.base)
    return np.lib.array_utils.byte_bounds(root)


def sharing(
    value: torch.Tensor | np.ndarray, inputs: Sequence[tuple[str, Span]]
) -> tuple[str, ...]:
    """Name the inputs whose memory overlaps with that of `value`."""
    first, last = memory(value)
    return tuple(name for name, (start, end) in inputs if first < end and start < last)


def _short(value: object, limit: int = 200) -> str:
    try:
        text = re.sub(r" at 0x[0-9a-fA-F]+", "", repr(value))  # addresses differ at every run
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return f"(its repr raises {type(error).__name__})"
    return text if len(text) <= limit else text[: limit - 1] + "…"
