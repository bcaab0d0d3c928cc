"""Observing: run a function on a case and write down what happened.

This is the only place where a student's code runs. It decides nothing: what it writes down is
compared elsewhere (`course.kit.judging.difference`).
"""

from __future__ import annotations

import contextlib
import inspect
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

import torch

from course.kit.cases.case import Case
from course.kit.device import accelerator
from course.kit.device.traffic import DEMANDED, TRAFFIC, Traffic
from course.kit.observing.inputs import Inputs, Tensors, named_inputs
from course.kit.observing.known_state import SEED
from course.kit.observing.lineage import Step, lineage
from course.kit.observing.raised import Raised, describe
from course.kit.observing.returning import why_none
from course.kit.observing.torch_names import calls_named
from course.kit.observing.undisturbed import Printed, Undisturbed
from course.kit.observing.watch import Allocations, Calls
from course.kit.values.raw import Json, exactly, only_value_errors
from course.kit.values.seen import Seen, SeenPlain, see
from course.kit.values.seen_json import decode_seen, encode_seen

Cotangents = tuple[tuple[str, torch.Tensor], ...]
"""The gradients with respect to the tensors in a result, each with its place in it."""

_Named = list[tuple[str, torch.Tensor]]

_TRAFFIC = (*TRAFFIC, *DEMANDED)
_COUNTS = ("allocated", *_TRAFFIC)


@dataclass(frozen=True)
class Observation:
    """What one call did.

    Exactly one of `value` and `raised` is set. `changed` holds the inputs that differ after the
    call, by name, as they are now. `gradients` are with respect to each input that requires
    them, for a cotangent drawn at random. `called` names the watched torch functions that were
    called. `allocated` is in bytes. `transfers` between devices are counted, and `moved` is
    their bytes; `waits` counts the calls that can't return before the accelerator is done. `sent`
    are the bytes moved to the accelerator, and values were `fetched` from it so many times. The
    last five facts are for reports, and never compared: what was printed, how long it took, what
    the code says of a result that is None (`why_none`), and, where gradients are observed, the
    graph behind the result and the cotangent of each tensor in it, by a place such as `[1]`.
    """

    value: Seen | None = None
    raised: Raised | None = None
    changed: dict[str, Seen] = field(default_factory=dict)
    gradients: dict[str, Seen] = field(default_factory=dict)
    called: tuple[str, ...] = ()
    allocated: int = 0
    transfers: int = 0
    moved: int = 0
    waits: int = 0
    sent: int = 0
    fetched: int = 0
    printed: str = ""
    seconds: float = 0.0
    none: str = ""
    lineage: tuple[Step, ...] = ()
    cotangents: Cotangents = field(default=(), compare=False)

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
        for name in _COUNTS:
            if count := getattr(self, name):
                node[name] = count
        return node

    @classmethod
    def from_json(cls, node: Json) -> Observation:
        """Give back what `to_json` encoded.

        It may come from a process that ran a student's code. Raises ValueError for a node that
        `to_json` can't have written.
        """
        with only_value_errors("observation"):
            if ("value" in node) == ("raised" in node):
                raise ValueError("an observation holds either a value or an exception")
            return cls(
                value=decode_seen(node["value"]) if "value" in node else None,
                raised=_raised_from_json(node["raised"]) if "raised" in node else None,
                changed={name: decode_seen(seen) for name, seen in node.get("changed", {}).items()},
                gradients={
                    name: decode_seen(seen) for name, seen in node.get("gradients", {}).items()
                },
                called=tuple(exactly(str, name) for name in node.get("called", ())),
                **{name: exactly(int, node.get(name, 0)) for name in _COUNTS},
            )

    @property
    def attempted(self) -> bool:
        """Tell whether the call got past the stub of the exercise itself.

        A stub further down, of another exercise that this one calls, was reached by an attempt.
        """
        raised = self.raised
        return not (raised and raised.is_stub and len(raised.lines) <= 1)


def _raised_from_json(node: Json) -> Raised:
    types = tuple(exactly(str, name) for name in node["types"])
    if not types:
        raise ValueError("an exception has a type")
    return Raised(types, exactly(str, node["message"]))


def observe(
    function: Callable[..., Any],
    case: Case,
    *,
    parameters: Collection[str] = (),
    facts: Collection[str] = (),
    watched: Collection[str] = (),
) -> Observation:
    """Call `function` on the inputs of `case` and write down what happened.

    This is `observe_cases` for one case.
    """
    (observation,) = observe_cases(
        function, (case,), parameters=parameters, facts=facts, watched=watched
    )
    return observation


def observe_cases(
    function: Callable[..., Any],
    cases: Iterable[Case],
    *,
    parameters: Collection[str] = (),
    facts: Collection[str] = (),
    watched: Collection[str] = (),
) -> list[Observation]:
    """Call `function` on the inputs of each case and write down what happened.

    `parameters` are the names of the inputs, in order. Of the facts that cost something,
    `gradients`, `allocated` and the traffic between devices are observed only when `facts` names
    them, and called functions only when `watched` names torch functions to look out for.

    Nothing a call prints or warns of reaches the notebook, and each starts from the same random
    state and settings, whatever the one before made of them; in the end they are put back
    (`Undisturbed`). Exceptions are written down, except KeyboardInterrupt, which is the student's
    wish to stop.
    """
    wanted = _Wanted(tuple(parameters), frozenset(facts), tuple(watched))
    observations = []
    with Undisturbed() as undisturbed:
        for case in cases:
            # The inputs die within the call, and with them whatever has last words to say.
            with undisturbed.call() as printed:
                observations.append(_observe(function, case, wanted, printed))
    return observations


@dataclass(frozen=True)
class _Wanted:
    """What is to be observed of each call."""

    parameters: tuple[str, ...]
    facts: frozenset[str]
    watched: tuple[str, ...]


def _observe(
    function: Callable[..., Any], case: Case, wanted: _Wanted, printed: Printed
) -> Observation:
    value: Seen | None = None
    raised: Raised | None = None
    gradients: dict[str, Seen] = {}
    graph: tuple[Step, ...] = ()
    outputs: _Named = []
    cotangents: Cotangents = ()
    args, kwargs = case.fresh()
    device_type = accelerator.device().type if case.uses_accelerator() else ""
    inputs = Inputs(args, kwargs, wanted.parameters, device_type)
    calls = Calls(wanted.watched) if wanted.watched else None
    allocations = Allocations(inputs.tensors) if "allocated" in wanted.facts else None
    traffic = Traffic() if not wanted.facts.isdisjoint(_TRAFFIC) else None
    started = time.perf_counter()
    try:
        result = _call(function, args, kwargs, (calls, allocations, traffic))
        seconds = time.perf_counter() - started
        value = see(result, inputs.spans, device_type)
        if "gradients" in wanted.facts:
            with torch._C.DisableTorchFunction():
                outputs, wanting = _outputs(result), _requiring_grad(inputs.tensors)
                graph = lineage([output for _, output in outputs], wanting)
                cotangents = _cotangents(outputs) if wanting else ()
                gradients = _gradients(outputs, wanting, cotangents, device_type)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        seconds = time.perf_counter() - started
        value, raised = None, describe(error)
    result = None  # an object's last words, as of a coroutine never awaited, may change an input
    outputs.clear()
    return Observation(
        value=value,
        raised=raised,
        changed=inputs.changed(),
        gradients=gradients,
        called=_called(calls, wanted.watched),
        allocated=allocations.bytes if allocations is not None else 0,
        **(traffic.counts() if traffic is not None else {}),
        printed=printed.getvalue(),
        seconds=seconds,
        none=why_none(function) if value == SeenPlain("None", None) else "",
        lineage=graph,
        cotangents=cotangents,
    )


def _call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    modes: tuple[Calls | Allocations | Traffic | None, ...],
) -> Any:
    with contextlib.ExitStack() as stack:
        for mode in modes:
            if mode is not None:
                stack.enter_context(mode)
        return function(*args, **kwargs)


def parameter_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """Give the names of the function's parameters, in order; none for what has no signature."""
    try:
        return tuple(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return ()


def _gradients(
    outputs: _Named, wanting: _Named, cotangents: Cotangents, accelerator_type: str
) -> dict[str, Seen]:
    """Gradients of <result, cotangent> with respect to the inputs that want one.

    An input that no gradient reaches is left out.
    """
    if not cotangents:
        return {}
    found = torch.autograd.grad(
        [output for _, output in outputs if output.requires_grad],
        [tensor for _, tensor in wanting],
        [cotangent.clone() for _, cotangent in cotangents],  # a backward may change its own
        allow_unused=True,
    )
    return {
        name: see(gradient, accelerator_type=accelerator_type)
        for (name, _), gradient in zip(wanting, found, strict=True)
        if gradient is not None
    }


def _outputs(result: Any) -> _Named:
    """Find every tensor in a result, with its place such as `[1]`."""
    parts = named_inputs((result,), {}, ("",))
    return [(place, part) for place, part in parts if isinstance(part, torch.Tensor)]


def _requiring_grad(values: Tensors | _Named) -> _Named:
    return [(n, v) for n, v in values if isinstance(v, torch.Tensor) and v.requires_grad]


def _cotangents(outputs: _Named) -> Cotangents:
    """Draw a cotangent for each output that has a graph, the same for every function."""
    generator = torch.Generator().manual_seed(SEED)
    return tuple((place, _drawn_like(out, generator)) for place, out in _requiring_grad(outputs))


def _drawn_like(output: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    dtype = torch.complex128 if output.is_complex() else torch.float64
    return torch.randn(output.shape, generator=generator, dtype=dtype).to(output)


def _called(calls: Calls | None, watched: Collection[str]) -> tuple[str, ...]:
    if calls is None:
        return ()
    found = (name for name in watched if not calls_named(name).isdisjoint(calls.names))
    return tuple(sorted(found))
