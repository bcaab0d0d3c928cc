"""Seeing a value: what is copied, what is only described, and how it travels as JSON."""

from __future__ import annotations

import enum
import json
import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from kit_strategies import arrays, nested, plain_values, steady, tensors

from course.kit.values.compare import VALUE_FACTS, compare
from course.kit.values.seen import (
    Seen,
    SeenItems,
    SeenMapping,
    SeenOther,
    SeenPlain,
    SeenTensor,
    memory,
    see,
    sharing,
)
from course.kit.values.seen_json import decode_seen, encode_seen


def through_json(seen: Seen) -> Seen:
    return decode_seen(json.loads(json.dumps(encode_seen(seen), allow_nan=False)))


def assert_same_seen(left: Seen, right: Seen) -> None:
    """Compare all fields; `==` on dataclasses would ask tensors."""
    assert type(left) is type(right)
    match left, right:
        case SeenTensor(), SeenTensor():
            mine, yours = ({**vars(seen), "values": None} for seen in (left, right))
            assert mine == yours
            assert left.values.dtype == right.values.dtype
            assert encode_seen(left) == encode_seen(right)
        case SeenItems(), SeenItems():
            assert left.kind == right.kind
            for mine, yours in zip(left.items, right.items, strict=True):
                assert_same_seen(mine, yours)
        case SeenMapping(), SeenMapping():
            for mine, yours in zip(left.keys, right.keys, strict=True):
                assert_same_seen(mine, yours)
            for mine, yours in zip(left.values, right.values, strict=True):
                assert_same_seen(mine, yours)
        case _:
            assert repr(left) == repr(right)


# -- round trip ----------------------------------------------------------------------------------


@given(nested(tensors() | arrays() | plain_values))
@steady
def test_what_was_seen_comes_back_from_json(value: Any) -> None:
    seen = see(value)
    assert_same_seen(through_json(seen), seen)
    assert compare(seen, through_json(seen), VALUE_FACTS) is None


@pytest.mark.parametrize("bits", [0x7FC00001, -0x3FFFFF, -(2**31)])
def test_bits_of_floats_come_back(bits: int) -> None:
    floats = torch.tensor([bits], dtype=torch.int32).view(torch.float32)
    back = through_json(see(floats))
    assert isinstance(back, SeenTensor)
    assert back.values.view(torch.int32).tolist() == [bits]


def test_facts_beside_the_values_come_back() -> None:
    x = torch.ones(2, 3, requires_grad=True)
    seen = see(x.T, [("x", memory(x)), ("other", (1, 2))])
    assert isinstance(seen, SeenTensor)
    assert (seen.requires_grad, seen.shares, seen.strides) == (True, ("x",), (1, 3))
    assert_same_seen(through_json(seen), seen)
    meta = see(torch.ones(2, 3, device="meta", dtype=torch.int8))
    assert_same_seen(through_json(meta), meta)


@pytest.mark.parametrize(
    "dtype",
    [torch.complex32, torch.float8_e4m3fn, torch.float8_e5m2, torch.uint64, torch.bfloat16],
)
@pytest.mark.filterwarnings("ignore:ComplexHalf")
def test_rare_dtypes_come_back(dtype: torch.dtype) -> None:
    seen = see(torch.tensor([0.5, 2.0]).to(dtype))
    assert_same_seen(through_json(seen), seen)


# -- nodes from a hostile process ----------------------------------------------------------------

FOUR = {"kind": "tensor", "dtype": "float32", "shape": [1], "strides": [1], "data": "AACAPw=="}


@pytest.mark.parametrize(
    "node",
    [
        None,
        3,
        "tensor",
        [],
        {},
        {"kind": "pickle", "data": "gASVAA=="},
        {"kind": ["list"], "items": []},
        {"kind": "list"},
        {"kind": "list", "items": 3},
        {"kind": "dict", "keys": [{"kind": "int", "value": 1}], "values": []},
        {"kind": "int", "value": True},
        {"kind": "int", "value": 1.5},
        {"kind": "int", "value": "1"},
        {"kind": "bool", "value": 1},
        {"kind": "str", "value": 1},
        {"kind": "dtype", "value": None},
        {"kind": "float", "value": 1.5},
        {"kind": "float", "value": "one"},
        {"kind": "complex", "value": "i"},
        {"kind": "other", "type": 1, "text": ""},
        {"kind": "other", "type": "set"},
        {**FOUR, "dtype": "float64"},
        {**FOUR, "dtype": "qint8"},
        {**FOUR, "dtype": "nope"},
        {**FOUR, "dtype": 3},
        {**FOUR, "kind": "array", "dtype": "O"},
        {**FOUR, "kind": "array", "dtype": ">"},
        {**FOUR, "shape": [2]},
        {**FOUR, "shape": [-1]},
        {**FOUR, "shape": [1.0]},
        {**FOUR, "shape": [True]},
        {**FOUR, "strides": []},
        {**FOUR, "strides": ["1"]},
        {**FOUR, "data": "AACA"},
        {**FOUR, "data": "$$$$"},
        {**FOUR, "data": None},
        {**FOUR, "data": ""},
        {**FOUR, "device": 0},
        {**FOUR, "device": "meta"},
        {**FOUR, "requires_grad": 1},
        {**FOUR, "shares": [1]},
        {**FOUR, "shares": 1},
    ],
    ids=lambda node: json.dumps(node)[:60],
)
def test_a_node_that_was_never_written_is_a_value_error(node: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what matters is that it is no other error
        decode_seen(node)


def test_a_node_nested_without_end_is_a_value_error() -> None:
    node: dict[str, Any] = {"kind": "list", "items": []}
    for _ in range(5000):
        node = {"kind": "list", "items": [node]}
    with pytest.raises(ValueError, match="RecursionError"):
        decode_seen(node)


def test_a_bool_that_is_neither_true_nor_false_is_made_one() -> None:
    node = {"kind": "tensor", "dtype": "bool", "shape": [3], "strides": [1], "data": "AAH/"}
    seen = decode_seen(node)
    assert isinstance(seen, SeenTensor)
    assert seen.values.view(torch.uint8).tolist() == [0, 1, 1]


@given(nested(tensors() | plain_values), st.data())
@steady
def test_a_damaged_observation_is_a_value_error_or_another_one(
    value: Any, data: st.DataObject
) -> None:
    text = json.dumps(encode_seen(see(value)))
    place = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:place] + data.draw(st.sampled_from('0"[}-aZ')) + text[place + 1 :]
    try:
        seen = decode_seen(json.loads(damaged))
    except ValueError:
        return
    compare(see(value), seen, VALUE_FACTS)
    compare(seen, see(value), VALUE_FACTS)


# -- what is copied ------------------------------------------------------------------------------


def test_a_seen_tensor_is_a_copy() -> None:
    for original in (torch.zeros(3), np.zeros(3), torch.zeros(1).expand(3)):
        seen = see(original)
        assert isinstance(seen, SeenTensor)
        assert not sharing(seen.values, [("original", memory(original))])
        assert seen.values.is_contiguous()


def test_conjugates_are_worked_out() -> None:
    z = torch.tensor([1 + 2j])
    for lazy, value in ((z.conj(), 1 - 2j), (z.conj().imag, -2)):
        seen = see(lazy)
        assert isinstance(seen, SeenTensor)
        assert seen.values.tolist() == [value]


def test_subclasses_of_python_values_count_as_what_they_are() -> None:
    class Liar(int):
        def __int__(self) -> int:
            return 5

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = int.__hash__

    class Shout(str):
        def __str__(self) -> str:
            return "LOUD"

    colour = enum.IntEnum("colour", {"RED": 7})
    for value, plain in ((Liar(3), 3), (Shout("soft"), "soft"), (colour.RED, 7)):
        seen = see(value)
        assert isinstance(seen, SeenPlain)
        assert (type(seen.value), seen.value) == (type(plain), plain)


class TestSubclassesOfTensor:
    def test_one_that_answers_for_itself_is_not_asked(self) -> None:
        class Liar(torch.Tensor):
            @classmethod
            def __torch_function__(
                cls, func: Any, types: Any, args: Any = (), kwargs: Any = None
            ) -> Any:
                raise RuntimeError("asked")

        seen = see([torch.ones(2).as_subclass(Liar)])
        assert compare(see([torch.ones(2)]), seen) is None

    def test_one_with_its_own_equality_is_not_believed(self) -> None:
        class Equal(torch.Tensor):
            def __eq__(self, other: object) -> Any:
                return torch.ones(2, dtype=torch.bool)

            __hash__ = torch.Tensor.__hash__

        assert compare(see(torch.ones(2)), see(torch.zeros(2).as_subclass(Equal))) is not None

    def test_a_parameter_is_a_tensor(self) -> None:
        seen = see(torch.nn.Parameter(torch.ones(2)))
        assert compare(see(torch.ones(2, requires_grad=True)), seen, VALUE_FACTS) is None

    def test_one_that_only_wraps_is_described(self) -> None:
        from torch._subclasses.fake_tensor import FakeTensorMode

        with FakeTensorMode():
            fake = torch.ones(2)
        seen = see(fake)
        assert isinstance(seen, SeenOther)
        assert seen.kind == "FakeTensor"


# -- what is only described ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (torch.eye(2).to_sparse(), "sparse_coo tensor"),
        (np.array(["a"]), "array of <U1"),
        (np.array([None]), "array of object"),
        (np.zeros(1, dtype=[("a", "f4")]), "array of [('a', '<f4')]"),
        (np.array(["2024-01-01"], dtype="M8[D]"), "array of datetime64[D]"),
        (np.datetime64("2024-01-01"), "datetime64"),
        (np.void(b"ab"), "void"),
        (object(), "object"),
        ((i for i in ()), "generator"),
        (SimpleNamespace(a=1), "SimpleNamespace"),
        (b"bytes", "bytes"),
        (range(3), "range"),
        (slice(3), "slice"),
        (torch.contiguous_format, "memory_format"),
        (10**5000, "int of 16610 bits"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_exercise_asks_for_is_described(value: object, kind: str) -> None:
    seen = see(value)
    assert isinstance(seen, SeenOther)
    assert seen.kind == kind
    assert_same_seen(through_json(seen), seen)


@pytest.mark.filterwarnings("ignore:.*Sparse", "ignore:.*nested", "ignore:.*quantized tensor")
def test_tensors_of_rare_layouts_are_described() -> None:
    quantized = torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)
    nested_ = torch.nested.nested_tensor([torch.ones(1), torch.ones(2)])
    kinds = [see(t).kind for t in (quantized, nested_, torch.eye(2).to_sparse_csr())]
    assert kinds == ["quantized tensor", "nested tensor", "sparse_csr tensor"]


def test_a_description_is_the_same_in_every_run() -> None:
    texts = [see(thing) for thing in (object(), object())]
    assert texts[0] == texts[1]
    methods = [see(torch.ones(2).sum) for _ in range(2)]
    assert methods[0] == methods[1]
    assert methods[0] == SeenOther(
        "builtin_function_or_method", "<built-in method sum of Tensor object>"
    )


@pytest.mark.parametrize("error", [ValueError, SystemExit, RecursionError])
def test_an_object_whose_repr_raises_is_described(error: type[BaseException]) -> None:
    class Shy:
        def __repr__(self) -> str:
            raise error

    assert see(Shy()) == SeenOther("Shy", f"(its repr raises {error.__name__})")


def test_an_interrupt_inside_a_repr_passes() -> None:
    class Slow:
        def __repr__(self) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        see(Slow())


def test_a_long_repr_is_shortened() -> None:
    seen = see(SimpleNamespace(text="x" * 10_000))
    assert isinstance(seen, SeenOther)
    assert len(seen.text) == 200
    assert seen.text.endswith("…")


def test_memory_that_was_taken_away_is_not_read() -> None:
    gone = torch.ones(4)
    gone.untyped_storage().resize_(0)
    assert see(gone) == SeenOther("tensor without memory", "of shape (4,)")


# -- structures without end ----------------------------------------------------------------------


def test_a_list_that_holds_itself_ends() -> None:
    endless: list[object] = []
    endless.append(endless)
    seen = see(endless)
    assert "nested too deeply" in str(seen)
    assert_same_seen(through_json(seen), seen)


def test_a_list_that_holds_itself_twice_ends_soon() -> None:
    endless: list[object] = []
    endless += [endless, endless]
    assert len(json.dumps(encode_seen(see(endless)))) < 3_000_000


def test_a_dict_that_holds_itself_ends() -> None:
    endless: dict[object, object] = {}
    endless["me"] = endless
    assert "nested too deeply" in str(see(endless))


def test_of_a_huge_list_only_the_length_is_seen() -> None:
    assert see([0] * 1_000_000) == SeenOther("list of 1000000 parts", "too many to see")
    assert see({i: i for i in range(20_000)}).kind == "dict of 20000 parts"
    assert isinstance(see([0] * 5_000), SeenItems)


# -- shared memory -------------------------------------------------------------------------------


def shares(
    value: torch.Tensor | np.ndarray, **inputs: torch.Tensor | np.ndarray
) -> tuple[str, ...]:
    return sharing(value, [(name, memory(one)) for name, one in inputs.items()])


def test_views_share_the_memory_of_their_input() -> None:
    x, y = torch.arange(6.0).reshape(2, 3), torch.ones(2)
    for view in (x, x[0], x[1:], x.T, x.reshape(-1), x.expand(4, 2, 3), x.detach(), x.data, x[:0]):
        assert shares(view, x=x, y=y) == ("x",)
    for copy in (x.clone(), x + 0, x[[0, 1]], x.T.reshape(-1), torch.tensor(1), torch.empty(0)):
        assert shares(copy, x=x, y=y) == ()


def test_memory_is_followed_across_the_bridge_to_numpy() -> None:
    x, n = torch.arange(6.0), np.arange(6.0)
    for view in (x.numpy(), x.numpy()[::-1], x[2:].numpy(), torch.from_numpy(x.numpy()[3:])):
        assert shares(view, x=x, n=n) == ("x",)
    for view in (torch.from_numpy(n), torch.as_tensor(n[2:]), n[::2], torch.from_dlpack(n)):
        assert shares(view, x=x, n=n) == ("n",)
    for copy in (torch.tensor(n), n.copy(), x.numpy().copy()):
        assert shares(copy, x=x, n=n) == ()


def test_two_parts_of_one_array_share_its_memory() -> None:
    whole = np.arange(6.0)
    assert shares(whole[3:], part=whole[:3]) == ("part",)
    assert shares(torch.from_numpy(whole)[3:], part=torch.from_numpy(whole)[:3]) == ("part",)


def test_what_has_no_memory_shares_none() -> None:
    meta, sparse = torch.ones(2, device="meta"), torch.eye(2).to_sparse()
    assert shares(meta, meta=meta, sparse=sparse) == ()
    assert shares(sparse, meta=meta, sparse=sparse) == ()


def test_items_of_a_list_share_each_their_own() -> None:
    x, y = torch.ones(2), torch.zeros(2)
    seen = see([x[:1], {"a": y}, x + y], [("x", memory(x)), ("y", memory(y))])
    assert isinstance(seen, SeenItems)
    first, second, third = seen.items
    assert isinstance(first, SeenTensor)
    assert isinstance(second, SeenMapping)
    assert isinstance(third, SeenTensor)
    inner = second.values[0]
    assert isinstance(inner, SeenTensor)
    assert (first.shares, inner.shares, third.shares) == (("x",), ("y",), ())


# -- numbers of NumPy ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (np.float32(0.5), "float"),
        (np.float64("nan"), "float"),
        (np.longdouble(0.5), "float"),
        (np.int8(-3), "int"),
        (np.uint64(2**64 - 1), "int"),
        (np.True_, "bool"),
        (np.complex64(1j), "complex"),
        (np.clongdouble(1j), "complex"),
        (np.str_("a"), "str"),
    ],
    ids=repr,
)
def test_a_numpy_scalar_is_the_python_number(value: np.generic, kind: str) -> None:
    seen = see(value)
    assert isinstance(seen, SeenPlain)
    assert seen.kind == kind
    assert seen.value == value or math.isnan(value)  # type: ignore[arg-type]


def test_arrays_of_another_byte_order_or_with_a_mask_are_seen_as_their_data() -> None:
    swapped = see(np.arange(3, dtype=">f4"))
    assert isinstance(swapped, SeenTensor)
    assert (swapped.dtype, swapped.values.tolist()) == (">f4", [0, 1, 2])
    masked = see(np.ma.array([1, 2], mask=[False, True]))
    assert isinstance(masked, SeenTensor)
    assert masked.values.tolist() == [1, 2]
