"""Watching one call from inside torch: which functions it uses, how much memory it allocates."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from course.kit.observing.torch_names import known_name, wanted_name
from course.kit.values.seen import memory

# Functions that torch's own hook doesn't see, since they take no tensor or are plain Python.
_UNHOOKED = ("from_numpy", "frombuffer", "from_dlpack", "broadcast_shapes")
_UNHOOKED_HOMES = ("func", "autograd.functional")

_TORCH = str(Path(torch.__file__).parent)


@cache
def _unhooked(watched: tuple[str, ...]) -> dict[int, str]:
    """Find the watched functions that have no hook, by the id of their code or of themselves."""
    found = {}
    for name in watched:
        path = name.removeprefix("torch.")
        if path in _UNHOOKED or path.rpartition(".")[0] in _UNHOOKED_HOMES:
            function = attrgetter(path)(torch)
            found[id(getattr(function, "__code__", function))] = wanted_name(name)
    return found


class Calls(TorchFunctionMode):
    """Records, while it is entered, the torch functions that Python code calls.

    It sees methods, operators, attributes such as `.T`, aliases and functions fetched by
    `getattr`; what torch itself calls within its own C++ code it doesn't see. The few functions
    without a hook, such as `torch.from_numpy`, it sees when they are among the `watched` names.
    """

    def __init__(self, watched: Collection[str] = ()) -> None:
        super().__init__()
        self.names: dict[str, None] = {}
        self._unhooked = _unhooked(tuple(watched))
        self._profiler: Any = None

    def __enter__(self) -> Calls:
        if self._unhooked:
            self._profiler = sys.getprofile()
            sys.setprofile(self._profile)
        return super().__enter__()

    def __exit__(self, *error: object) -> None:
        if self._unhooked:
            sys.setprofile(self._profiler)
        super().__exit__(*error)

    # Python doesn't trace a profiler, so coverage can't see it run.
    def _profile(self, frame: FrameType, event: str, arg: object) -> None:  # pragma: no cover
        """Note a call of a watched function without a hook, unless torch's own code makes it."""
        if event == "call":
            called, caller = self._unhooked.get(id(frame.f_code)), frame.f_back
        elif event == "c_call":
            called, caller = self._unhooked.get(id(arg)), frame
        else:
            return
        if called and not (caller and caller.f_code.co_filename.startswith(_TORCH)):
            self.names[called] = None

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Collection[type],
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Note the function's name and let it run."""
        # A loop over a tensor is torch's own Python code, which calls dim() and unbind().
        is_loop = sys._getframe(1).f_code is torch.Tensor.__iter__.__code__
        self.names["iter" if is_loop else known_name(func)] = None
        return func(*args, **(kwargs or {}))


class Allocations(TorchDispatchMode):
    """Adds up, while it is entered, the bytes of every new storage that torch makes.

    A view adds nothing, nor does a tensor over an input array's memory; a temporary that is freed
    at once counts all the same.
    """

    def __init__(self, inputs: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self.bytes = 0
        storages = [t.untyped_storage() for _, t in inputs if isinstance(t, torch.Tensor)]
        # Holding on to each storage keeps its address from being given out a second time.
        self._known = {storage.data_ptr(): storage for storage in storages}
        self._arrays = [memory(a) for _, a in inputs if isinstance(a, np.ndarray)]

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Collection[type],
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Let the operation run and count the storages that weren't there before."""
        result = func(*args, **(kwargs or {}))
        for leaf in (result,) if isinstance(result, torch.Tensor) else tree_leaves(result):
            if isinstance(leaf, torch.Tensor) and leaf.layout is torch.strided:
                storage = leaf.untyped_storage()
                if self._is_new(storage):
                    self._known[storage.data_ptr()] = storage
                    self.bytes += storage.nbytes()
        return result

    def _is_new(self, storage: torch.UntypedStorage) -> bool:
        """Tell whether the storage is neither known nor laid over the memory of an array."""
        start, size = storage.data_ptr(), storage.nbytes()
        if not size or start in self._known:
            return False
        return not any(first <= start and start + size <= end for first, end in self._arrays)
