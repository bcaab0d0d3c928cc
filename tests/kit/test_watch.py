"""A ban on a torch function holds however the function is reached."""

from __future__ import annotations

import functools
import operator
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - as everyone writes it
from hypothesis import given
from hypothesis import strategies as st
from kit_strategies import steady
from torch.overrides import handle_torch_function

from course.kit.cases.case import case
from course.kit.observing.observe import observe
from course.kit.observing.torch_names import calls_named, function_name, other_ways
from course.kit.observing.watch import Calls

Function = Callable[..., Any]
CASE = case("two tables", torch.ones(2, 2), torch.eye(2))
saved_cat = torch.cat


def called(function: Function, *names: str) -> tuple[str, ...]:
    return observe(function, CASE, parameters=("x", "y"), watched=names).called


def is_seen(name: str, function: Function) -> bool:
    observation = observe(function, CASE, parameters=("x", "y"), watched=(name,))
    assert observation.raised is None, observation.raised
    return observation.called == (name,)


# -- ways around a name --------------------------------------------------------------------------


def by_import(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    import torch as another

    return another.cat([x, y])


def by_compile(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.compile(lambda a, b: torch.cat([a, b]), backend="eager")(x, y)


class Joined(torch.autograd.Function):
    """Hides the call in a function of autograd."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return torch.cat([x, y])


class Subclass(torch.Tensor):
    """A subclass with nothing of its own."""


CAT: dict[str, Function] = {
    "by name": lambda x, y: torch.cat([x, y]),
    "concat": lambda x, y: torch.concat([x, y]),
    "concatenate": lambda x, y: torch.concatenate([x, y], dim=1),
    "getattr": lambda x, y: getattr(torch, "c" + "at")([x, y]),
    "vars": lambda x, y: vars(torch)["cat"]([x, y]),
    "saved": lambda x, y: saved_cat([x, y]),
    "partial": lambda x, y: functools.partial(torch.cat, dim=1)([x, y]),
    "map": lambda x, y: list(map(torch.cat, [[x, y]])),
    "import as": by_import,
    "packet": lambda x, y: torch.ops.aten.cat([x, y]),
    "overload": lambda x, y: torch.ops.aten.cat.default([x, y]),
    "internal": lambda x, y: torch._C._VariableFunctions.cat([x, y]),
    "out": lambda x, y: torch.cat([x, y], out=torch.empty(4, 2)),
    "no_grad": torch.no_grad()(lambda x, y: torch.cat([x, y])),
    "vmap": lambda x, y: torch.vmap(lambda a, b: torch.cat([a, b]))(x, y),
    "autograd": Joined.apply,
    "subclass": lambda x, y: torch.cat([x.as_subclass(Subclass), y]),
    "subclasses disabled": lambda x, y: without(torch._C.DisableTorchFunctionSubclass, x, y),
    "compiled": by_compile,
}


def without(context: Function, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    with context():
        return torch.cat([x, y])


@pytest.mark.parametrize("way", CAT)
@pytest.mark.parametrize("name", ["torch.cat", "torch.concat", "concatenate"])
def test_a_ban_on_cat_holds(name: str, way: str) -> None:
    assert is_seen(name, CAT[way])


def scripted(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.jit.script(joined)(x, y)


def joined(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, y])


def in_a_thread(x: torch.Tensor, y: torch.Tensor) -> None:
    thread = threading.Thread(target=lambda: torch.cat([x, y]))
    thread.start()
    thread.join()


def without_modes(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return without(torch.overrides._pop_mode_temporarily, x, y)


ESCAPES: dict[str, Function] = {
    "hook turned off": lambda x, y: without(torch._C.DisableTorchFunction, x, y),
    "mode taken away": without_modes,
    "another thread": in_a_thread,
    "TorchScript": scripted,
}


@pytest.mark.parametrize("way", ESCAPES)
@pytest.mark.xfail(
    strict=True,
    reason="A ban teaches and is no lock. To watch the dispatcher instead would find these, but "
    "it sees lowered ops, and would refuse right answers.",
)
def test_a_ban_holds_against_whoever_turns_torch_inside_out(way: str) -> None:
    assert called(ESCAPES[way], "torch.cat") == ("torch.cat",)


@pytest.mark.parametrize("way", ESCAPES)
def test_whoever_turns_torch_inside_out_leaves_nothing_behind(way: str) -> None:
    assert observe(ESCAPES[way], CASE, watched=("torch.cat",)).raised is None
    assert is_seen("torch.cat", joined)


def joined_by_numpy(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(np.concatenate([x, y]))


def test_the_way_through_numpy_is_open_until_numpy_is_banned() -> None:
    assert not is_seen("torch.cat", joined_by_numpy)
    assert is_seen("torch.Tensor.numpy", joined_by_numpy)
    for way in (lambda x, y: x.numpy(), lambda x, y: np.asarray(x), lambda x, y: np.add(x, y)):
        assert is_seen("numpy", way)
    assert is_seen("torch.from_numpy", joined_by_numpy)
    assert is_seen("tolist", lambda x, y: torch.tensor(x.tolist() + y.tolist()))


# -- operators, methods, attributes --------------------------------------------------------------

ADD: dict[str, Function] = {
    "+": lambda x, y: x + y,
    "+=": lambda x, y: operator.iadd(x, y),
    "number +": lambda x, y: 1 + x,
    "sum()": lambda x, y: sum([x, y]),
    "operator": lambda x, y: operator.add(x, y),
    "dunder": lambda x, y: x.__add__(y),
    "reflected": lambda x, y: x.__radd__(1),
    "method": lambda x, y: x.add(y),
    "in place": lambda x, y: x.add_(y),
    "out": lambda x, y: torch.add(x, y, out=y),
    "unbound": lambda x, y: torch.Tensor.add(x, y),
    "base": lambda x, y: torch._C.TensorBase.__add__(x, y),
    "aten": lambda x, y: torch.ops.aten.add(x, y),
    "aten in place": lambda x, y: torch.ops.aten.add_.Tensor(x, y),
    "parameter": lambda x, y: torch.nn.Parameter(x) + y,
}


@pytest.mark.parametrize("way", ADD)
@pytest.mark.parametrize("name", ["torch.add", "torch.Tensor.__add__", "add"])
def test_a_ban_on_add_holds(name: str, way: str) -> None:
    assert is_seen(name, ADD[way])


def test_a_ban_on_the_function_in_place_leaves_the_other_alone() -> None:
    assert is_seen("torch.Tensor.add_", lambda x, y: x.add_(y))
    assert is_seen("torch.Tensor.add_", lambda x, y: operator.iadd(x, y))
    assert is_seen("torch.Tensor.__iadd__", lambda x, y: x.add_(y))
    assert not is_seen("torch.Tensor.add_", lambda x, y: x + y)


OPERATORS: list[tuple[str, Function]] = [
    ("torch.sub", lambda x, y: x - y),
    ("torch.sub", lambda x, y: 1 - x),
    ("torch.sub", lambda x, y: torch.rsub(x, y)),
    ("torch.subtract", lambda x, y: operator.isub(x, y)),
    ("torch.mul", lambda x, y: 2 * x),
    ("torch.mul", lambda x, y: operator.imul(x, y)),
    ("torch.div", lambda x, y: x / 2),
    ("torch.div", lambda x, y: 2 / x),
    ("torch.true_divide", lambda x, y: operator.itruediv(x, y)),
    ("torch.floor_divide", lambda x, y: x // 2),
    ("torch.floor_divide", lambda x, y: 2 // x),
    ("torch.remainder", lambda x, y: x % 2),
    ("torch.remainder", lambda x, y: 2 % x),
    ("torch.pow", lambda x, y: x**2),
    ("torch.pow", lambda x, y: 2**x),
    ("torch.pow", lambda x, y: operator.ipow(x, 2)),
    ("torch.matmul", lambda x, y: x @ y),
    ("torch.matmul", lambda x, y: x.__rmatmul__(y)),
    ("torch.linalg.matmul", lambda x, y: torch.matmul(x, y)),
    ("torch.neg", lambda x, y: -x),
    ("torch.abs", lambda x, y: abs(x)),
    ("torch.positive", lambda x, y: +x),
    ("torch.bitwise_and", lambda x, y: x.bool() & y.bool()),
    ("torch.bitwise_or", lambda x, y: x.bool() | y.bool()),
    ("torch.bitwise_xor", lambda x, y: True ^ y.bool()),
    ("torch.bitwise_not", lambda x, y: ~x.bool()),
    ("torch.bitwise_left_shift", lambda x, y: x.int() << 1),
    ("torch.bitwise_right_shift", lambda x, y: x.int() >> 1),
    ("torch.lt", lambda x, y: x < y),
    ("torch.lt", lambda x, y: operator.gt(1, x)),
    ("torch.less_equal", lambda x, y: x <= y),
    ("torch.eq", lambda x, y: x == y),
    ("torch.ne", lambda x, y: x != y),
    ("torch.Tensor.__getitem__", lambda x, y: x[0]),
    ("getitem", lambda x, y: operator.getitem(x, (0, 1))),
    ("setitem", lambda x, y: operator.setitem(x, 0, 1.0)),
    ("torch.Tensor.T", lambda x, y: x.T),
    ("mT", lambda x, y: x.mT),
    ("H", lambda x, y: x.H),
    ("torch.Tensor.size", lambda x, y: x.shape),
    ("torch.Tensor.shape", lambda x, y: x.size()),
    ("torch.Tensor.dim", lambda x, y: x.ndim),
    ("numel", lambda x, y: x.nelement()),
    ("torch.Tensor.item", lambda x, y: x.sum().item()),
    ("len", lambda x, y: len(x)),
    ("contains", lambda x, y: 1 in x),
    ("torch.Tensor.data", lambda x, y: x.data),
]


@pytest.mark.parametrize(("name", "function"), OPERATORS)
def test_a_ban_holds_for_operators_and_attributes(name: str, function: Function) -> None:
    assert is_seen(name, function)


FAMILIES: list[tuple[str, Function]] = [
    ("torch.linalg.norm", lambda x, y: torch.linalg.norm(x)),
    ("torch.linalg.inv", lambda x, y: torch.inverse(y)),
    ("torch.inverse", lambda x, y: torch.linalg.inv(y)),
    ("torch.linalg.det", lambda x, y: y.det()),
    ("torch.special.expit", lambda x, y: x.sigmoid()),
    ("torch.sigmoid", lambda x, y: torch.special.expit(x)),
    ("torch.erf", lambda x, y: torch.special.erf(x)),
    ("torch.special.entr", lambda x, y: torch.special.entr(x)),
    ("torch.softmax", lambda x, y: F.softmax(x, 0)),
    ("torch.nn.functional.softmax", lambda x, y: torch.special.softmax(x, 0)),
    ("torch.softmax", lambda x, y: torch.nn.Softmax(0)(x)),
    ("torch.nn.functional.softmax", lambda x, y: x.softmax(0)),
    ("torch.nn.functional.relu", lambda x, y: torch.relu_(x)),
    ("torch.nn.functional.gelu", lambda x, y: torch.nn.GELU()(x)),
    ("torch.nn.functional.one_hot", lambda x, y: F.one_hot(x.long())),
    ("torch.nn.functional.linear", lambda x, y: torch.nn.Linear(2, 2)(x)),
    ("torch.fft.fft", lambda x, y: torch.fft.fft(x)),
    ("torch.einsum", lambda x, y: torch.einsum("ij,jk", x, y)),
    ("torch.autograd.grad", lambda x, y: torch.autograd.grad(x.requires_grad_().sum(), x)),
]


@pytest.mark.parametrize(("name", "function"), FAMILIES)
def test_a_ban_holds_within_the_modules_of_torch(name: str, function: Function) -> None:
    assert is_seen(name, function)


WITHOUT_A_HOOK: list[tuple[str, Function]] = [
    ("torch.from_numpy", lambda x, y: torch.from_numpy(np.ones(2))),
    ("torch.from_numpy", lambda x, y: getattr(torch, "from_" + "numpy")(np.ones(2))),
    ("torch.from_dlpack", lambda x, y: torch.utils.dlpack.from_dlpack(np.ones(2))),
    ("torch.frombuffer", lambda x, y: torch.frombuffer(bytearray(4), dtype=torch.uint8)),
    ("torch.broadcast_shapes", lambda x, y: torch.broadcast_shapes(x.shape, (1,))),
    ("torch.broadcast_shapes", lambda x, y: list(map(torch.broadcast_shapes, [(1,)], [(2,)]))),
    ("torch.func.grad", lambda x, y: torch.func.grad(lambda a: a.sum())(x)),
    ("torch.autograd.functional.jacobian", lambda x, y: jacobian(torch.sin, x)),
]
jacobian = torch.autograd.functional.jacobian


@pytest.mark.parametrize(("name", "function"), WITHOUT_A_HOOK)
def test_a_ban_holds_for_functions_without_a_hook(name: str, function: Function) -> None:
    assert is_seen(name, function)
    assert not is_seen(name, lambda x, y: x + y)


def test_what_torch_calls_without_a_hook_is_no_call_of_the_students() -> None:
    def answer(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return torch.distributions.Normal(x, y + 1).expand((2, 2)).mean

    assert called(answer, "torch.broadcast_shapes", "torch.from_numpy") == ()


@pytest.mark.xfail(
    strict=True, reason="Python tells neither of a class that is called nor of a C function in C."
)
@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("torch.Tensor", lambda x, y: torch.Tensor([1])),
        ("torch.from_numpy", lambda x, y: list(map(torch.from_numpy, [np.ones(2)]))),
    ],
)
def test_a_ban_holds_for_classes_and_for_c_functions_called_by_others(
    name: str, function: Function
) -> None:
    assert called(function, name) == (name,)


def test_a_profiler_of_the_notebook_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    events = []

    def profiler(frame: object, event: str, arg: object) -> None:
        events.append(event)

    sys.setprofile(profiler)
    try:
        called(lambda x, y: 1 / 0, "torch.from_numpy")
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)
    assert events


def test_taking_gradients_is_not_reading_them() -> None:
    def read(x: torch.Tensor, y: torch.Tensor) -> object:
        x.requires_grad_().sum().backward()
        return x.grad

    def take(x: torch.Tensor, y: torch.Tensor) -> object:
        return torch.autograd.grad(x.requires_grad_().sum(), x)

    names = ("torch.autograd.grad", "torch.Tensor.grad", "torch.autograd.backward", "backward")
    assert called(read, *names) == ("backward", "torch.Tensor.grad", "torch.autograd.backward")
    assert called(take, *names) == ("torch.autograd.grad",)


def test_a_name_of_linalg_is_not_that_of_torch() -> None:
    assert not is_seen("torch.linalg.norm", lambda x, y: torch.norm(x))
    assert not is_seen("torch.norm", lambda x, y: torch.linalg.norm(x))


# -- what is no call -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "function",
    [
        lambda x, y: print(x, repr(y), f"{x.sum()}"),
        lambda x, y: [row for row in x],
        lambda x, y: sorted(x[0]),
        lambda x, y: x.tolist() + list(y),
        lambda x, y: torch.stack([x, y]),
        lambda x, y: torch.vstack([x, y]),
        lambda x, y: torch.einsum("ij,jk", x, y),
        lambda x, y: torch.cdist(x, y),
        lambda x, y: max(x[0]),
        lambda x, y: x.backward if x.requires_grad else None,
    ],
)
def test_what_torch_itself_calls_is_no_call_of_the_students(function: Function) -> None:
    inside = ("torch.cat", "torch.matmul", "torch.unbind", "torch.Tensor.dim", "torch.mul")
    assert called(function, *inside) == ()


def test_a_loop_over_a_tensor_is_a_call_of_iter() -> None:
    assert is_seen("torch.Tensor.__iter__", lambda x, y: [row for row in x])
    assert is_seen("torch.unbind", lambda x, y: x.unbind())
    assert is_seen("torch.Tensor.dim", lambda x, y: x.dim())


def test_what_was_called_before_an_exception_is_written_down() -> None:
    def answer(x: torch.Tensor, y: torch.Tensor) -> None:
        torch.cat([x, y])
        raise ValueError

    assert called(answer, "torch.cat") == ("torch.cat",)


def test_nothing_is_watched_unless_asked_for() -> None:
    assert called(lambda x, y: torch.cat([x, y])) == ()


def test_only_watched_names_are_written_down() -> None:
    found = called(lambda x, y: (x @ y + x).T, "torch.matmul", "T", "torch.cat", "torch.addmm")
    assert found == ("T", "torch.matmul")


# -- the table of second names, against torch's own documentation --------------------------------

SPACES = {
    "torch": torch,
    "torch.Tensor": torch.Tensor,
    "torch.linalg": torch.linalg,
    "torch.special": torch.special,
    "torch.nn.functional": F,
    "torch.fft": torch.fft,
}
ALIAS_FOR = re.compile(r"[Aa]lias (?:of|for) :(?:func|meth|attr):`~?\.?([\w.]+)")


def documented_aliases() -> Iterator[tuple[str, object, str]]:
    for space, home in SPACES.items():
        for name in dir(home):
            thing = getattr(home, name, None)
            text = getattr(thing, "__doc__", None) or ""
            if isinstance(thing, type) or name.startswith("__"):
                continue
            for other in ALIAS_FOR.findall(text if isinstance(text, str) else ""):
                yield f"{space}.{name}", thing, other


def found(name: str) -> object:
    """Find what the documentation calls `torch.abs`, `Tensor.dim` or `size`."""
    path = name.removeprefix("torch.")
    for home in (torch, torch.Tensor):
        try:
            return operator.attrgetter(path)(home)
        except AttributeError:
            continue
    return None


def is_named(called: str, name: str) -> bool:
    return called in calls_named(name)


def name_of(thing: Any) -> str:
    return function_name(thing if callable(thing) else thing.__get__)


ALIASES = [(name, thing, other) for name, thing, other in documented_aliases() if found(other)]


@pytest.mark.parametrize(("name", "thing", "other"), ALIASES, ids=[a[0] for a in ALIASES])
def test_what_torch_documents_as_an_alias_has_one_name(
    name: str, thing: object, other: str
) -> None:
    assert name_of(thing) == name_of(found(other))
    assert is_named(name_of(thing), other)
    assert is_named(name_of(found(other)), name)


def test_torch_documents_many_aliases() -> None:
    assert len(ALIASES) > 60  # or else the pattern above has stopped to match


SHARED = [name for name in dir(torch.special) if callable(getattr(torch, name, None))]


@pytest.mark.parametrize("name", [n for n in SHARED if not n.startswith("_") and n != "Tensor"])
def test_what_special_repeats_has_the_name_in_torch(name: str) -> None:
    thing = getattr(torch.special, name)
    assert is_named(function_name(thing), f"torch.{name}")
    assert is_named(function_name(getattr(torch, name)), f"torch.special.{name}")


METHODS = [
    name
    for name in dir(torch.Tensor)
    if not name.startswith("_")
    and callable(getattr(torch.Tensor, name))
    and callable(getattr(torch, name, None))
    and not isinstance(getattr(torch, name), type)
]


def test_a_method_has_the_name_of_the_function() -> None:
    assert len(METHODS) > 300
    for name in METHODS:
        method = function_name(getattr(torch.Tensor, name))
        assert is_named(method, f"torch.{name}"), name


@given(st.sampled_from(METHODS), st.sampled_from(METHODS))
@steady
def test_names_that_fall_together_are_equal_in_both_directions(left: str, right: str) -> None:
    if left.endswith("_") or right.endswith("_"):
        return
    one, other = getattr(torch, left), getattr(torch, right)
    assert is_named(function_name(one), right) == is_named(function_name(other), left)


class Unhashable:
    """Joins, and can't be a key."""

    __name__ = "cat"
    __hash__ = None  # type: ignore[assignment]

    def __call__(self, tensors: list[torch.Tensor]) -> torch.Tensor:
        return saved_cat(tensors)


def test_a_function_that_cannot_be_hashed_is_seen() -> None:
    def answer(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return handle_torch_function(Unhashable(), (x, y), [x, y])

    assert is_seen("torch.cat", answer)


def test_calls_are_recorded_only_while_entered() -> None:
    calls = Calls()
    with calls:
        torch.ones(1)
    torch.zeros(1)
    assert list(calls.names) == ["ones"]


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("torch.transpose", ("swapaxes", "swapdims")),
        ("torch.matmul", ("@", "linalg.matmul")),
        ("torch.Tensor.expand", ()),
        ("torch.Tensor.numpy", ()),
        ("torch.concat", ("concatenate",)),
    ],
)
def test_a_function_is_told_with_the_other_ways_to_write_it(
    name: str, ways: tuple[str, ...]
) -> None:
    assert other_ways(name) == ways
