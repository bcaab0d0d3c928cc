"""Running code so that it starts from a known state and leaves nothing behind."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import random
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from torch.utils import _device

SEED = 20_251
PRINTED_LIMIT = 2_000
"""How many characters of what a call prints are kept."""

_NUMPY_STATE = np.random.RandomState(SEED).get_state()
_PYTHON_STATE = random.Random(SEED).getstate()


class Printed(io.StringIO):
    """Collects the first characters written to it, and stays open."""

    def write(self, text: str) -> int:
        """Keep as much of the text as there is room for."""
        room = PRINTED_LIMIT - len(self.getvalue())
        super().write(text[: max(room, 0)])
        return len(text)

    def close(self) -> None:
        """Stay open: whoever closes standard output must not lose what was printed."""


@contextlib.contextmanager
def undisturbed() -> Iterator[Printed]:
    """Run code so that it leaves nothing behind: output, warnings, random state, settings.

    What it prints is collected. Both `sys.stderr` and file descriptor 2 are turned away, since
    C++ code writes to the latter, and any byte on stderr would cost a student the points.
    Random generators, default dtype, default device, gradient mode and what uninitialised memory
    holds are the same at every start, whatever an earlier cell made of them.
    """
    printed = Printed()
    with (
        _same_random_numbers(),
        _same_settings(),
        _silent_stderr(),
        _silent_logging(),
        _nothing_displayed(),
        _no_leaving(),
        _silent_stream(sys.stdout),
        _silent_stream(sys.stderr),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(Printed()),
        warnings.catch_warnings(record=True),
    ):
        warnings.simplefilter("ignore")
        yield printed


@contextlib.contextmanager
def _same_random_numbers() -> Iterator[None]:
    state, numpy_state = torch.get_rng_state(), np.random.get_state()
    python_state = random.getstate()
    try:
        # torch.manual_seed also notes who called it, which takes longer than most answers.
        torch.default_generator.manual_seed(SEED)
        np.random.set_state(_NUMPY_STATE)
        random.setstate(_PYTHON_STATE)
        yield
    finally:
        torch.set_rng_state(state)
        np.random.set_state(numpy_state)
        random.setstate(python_state)


@contextlib.contextmanager
def _same_settings() -> Iterator[None]:
    dtype, grad = torch.get_default_dtype(), torch.is_grad_enabled()
    try:
        torch.set_default_dtype(torch.float32)
        torch.set_grad_enabled(True)
        with _no_default_device(), _no_lucky_memory(), np.errstate():
            yield
    finally:
        torch.set_default_dtype(dtype)
        torch.set_grad_enabled(grad)


@contextlib.contextmanager
def _no_default_device() -> Iterator[None]:
    """Put away what `torch.set_default_device` and modes that were never left have set up."""
    modes = _pop_modes()
    device = _device.CURRENT_DEVICE
    context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)
    try:
        _device.CURRENT_DEVICE = None
        torch._GLOBAL_DEVICE_CONTEXT.device_context = None
        yield
    finally:
        _pop_modes()
        for mode in modes:
            torch._C._push_on_torch_function_stack(mode)
        _device.CURRENT_DEVICE = device
        torch._GLOBAL_DEVICE_CONTEXT.device_context = context


def _pop_modes() -> list[object]:
    count = torch._C._len_torch_function_stack()
    return [torch._C._pop_torch_function_stack() for _ in range(count)][::-1]


@contextlib.contextmanager
def _no_lucky_memory() -> Iterator[None]:
    """Let torch fill new memory with NaN or the largest int, as it does for reproducible runs.

    What `torch.empty` gives is otherwise often zero, and an answer that never fills it right.
    """
    enabled = torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    # The public function imports the compiler, which takes longer than a check.
    torch._C._set_deterministic_algorithms(True, warn_only=True)
    try:
        yield
    finally:
        torch._C._set_deterministic_algorithms(enabled, warn_only=warn_only)


@contextlib.contextmanager
def _nothing_displayed() -> Iterator[None]:
    """Keep what is displayed out of a notebook: a number would count as points there."""
    shell = _shell()
    hook, sys.displayhook = sys.displayhook, lambda value: None
    publisher = getattr(shell, "display_pub", None)
    try:
        if publisher is not None:
            from IPython.core.displaypub import CapturingDisplayPublisher

            shell.display_pub = CapturingDisplayPublisher()
        yield
    finally:
        sys.displayhook = hook
        if publisher is not None:
            shell.display_pub = publisher


@contextlib.contextmanager
def _no_leaving() -> Iterator[None]:
    """Let `exit()` end the call, as it does in a script; a notebook's would end the kernel."""
    shell = _shell()
    if not hasattr(shell, "ask_exit"):
        yield
        return
    ask_exit, shell.ask_exit = shell.ask_exit, _leave
    try:
        yield
    finally:
        shell.ask_exit = ask_exit


def _leave() -> None:
    raise SystemExit


def _shell() -> Any:
    """Give the notebook's shell; None where there is none."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextlib.contextmanager
def _silent_stream(stream: object) -> Iterator[None]:
    """Silence a kernel's stream for whoever kept it from before; a real file can't be changed."""
    if stream is None or (isinstance(stream, io.IOBase) and not hasattr(stream, "pub_thread")):
        yield
        return
    try:
        stream.write = len  # type: ignore[attr-defined]
    except AttributeError:
        yield
        return
    try:
        yield
    finally:
        del stream.write  # type: ignore[attr-defined]


@contextlib.contextmanager
def _silent_logging() -> Iterator[None]:
    """Handlers that were made earlier hold on to the stderr of that time."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(level)


@contextlib.contextmanager
def _silent_stderr() -> Iterator[None]:
    try:
        saved = os.dup(2)
    except OSError:  # a process without a stderr has nothing to turn away
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        _flush_stderr()
        os.dup2(nowhere, 2)
        yield
    finally:
        _flush_stderr()
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)


def _flush_stderr() -> None:
    """What waits in a buffer would come out on the wrong side of the silence."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.__stderr__.flush()  # type: ignore[union-attr]
