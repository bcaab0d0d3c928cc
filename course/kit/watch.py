"""Watching one call from inside torch: which functions it uses, how much memory it allocates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import torch
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

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
_BOTH_WAYS = ("add", "sub", "mul", "pow", "matmul", *_OPERATORS)

# Second names of the same function, from the pages of torch's documentation that say
# "alias for" (torch, torch.Tensor, torch.linalg and torch.special, version 2.13).
_ALIASES = {
    "absolute": "abs",
    "arccos": "acos",
    "arccosh": "acosh",
    "arcsin": "asin",
    "arcsinh": "asinh",
    "arctan": "atan",
    "arctan2": "atan2",
    "arctanh": "atanh",
    "clip": "clamp",
    "concat": "cat",
    "concatenate": "cat",
    "row_stack": "vstack",
    "det": "linalg_det",
    "divide": "div",
    "true_divide": "div",
    "fix": "trunc",
    "ger": "outer",
    "greater": "gt",
    "greater_equal": "ge",
    "inverse": "linalg_inv",
    "less": "lt",
    "less_equal": "le",
    "linalg_matmul": "matmul",
    "matrix_power": "linalg_matrix_power",
    "matrix_exp": "linalg_matrix_exp",
    "moveaxis": "movedim",
    "multiply": "mul",
    "negative": "neg",
    "not_equal": "ne",
    "slogdet": "linalg_slogdet",
    "special_digamma": "digamma",
    "special_erf": "erf",
    "special_exp2": "exp2",
    "special_expit": "sigmoid",
    "special_log1p": "log1p",
    "special_log_softmax": "log_softmax",
    "special_logsumexp": "logsumexp",
    "special_round": "round",
    "special_sinc": "sinc",
    "special_softmax": "softmax",
    "subtract": "sub",
    "swapaxes": "transpose",
    "swapdims": "transpose",
}


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
    if name.startswith("__") and name.endswith("__"):
        name = _operator_name(name.strip("_"))
    else:
        name = name.lstrip("_")
    in_place = name.endswith("_")
    base = name.rstrip("_")
    return _ALIASES.get(base, base) + ("_" if in_place else "")


def _operator_name(name: str) -> str:
    if name in _BOTH_WAYS:
        return _OPERATORS.get(name, name)
    if name[:1] == "r" and name[1:] in _BOTH_WAYS:
        return _OPERATORS.get(name[1:], name[1:])
    if name[:1] == "i" and name[1:] in _BOTH_WAYS:
        return _OPERATORS.get(name[1:], name[1:]) + "_"
    return name


def is_named(called: str, name: str) -> bool:
    """Tell whether the call of `called` falls under `name`; `add` covers `add_` as well."""
    wanted = (
        name.rpartition(".")[2]
        if not name.startswith("torch.linalg.")
        else ("linalg_" + name.rpartition(".")[2])
    )
    in_place = wanted.endswith("_")
    base = wanted.rstrip("_")
    wanted = _ALIASES.get(base, base) + ("_" if in_place else "")
    return called == wanted or (not in_place and called == wanted + "_")


class Calls(TorchFunctionMode):
    """Records, while it is entered, the torch functions that Python code calls.

    It sees methods, operators, attributes such as `.T`, aliases and functions fetched by
    `getattr`; what torch itself calls within its own C++ code it doesn't see.
    """

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Collection[type],
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Note the function's name and let it run."""
        self.names[function_name(func)] = None
        return func(*args, **(kwargs or {}))


class Allocations(TorchDispatchMode):
    """Adds up, while it is entered, the bytes of every new storage that torch makes.

    A view adds nothing; a temporary that is freed at once counts all the same.
    """

    def __init__(self, inputs: Sequence[torch.Tensor]) -> None:
        super().__init__()
        self.bytes = 0
        # Holding on to each storage keeps its address from being given out a second time.
        self._known = {t.untyped_storage().data_ptr(): t.untyped_storage() for t in inputs}

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Collection[type],
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Let the operation run and count the storages that weren't there before."""
        result = func(*args, **(kwargs or {}))
        for leaf in tree_leaves(result):
            if isinstance(leaf, torch.Tensor):
                storage = leaf.untyped_storage()
                if storage.nbytes() and storage.data_ptr() not in self._known:
                    self._known[storage.data_ptr()] = storage
                    self.bytes += storage.nbytes()
        return result
