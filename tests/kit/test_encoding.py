"""Inputs as JSON: all that a function could notice comes back, and nothing else can."""

from __future__ import annotations

import base64
import functools
import json
import math
import operator
import os
import sys
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from kit_strategies import families, inputs, steady
from same_inputs import assert_same, leaves, sharing_pattern

from course.kit.cases.case import Case, case
from course.kit.cases.decoding import decode_inputs
from course.kit.cases.encoding import encode_inputs
from course.kit.values.functions import function_named, function_path
from course.kit.values.raw import dtype_named
from course.kit.values.seen import memory

Inputs = tuple[tuple[Any, ...], dict[str, Any]]


def through_json(made: Case) -> Case:
    return Case.from_json(json.loads(json.dumps(made.to_json(), allow_nan=False)))


# -- what goes in comes out ----------------------------------------------------------------------


@given(inputs())
@steady
def test_inputs_come_back_to_the_bit(given_: Inputs) -> None:
    args, kwargs = given_
    fresh = through_json(case("any", *args, **kwargs)).fresh()
    assert_same(fresh, (args, kwargs))
    assert sharing_pattern(fresh) == sharing_pattern(given_)


@given(families())
@steady
def test_inputs_that_share_memory_share_it_again(family: tuple[Any, ...]) -> None:
    args, _ = case("a family", *family).fresh()
    assert_same(args, family)
    assert sharing_pattern(args) == sharing_pattern(family)


@given(inputs())
@steady
def test_encoding_twice_gives_the_same(given_: Inputs) -> None:
    args, kwargs = given_
    once = encode_inputs(args, kwargs)
    assert encode_inputs(*decode_inputs(once)) == once


@given(inputs())
@steady
def test_each_call_gets_memory_of_its_own(given_: Inputs) -> None:
    made = case("any", *given_[0], **given_[1])
    first, second = made.fresh(), made.fresh()
    both = set(map(memory, leaves(first))) & set(map(memory, leaves(second)))
    assert all(start == end for start, end in both)


def test_what_one_call_does_to_its_inputs_the_next_does_not_see() -> None:
    made = case("a list", [torch.zeros(2)], np.zeros(2), table={"a": torch.zeros(1)})
    (items, array), kwargs = made.fresh()
    items[0].add_(1)
    items.append(None)
    array += 1
    kwargs["table"].clear()
    assert_same(made.fresh(), (([torch.zeros(2)], np.zeros(2)), {"table": {"a": torch.zeros(1)}}))


def test_bits_of_a_nan_and_the_sign_of_zero_survive() -> None:
    bits = torch.tensor([0x7FC00001, -0x3FFFFF, -(2**31)], dtype=torch.int32)
    (tensor,), _ = through_json(case("odd floats", bits.view(torch.float32))).fresh()
    assert tensor.view(torch.int32).equal(bits)
    (zero,), _ = case("minus zero", -0.0).fresh()
    assert math.copysign(1, zero) == -1


def test_storage_and_offset_survive() -> None:
    (part, none), _ = case("parts", torch.arange(6.0)[2:4], torch.arange(6.0)[4:4]).fresh()
    for tensor, offset in ((part, 2), (none, 4)):
        assert tensor.storage_offset() == offset
        assert tensor.untyped_storage().nbytes() == 24


def test_a_fresh_input_can_be_resized_as_any_tensor() -> None:
    (tensor,), _ = case("a vector", torch.arange(2.0)).fresh()
    tensor.resize_(5)
    assert tensor[:2].tolist() == [0, 1]


def test_a_fresh_input_is_a_leaf_without_a_gradient() -> None:
    x = torch.ones(2, requires_grad=True)
    (first, second, third), _ = case("three", x, x * 2, x.conj()).fresh()
    for tensor in (first, second, third):
        assert tensor.requires_grad
        assert tensor.is_leaf
        assert tensor.grad is None


def test_a_default_device_or_dtype_changes_no_input() -> None:
    made = case("a vector", torch.ones(2), torch.empty(0), np.ones(2))
    torch.set_default_device("meta")
    torch.set_default_dtype(torch.float64)
    try:
        fresh = made.fresh()
    finally:
        torch.set_default_device(None)
        torch.set_default_dtype(torch.float32)
    assert_same(fresh, ((torch.ones(2), torch.empty(0), np.ones(2)), {}))


def test_a_numpy_float_is_held_as_a_number() -> None:
    (value,), _ = case("a number", np.float64(0.1)).fresh()
    assert (type(value), value) == (float, 0.1)


def test_memory_behind_numpy_tricks_is_found() -> None:
    base = np.arange(6.0)
    windows = np.lib.stride_tricks.sliding_window_view(base, 3)
    frozen = np.frombuffer(b"\x01\x02\x03", dtype=np.uint8)
    whole = (windows, base, frozen, torch.from_numpy(base[2:4]))
    args, _ = through_json(case("windows", *whole)).fresh()
    assert sharing_pattern(args) == sharing_pattern(whole)
    args[1][2] = 99.0
    assert args[0][0, 2] == 99.0
    assert args[3][0] == 99.0


def test_each_storage_is_written_once() -> None:
    x = torch.arange(100.0)
    encoded = encode_inputs((x, x[1:], x.view(10, 10).T, x.numpy()), {})
    assert len(encoded["storages"]) == 1
    assert len(encode_inputs((x, x.clone()), {})["storages"]) == 2


def test_a_case_counts_its_elements_and_keeps_its_group() -> None:
    made = case("two", torch.ones(2, 3), [np.ones(4)], group="edge", x=torch.tensor(1))
    assert made.size() == 11
    assert case("no tensors", 3, "a").size() == 0
    assert through_json(made) == made
    assert "group" not in case("usual", 1).to_json()


# -- what can't be held --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        object(),
        {1, 2},
        b"bytes",
        np.float32(1),
        np.array([None]),
        np.zeros(2, dtype=[("a", "f4")]),
        np.array([1.5], dtype=np.longdouble),
        torch.zeros(2, device="meta"),
        torch.eye(2).to_sparse(),
        lambda x: x,
        len,
        np.add,
        os.system,
        torch.Tensor.add,
        operator.itemgetter(1),
        functools.partial(torch.add, 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_case_refuses_what_it_can_not_give_back(value: object) -> None:
    with pytest.raises(TypeError, match="a case can"):
        case("odd", [value])


@pytest.mark.filterwarnings("ignore:.*quantized tensor creation")
def test_a_quantized_tensor_is_refused() -> None:
    with pytest.raises(TypeError, match="a case can"):
        case("quantized", torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8))


def test_a_tensor_that_begins_inside_the_element_of_another_is_refused() -> None:
    memory = np.arange(20, dtype=np.uint8)
    inside = np.ndarray((2,), np.float32, memory, offset=2)
    whole = torch.from_numpy(memory)
    case("an array may", whole, inside)
    with pytest.raises(TypeError, match="within another's element"):
        case("a tensor may not", whole, torch.from_numpy(inside))


def test_a_tensor_whose_storage_was_taken_away_is_refused() -> None:
    tensor = torch.ones(4)
    tensor.untyped_storage().resize_(4)
    with pytest.raises(TypeError, match="a case can"):
        case("no memory", tensor)


# -- nodes that were never encoded ---------------------------------------------------------------

STORAGE = base64.b64encode(bytes(16)).decode()
TENSOR = {
    "kind": "tensor",
    "dtype": "float32",
    "shape": [4],
    "strides": [1],
    "offset": 0,
    "storage": 0,
}
ARRAY = {**TENSOR, "kind": "array", "dtype": "<f4", "strides": [4]}


@pytest.mark.parametrize(
    "node",
    [
        {"kind": "pickle", "value": STORAGE},
        {"value": 1},
        {"kind": "function", "value": "os.system"},
        {"kind": "function", "value": "builtins.eval"},
        {"kind": "function", "value": "torch.os.system"},
        {"kind": "function", "value": "torch.os"},
        {"kind": "function", "value": "torch.hub.urlopen"},
        {"kind": "function", "value": "torch.serialization.pickle"},
        {"kind": "function", "value": "torch.serialization.pickle.loads"},
        {"kind": "function", "value": "torch.utils.tensorboard.SummaryWriter"},
        {"kind": "function", "value": "torchvision.ops.nms"},
        {"kind": "function", "value": "torch"},
        {"kind": "function", "value": "torch.pi"},
        {"kind": "function", "value": "math.__loader__"},
        {"kind": "function", "value": "torch.add.__call__"},
        {"kind": "function", "value": 3},
        {"kind": "dtype", "value": "float1"},
        {"kind": "dtype", "value": "add"},
        {"kind": "dtype", "value": 5},
        {"kind": "device", "value": "toaster"},
        {"kind": "float", "value": "one"},
        {"kind": "complex", "value": "1+"},
        {"kind": "slice", "items": [1, 2, 3, 4]},
        {"kind": "list", "items": 3},
        {"kind": "dict", "pairs": [[1]]},
        {"kind": "dict", "pairs": [[{"kind": "list", "items": []}, 1]]},
        [1],
        1.5,
        {**TENSOR, "shape": [5]},
        {**TENSOR, "offset": 1},
        {**TENSOR, "offset": -1},
        {**TENSOR, "strides": [2]},
        {**TENSOR, "strides": [-1]},
        {**TENSOR, "strides": [1, 1]},
        {**TENSOR, "shape": [2**62], "strides": [2**62]},
        {**TENSOR, "storage": 3},
        {**TENSOR, "dtype": "object"},
        {**TENSOR, "dtype": "int64", "shape": [2], "requires_grad": True},
        {**ARRAY, "dtype": "|O"},
        {**ARRAY, "dtype": "O,O"},
        {**ARRAY, "dtype": "|V4"},
        {**ARRAY, "shape": [5]},
        {**ARRAY, "strides": [8]},
        {**ARRAY, "strides": [-4]},
        {**ARRAY, "offset": 4},
    ],
    ids=lambda node: json.dumps(node)[:60],
)
def test_a_node_that_was_never_encoded_is_a_value_error(node: object) -> None:
    before = set(sys.modules)
    with pytest.raises(ValueError):  # noqa: PT011 - what matters is that it is no other error
        decode_inputs({"args": [node], "storages": [STORAGE]})
    imported = {name.split(".")[0] for name in set(sys.modules) - before}
    assert imported <= {"torch", "numpy"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"args": [], "storages": ["#"]},
        {"args": [], "storages": [3]},
        {"args": [1], "storages": [], "kwargs": []},
        {"args": None, "storages": []},
        [],
    ],
)
def test_inputs_that_were_never_encoded_are_a_value_error(data: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        decode_inputs(data)


@given(st.data())
@steady
def test_a_damaged_case_is_a_value_error_or_another_case(data: st.DataObject) -> None:
    args, kwargs = data.draw(inputs())
    text = json.dumps(encode_inputs(args, kwargs))
    place = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:place] + data.draw(st.sampled_from('0"[}-aZ')) + text[place + 1 :]
    try:
        decoded = decode_inputs(json.loads(damaged))
    except ValueError:
        return
    assert isinstance(decoded, tuple)


# -- functions by name ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "path"),
    [
        (torch.add, "torch.add"),
        (torch.concat, "torch.concat"),
        (torch.einsum, "torch.einsum"),
        (torch.linalg.norm, "torch.linalg.norm"),
        (torch.special.expit, "torch.special.expit"),
        (torch.fft.fft, "torch.fft.fft"),
        (torch.nn.functional.gelu, "torch.nn.functional.gelu"),
        (torch.nn.functional.softmax, "torch.nn.functional.softmax"),
        (torch.autograd.grad, "torch.autograd.grad"),
        (torch.nn.Linear, "torch.nn.modules.linear.Linear"),
        (math.floor, "math.floor"),
        (operator.add, "operator.add"),
        (operator.matmul, "operator.matmul"),
    ],
)
def test_a_function_is_known_by_its_public_name(function: object, path: str) -> None:
    assert function_path(function) == path
    assert function_named(path) is function


def test_a_dtype_is_found_by_its_name_alone() -> None:
    assert dtype_named("bfloat16") is torch.bfloat16
    with pytest.raises(ValueError, match="torch has no dtype 'float1'"):
        dtype_named("float1")
