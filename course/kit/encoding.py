"""Cases and seen values as JSON, the one form in which they are stored and sent.

Tensor data travel as base64 of their raw little-endian bytes, so that NaN, infinities and
negative zeros survive. Nothing is ever unpickled.
"""

from __future__ import annotations

import base64
import importlib
import sys
from typing import Any

import numpy as np
import torch

from course.kit.seen import Seen, SeenItems, SeenMapping, SeenOther, SeenPlain, SeenTensor

Json = dict[str, Any]

_FUNCTION_HOMES = ("torch", "math", "operator")

if sys.byteorder != "little":  # pragma: no cover
    raise ImportError("course.kit stores tensors little-endian; this machine is big-endian.")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def tensor_bytes(tensor: torch.Tensor) -> bytes:
    """Give the elements of a CPU tensor in row-major order as raw bytes."""
    if tensor.numel() == 0:
        return b""
    return tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()


def tensor_from_bytes(data: bytes, dtype: torch.dtype, shape: tuple[int, ...]) -> torch.Tensor:
    """Make a tensor of `shape` from the raw bytes of `tensor_bytes`."""
    flat = torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
    return flat.reshape(shape)


def dtype_named(name: str) -> torch.dtype:
    """Find the torch dtype called `name`, such as `float32`.

    Raises ValueError where torch has none of that name.
    """
    dtype = getattr(torch, name, None)
    if not isinstance(dtype, torch.dtype):
        raise ValueError(f"torch has no dtype {name!r}")
    return dtype


# -- inputs: live values with their strides and the storages they share --------------------------


class _Storages:
    """The pieces of memory under the inputs of one case, each written once."""

    def __init__(self) -> None:
        self.places: dict[int, int] = {}
        self.data: list[str] = []
        self.keep: list[object] = []

    def place(self, owner: object, address: int, data: bytes) -> int:
        key = address if data else -len(self.data) - 1
        if key not in self.places:
            self.places[key] = len(self.data)
            self.data.append(_text(data))
            self.keep.append(owner)
        return self.places[key]


def encode_inputs(args: tuple[object, ...], kwargs: dict[str, object]) -> Json:
    """Encode the inputs of one call with their strides, offsets and shared storages.

    Raises TypeError for a value that a case can't hold.
    """
    storages = _Storages()
    encoded: Json = {"args": [_encode(value, storages) for value in args]}
    if kwargs:
        encoded["kwargs"] = {name: _encode(value, storages) for name, value in kwargs.items()}
    encoded["storages"] = storages.data
    return encoded


def decode_inputs(data: Json) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Make fresh inputs; two that shared a storage when encoded share one again."""
    storages: list[Any] = [bytearray(base64.b64decode(text)) for text in data["storages"]]
    args = tuple(_decode(node, storages) for node in data["args"])
    return args, {name: _decode(node, storages) for name, node in data.get("kwargs", {}).items()}


def _encode(value: object, storages: _Storages) -> Json | int | str | bool | None:
    match value:
        case None | bool() | str():
            return value
        case int():
            return int(value)
        case torch.Tensor():
            return _encode_tensor(value, storages)
        case np.ndarray():
            return _encode_array(value, storages)
        case float() | complex():
            return {"kind": type(value).__name__, "value": repr(value)}
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
            return {"kind": "function", "value": _function_name(value)}
    raise TypeError(f"a case can't hold a {type(value).__name__}: {value!r}")


def _encode_tensor(tensor: torch.Tensor, storages: _Storages) -> Json:
    storage = tensor.untyped_storage()
    raw = torch.empty(0, dtype=torch.uint8).set_(storage) if storage.nbytes() else None
    data = raw.numpy().tobytes() if raw is not None else b""
    node: Json = {
        "kind": "tensor",
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "strides": list(tensor.stride()),
        "offset": tensor.storage_offset(),
        "storage": storages.place(storage, storage.data_ptr(), data),
    }
    if tensor.requires_grad:
        node["requires_grad"] = True
    return node


def _encode_array(array: np.ndarray, storages: _Storages) -> Json:
    root = array
    while isinstance(root.base, np.ndarray):
        root = root.base
    data = root.tobytes(order="A")
    start = root.__array_interface__["data"][0]
    node: Json = {
        "kind": "array",
        "dtype": array.dtype.str,
        "shape": list(array.shape),
        "strides": list(array.strides),
        "offset": array.__array_interface__["data"][0] - start if data else 0,
        "storage": storages.place(root, start, data),
    }
    if not array.flags.writeable:
        node["readonly"] = True
    return node


def _function_name(function: Any) -> str:
    module, name = getattr(function, "__module__", None), getattr(function, "__name__", "")
    for home in (module or "torch", *_FUNCTION_HOMES):
        home = "operator" if home == "_operator" else home
        if home.split(".")[0] in _FUNCTION_HOMES:
            found = f"{home}.{name}"
            if _function_named(found) is function:
                return found
    raise TypeError(
        f"a case can hold a function of torch, math or operator by its name, not {function!r}"
    )


def _function_named(path: str) -> Any:
    home, _, name = path.rpartition(".")
    if home.split(".")[0] not in _FUNCTION_HOMES:
        raise ValueError(f"{path} is not a function of torch, math or operator")
    try:
        return getattr(importlib.import_module(home), name, None)
    except ImportError:
        return None


def _decode(node: Any, storages: list[Any]) -> Any:
    if not isinstance(node, dict):
        return node
    match node["kind"]:
        case "tensor":
            return _decode_tensor(node, storages)
        case "array":
            return _decode_array(node, storages)
        case "float":
            return float(node["value"])
        case "complex":
            return complex(node["value"])
        case "dtype":
            return dtype_named(node["value"])
        case "device":
            return torch.device(node["value"])
        case "list":
            return [_decode(item, storages) for item in node["items"]]
        case "tuple":
            return tuple(_decode(item, storages) for item in node["items"])
        case "slice":
            return slice(*(_decode(item, storages) for item in node["items"]))
        case "dict":
            return {_decode(k, storages): _decode(v, storages) for k, v in node["pairs"]}
        case "function":
            return _function_named(node["value"])
    raise ValueError(f"unknown kind of input: {node['kind']!r}")


def _decode_tensor(node: Json, storages: list[Any]) -> torch.Tensor:
    place = node["storage"]
    if isinstance(storages[place], bytearray):
        # torch allocates, so that a student may resize the input as any other tensor.
        raw = tensor_from_bytes(bytes(storages[place]), torch.uint8, (len(storages[place]),))
        storages[place] = raw.clone().untyped_storage()
    tensor = torch.empty(0, dtype=dtype_named(node["dtype"]))
    tensor.set_(storages[place], node["offset"], tuple(node["shape"]), tuple(node["strides"]))
    return tensor.requires_grad_(node.get("requires_grad", False))


def _decode_array(node: Json, storages: list[Any]) -> np.ndarray:
    array = np.ndarray(
        shape=tuple(node["shape"]),
        dtype=np.dtype(node["dtype"]),
        buffer=storages[node["storage"]],
        offset=node["offset"],
        strides=tuple(node["strides"]),
    )
    array.flags.writeable = not node.get("readonly", False)
    return array


# -- seen values --------------------------------------------------------------------------------


def encode_seen(seen: Seen) -> Json:
    """Encode a seen value."""
    match seen:
        case SeenTensor():
            return _encode_seen_tensor(seen)
        case SeenPlain(kind, value):
            return {"kind": kind, "value": repr(value) if kind in ("float", "complex") else value}
        case SeenItems(kind, items):
            return {"kind": kind, "items": [encode_seen(item) for item in items]}
        case SeenMapping(kind, keys, values):
            return {
                "kind": kind,
                "keys": [encode_seen(key) for key in keys],
                "values": [encode_seen(value) for value in values],
            }
        case SeenOther(kind, text):
            return {"kind": "other", "type": kind, "text": text}


def _encode_seen_tensor(seen: SeenTensor) -> Json:
    node: Json = {
        "kind": seen.kind,
        "dtype": seen.dtype,
        "shape": list(seen.shape),
        "strides": list(seen.strides),
        "data": _text(tensor_bytes(seen.values)),
    }
    if seen.device != "cpu":
        node["device"] = seen.device
    if seen.requires_grad:
        node["requires_grad"] = True
    if seen.shares:
        node["shares"] = list(seen.shares)
    return node


def decode_seen(node: Json) -> Seen:
    """Give back what `encode_seen` encoded.

    Raises ValueError or KeyError for a node that it can't have written.
    """
    match node["kind"]:
        case "tensor" | "array":
            return _decode_seen_tensor(node)
        case "list" | "tuple" as kind:
            return SeenItems(kind, tuple(decode_seen(item) for item in node["items"]))
        case "dict":
            keys = tuple(decode_seen(key) for key in node["keys"])
            return SeenMapping("dict", keys, tuple(decode_seen(v) for v in node["values"]))
        case "other":
            return SeenOther(node["type"], node["text"])
        case "float":
            return SeenPlain("float", float(node["value"]))
        case "complex":
            return SeenPlain("complex", complex(node["value"]))
        case "bool" | "int" | "str" | "None" | "dtype" | "device" as kind:
            return SeenPlain(kind, node["value"])
    raise ValueError(f"unknown kind of value: {node['kind']!r}")


def _decode_seen_tensor(node: Json) -> SeenTensor:
    shape = tuple(node["shape"])
    device = node.get("device", "cpu")
    held = (0,) if device == "meta" else shape
    dtype = dtype_named("float32" if device == "meta" else node["dtype"])
    return SeenTensor(
        kind=node["kind"],
        values=tensor_from_bytes(base64.b64decode(node["data"]), dtype, held),
        dtype=node["dtype"],
        shape=shape,
        device=device,
        strides=tuple(node["strides"]),
        requires_grad=node.get("requires_grad", False),
        shares=tuple(node.get("shares", ())),
    )
