"""One name for each torch function, however it is reached, and the ways to write it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

import torch

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
_SIGNS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "div": "/",
    "pow": "**",
    "matmul": "@",
    "floor_divide": "//",
    "remainder": "%",
    "bitwise_and": "&",
    "bitwise_or": "|",
    "bitwise_xor": "^",
    "bitwise_not": "~",
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


def known_name(function: Callable[..., Any]) -> str:
    """Give `function_name` of any function, keeping it for the next time where that can be."""
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
    wanted = wanted_name(name)
    return frozenset((wanted,) if wanted.endswith("_") else (wanted, wanted + "_"))


def wanted_name(name: str) -> str:
    """Give the one name of a function that an exercise bans or requires by any of its names."""
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


def other_ways(name: str) -> tuple[str, ...]:
    """List the other ways to write the function called `name`: its operator, its second names."""
    one = wanted_name(name)
    found = [_SIGNS[one]] if one in _SIGNS else []
    for alias, of in _ALIASES.items():
        if of == one and alias != name.rpartition(".")[2] and alias != "array":
            home, _, rest = alias.partition("_")
            found.append(f"{home}.{rest}" if home in _FAMILIES else alias)
    return tuple(found)
