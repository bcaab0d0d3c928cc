"""Seen values as JSON, the one form in which observations are stored and sent.

What is read may come from a process that ran a student's code, so every part of it is checked.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import torch

from course.kit.values.raw import (
    Json,
    base64_text,
    dtype_named,
    exactly,
    only_value_errors,
    tensor_bytes,
    tensor_from_bytes,
)
from course.kit.values.seen import Seen, SeenItems, SeenMapping, SeenOther, SeenPlain, SeenTensor


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
        "data": base64_text(tensor_bytes(seen.values)),
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

    It may come from a process that ran a student's code. Raises ValueError for a node that
    `encode_seen` can't have written.
    """
    with only_value_errors("seen value"):
        return _decode_seen(node)


def _decode_seen(node: Json) -> Seen:
    match node["kind"]:
        case "tensor" | "array":
            return _decode_seen_tensor(node)
        case "list" | "tuple" as kind:
            return SeenItems(kind, tuple(_decode_seen(item) for item in node["items"]))
        case "dict":
            keys = tuple(_decode_seen(key) for key in node["keys"])
            values = tuple(_decode_seen(value) for value in node["values"])
            return SeenMapping("dict", keys, _as_long_as(keys, values))
        case "other":
            return SeenOther(exactly(str, node["type"]), exactly(str, node["text"]))
        case "float":
            return SeenPlain("float", float(exactly(str, node["value"])))
        case "complex":
            return SeenPlain("complex", complex(exactly(str, node["value"])))
        case "None":
            return SeenPlain("None", None)
        case "bool" | "int" | "str" | "dtype" | "device" as kind:
            return SeenPlain(
                kind, exactly({"bool": bool, "int": int}.get(kind, str), node["value"])
            )
    raise ValueError(f"unknown kind of value: {node['kind']!r}")


def _as_long_as(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(first) != len(second):
        raise ValueError(f"{len(first)} do not go with {len(second)}")
    return second


def _decode_seen_tensor(node: Json) -> SeenTensor:
    kind, shape = node["kind"], tuple(exactly(int, length) for length in node["shape"])
    if min(shape, default=0) < 0:
        raise ValueError(f"{shape} is no shape")
    device = exactly(str, node.get("device", "cpu"))
    is_meta = device == "meta"
    name = exactly(str, node["dtype"])
    dtype = dtype_named(np.dtype(name).newbyteorder("=").name if kind == "array" else name)
    data = base64.b64decode(exactly(str, node["data"]), validate=True)
    return SeenTensor(
        kind=kind,
        values=tensor_from_bytes(
            data, torch.float32 if is_meta else dtype, (0,) if is_meta else shape
        ),
        dtype=name,
        shape=shape,
        device=device,
        strides=_as_long_as(shape, tuple(exactly(int, stride) for stride in node["strides"])),
        requires_grad=exactly(bool, node.get("requires_grad", False)),
        shares=tuple(exactly(str, name) for name in node.get("shares", ())),
    )
