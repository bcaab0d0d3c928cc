"""Watching the traffic between CPU and accelerator: what is moved, and how often Python waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_iter

from course.kit.language import _, plural

TRAFFIC = ("transfers", "moved", "waits")
"""The facts of an observation that are about traffic; none may be more than the reference's."""

DEMANDED = ("sent", "fetched")
"""Facts about traffic of which none may be less than the reference's.

They tell who computes on the accelerator from who computes on the CPU and moves the result.
"""

_aten = torch.ops.aten
_INDEXINGS = (_aten.index.Tensor, _aten.index_put.default, _aten.index_put_.default)
# The size of their result, or the result itself, is a value that Python has to know.
_WAITING = (
    "_local_scalar_dense",
    "allclose",
    "equal",
    "is_nonzero",
    "masked_select",
    "nonzero",
    "unique_consecutive",
    "unique_dim",
    "_unique",
    "_unique2",
)


class Traffic(TorchDispatchMode):
    """Counts, while it is entered, the copies between devices and the waits for a value.

    `transfers` is their number, `moved` their bytes. `waits` counts the calls that can't return
    before the accelerator has computed a value. (A copy to the accelerator, unless it is pinned and
    doesn't block, holds Python up as well; it counts as a transfer.) `sent` are the bytes copied to
    the accelerator; `fetched` counts how often values came from it, by a copy or by waiting for
    one. It is the same for a real accelerator and for the simulated one, since it sees operations
    and not devices.
    """

    def __init__(self) -> None:
        super().__init__()
        self.transfers = 0
        self.moved = 0
        self.waits = 0
        self.sent = 0
        self.fetched = 0

    def __str__(self) -> str:
        copies = plural("{count} copy", "{count} copies", self.transfers)
        waits = plural("{count} wait for a value", "{count} waits for a value", self.waits)
        text = _("{copies} between the devices, {moved} bytes; {waits}")
        return text.format(copies=copies, moved=f"{self.moved:,}", waits=waits)

    def counts(self) -> dict[str, int]:
        """Give what was counted, by the name of the fact."""
        return {name: getattr(self, name) for name in (*TRAFFIC, *DEMANDED)}

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Let the operation run, and count what it moved and whether it waited."""
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        if func in (_aten._to_copy.default, _aten.copy_.default):
            source = args[0] if func is _aten._to_copy.default else args[1]
            self._copy(source, result, args[2:3] == (True,) or kwargs.get("non_blocking", False))
        elif func is _aten.lift_fresh.default and _is_there(result):  # torch.tensor(…, device=…)
            self._send(result.numel() * result.itemsize)
        elif func in _INDEXINGS:
            self._index(func, args)
        elif func._schema.name.removeprefix("aten::") in _WAITING:
            self._wait(any(map(_is_there, _tensors(args))))
        return result

    def _send(self, size: int) -> None:
        self._cross(size)
        self.sent += size

    def _cross(self, size: int) -> None:
        self.transfers += 1
        self.moved += size

    def _wait(self, waits: bool) -> None:
        self.waits += waits
        self.fetched += waits

    def _copy(self, source: torch.Tensor, result: torch.Tensor, non_blocking: bool) -> None:
        """Count a copy if it crosses and there is something to copy.

        A change of dtype happens on the CPU's side, unless the copy doesn't block: so says
        copy_kernel_cuda (aten/src/ATen/native/cuda/Copy.cu), and that decides how wide the
        elements are on their way.
        """
        if _is_there(source) == _is_there(result) or not result.numel():
            return
        there, here = (source, result) if _is_there(source) else (result, source)
        size = result.numel() * (here if non_blocking else there).itemsize
        if source is here:
            self._send(size)
        else:
            self._cross(size)
            self.fetched += 1
            self.waits += not non_blocking

    def _index(self, func: Callable[..., Any], args: Sequence[Any]) -> None:
        """Indices on the CPU are moved; how many elements a mask takes is waited for."""
        if not _is_there(args[0]):
            return
        indices = list(_tensors(args[1]))
        for index in indices:
            if not _is_there(index):
                self._send(index.numel() * index.itemsize)
        masks = any(_is_there(i) and i.dtype in (torch.bool, torch.uint8) for i in indices)
        fills = func is not _aten.index.Tensor and args[2].numel() == 1
        self._wait(masks and not fills)


def _tensors(values: Any) -> Iterator[torch.Tensor]:
    return (leaf for leaf in tree_iter(values) if isinstance(leaf, torch.Tensor))


def _is_there(tensor: torch.Tensor) -> bool:
    """Tell whether a tensor is on an accelerator."""
    return tensor.device.type not in ("cpu", "meta")
