"""Whether two tensors look at the same memory."""

from __future__ import annotations

from gettext import gettext as _

import numpy as np
import torch

from course.kit.draw.cells import Array


def shares_memory(x: Array, y: Array) -> bool:
    """Tell whether `x` and `y` are laid over the same memory.

    Two tensors do when their storages start at the same address; `id` says nothing about it. For
    two NumPy arrays, NumPy's own test decides. Tensors without elements share nothing.
    """
    if isinstance(x, np.ndarray) or isinstance(y, np.ndarray):
        return bool(np.shares_memory(x, y))
    if not x.numel() or not y.numel():
        return False
    return _address(x) == _address(y)


def sentence(x: Array, y: Array, name: str, result: str) -> str:
    """Say whether `result` (the tensor `y`) shares memory with `name` (the tensor `x`)."""
    if 0 in tuple(y.shape):
        return _("The result has no cells, so there is no memory to share.")
    if shares_memory(x, y):
        said = _(
            "{result} shares memory with {name}: a change in place to one is seen in the other."
        )
    else:
        said = _(
            "{result} is a copy with memory of its own: a change in place leaves {name} as it is."
        )
    return said.format(result=result, name=name)


def _address(x: torch.Tensor) -> int:
    return x.untyped_storage().data_ptr()
