"""Comparison, held against torch.testing.assert_close."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from kit_strategies import DTYPES, laid_out, near, nested, plain_tensors, steady, tensors

from course.kit.values.close import close, tolerance_for
from course.kit.values.compare import VALUE_FACTS, compare
from course.kit.values.described import described, kind_of
from course.kit.values.seen import SeenMapping, SeenOther, see

Golden = Callable[[str, str], None]


def torch_agrees(expected: Any, got: Any) -> bool:
    try:
        torch.testing.assert_close(got, expected, equal_nan=True, check_stride=False)
    except AssertionError:
        return False
    return True


def agree(expected: Any, got: Any, **options: Any) -> bool:
    return compare(see(expected), see(got), **options) is None


def fact(expected: Any, got: Any, **options: Any) -> str | None:
    difference = compare(see(expected), see(got), **options)
    return difference and difference.fact


# -- against torch -------------------------------------------------------------------------------


@given(st.data())
@settings(steady, max_examples=250)
def test_tensors_agree_exactly_when_torch_finds_them_close(data: st.DataObject) -> None:
    expected = data.draw(tensors())
    got = data.draw(near(expected))
    assert agree(expected, got) == torch_agrees(expected, got)


@given(tensors(), tensors())
@steady
def test_tensors_that_have_nothing_to_do_with_each_other_are_judged_as_torch_does(
    expected: torch.Tensor, got: torch.Tensor
) -> None:
    assert agree(expected, got) == torch_agrees(expected, got)


@given(plain_tensors(), st.data())
@steady
def test_the_same_values_in_another_layout_agree(tensor: torch.Tensor, data: st.DataObject) -> None:
    other = data.draw(laid_out(tensor.clone()).filter(lambda t: t.shape == tensor.shape))
    if not other.is_conj() and not other.is_neg():
        assert agree(tensor, other)


@given(nested(tensors()), st.data())
@steady
def test_nested_results_agree_exactly_when_torch_finds_them_close(
    expected: Any, data: st.DataObject
) -> None:
    got = data.draw(changed_somewhere(expected))
    assert agree(expected, got) == torch_agrees(expected, got)


@st.composite
def changed_somewhere(draw: st.DrawFn, value: Any) -> Any:
    """The same structure with a tensor changed, an item dropped, a list for a tuple."""
    if isinstance(value, torch.Tensor):
        return draw(st.just(value.clone()) | near(value))
    if isinstance(value, dict):
        found = {key: draw(changed_somewhere(item)) for key, item in value.items()}
        if found and draw(st.integers(0, 4)) == 0:
            found.pop(next(iter(found)))
        return dict(reversed(list(found.items())))
    found = [draw(changed_somewhere(item)) for item in value]
    if found and draw(st.integers(0, 4)) == 0:
        found.pop()
    return found if draw(st.booleans()) else tuple(found)


@pytest.mark.parametrize("dtype", [torch.complex32, torch.float8_e4m3fn, torch.float8_e5m2])
@pytest.mark.filterwarnings("ignore:ComplexHalf")
def test_dtypes_for_which_torch_has_no_isclose_compare_too(dtype: torch.dtype) -> None:
    tensor = torch.tensor([0.5, 1.0, 2.0]).to(dtype)
    other = torch.tensor([0.5, 1.0, 1.0]).to(dtype)
    assert agree(tensor, tensor)
    difference = compare(see(tensor), see(other))
    assert difference is not None
    assert difference.index == (2,)


def test_a_tolerance_holds_for_the_shortest_floats_too() -> None:
    expected, got = torch.tensor([1.0, 2.0]).to(torch.float8_e4m3fn), torch.tensor([1.0, 1.5])
    got = got.to(torch.float8_e4m3fn)
    assert agree(expected, got, tolerance=(0.0, 0.5))
    assert not agree(expected, got, tolerance=(0.0, 0.25))


def test_float64_is_compared_with_all_its_digits() -> None:
    expected = torch.tensor([1e8], dtype=torch.float64)
    assert agree(expected, expected + 9)
    assert not agree(expected, expected + 11)  # float32 would round this to 8


def test_the_tolerances_are_those_of_torch() -> None:
    for dtype in DTYPES:
        name = str(dtype).removeprefix("torch.")
        assert tolerance_for(name) == torch.testing._comparison.default_tolerances(dtype), name


def test_a_tolerance_of_an_exercise_replaces_that_of_the_dtype() -> None:
    expected, got = torch.tensor([1.0, 2.0]), torch.tensor([1.05, 2.0])
    assert not agree(expected, got)
    assert agree(expected, got, tolerance=(0.0, 0.1))
    assert not agree(expected, expected + 1e-6, tolerance=(0.0, 0.0))
    assert agree(1.0, 1.05, tolerance=(0.1, 0.0))


def test_a_tolerance_never_softens_integers() -> None:
    assert not agree(torch.tensor([10]), torch.tensor([11]), tolerance=(1.0, 5.0))
    assert not agree(10, 11, tolerance=(1.0, 5.0))
    assert not agree(torch.tensor([True]), torch.tensor([False]), tolerance=(1.0, 5.0))


# -- shapes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ((), (1,)),
        ((1,), ()),
        ((2,), (2, 1)),
        ((2, 2), ()),
        ((2, 2), (2,)),
        ((3,), (1, 3)),
        ((0,), (0, 2)),
    ],
)
def test_no_answer_is_broadcast_to_fit(expected: tuple[int, ...], got: tuple[int, ...]) -> None:
    difference = compare(see(torch.ones(expected)), see(torch.ones(got)))
    assert difference is not None
    assert difference.fact == "shape"
    assert (difference.expected, difference.got) == (str(expected), str(got))


def test_facts_are_compared_in_the_order_of_torch() -> None:
    expected = torch.zeros(2, 3)
    assert fact(expected, torch.ones(3, 2, dtype=torch.int64)) == "shape"
    assert fact(expected, torch.zeros(2, 3, device="meta", dtype=torch.int64)) == "device"
    assert fact(expected, torch.ones(2, 3, dtype=torch.int64)) == "dtype"
    assert fact(expected, torch.ones(3, 2).T, facts=VALUE_FACTS) == "values"
    assert fact(expected, torch.zeros(3, 2).T, facts=VALUE_FACTS) == "strides"
    shared = see(torch.zeros(2, 3), [("x", (0, 2**63))])
    difference = compare(see(expected), shared, VALUE_FACTS)
    assert difference is not None
    assert difference.fact == "shares"
    leaf = torch.zeros(2, 3, requires_grad=True)
    assert fact(expected, leaf, facts=VALUE_FACTS) == "requires_grad"


def test_a_fact_that_does_not_count_is_not_compared() -> None:
    assert agree(torch.tensor([1, 2]), torch.tensor([1.0, 2.0]), facts=("type", "shape", "values"))
    assert agree(torch.tensor([1.0]), torch.tensor([2.0]), facts=("type", "shape", "dtype"))
    assert agree(torch.ones(2), torch.ones(3), facts=("type", "dtype", "values"))
    assert agree(1, 2, facts=("type",))
    assert agree(3, 3.0, facts=("values",))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (torch.uint16, torch.int32),
        (torch.uint64, torch.int64),
        (torch.float8_e4m3fn, torch.float32),
        (torch.int64, torch.bool),
        (torch.float16, torch.complex64),
    ],
)
def test_values_of_different_dtypes_compare_where_the_dtype_does_not_count(
    left: torch.dtype, right: torch.dtype
) -> None:
    expected, got = torch.tensor([0, 1]).to(left), torch.tensor([0, 1]).to(right)
    wrong = torch.tensor([1, 1]).to(right)
    assert agree(expected, got, facts=("shape", "values"))
    assert fact(expected, wrong, facts=("shape", "values")) == "values"


def test_the_less_precise_of_two_dtypes_gives_the_tolerance() -> None:
    third = torch.tensor([1 / 3], dtype=torch.float64)
    assert close(third, third.half()).all()
    assert not close(third, third.half().double()).any()


def test_a_tensor_without_values_is_no_answer_where_values_count() -> None:
    meta = torch.zeros(3, device="meta")
    assert fact(torch.zeros(3), meta, facts=("shape", "values")) == "device"
    assert fact(meta, torch.zeros(3), facts=("shape", "values")) == "device"
    assert agree(meta, torch.zeros(3, device="meta"))
    assert not agree(meta, torch.zeros(4, device="meta"))


# -- where and how many --------------------------------------------------------------------------


@given(plain_tensors(), st.data())
@steady
def test_the_first_difference_and_their_number_are_right(
    expected: torch.Tensor, data: st.DataObject
) -> None:
    got = data.draw(near(expected).filter(lambda t: t.shape == expected.shape))
    got = got.to(expected.dtype).resolve_conj()
    difference = compare(see(expected), see(got))
    wrong = [
        index
        for index in np.ndindex(*expected.shape)
        if not torch_agrees(expected[index], got[index])
    ]
    if not wrong:
        assert difference is None
        return
    assert difference is not None
    assert difference.fact == "values"
    assert (difference.index, difference.count) == (wrong[0], len(wrong))
    assert difference.expected == repr(expected[wrong[0]].item())
    assert difference.got == repr(got[wrong[0]].item())


def test_a_difference_deep_inside_says_where() -> None:
    expected = {"low": [torch.tensor([1, 2]), 3], (1, torch.int64): {"high": (4, 5)}}
    got = {"low": [torch.tensor([1, 2]), 3], (1, torch.int64): {"high": (4, 6)}}
    difference = compare(see(expected), see(got))
    assert difference is not None
    assert difference.where == "[(1, torch.int64)]['high'][1]"


# -- Python values -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ([1, 2], (1, 2)),
        ((1, 2), [1, 2]),
        (torch.Size([2, 3]), (2, 3)),
        ((2, 3), torch.Size([2, 3])),
        (torch.ones(3, 2).max(0).indices.tolist(), [0, 0]),
        (2.0, 2),
        (2, np.int32(2)),
        (0.1, np.float32(0.1)),
        (0.5, np.float64(0.5)),
        (0.5, np.longdouble(0.5)),
        (True, np.True_),
        ("a", np.str_("a")),
        (1j, np.complex64(1j)),
        (1j, np.clongdouble(1j)),
        (math.nan, math.nan),
        (math.nan, float("-nan")),
        (complex(math.nan, 0), complex(0, math.nan)),
        (math.inf, math.inf),
        (-0.0, 0.0),
        (0.1, torch.tensor(0.1).item()),
        (None, None),
        (torch.float32, torch.float),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (10**400, 10**400),
    ],
)
def test_these_serve_for_each_other(expected: object, got: object) -> None:
    assert agree(expected, got)


@pytest.mark.parametrize(
    ("expected", "got", "differs"),
    [
        (2, 2.0, "type"),
        (1, True, "type"),
        (True, 1, "type"),
        (0.0, False, "type"),
        (2.0, torch.tensor(2.0), "type"),
        (torch.tensor(2.0), 2.0, "type"),
        (torch.tensor([2.0]), np.array([2.0]), "type"),
        (np.array(2.0), np.float64(2.0), "type"),
        ([1], torch.tensor([1]), "type"),
        (1.0, 1j, "type"),
        (1j, 1.0, "type"),
        ("1", 1, "type"),
        (None, 0, "type"),
        (torch.float32, "float32", "type"),
        ([1, 2], {1, 2}, "type"),
        ([1, 2], {0: 1, 1: 2}, "type"),
        ([1, 2], [1, 2, 3], "shape"),
        ([], [[]], "shape"),
        ({"a": 1}, {"b": 1}, "shape"),
        ({1: "a"}, {"1": "a"}, "shape"),
        ({torch.float32: 1}, {"torch.float32": 1}, "shape"),
        (1, 2, "values"),
        (1.0, 1.001, "values"),
        (math.inf, -math.inf, "values"),
        (math.inf, 1e308, "values"),
        (math.nan, 1.0, "values"),
        (0.0, math.nan, "values"),
        (1.0, 10**400, "values"),
        (complex(1e308, 1e308), 1j, "values"),
        ("a", "b", "values"),
        (torch.float32, torch.float64, "values"),
        (torch.device("cpu"), torch.device("meta"), "values"),
        (10**400, 10**400 + 1, "values"),
    ],
)
def test_these_do_not_serve_for_each_other(expected: object, got: object, differs: str) -> None:
    assert fact(expected, got) == differs


@given(st.floats(), st.floats())
@steady
def test_python_floats_have_the_tolerance_of_float32(expected: float, got: float) -> None:
    left = torch.tensor(expected, dtype=torch.float64)
    right = torch.tensor(got, dtype=torch.float64)
    near = torch.isclose(right, left, rtol=1.3e-6, atol=1e-5, equal_nan=True)
    assert agree(expected, got) == bool(near)


def test_objects_that_no_exercise_asks_for_agree_when_they_look_the_same() -> None:
    assert agree({1, 2}, {1, 2})
    assert fact({1, 2}, {1, 3}) == "values"
    assert fact(range(3), [0, 1, 2]) == "type"


def test_a_class_that_borrows_the_name_of_a_kind_is_told_from_it() -> None:
    for real, name in [(torch.ones(2), "tensor"), ({}, "dict"), ([], "list"), (None, "None")]:
        assert compare(see(real), SeenOther(name, "pretended")) is not None
        assert compare(SeenOther(name, "pretended"), see(real)) is not None


# -- layout --------------------------------------------------------------------------------------


def test_strides_that_are_never_used_do_not_differ() -> None:
    one_row = torch.arange(6.0).reshape(2, 3)[:1]
    assert agree(one_row.clone(), one_row.as_strided((1, 3), (17, 1)), facts=VALUE_FACTS)
    empty = torch.zeros(0, 3)
    assert agree(empty, torch.zeros(3, 0).T, facts=VALUE_FACTS)
    assert agree(torch.tensor(1.0), torch.ones(3)[0], facts=VALUE_FACTS)


def test_strides_that_are_used_do() -> None:
    x = torch.arange(6.0).reshape(2, 3)
    difference = compare(see(x.T.contiguous()), see(x.T), VALUE_FACTS)
    assert difference is not None
    assert (difference.fact, difference.expected, difference.got) == ("strides", "(2, 1)", "(1, 3)")


def test_shared_memory_is_compared_by_names_in_any_order() -> None:
    x, y = torch.ones(2), torch.zeros(2)
    spans = [(n, (t.data_ptr(), t.data_ptr() + 8)) for n, t in (("x", x), ("y", y))]
    assert compare(see(x, spans), see(x, spans[::-1]), VALUE_FACTS) is None
    difference = compare(see(x, spans), see(x.clone(), spans), VALUE_FACTS)
    assert difference is not None
    assert difference.expected == "the memory of x"
    assert difference.got == "memory of its own"


# -- words ---------------------------------------------------------------------------------------

DIFFERENCES = [
    (torch.ones(2, 3), torch.ones(3)),
    (torch.ones(2), torch.ones(2, device="meta")),
    (torch.ones(2), torch.ones(2, dtype=torch.float64)),
    (np.ones(2), np.ones(2, dtype=np.float32)),
    (torch.tensor([1, 2, 3]), torch.tensor([1, 5, 6])),
    (torch.tensor([1, 2]), torch.tensor([3, 4])),
    (torch.tensor([[1]]), torch.tensor([[3]])),
    (torch.tensor(0.5), torch.tensor(math.nan)),
    (torch.ones(3, 2), torch.ones(2, 3).T),
    (torch.ones(2), torch.ones(2, requires_grad=True)),
    (torch.tensor(1.0), 1.0),
    (torch.tensor([1.0]), None),
    (np.array(1.0), [1.0]),
    (3, 3.0),
    (3.5, 3),
    (True, 1),
    ("yes", "no"),
    (torch.float32, torch.device("cpu")),
    ((1, 2), {"a": 1}),
    ([1, 2], [1, 2, 3]),
    ([torch.ones(2), torch.ones(2)], [torch.ones(2), torch.zeros(2)]),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": 1, torch.int8: 2}, {}),
    ({(1, "x"): 1j}, {(1, "x"): 2j}),
    (1j, object()),
    ({1}, {2}),
]


def test_every_difference_is_said_in_a_sentence(golden: Golden) -> None:
    lines = []
    for expected, got in DIFFERENCES:
        difference = compare(see(expected), see(got), VALUE_FACTS)
        assert difference is not None
        lines.append(f"{difference.fact}: {difference.message}")
    shared = compare(see(torch.ones(2), [("x", (0, 2**63))]), see(torch.ones(2)), VALUE_FACTS)
    assert shared is not None
    golden("differences.txt", "\n".join([*lines, f"{shared.fact}: {shared.message}"]) + "\n")


def test_a_mapping_with_a_strange_key_is_still_compared() -> None:
    key = frozenset([1])
    assert agree({key: 1}, {key: 1})
    assert fact({key: 1}, {frozenset([2]): 1}) == "shape"


def test_kinds_and_descriptions_are_for_every_seen_value() -> None:
    for value in (torch.ones(()), np.ones(()), 1, 1.0, [], (), {}, None, object(), torch.int8):
        assert described(see(value))
        assert kind_of(see(value))
    assert isinstance(see({}), SeenMapping)
