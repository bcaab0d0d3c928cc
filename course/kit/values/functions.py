"""Functions of torch, math and operator by their public names, as a case stores them."""

from __future__ import annotations

import contextlib
import math  # noqa: F401 - so that it is among the loaded modules
import operator  # noqa: F401 - the same
import sys
from typing import Any

import torch  # noqa: F401 - the same

_FUNCTION_HOMES = ("torch", "math", "operator")
_PUBLIC_HOMES = ("torch", "math", "operator", "torch.nn.functional")
_FAMILIES = ("linalg", "special", "fft")


def function_path(function: Any) -> str:
    """Give the public name of a function of torch, math or operator, such as `torch.linalg.inv`.

    Raises TypeError for any other function.
    """
    name = getattr(function, "__name__", "")
    family, _, rest = name.partition("_")
    paths = [f"{home}.{name}" for home in _PUBLIC_HOMES]
    paths += [f"torch.{family}.{rest}"] if family in _FAMILIES else []
    for path in (*paths, f"{getattr(function, '__module__', None)}.{name}"):
        if _is_allowed(path) and _found(path) is function:
            return path
    raise TypeError(
        f"a case can hold a function of torch, math or operator by its name, not {function!r}"
    )


def _is_allowed(path: str) -> bool:
    return path.split(".")[0] in _FUNCTION_HOMES


def _found(path: str) -> Any:
    home, _, name = path.rpartition(".")
    return getattr(sys.modules.get(home), name, None)


def function_named(path: str) -> Any:
    """Find the function that `function_path` named, without importing anything.

    Raises ValueError for a path that `function_path` never gives.
    """
    function = _found(path) if _is_allowed(path) else None
    # What torch itself imported, such as `torch.os`, has another home and so another path.
    with contextlib.suppress(TypeError):
        if callable(function) and function_path(function) == path:
            return function
    raise ValueError(f"{path} is not a function of torch, math or operator")
