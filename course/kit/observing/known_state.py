"""The state from which every observed call starts: random numbers and settings.

Each class is a part of what `undisturbed` looks after. Making one notes what is there; `start`
brings the known state about, cheaply where nothing has changed; `put_back` gives back what was
noted.
"""

from __future__ import annotations

import random

import numpy as np
import torch
from torch.utils import _device

SEED = 20_251

_PYTHON_STATE = random.Random(SEED).getstate()


class RandomNumbers:
    """The generators that torch, NumPy and Python use where none is named."""

    def __init__(self) -> None:
        self._torch = torch.get_rng_state()
        self._numpy_bits = np.random.get_bit_generator()
        self._numpy = np.random.get_state(legacy=False)
        self._python = random.getstate()
        is_usual = isinstance(self._numpy_bits, np.random.MT19937)
        self._same_bits = self._numpy_bits if is_usual else np.random.MT19937()

    def start(self) -> None:
        """Seed all three."""
        # torch.manual_seed also notes who called it, which takes longer than most answers.
        torch.default_generator.manual_seed(SEED)
        self._use(self._same_bits)
        np.random.seed(SEED)  # setting a state that was kept takes ten times as long
        random.setstate(_PYTHON_STATE)

    def put_back(self) -> None:
        """Let all three go on where they were."""
        torch.set_rng_state(self._torch)
        self._use(self._numpy_bits)
        np.random.set_state(self._numpy)
        random.setstate(self._python)

    def _use(self, bits: np.random.BitGenerator) -> None:
        if np.random.get_bit_generator() is not bits:
            np.random.set_bit_generator(bits)


class Settings:
    """The default dtype, and whether gradients are recorded."""

    def __init__(self) -> None:
        self._dtype, self._grad = torch.get_default_dtype(), torch.is_grad_enabled()

    def start(self) -> None:
        """Make new tensors float32, and record gradients."""
        self._set(torch.float32, True)

    def put_back(self) -> None:
        """Set what was set."""
        self._set(self._dtype, self._grad)

    def _set(self, dtype: torch.dtype, grad: bool) -> None:
        if torch.get_default_dtype() is not dtype:
            torch.set_default_dtype(dtype)
        if torch.is_grad_enabled() is not grad:
            torch.set_grad_enabled(grad)


class DefaultDevice:
    """What `torch.set_default_device` and modes that were never left have set up."""

    def __init__(self) -> None:
        self._modes = _pop_modes()
        self._device = _device.CURRENT_DEVICE
        self._context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)

    def start(self) -> None:
        """Put all of it away."""
        _pop_modes()
        _device.CURRENT_DEVICE = None
        torch._GLOBAL_DEVICE_CONTEXT.device_context = None

    def put_back(self) -> None:
        """Set it up again."""
        _pop_modes()
        for mode in self._modes:
            torch._C._push_on_torch_function_stack(mode)
        _device.CURRENT_DEVICE = self._device
        torch._GLOBAL_DEVICE_CONTEXT.device_context = self._context


def _pop_modes() -> list[object]:
    count = torch._C._len_torch_function_stack()
    return [torch._C._pop_torch_function_stack() for _ in range(count)][::-1]


class NewMemory:
    """What uninitialised memory holds.

    What `torch.empty` gives is often zero, and an answer that never fills it right by luck.
    """

    def __init__(self) -> None:
        self._enabled = torch.are_deterministic_algorithms_enabled()
        self._warn_only = torch.is_deterministic_algorithms_warn_only_enabled()

    # The public function imports the compiler, which takes longer than a check.
    def start(self) -> None:
        """Let torch fill it with NaN or the largest int, as it does for reproducible runs."""
        torch._C._set_deterministic_algorithms(True, warn_only=True)

    def put_back(self) -> None:
        """Let torch do as it did."""
        torch._C._set_deterministic_algorithms(self._enabled, warn_only=self._warn_only)
