"""Observing: whatever a function does is written down, and nothing of it gets out."""

from __future__ import annotations

import json
import linecache
import math
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from kit_strategies import inputs, steady

from course.kit.cases.case import Case, case
from course.kit.observing.observe import Observation, observe, parameter_names
from course.kit.stub import STUB
from course.kit.values.compare import compare
from course.kit.values.seen import SeenItems, SeenOther, SeenTensor, see

X = torch.tensor([1.0, 2.0, 3.0])
Function = Callable[..., Any]


def seen_of(
    function: Function, *args: Any, facts: tuple[str, ...] = (), **kwargs: Any
) -> Observation:
    """Observe a function of parameters x and y."""
    made = case("a case", *(args or (X,)), **kwargs)
    return observe(function, made, parameters=("x", "y"), facts=facts)


def value_of(seen: object) -> Any:
    assert isinstance(seen, SeenTensor)
    return seen.values.tolist()


def raising(error: BaseException) -> Function:
    def answer(x: object) -> object:
        raise error

    return answer


# -- results -------------------------------------------------------------------------------------


@given(inputs())
@steady
def test_an_observation_comes_back_from_json(
    given_: tuple[tuple[Any, ...], dict[str, Any]],
) -> None:
    made = case("any", *given_[0], **given_[1])
    observation = observe(lambda *args, **kwargs: (args, kwargs), made)
    node = json.loads(json.dumps(observation.to_json(), allow_nan=False))
    back = Observation.from_json(node)
    assert back.to_json() == node
    assert observation.changed == {}
    assert observation.value is not None
    assert back.value is not None
    assert compare(observation.value, back.value) is None


def test_the_result_and_the_time_are_written_down() -> None:
    observation = seen_of(lambda x: x * 2)
    assert value_of(observation.value) == [2.0, 4.0, 6.0]
    assert observation.raised is None
    assert observation.seconds >= 0
    assert observation.attempted


def test_an_input_given_back_is_seen_to_be_that_input() -> None:
    observation = seen_of(lambda x, y: [y, x[1:], x + y, x], X, X + 1)
    assert isinstance(observation.value, SeenItems)
    shared = [item.shares for item in observation.value.items if isinstance(item, SeenTensor)]
    assert shared == [("y",), ("x",), (), ("x",)]


def test_memory_shared_across_the_bridge_is_seen() -> None:
    observation = seen_of(lambda x, y: (x.numpy(), torch.from_numpy(y)), X, np.arange(3.0))
    assert isinstance(observation.value, SeenItems)
    assert [getattr(item, "shares", None) for item in observation.value.items] == [("x",), ("y",)]


def test_expanded_inputs_arrive_expanded() -> None:
    expanded = torch.ones(1).expand(4)
    assert seen_of(lambda x: x.stride(), expanded).value == see((0,))
    refused = seen_of(lambda x: x.add_(1), expanded).raised
    assert refused is not None
    assert "more than one element" in refused.message


@pytest.mark.parametrize(
    "function",
    [
        lambda x: (i for i in x),
        lambda x: x.to_sparse(),
        lambda x: x.to("meta"),
        lambda x: torch.nn.Parameter(x),
        lambda x: {1: x, (1, "a"): x, None: {2.5: x}, torch.int8: x},
        lambda x: [0.0] * 100_000,
        lambda x: print,
        lambda x: 10**5000,
        lambda x: np.longdouble(1),
        lambda x: float("nan"),
        lambda x: "\udc80",
        lambda x: x.requires_grad_().sum(),
    ],
)
@pytest.mark.parametrize("facts", [(), ("gradients", "allocated")])
def test_any_result_can_be_written_down(function: Function, facts: tuple[str, ...]) -> None:
    observation = seen_of(function, facts=facts)
    assert observation.raised is None
    node = json.loads(json.dumps(observation.to_json(), allow_nan=False))
    assert Observation.from_json(node).to_json() == node


# -- exceptions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error",
    [
        ValueError("wrong"),
        SystemExit(3),
        GeneratorExit(),
        StopIteration(),
        AssertionError(),
        MemoryError(),
        ExceptionGroup("many", [ValueError()]),
    ],
    ids=repr,
)
def test_exceptions_are_written_down(error: BaseException) -> None:
    observation = seen_of(raising(error))
    assert observation.value is None
    assert observation.raised is not None
    assert observation.raised.types[0] == type(error).__name__
    assert observation.raised.types[-1] == "BaseException"
    assert observation.raised.message == str(error)


def test_the_bases_of_an_exception_are_written_down() -> None:
    class TooSmallError(ValueError):
        pass

    raised = seen_of(raising(TooSmallError("1 < 2"))).raised
    assert raised is not None
    assert raised.types == ("TooSmallError", "ValueError", "Exception", "BaseException")


def test_an_interrupt_is_the_students_wish_to_stop() -> None:
    before = torch.get_rng_state(), sys.stdout
    with pytest.raises(KeyboardInterrupt):
        seen_of(raising(KeyboardInterrupt()))
    assert torch.get_rng_state().equal(before[0])
    assert sys.stdout is before[1]


@pytest.mark.parametrize("inner", [ValueError, SystemExit])
def test_an_exception_whose_text_raises_has_none(inner: type[BaseException]) -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise inner

    raised = seen_of(raising(MuteError())).raised
    assert raised is not None
    assert (raised.types[0], raised.message) == ("MuteError", "")


def test_an_interrupt_inside_the_text_of_an_exception_passes() -> None:
    class SlowError(Exception):
        def __str__(self) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seen_of(raising(SlowError()))


def test_a_long_message_is_cut() -> None:
    raised = seen_of(raising(ValueError("x" * 10_000))).raised
    assert raised is not None
    assert raised.message == "x" * 2_000


def in_a_cell(source: str) -> dict[str, Any]:
    """Run source as a notebook's kernel does, which keeps its lines for tracebacks."""
    name = "/tmp/ipykernel_17/2387.py"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    namespace: dict[str, Any] = {"torch": torch}
    exec(compile(source, name, "exec"), namespace)
    return namespace


def test_a_traceback_holds_the_students_own_lines_only() -> None:
    cell = in_a_cell(
        "def helper(x):\n"
        "    return torch.einsum('ij,jk', x, x)\n"
        "\n"
        "def answer(x):\n"
        "    y = x + 1\n"
        "    return helper(y)\n"
    )
    raised = seen_of(cell["answer"]).raised
    assert raised is not None
    assert raised.lines == (
        (6, "answer", "return helper(y)"),
        (2, "helper", "return torch.einsum('ij,jk', x, x)"),
    )


def test_a_missing_package_is_told_by_the_students_line() -> None:
    cell = in_a_cell("def answer(x):\n    import json.no_such_part\n")
    raised = seen_of(cell["answer"]).raised
    assert raised is not None
    assert raised.lines == ((2, "answer", "import json.no_such_part"),)


def test_a_recursion_without_end_is_told_in_one_line() -> None:
    cell = in_a_cell("def answer(x):\n    return answer(x)\n")
    raised = seen_of(cell["answer"]).raised
    assert raised is not None
    assert raised.types[0] == "RecursionError"
    assert raised.lines == ((2, "answer", "return answer(x)"),)


def test_of_a_long_way_the_beginning_and_the_end_are_told() -> None:
    lines = [f"def f{i}(x): return f{i + 1}(x)\n" for i in range(30)]
    cell = in_a_cell("".join(lines) + "def f30(x): return x.nothing\n")
    raised = seen_of(cell["f0"]).raised
    assert raised is not None
    assert [name for _, name, _ in raised.lines] == [
        *(f"f{i}" for i in range(5)),
        *(f"f{i}" for i in range(26, 31)),
    ]


def test_the_stub_is_told_from_an_unfinished_answer() -> None:
    assert not seen_of(raising(NotImplementedError(STUB))).attempted
    assert seen_of(raising(NotImplementedError("later"))).attempted
    assert seen_of(raising(ValueError(STUB))).attempted
    assert seen_of(lambda x: None).attempted

    class MyOwnError(NotImplementedError):
        pass

    assert seen_of(raising(MyOwnError(STUB))).attempted


# -- changed inputs ------------------------------------------------------------------------------


def changes(function: Function, *args: Any, **kwargs: Any) -> dict[str, Any]:
    return seen_of(function, *args, **kwargs).changed


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x.add_(1),
        lambda x: x.__setitem__(0, 5.0),
        lambda x: x.resize_(2),
        lambda x: x.resize_(5),
        lambda x: x.unsqueeze_(0),
        lambda x: x.requires_grad_(),
        lambda x: x.set_(torch.zeros(3)),
        lambda x: x.set_(torch.zeros(7)),
        lambda x: x.neg_(),
        lambda x: setattr(x, "data", x.double()),
        lambda x: x.as_strided_((3,), (0,)),
        lambda x: x.numpy().__setitem__(0, 9.0),
        lambda x: x.detach().mul_(2),
        lambda x: x.untyped_storage().resize_(0),
        lambda x: x.untyped_storage().fill_(0),
        lambda x: torch.utils.swap_tensors(x, torch.zeros(3)),
        lambda x: torch.utils.swap_tensors(x, torch.eye(3).to_sparse()),
        lambda x: torch.utils.swap_tensors(x, torch.zeros(3, device="meta")),
        lambda x: (x.add_(1), 1 / 0),
    ],
)
def test_whatever_changes_a_tensor_is_seen(function: Function) -> None:
    assert list(changes(function)) == ["x"]


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x + 1,
        lambda x: x.add_(1).sub_(1),
        lambda x: x.numpy(),
        lambda x: x.clone().resize_(9),
        lambda x: x.view(3, 1).requires_grad_(),
        lambda x: setattr(x, "my_note", 1),
        lambda x: setattr(x, "__class__", torch.nn.Parameter),
    ],
)
def test_what_leaves_a_tensor_as_it_was_is_no_change(function: Function) -> None:
    assert changes(function) == {}


def test_a_changed_input_is_shown_as_it_is_now() -> None:
    changed = changes(lambda x, y: y.mul_(10), X, X.double())
    assert list(changed) == ["y"]
    assert value_of(changed["y"]) == [10.0, 20.0, 30.0]
    assert changed["y"].dtype == "float64"


def test_a_negative_zero_and_the_bits_of_a_nan_are_changes() -> None:
    assert list(changes(lambda x: x.neg_(), torch.zeros(1))) == ["x"]
    assert changes(lambda x: x.neg_(), torch.zeros(1, dtype=torch.int64)) == {}
    assert changes(lambda x: x.add_(0), torch.tensor([math.nan])) == {}


def test_a_changed_array_is_seen() -> None:
    assert list(changes(lambda x: x.sort(), np.array([2, 1]))) == ["x"]
    assert list(changes(lambda x: x.resize(5, refcheck=False), np.array([2, 1]))) == []
    assert list(changes(lambda x: setattr(x, "shape", (2, 1)), np.array([2, 1]))) == ["x"]
    assert list(changes(lambda x: x.sum(), np.array([2, 1]))) == []


def test_inputs_inside_others_have_names() -> None:
    def answer(x: list[Any], y: dict[str, Any], *rest: Any, scale: Any) -> None:
        x[1][0].add_(1)
        y["a"].add_(1)
        rest[0].add_(1)
        scale.add_(1)

    ones = torch.ones
    changed = changes(answer, [0, [ones(1), ones(1)]], {"a": ones(1)}, ones(1), scale=ones(1))
    assert list(changed) == ["x[1][0]", "y['a']", "input 3", "scale"]


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x.append(4),
        lambda x: x.pop(),
        lambda x: x.reverse(),
        lambda x: x.clear(),
        lambda x: x.__setitem__(0, x[0] + 1),
        lambda x: x.__setitem__(0, float(x[0])),
        lambda x: x.__setitem__(2, x[2].clone()),
    ],
)
def test_a_changed_list_is_seen(function: Function) -> None:
    assert list(changes(function, [3, 2, torch.ones(1)])) == ["x"]


def test_a_list_that_ends_as_it_began_is_unchanged() -> None:
    def answer(x: list[Any]) -> None:
        x.append(x.pop())
        x[0] = int(str(x[0]))
        x[1] = (1, 2)

    assert changes(answer, [300, (1, 2), torch.ones(1)]) == {}


def test_a_changed_dict_is_seen() -> None:
    table = {"a": 1, "b": torch.ones(1)}
    assert list(changes(lambda x: x.pop("a"), table)) == ["x"]
    assert list(changes(lambda x: x.update(a=2), table)) == ["x"]
    assert list(changes(lambda x: x.update(a=1), table)) == []
    assert list(changes(lambda x: x["b"].add_(1), table)) == ["x['b']"]


# -- gradients -----------------------------------------------------------------------------------


def gradients(function: Function, *args: Any) -> dict[str, Any]:
    return seen_of(function, *(args or (W,)), facts=("gradients",)).gradients


W = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)


def same_gradients(left: Function, right: Function, *args: Any) -> bool:
    mine, yours = gradients(left, *args), gradients(right, *args)
    return mine.keys() == yours.keys() and all(
        compare(mine[name], yours[name]) is None for name in mine
    )


def test_equal_functions_have_equal_gradients() -> None:
    assert same_gradients(lambda x: x**2, lambda x: x * x)
    assert same_gradients(lambda x, y: (x * y, y), lambda x, y: [y * x, y.clone()], W, W.sin())
    assert not same_gradients(lambda x: x**2, lambda x: x**2 + x - x.detach())


class Square(torch.autograd.Function):
    """The square, with a backward that ignores the gradient it is given."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
        return 2 * ctx.saved_tensors[0]


def test_a_backward_that_ignores_its_cotangent_is_found() -> None:
    x = W.detach().requires_grad_()
    summed = torch.autograd.grad(Square.apply(x).sum(), x)[0]
    assert summed.equal(2 * x)  # a sum would not have found it
    assert not same_gradients(lambda x: x**2, Square.apply)


def test_a_graph_that_was_cut_gives_no_gradient() -> None:
    assert list(gradients(lambda x: x**2)) == ["x"]
    assert gradients(lambda x: x.detach() ** 2) == {}
    assert gradients(lambda x: torch.tensor((x**2).tolist())) == {}
    assert gradients(lambda x: x > 1) == {}
    assert list(gradients(lambda x, y: x.detach() * y, W, W.exp())) == ["y"]


def test_a_function_under_no_grad_is_seen_to_cut_the_graph() -> None:
    @torch.no_grad()
    def answer(x: torch.Tensor) -> torch.Tensor:
        return x * 2

    assert gradients(answer) == {}


def test_gradients_reach_an_input_that_is_given_back() -> None:
    assert same_gradients(lambda x: x, lambda x: x.clone())


def test_gradients_of_complex_results_depend_on_both_parts() -> None:
    assert not same_gradients(lambda x: x * 1j, lambda x: x * 2j)
    assert not same_gradients(lambda x: x * (1 + 1j), lambda x: x * (1 + 2j))


def test_gradients_of_results_inside_others_are_added_up() -> None:
    assert same_gradients(lambda x: {"a": x * 2, "b": [x]}, lambda x: (x + x, x * 1))


def test_a_result_that_holds_itself_has_gradients_once() -> None:
    def endless(x: torch.Tensor) -> list[Any]:
        found: list[Any] = [x * 2]
        found.append(found)
        return found

    assert same_gradients(endless, lambda x: x * 2)


def test_inputs_that_need_no_gradient_have_none() -> None:
    assert gradients(lambda x, y: x * y, W, W.detach()).keys() == {"x"}
    assert gradients(lambda x: x * 2, W.detach()) == {}


def test_a_backward_that_raises_is_the_students_exception() -> None:
    class Broken(Square):
        @staticmethod
        def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
            raise ValueError("not written yet")

    observation = seen_of(Broken.apply, W, facts=("gradients",))
    assert observation.value is None
    assert observation.raised is not None
    assert observation.raised.message == "not written yet"


def test_a_subclass_can_not_answer_for_its_gradients() -> None:
    class Liar(torch.Tensor):
        @classmethod
        def __torch_function__(
            cls, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            raise RuntimeError("asked")

    assert same_gradients(lambda x: x * 2, lambda x: (x * 2).as_subclass(Liar))


# -- memory --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x: x, 0),
        (lambda x: x[1:].view(2, 1).T, 0),
        (lambda x: x.add_(1), 0),
        (lambda x: x.numpy(), 0),
        (lambda x: x + 1, 12),
        (lambda x: (x + 1) + 1, 24),
        (lambda x: torch.add(x, 1, out=torch.empty(3)), 12),
        (lambda x: torch.add(x, 1, out=x), 0),
        (lambda x: x.__setitem__(slice(None), x + 1), 12),
        (lambda x: x.resize_(100), 400),
        (lambda x: x.double(), 24),
        (lambda x: (x.clone(), x.clone()), 24),
    ],
)
def test_allocated_bytes_are_counted(function: Function, expected: int) -> None:
    assert seen_of(function, facts=("allocated",)).allocated == expected


def test_temporaries_that_are_freed_at_once_count() -> None:
    def answer(x: torch.Tensor) -> None:
        for _ in range(5):
            x.clone()

    assert seen_of(answer, facts=("allocated",)).allocated == 5 * 12


def test_memory_is_counted_only_where_it_is_a_fact() -> None:
    assert seen_of(lambda x: x + 1).allocated == 0


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda a: torch.from_numpy(a).add_(1), 0),
        (lambda a: torch.from_numpy(a[1:]).mul_(2)[::2], 0),
        (lambda a: torch.from_numpy(a) + 1, 32),
        (lambda a: torch.from_numpy(a.copy()).add_(1), 32),
        (lambda a: torch.tensor(a), 32),
    ],
)
def test_a_tensor_over_an_input_array_allocates_nothing(answer: Function, expected: int) -> None:
    made = case("an array", np.arange(4.0))
    assert observe(answer, made, facts=("allocated",)).allocated == expected


def test_an_answer_that_never_fills_its_memory_is_never_right_by_luck() -> None:
    assert math.isnan(value_of(seen_of(lambda x: torch.empty(3)).value)[0])
    assert value_of(seen_of(lambda x: torch.empty(1, dtype=torch.int8)).value) == [127]
    resized = changes(lambda x: x.resize_(4))["x"]
    assert math.isnan(value_of(resized)[3])


# -- nodes from a hostile process ----------------------------------------------------------------

NONE = {"kind": "None", "value": None}
RAISED = {"types": ["ValueError", "Exception"], "message": "wrong"}


@pytest.mark.parametrize(
    "node",
    [
        None,
        [],
        {},
        {"value": NONE, "raised": RAISED},
        {"value": None},
        {"raised": None},
        {"raised": {"types": [], "message": ""}},
        {"raised": {"types": [1], "message": ""}},
        {"raised": {"types": ["ValueError"], "message": 3}},
        {"raised": {"types": ["ValueError"]}},
        {"value": NONE, "changed": {"x": None}},
        {"value": NONE, "changed": [NONE]},
        {"value": NONE, "gradients": {"x": {"kind": "gradient"}}},
        {"value": NONE, "called": [1]},
        {"value": NONE, "called": 1},
        {"value": NONE, "allocated": "0"},
        {"value": NONE, "allocated": True},
    ],
    ids=lambda node: json.dumps(node)[:60],
)
def test_an_observation_that_was_never_written_is_a_value_error(node: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what matters is that it is no other error
        Observation.from_json(node)


def test_all_that_counts_comes_back() -> None:
    def answer(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        y.add_(1)
        return x.sin()

    made: Case = case("two", W, X)
    facts, watched = ("gradients", "allocated"), ("torch.sin", "torch.cos")
    observation = observe(answer, made, parameters=("x", "y"), facts=facts, watched=watched)
    back = Observation.from_json(json.loads(json.dumps(observation.to_json())))
    assert (back.called, back.allocated) == (("torch.sin",), 24)
    assert value_of(back.changed["y"]) == [2.0, 3.0, 4.0]
    assert value_of(back.gradients["x"]) == value_of(observation.gradients["x"])
    raised = seen_of(raising(KeyError("k")))
    assert Observation.from_json(raised.to_json()).raised is not None


def test_names_of_parameters_come_from_the_signature() -> None:
    assert parameter_names(lambda x, *rest, key=1: None) == ("x", "rest", "key")
    assert parameter_names(torch.add) == ()


def test_an_object_without_a_text_is_a_result_like_others() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise SystemExit

    observation = seen_of(lambda x: Shy())
    assert isinstance(observation.value, SeenOther)
    assert observation.raised is None


def test_a_list_in_which_another_tuple_of_tensors_is_put_was_changed() -> None:
    def replace(pairs: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
        pairs[0] = (torch.ones(2), torch.ones(3))

    made = case("", [(torch.ones(2), torch.ones(3))])
    assert list(observe(replace, made, parameters=("pairs",)).changed) == ["pairs"]
