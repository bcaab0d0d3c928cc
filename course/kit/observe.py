"""Observing: run a function on a case and write down what happened.

This is the only place where a student's code runs. It decides nothing: what it writes down is
compared elsewhere (`course.kit.judge`).
"""

from __future__ import annotations

import contextlib
import inspect
import io
import linecache
import os
import sysconfig
import time
import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import torch

from course.kit.case import Case
from course.kit.encoding import Json, decode_seen, encode_seen, tensor_bytes
from course.kit.seen import Seen, Span, memory, see
from course.kit.stub import STUB
from course.kit.watch import Allocations, Calls, is_named

_PRINTED_LIMIT = 2_000
_SEED = 20_251


@dataclass(frozen=True)
class Raised:
    """An exception: the names of its class and that class's bases, its message, its place.

    `lines` are the student's own lines on the way, as (line number, function, source line).
    """

    types: tuple[str, ...]
    message: str
    lines: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True)
class Observation:
    """What one call did.

    Exactly one of `value` and `raised` is set. `changed` holds the inputs that differ after the
    call, by name, as they are now. `gradients` are with respect to each input that requires
    them, for a cotangent drawn at random. `called` names the watched torch functions that were
    called. `allocated` is in bytes. The last two facts are for reports, and never compared.
    """

    value: Seen | None = None
    raised: Raised | None = None
    changed: dict[str, Seen] = field(default_factory=dict)
    gradients: dict[str, Seen] = field(default_factory=dict)
    called: tuple[str, ...] = ()
    allocated: int = 0
    printed: str = ""
    seconds: float = 0.0

    def to_json(self) -> Json:
        """Encode what can be compared, leaving out what is empty."""
        node: Json = {}
        if self.value is not None:
            node["value"] = encode_seen(self.value)
        if self.raised is not None:
            node["raised"] = {"types": list(self.raised.types), "message": self.raised.message}
        for name, values in (("changed", self.changed), ("gradients", self.gradients)):
            if values:
                node[name] = {key: encode_seen(seen) for key, seen in values.items()}
        if self.called:
            node["called"] = list(self.called)
        if self.allocated:
            node["allocated"] = self.allocated
        return node

    @classmethod
    def from_json(cls, node: Json) -> Observation:
        """Give back what `to_json` encoded."""
        raised = node.get("raised")
        return cls(
            value=decode_seen(node["value"]) if "value" in node else None,
            raised=Raised(tuple(raised["types"]), raised["message"]) if raised else None,
            changed={key: decode_seen(seen) for key, seen in node.get("changed", {}).items()},
            gradients={key: decode_seen(seen) for key, seen in node.get("gradients", {}).items()},
            called=tuple(node.get("called", ())),
            allocated=node.get("allocated", 0),
        )

    @property
    def attempted(self) -> bool:
        """Tell whether the call got past the stub's own exception."""
        raised = self.raised
        return not (raised and raised.types[0] == "NotImplementedError" and raised.message == STUB)


def observe(
    function: Callable[..., Any],
    case: Case,
    *,
    parameters: Collection[str] = (),
    facts: Collection[str] = (),
    watched: Collection[str] = (),
) -> Observation:
    """Call `function` on the inputs of `case` and write down what happened.

    `parameters` are the names of the inputs, in order. Of the facts that cost something,
    `gradients` and `allocated` are observed only when `facts` names them, and called functions
    only when `watched` names torch functions to look out for.

    Nothing the call prints or warns of reaches the notebook; torch's random state, default
    dtype and gradient mode are put back afterwards. Exceptions are written down, except
    KeyboardInterrupt, which is the student's wish to stop.
    """
    args, kwargs = case.fresh()
    inputs = named_inputs(args, kwargs, tuple(parameters))
    spans: list[tuple[str, Span]] = [(name, memory(value)) for name, value in inputs]
    before = {name: _state(value) for name, value in inputs}
    calls = Calls() if watched else None
    allocations = _allocations(inputs) if "allocated" in facts else None
    value: Seen | None = None
    raised: Raised | None = None
    gradients: dict[str, Seen] = {}
    with undisturbed() as printed:
        started = time.perf_counter()
        try:
            with contextlib.ExitStack() as stack:
                for mode in (calls, allocations):
                    if mode is not None:
                        stack.enter_context(mode)
                result = function(*args, **kwargs)
            seconds = time.perf_counter() - started
            value = see(result, spans)
            changed = _changes(inputs, before, spans)
            if "gradients" in facts:
                gradients = _gradients(result, inputs)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            seconds = time.perf_counter() - started
            value, raised = None, _describe(error)
            changed = _changes(inputs, before, spans)
    return Observation(
        value=value,
        raised=raised,
        changed=changed,
        gradients=gradients,
        called=_called(calls, watched),
        allocated=allocations.bytes if allocations is not None else 0,
        printed=printed.getvalue()[:_PRINTED_LIMIT],
        seconds=seconds,
    )


def named_inputs(
    args: tuple[Any, ...], kwargs: dict[str, Any], parameters: tuple[str, ...]
) -> list[tuple[str, torch.Tensor | np.ndarray]]:
    """Find every tensor and array among the inputs, with a name such as `x` or `batch[0]`."""
    names = list(parameters) + [f"input {i + 1}" for i in range(len(parameters), len(args))]
    found: list[tuple[str, torch.Tensor | np.ndarray]] = []

    def walk(name: str, value: Any) -> None:
        if isinstance(value, torch.Tensor | np.ndarray):
            found.append((name, value))
        elif isinstance(value, list | tuple):
            for index, item in enumerate(value):
                walk(f"{name}[{index}]", item)
        elif isinstance(value, dict):
            for key, item in value.items():
                walk(f"{name}[{key!r}]", item)

    for name, value in [*zip(names, args, strict=False), *kwargs.items()]:
        walk(name, value)
    return found


def parameter_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Give the names of the function's parameters, in order; none for what has no signature."""
    try:
        return tuple(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return ()


@contextlib.contextmanager
def undisturbed() -> Iterator[io.StringIO]:
    """Run code so that it leaves nothing behind: output, warnings, random state, settings.

    What it prints is collected. Both `sys.stderr` and file descriptor 2 are turned away, since
    C++ code writes to the latter, and any byte on stderr would cost a student the points.
    """
    printed = io.StringIO()
    state, numpy_state = torch.get_rng_state(), np.random.get_state()
    dtype, grad = torch.get_default_dtype(), torch.is_grad_enabled()
    try:
        torch.manual_seed(_SEED)
        torch.set_grad_enabled(True)
        with (
            _silent_stderr(),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(io.StringIO()),
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")
            yield printed
    finally:
        torch.set_rng_state(state)
        np.random.set_state(numpy_state)
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(grad)


@contextlib.contextmanager
def _silent_stderr() -> Iterator[None]:
    try:
        saved = os.dup(2)
    except OSError:  # a process without a stderr has nothing to turn away
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


def _state(value: torch.Tensor | np.ndarray) -> tuple[Any, ...]:
    """All that a call could change about an input, down to the bytes."""
    if isinstance(value, torch.Tensor):
        data = tensor_bytes(value)
        return (str(value.dtype), tuple(value.shape), value.stride(), data, value.requires_grad)
    return (str(value.dtype), value.shape, value.strides, value.tobytes())


def _changes(
    inputs: list[tuple[str, torch.Tensor | np.ndarray]],
    before: dict[str, tuple[Any, ...]],
    spans: list[tuple[str, Span]],
) -> dict[str, Seen]:
    return {name: see(value) for name, value in inputs if _state(value) != before[name]}


def _gradients(result: Any, inputs: list[tuple[str, torch.Tensor | np.ndarray]]) -> dict[str, Seen]:
    """Gradients of <result, cotangent> with a random cotangent, the same for every function."""
    wanted = [
        (name, value)
        for name, value in inputs
        if isinstance(value, torch.Tensor) and value.requires_grad
    ]
    outputs = [
        leaf
        for _, leaf in named_inputs((result,), {}, ("result",))
        if isinstance(leaf, torch.Tensor) and leaf.requires_grad
    ]
    if not wanted or not outputs:
        return {}
    generator = torch.Generator().manual_seed(_SEED)
    cotangents = [
        torch.randn(o.shape, generator=generator, dtype=torch.float64).to(o.dtype) for o in outputs
    ]
    found = torch.autograd.grad(outputs, [v for _, v in wanted], cotangents, allow_unused=True)
    return {name: see(grad) for (name, _), grad in zip(wanted, found, strict=True)}


def _allocations(inputs: list[tuple[str, torch.Tensor | np.ndarray]]) -> Allocations:
    return Allocations([value for _, value in inputs if isinstance(value, torch.Tensor)])


def _called(calls: Calls | None, watched: Collection[str]) -> tuple[str, ...]:
    if calls is None:
        return ()
    return tuple(sorted(name for name in watched if any(is_named(c, name) for c in calls.names)))


def _describe(error: BaseException) -> Raised:
    types = tuple(cls.__name__ for cls in type(error).__mro__ if cls is not object)
    try:
        message = str(error)
    except Exception:
        message = ""
    return Raised(types, message[:_PRINTED_LIMIT], tuple(_own_lines(error.__traceback__)))


_KIT = str(Path(__file__).parent)
_LIBRARIES = tuple(
    {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
)


def _own_lines(traceback: TracebackType | None) -> Iterator[tuple[int, str, str]]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if not code.co_filename.startswith((_KIT, *_LIBRARIES)):
            source = linecache.getline(code.co_filename, traceback.tb_lineno).strip()
            yield traceback.tb_lineno, code.co_name, source
        traceback = traceback.tb_next
