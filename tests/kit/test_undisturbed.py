"""A call starts from the same state each time, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import IPython
import numpy as np
import pytest
import torch
from torch.overrides import TorchFunctionMode, _get_current_function_mode_stack

from course.kit.cases.case import case
from course.kit.observing.observe import Observation, observe, observe_cases
from course.kit.observing.undisturbed import PRINTED_LIMIT, undisturbed

Function = Callable[..., Any]
CASE = case("a vector", torch.ones(2))


def observed(function: Function, **options: Any) -> Observation:
    return observe(function, CASE, parameters=("x",), **options)


@pytest.fixture(autouse=True)
def _torch_as_it_was() -> Iterator[None]:
    yield
    torch.set_default_device(None)
    torch.set_default_dtype(torch.float32)
    torch.set_grad_enabled(True)


# -- output --------------------------------------------------------------------------------------


def test_what_is_printed_is_kept_and_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert observed(lambda x: print("the sum is", 3)).printed == "the sum is 3\n"
    assert capfd.readouterr() == ("", "")


def test_of_much_printing_the_beginning_is_kept() -> None:
    def talkative(x: object) -> None:
        for i in range(100_000):
            print(i)

    printed = observed(talkative).printed
    assert len(printed) == PRINTED_LIMIT
    assert printed.startswith("0\n1\n2\n")


def test_exit_ends_the_call_and_not_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    shell = SimpleNamespace(ask_exit=lambda: asked.append("kernel"))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    raised = observed(lambda x: shell.ask_exit()).raised
    assert raised is not None
    assert raised.types[0] == "SystemExit"
    shell.ask_exit()
    assert asked == ["kernel"]


def test_closing_standard_output_closes_nothing() -> None:
    def answer(x: object) -> None:
        print("before")
        sys.stdout.close()
        print("after")
        sys.stderr.close()

    assert observed(answer).printed == "before\nafter\n"
    assert not sys.stdout.closed


def test_printing_before_an_exception_is_kept() -> None:
    def answer(x: object) -> None:
        print("so far")
        raise ValueError

    assert observed(answer).printed == "so far\n"


class Noisy:
    def __del__(self) -> None:
        raise ValueError("in its end")


async def never_awaited(x: object) -> None:
    await asyncio.sleep(0)


def old_handler(x: object) -> None:
    logging.getLogger("made earlier").error("logged")


def new_handler(x: object) -> None:
    logging.warning("logged")


def warn_loudly(x: object) -> None:
    warnings.simplefilter("always")
    warnings.warn("loud", stacklevel=1)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: print("error", file=sys.stderr),
        lambda x: sys.stderr.write("e" * 100_000),
        lambda x: sys.__stderr__.write("no end of line"),  # type: ignore[union-attr]
        lambda x: os.write(2, b"from C"),
        lambda x: os.system("echo from the shell >&2"),
        lambda x: warnings.warn("careful", stacklevel=1),
        lambda x: warnings.warn("careful", DeprecationWarning, stacklevel=1),
        lambda x: torch.ones(2, 3, 4).T,
        lambda x: torch.add(x, x, out=torch.empty(5)),
        lambda x: torch.from_numpy(np.broadcast_to(np.ones(1), (3,))),
        lambda x: np.float32(1) / np.float32(0),
        warn_loudly,
        new_handler,
        old_handler,
        never_awaited,
        lambda x: Noisy(),
        lambda x: [Noisy(), 1 / 0],
    ],
)
@pytest.mark.filterwarnings("error")
def test_nothing_reaches_standard_error(
    function: Function, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)  # pytest has its own
    logger = logging.getLogger("made earlier")
    handler = logging.StreamHandler(sys.stderr)
    logger.addHandler(handler)
    try:
        observed(function)
    finally:
        logger.removeHandler(handler)
    sys.__stderr__.flush()  # type: ignore[union-attr]
    assert capfd.readouterr() == ("", "")


def test_standard_error_works_again_afterwards(capfd: pytest.CaptureFixture[str]) -> None:
    observed(lambda x: x)
    os.write(2, b"later ")
    print("and later", file=sys.stderr)
    assert capfd.readouterr().err == "later and later\n"


def test_what_waited_to_be_written_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    sys.stderr.write("before ")
    observed(lambda x: os.write(2, b"within "))
    sys.stderr.write("after")
    assert capfd.readouterr().err == "before after"


def test_a_process_without_a_standard_error_can_observe() -> None:
    saved = os.dup(2)
    os.close(2)
    try:
        assert observed(lambda x: 3).raised is None
    finally:
        os.dup2(saved, 2)
        os.close(saved)


def test_one_observation_inside_another_is_possible() -> None:
    def outer(x: object) -> str:
        print("outer")
        return observed(lambda x: print("inner")).printed

    observation = observed(outer)
    assert observation.printed == "outer\n"
    assert getattr(observation.value, "value", None) == "inner\n"


# -- the same start ------------------------------------------------------------------------------


def drawn(x: object) -> list[object]:
    return [torch.rand(3), np.random.rand(3).tolist(), random.random()]


def test_random_numbers_are_the_same_at_every_start() -> None:
    first = observed(drawn)
    torch.manual_seed(5)
    np.random.seed(5)
    random.seed(5)
    assert observed(drawn).to_json() == first.to_json()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (lambda: torch.set_default_dtype(torch.float64), None),
        (lambda: torch.set_default_device("meta"), None),
        (lambda: torch.set_grad_enabled(False), None),
    ],
)
def test_settings_of_an_earlier_cell_have_no_part_in_it(before: Function, after: None) -> None:
    def answer(x: torch.Tensor) -> object:
        weight = torch.ones(2, requires_grad=True)
        return weight * x, torch.get_default_device()

    usual = observed(answer).to_json()
    before()
    settings = torch.get_default_dtype(), torch.get_default_device(), torch.is_grad_enabled()
    assert observed(answer).to_json() == usual
    assert settings == (
        torch.get_default_dtype(),
        torch.get_default_device(),
        torch.is_grad_enabled(),
    )


# -- nothing is left behind ----------------------------------------------------------------------


def state() -> dict[str, object]:
    name, keys, *rest = np.random.get_state()
    return {
        "torch": torch.get_rng_state().tolist(),
        "numpy": (name, keys.tolist(), *rest),
        "python": random.getstate(),
        "dtype": torch.get_default_dtype(),
        "device": torch.get_default_device(),
        "new": torch.empty(0).device,
        "grad": torch.is_grad_enabled(),
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "modes": _get_current_function_mode_stack(),
        "numpy errors": np.geterr(),
        "filters": list(warnings.filters),
        "show": warnings.showwarning,
        "streams": (sys.stdout, sys.stderr),
        "logging": (logging.root.manager.disable, logging.Logger.callHandlers),
        "displayed": sys.displayhook,
        "descriptor": os.fstat(2)[:3],
    }


class Passive(TorchFunctionMode):
    """A mode that does nothing."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return func(*args, **(kwargs or {}))


MEDDLERS: dict[str, Function] = {
    "random": lambda x: (torch.manual_seed(1), torch.rand(2), np.random.seed(1), random.seed(1)),
    "dtype": lambda x: torch.set_default_dtype(torch.float64),
    "device": lambda x: torch.set_default_device("meta"),
    "mode": lambda x: torch.device("meta").__enter__(),
    "own mode": lambda x: Passive().__enter__(),
    "grad": lambda x: torch.set_grad_enabled(False),
    "deterministic": lambda x: torch.use_deterministic_algorithms(False),
    "numpy errors": lambda x: np.seterr(all="raise"),
    "filters": lambda x: (warnings.simplefilter("error"), warnings.resetwarnings()),
    "show": lambda x: setattr(warnings, "showwarning", print),
    "streams": lambda x: (setattr(sys, "stdout", None), setattr(sys, "stderr", None)),
    "logging": lambda x: logging.disable(logging.DEBUG),
    "generator": lambda x: np.random.set_bit_generator(np.random.PCG64()),
    "drawn in pairs": lambda x: np.random.standard_normal(),
    "displayed": lambda x: setattr(sys, "displayhook", print),
    "closed": lambda x: os.close(2),
    "turned": lambda x: os.dup2(1, 2),
    "exception": lambda x: (torch.set_default_device("meta"), torch.set_grad_enabled(False), 1 / 0),
}


@pytest.mark.parametrize("watched", [(), ("torch.cat",)], ids=["", "watched"])
@pytest.mark.parametrize("name", MEDDLERS)
def test_what_a_call_sets_is_put_back(name: str, watched: tuple[str, ...]) -> None:
    before = state()
    observation = observed(MEDDLERS[name], watched=watched, facts=("allocated",))
    assert state() == before
    assert (observation.raised is not None) == (name == "exception")


def test_a_default_device_of_the_notebook_is_put_back() -> None:
    torch.set_default_device("meta")
    before = state()
    observed(MEDDLERS["device"])
    observed(lambda x: torch.set_default_device("cpu"))
    assert state() == before
    assert torch.ones(1).device.type == "meta"
    torch.set_default_device(None)
    assert torch.ones(1).device.type == "cpu"


def test_settings_are_put_back_after_an_interrupt() -> None:
    def answer(x: object) -> None:
        torch.set_default_dtype(torch.float64)
        torch.set_default_device("meta")
        warnings.simplefilter("error")
        raise KeyboardInterrupt

    before = state()
    with pytest.raises(KeyboardInterrupt):
        observed(answer)
    assert state() == before


def test_the_block_may_raise() -> None:
    before = state()
    with pytest.raises(ValueError, match="inside"), undisturbed():
        raise ValueError("inside")
    assert state() == before


# -- one call after another ----------------------------------------------------------------------

OF_EACH_CALL = {"streams": "its own", "show": "its own", "logging": "what somebody disabled"}


@pytest.mark.parametrize("name", MEDDLERS)
def test_a_call_starts_the_same_whatever_the_one_before_did(name: str) -> None:
    starts = []

    def answer(x: object) -> None:
        starts.append((state() | OF_EACH_CALL, np.random.standard_normal(3).tolist()))
        MEDDLERS[name](x)

    before = state()
    observe_cases(answer, [CASE, CASE])
    assert starts[0] == starts[1]
    assert state() == before


@pytest.mark.parametrize("bits", [np.random.PCG64, np.random.MT19937])
def test_whichever_generator_the_notebook_uses_a_call_draws_the_same(bits: Any) -> None:
    usual, notebook_s = observed(drawn), np.random.get_bit_generator()
    kept = np.random.get_state(legacy=False)
    np.random.set_bit_generator(bits(7))
    try:
        before = str(np.random.get_state(legacy=False))
        assert observed(drawn).to_json() == usual.to_json()
        assert str(np.random.get_state(legacy=False)) == before
    finally:
        np.random.set_bit_generator(notebook_s)
        np.random.set_state(kept)


def test_what_each_call_prints_is_told_apart() -> None:
    kept: list[Any] = []

    def answer(x: torch.Tensor) -> None:
        print(len(x), file=kept[0] if kept and len(x) == 2 else None)
        kept.append(sys.stdout)
        if len(x) == 1:
            raise ValueError

    cases = [case("some", torch.ones(length)) for length in (3, 1, 2, 3)]
    assert [o.printed for o in observe_cases(answer, cases)] == ["3\n", "1\n", "", "3\n"]


def test_what_dies_with_a_call_says_its_last_words_into_the_void(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    observe_cases(lambda items: items.append(Noisy()), [case("a list", [1])] * 2)
    assert capfd.readouterr() == ("", "")


def test_an_interrupt_ends_all_calls_and_puts_back_what_they_set() -> None:
    calls = []

    def answer(x: object) -> None:
        calls.append(x)
        for name in ("random", "device", "grad", "filters", "streams", "logging", "closed"):
            MEDDLERS[name](x)
        if len(calls) == 2:
            raise KeyboardInterrupt

    before = state()
    with pytest.raises(KeyboardInterrupt):
        observe_cases(answer, [CASE] * 3)
    assert len(calls) == 2
    assert state() == before


def test_a_shell_of_the_notebook_is_silent_for_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    usual = SimpleNamespace(publish=shown.append)
    shell = SimpleNamespace(display_pub=usual, ask_exit=print)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)

    def answer(x: object) -> object:
        shell.display_pub.publish({"text/plain": "5"})
        before = shell.display_pub is usual, shell.ask_exit is print
        shell.display_pub, shell.ask_exit = usual, print
        return before

    first, second = observe_cases(answer, [CASE, CASE])
    assert first.to_json() == second.to_json()
    assert not shown
    assert (shell.display_pub, shell.ask_exit) == (usual, print)
