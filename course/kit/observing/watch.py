"""Watching one call from inside torch: which functions it uses, how much memory it allocates."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from course.kit.values.seen import memory

# Python's operators, by the name of the torch function that each one is.
_OPERATORS = {
    "truediv": "div",
    "floordiv": "floor_divide",
    "mod": "remainder",
    "and": "bitwise_and",
    "or": "bitwise_or",
    "xor": "bitwise_xor",
    "invert": "bitwise_not",
    "lshift": "bitwise_left_shift",
    "rshift": "bitwise_right_shift",
}
_BOTH_WAYS = ("add", "sub", "mul", "div", "pow", "matmul", *_OPERATORS)

# Second names of the same function, from the pages of torch's documentation that say
# "alias for" (torch, torch.Tensor, torch.linalg and torch.special, version 2.13). Where
# torch.special repeats a name of torch itself, both are known by that name.
_ALIASES = {
    "absolute": "abs",
    "arccos": "acos",
    "arccosh": "acosh",
    "arcsin": "asin",
    "arcsinh": "asinh",
    "arctan": "atan",
    "arctan2": "atan2",
    "arctanh": "atanh",
    "autograd_backward": "backward",
    "array": "numpy",  # np.asarray(x) asks for x.__array__()
    "clip": "clamp",
    "concat": "cat",
    "concatenate": "cat",
    "row_stack": "vstack",
    "det": "linalg_det",
    "divide": "div",
    "true_divide": "div",
    "expit": "sigmoid",
    "fix": "trunc",
    "gammainc": "igamma",
    "gammaincc": "igammac",
    "ger": "outer",
    "greater": "gt",
    "greater_equal": "ge",
    "inverse": "linalg_inv",
    "itemsize": "element_size",
    "less": "lt",
    "less_equal": "le",
    "linalg_diagonal": "diagonal",
    "linalg_matmul": "matmul",
    "matrix_power": "linalg_matrix_power",
    "matrix_exp": "linalg_matrix_exp",
    "moveaxis": "movedim",
    "multigammaln": "mvlgamma",
    "multiply": "mul",
    "ndim": "dim",
    "ndimension": "dim",
    "negative": "neg",
    "nelement": "numel",
    "not_equal": "ne",
    "orgqr": "linalg_householder_product",
    "pinverse": "linalg_pinv",
    "psi": "digamma",
    "rsub": "sub",
    "shape": "size",
    "slogdet": "linalg_slogdet",
    "subtract": "sub",
    "swapaxes": "transpose",
    "swapdims": "transpose",
    "trapz": "trapezoid",
}


# Modules whose functions carry the module's name in their own, such as `linalg_norm`, or must be
# told from others of the same name: `torch.autograd.grad` is not the attribute `x.grad`.
_FAMILIES = ("linalg", "special", "fft", "autograd", "func", "autograd.functional")

# Functions that torch's own hook doesn't see, since they take no tensor or are plain Python.
_UNHOOKED = ("from_numpy", "frombuffer", "from_dlpack", "broadcast_shapes")
_UNHOOKED_HOMES = ("func", "autograd.functional")

_TORCH = str(Path(torch.__file__).parent)


def function_name(function: Callable[..., Any]) -> str:
    """Give one name to a torch function, however it is reached.

    `torch.concat`, `getattr(torch, "cat")` and `torch.ops.aten.cat` are all `cat`; `x + y` and
    `y.__radd__(x)` are `add`; `x += y` is `add_`; `x.T` is `T`; `torch.linalg.norm` is
    `linalg_norm`.
    """
    name = str(getattr(function, "__name__", ""))
    if name in ("__get__", "__set__"):
        name = str(getattr(getattr(function, "__self__", None), "__name__", name))
    if isinstance(function, torch._ops.OpOverload):
        name = function._schema.name.rpartition("::")[2]
    if function is torch.autograd.grad:
        name = "autograd_grad"
    return _one_name(name)


_function_name = lru_cache(maxsize=1024)(function_name)


def _known_name(function: Callable[..., Any]) -> str:
    try:
        return _function_name(function)
    except TypeError:  # one of a student's own need not be hashable
        return function_name(function)


def _one_name(name: str) -> str:
    if name.startswith("__") and name.endswith("__"):
        name = _operator_name(name.strip("_"))
    else:
        name = name.lstrip("_")
    base = name.rstrip("_")
    if base.startswith("special_") and hasattr(torch, base.removeprefix("special_")):
        base = base.removeprefix("special_")
    base = _ALIASES.get(base.removeprefix("special_"), base)
    return base + ("_" if name.endswith("_") else "")


def _operator_name(name: str) -> str:
    if name in _BOTH_WAYS:
        return _OPERATORS.get(name, name)
    if name[:1] == "r" and name[1:] in _BOTH_WAYS:
        return _OPERATORS.get(name[1:], name[1:])
    if name[:1] == "i" and name[1:] in _BOTH_WAYS:
        return _OPERATORS.get(name[1:], name[1:]) + "_"
    return name


@cache
def calls_named(name: str) -> frozenset[str]:
    """Name the calls that fall under `name`; `add` covers `add_` as well."""
    wanted = _wanted(name)
    return frozenset((wanted,) if wanted.endswith("_") else (wanted, wanted + "_"))


def _wanted(name: str) -> str:
    home, _, last = name.removeprefix("torch.").rpartition(".")
    return _one_name(f"{home}_{last}".replace(".", "_") if home in _FAMILIES else last)


@cache
def documented_name(name: str) -> str:
    """Give the name under which torch has a function: `torch.expand` is only a method there."""
    path = name.removeprefix("torch.")
    try:
        attrgetter(path)(torch)
    except AttributeError:
        return f"torch.Tensor.{path}" if hasattr(torch.Tensor, path) else name
    return name


@cache
def _unhooked(watched: tuple[str, ...]) -> dict[int, str]:
    """Find the watched functions that have no hook, by the id of their code or of themselves."""
    found = {}
    for name in watched:
        path = name.removeprefix("torch.")
        if path in _UNHOOKED or path.rpartition(".")[0] in _UNHOOKED_HOMES:
            function = attrgetter(path)(torch)
            found[id(getattr(function, "__code__", function))] = _wanted(name)
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
        self.names["iter" if is_loop else _known_name(func)] = None
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
