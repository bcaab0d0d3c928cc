"""Pasted code gives back the inputs of the case: values, dtypes, strides and shared memory."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kit_strategies import arrays, families, inputs, plain_tensors, steady, tensors
from same_inputs import assert_same, leaves, sharing_pattern

from course.kit.cases.case import Case, case
from course.kit.cases.paste import MOST_ELEMENTS, code, pasteable
from course.kit.values.seen import memory

Golden = Callable[[str, str], None]
Call = tuple[tuple[Any, ...], dict[str, Any]]


def pasted(made: Case, parameters: tuple[str, ...] = ()) -> Call:
    """Paste the code into a cell whose answer gives back its inputs."""
    cell = {"torch": torch, "np": np, "answer": lambda *args, **kwargs: (args, kwargs)}
    *lines, call = pasteable(made, parameters, "answer").split("\n")
    exec("\n".join(lines), cell)
    result: Call = eval(call, cell)
    return result


@given(inputs())
@settings(steady, max_examples=250)
@example((([[torch.ones(2)], {"a": np.ones(2)}],), {}))
def test_pasted_code_gives_the_inputs_of_the_case(given_: Call) -> None:
    args, kwargs = given_
    made = case("any", *args, **kwargs)
    again = pasted(made)
    assert_same(again, (args, kwargs), to_the_bit=False)
    assert sharing_pattern(again) == sharing_pattern(made.fresh())


@given(families(), families())
@steady
def test_pasted_inputs_share_memory_as_those_of_the_case(
    family: tuple[Any, ...], other: tuple[Any, ...]
) -> None:
    made = case("two families", list(family), *other, memory=family[0])
    again = pasted(made, ("memory_2",))
    assert_same(again, made.fresh(), to_the_bit=False)
    assert sharing_pattern(again) == sharing_pattern(made.fresh())


@given(tensors() | arrays())
@steady
def test_one_value_as_code_is_that_value(value: torch.Tensor | np.ndarray) -> None:
    if isinstance(value, np.ndarray):
        value.flags.writeable = value.flags.writeable or value.base is None
    again = eval(code(value), {"torch": torch, "np": np})
    if isinstance(value, np.ndarray):
        again.flags.writeable = value.flags.writeable
    assert_same(again, value, to_the_bit=False)


@given(st.floats(), st.floats())
@steady
def test_numbers_have_the_digits_they_need(real: float, imag: float) -> None:
    assert_same(eval(code([real, complex(real, imag)])), [real, complex(real, imag)])


@pytest.mark.parametrize(
    "dtype",
    [torch.complex32, torch.float8_e4m3fn, torch.float8_e5m2, torch.float16, torch.bfloat16],
)
@pytest.mark.filterwarnings("ignore:ComplexHalf")
def test_short_floats_come_back(dtype: torch.dtype) -> None:
    tensor = torch.tensor([0.1, -0.0, 3.25, 448.0]).to(dtype)
    assert_same(eval(code(tensor)), tensor, to_the_bit=False)


@settings(steady, max_examples=60)
@given(st.text(alphabet="ab\n\r\t \\\"'é\0", max_size=12))
def test_a_text_of_several_lines_comes_back(text: str) -> None:
    assert ast.literal_eval(code(text)) == text


def test_a_text_of_several_lines_is_written_in_lines() -> None:
    assert code("GPU  0\nRTX 3060\n") == '"""\\\nGPU  0\nRTX 3060\n"""'


def test_float32_is_written_with_its_own_digits() -> None:
    assert code(torch.tensor([0.1, 1.0, 1e-8, 16777217.0])) == (
        "torch.tensor([0.1, 1., 1e-08, 16777216.])"
    )
    assert code(torch.tensor([0.1], dtype=torch.float64)) == (
        "torch.tensor([0.1], dtype=torch.float64)"
    )
    third = torch.tensor([1 / 3])
    assert eval(code(third)).equal(third)
    assert eval(code(third.double())).equal(third.double())


@pytest.mark.parametrize(
    "lazy", [torch.Tensor.conj, torch._neg_view, lambda z: torch._neg_view(z.conj())]
)
@pytest.mark.parametrize("part", [slice(None), slice(0, 1), slice(0, 0)])
def test_what_is_still_to_be_done_comes_back_undone(
    lazy: Callable[[torch.Tensor], torch.Tensor], part: slice
) -> None:
    tensor = lazy(torch.tensor([1 + 2j, 3 - 1j]))[part]
    ((again,), _) = pasted(case("lazy", tensor))
    assert (again.is_conj(), again.is_neg()) == (tensor.is_conj(), tensor.is_neg())
    assert_same(again, tensor, to_the_bit=False)


NOTHING = {
    "torch.tensor([[1., 2., 3.]]).expand(0, 3)": torch.tensor([[1.0, 2.0, 3.0]]).expand(0, 3),
    "torch.tensor(1.).expand(0)": torch.ones(1).expand(0),
    "torch.empty(0, 5)[:, :3]": torch.empty(0, 5)[:, :3],
    "torch.tensor([[1., 1.], [1., 1.]])[:, 1:1]": torch.ones(2, 2)[:, 1:1],
    "torch.empty(0, 2)": torch.ones(3, 2)[:0],
}


@pytest.mark.parametrize("written", NOTHING)
def test_strides_come_back_where_there_are_no_elements(written: str) -> None:
    ((again,), _) = pasted(case("no elements", NOTHING[written]))
    assert again.shape == NOTHING[written].shape
    assert again.stride() == NOTHING[written].stride()
    assert code(NOTHING[written]) == written


@given(tensors())
@steady
def test_strides_that_no_element_uses_come_back_as_well(tensor: torch.Tensor) -> None:
    again = eval(code(tensor), {"torch": torch})
    assert (again.shape, again.stride()) == (tensor.shape, tensor.stride())


SLICED = {
    "np.array([0., 1., 2., 3.])[::-1]": np.arange(4.0)[::-1],
    "np.array([0., 1., 2., 3., 4.])[1:4][::-1]": np.arange(5.0)[3:0:-1],
    "np.array([0., 1., 2., 3.])[::2]": np.arange(4.0)[::2],
    "np.array([[0, 1], [2, 3]], dtype=np.uint8)[:, ::-1]": (
        np.arange(4, dtype=np.uint8).reshape(2, 2)[:, ::-1]
    ),
    "np.array([[0., 1.], [2., 3.]])[::-1, ::-1]": np.arange(4.0).reshape(2, 2)[::-1, ::-1],
    "np.array([[0., 1.], [2., 3.]]).T[::-1]": np.arange(4.0).reshape(2, 2).T[::-1],
    "np.array(['a', 'b'], dtype=\"<U1\")[::-1]": np.array(["a", "b"])[::-1],
}


@pytest.mark.parametrize("written", SLICED)
def test_arrays_that_run_backwards_are_written_as_slices(written: str) -> None:
    ((again,), _) = pasted(case("backwards", SLICED[written]))
    assert_same(again, SLICED[written])
    assert again.strides == SLICED[written].strides
    bounds = [memory(array) for array in (again, SLICED[written])]
    assert bounds[0][1] - bounds[0][0] == bounds[1][1] - bounds[1][0]
    assert code(SLICED[written]) == written


def test_an_axis_of_one_that_runs_backwards_comes_back_so() -> None:
    array = np.arange(3.0).reshape(1, 3)[::-1]
    ((again,), _) = pasted(case("backwards", array))
    assert again.strides == array.strides == (-24, 8)


# -- what it reads like --------------------------------------------------------------------------

X = torch.arange(6.0).reshape(2, 3)

TEXTS: dict[str, tuple[Case, tuple[str, ...]]] = {
    "plain": (
        case(
            "plain",
            X,
            torch.tensor([True, False]),
            torch.tensor(3),
            torch.tensor([1.5, math.nan, -math.inf], dtype=torch.float64),
            torch.empty(0, 2, dtype=torch.int8),
            torch.empty(0),
        ),
        ("x", "mask"),
    ),
    "no inputs": (case("no inputs"), ()),
    "python": (
        case(
            "python",
            1,
            (2.5,),
            [None, "it's"],
            {"a": (), (1, torch.int8): [torch.device("cpu")]},
            slice(None, -1),
            f=math.floor,
            g=operator.add,
            h=torch.linalg.norm,
            i=torch.float16,
            j=1 - 2j,
            k=complex(-0.0, math.nan),
        ),
        ("count", "pair"),
    ),
    "strides": (
        case(
            "strides",
            X.T,
            X[:, 1:],
            torch.ones(1).expand(3, 2),
            torch.tensor([1 + 2j, 3]).conj()[:1],
            (X * 1).requires_grad_(),
        ),
        ("x", "y", "z"),
    ),
    "shared": (case("shared", X, X[0], [X.T], memory=X.numpy()[::-1], b=X[:0]), ("x", "row")),
    "arrays": (
        case(
            "arrays",
            np.array([0.1, 2.0]),
            np.array([[1, 2]], dtype=np.int8),
            np.asfortranarray(np.eye(2, 3)),
            np.arange(4)[::-2],
            np.broadcast_to(np.float32(0.5), (2,)),
            np.zeros((0, 2), dtype=bool),
            np.array(["a", "bc"]),
            np.arange(2, dtype=">i2"),
            np.array(1 + 1j),
        ),
        (),
    ),
    "long": (case("long", torch.zeros(201), [torch.zeros(30, 30)[:, ::2], 1], X), ("x", "pair")),
}


@pytest.mark.parametrize("name", TEXTS)
def test_pasted_code_reads_well(name: str, golden: Golden) -> None:
    made, parameters = TEXTS[name]
    golden(f"paste_{name.replace(' ', '_')}.txt", pasteable(made, parameters, "answer") + "\n")


# -- the limit -----------------------------------------------------------------------------------


def test_up_to_the_limit_all_values_are_written() -> None:
    tensor, array = torch.arange(float(MOST_ELEMENTS)), np.arange(MOST_ELEMENTS)
    (again, other), _ = pasted(case("long", tensor, array))
    assert_same([again, other], [tensor, array])


@pytest.mark.parametrize(
    "long",
    [
        torch.zeros(201),
        torch.zeros(201, requires_grad=True),
        torch.zeros(202)[::2],
        torch.zeros(21, 10).T,
        np.zeros(201),
        np.zeros((201, 2))[:, 0],
        np.asfortranarray(np.zeros((20, 20))),
        (torch.zeros(201), np.zeros(300)),
    ],
    ids=repr,
)
def test_beyond_it_a_comment_says_what_is_left_out(long: Any) -> None:
    text = pasteable(case("long", [1, long], torch.ones(1)), ("x", "y"), "answer")
    ast.parse(text)
    first, second, call = text.split("\n")
    assert first.startswith("x = [1, ")
    assert (
        "...  # left out: " in first or "(..., ...)]  # left out: " in first or "...]  #" in first
    )
    assert " values, shape (" in first
    assert (second, call) == ("y = torch.tensor([1.])", "answer(x, y)")


def test_shared_memory_beyond_it_is_left_out_once() -> None:
    x = torch.zeros(300)
    text = pasteable(case("long", x, x[1:]), ("x", "y"), "answer")
    ast.parse(text)
    assert text.startswith("memory = ...  # left out: 300 values, shape (300,), torch.float32\n")
    assert text.count("left out") == 1


def test_a_long_view_of_little_memory_is_written() -> None:
    expanded = torch.ones(1).expand(30, 30)
    (again,), _ = pasted(case("expanded", expanded))
    assert_same(again, expanded)


# -- names ---------------------------------------------------------------------------------------


def test_inputs_have_the_names_of_the_parameters() -> None:
    text = pasteable(case("three", 1, 2, 3, dim=0), ("x", "y"), "f")
    assert text.split("\n") == [
        "x = 1",
        "y = 2",
        "input_2 = 3",
        "dim = 0",
        "f(x, y, input_2, dim=dim)",
    ]


def test_an_input_of_the_name_memory_keeps_it() -> None:
    x = torch.ones(2)
    text = pasteable(case("shared", x, x), ("memory", "memory_"), "f")
    assert text.split("\n")[0] == "memory__ = torch.tensor([1., 1.])"


def test_memory_seen_as_two_dtypes_is_written_in_the_first() -> None:
    words = torch.tensor([1, 2, 3], dtype=torch.int32)
    made = case("two dtypes", words, words[:2].view(torch.int64), words.view(torch.uint8))
    again = pasted(made)
    assert_same(again, made.fresh())
    assert sharing_pattern(again) == sharing_pattern(made.fresh())


def test_memory_that_numpy_has_no_dtype_for_is_written_in_bytes() -> None:
    numbers = torch.arange(4, dtype=torch.int16)
    made = case("bfloat16", numbers.view(torch.bfloat16), numbers.numpy())
    again = pasted(made)
    assert_same(again, made.fresh())
    assert sharing_pattern(again) == sharing_pattern(made.fresh())


def test_memory_of_an_odd_number_of_bytes_is_written_in_bytes() -> None:
    raw = torch.arange(7, dtype=torch.uint8)
    made = case("odd", raw[:4].view(torch.int32), np.arange(7, dtype=np.uint8)[1:5].view(np.int16))
    again = pasted(made)
    assert_same(again, made.fresh())
    assert len(list(leaves(again))) == 2


@given(plain_tensors())
@steady
def test_every_line_is_python(tensor: torch.Tensor) -> None:
    ast.parse(pasteable(case("any", tensor, tensor.mT if tensor.ndim > 1 else 1), (), "f"))
