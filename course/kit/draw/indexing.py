"""What stands between the brackets of x[...]: which cells it picks, and how it is written."""

from __future__ import annotations

import math
from gettext import gettext as _

import numpy as np
import torch

from course.kit.draw.cells import Array


class _At:
    """Hands back what stands between its brackets."""

    def __getitem__(self, index: object) -> object:
        return index

    def __repr__(self) -> str:
        return "at"


at = _At()


def usable(index: object) -> object:
    """Return `index` with its lists made into tensors; raise TypeError for a mask of numbers."""
    if isinstance(index, tuple):
        return tuple(usable(part) for part in index)
    if isinstance(index, list):
        try:
            made = torch.tensor(index)
        except (TypeError, ValueError, RuntimeError) as error:
            raise TypeError(_not_an_index(index, str(error))) from None
        return made.long() if made.numel() == 0 else made
    if isinstance(index, torch.Tensor | np.ndarray) and str(index.dtype).endswith("uint8"):
        raise TypeError(_("A mask must have dtype bool; this one has uint8. Use mask.bool()."))
    return index


def pick(x: Array, index: object, name: str = "x") -> Array:
    """Return x[index].

    Raises ValueError when the index does not fit `x`.
    """
    if isinstance(x, np.ndarray):
        index = _for_numpy(index)
    try:
        return x[index]  # type: ignore[index]
    except (IndexError, TypeError, ValueError, RuntimeError) as error:
        raise ValueError(
            _("{name} has shape {shape}. {problem}").format(
                name=name,
                shape=tuple(x.shape),
                problem=_not_an_index(spell(index), str(error)),
            )
        ) from None


def places(x: Array, index: object, name: str = "x") -> list[int]:
    """Return the places, in the reading order of `x`, of the cells of x[index], in its order."""
    shape = tuple(x.shape)
    count = math.prod(shape)
    numbered: Array = torch.arange(count).reshape(shape)
    if isinstance(x, np.ndarray):
        numbered = numbered.numpy()
    picked = pick(numbered, index, name)
    return [int(place) for place in picked.reshape(-1).tolist()]


def spell(index: object) -> str:
    """Write an index as it is typed between the brackets; long masks are only named."""
    if isinstance(index, tuple):
        return ", ".join(spell(part) for part in index) + ("," if len(index) == 1 else "")
    if isinstance(index, slice):
        ends = ["" if end is None else str(end) for end in (index.start, index.stop)]
        return ":".join(ends if index.step is None else [*ends, str(index.step)])
    if index is Ellipsis:
        return "..."
    if isinstance(index, torch.Tensor | np.ndarray):
        if index.ndim == 0:
            return str(index.item())
        if str(index.dtype).endswith("bool"):
            return _("mask")
        return str(index.tolist()) if index.ndim <= 1 and len(index) <= 6 else _("indices")
    return str(index)


def _not_an_index(index: object, error: str) -> str:
    return _(
        "[{index}] does not work as its index: {error}. "
        "Give what stands between the brackets, such as draw.at[0, :], or a mask of bools."
    ).format(index=index, error=error.strip().rstrip("."))


def _for_numpy(index: object) -> object:
    if isinstance(index, tuple):
        return tuple(_for_numpy(part) for part in index)
    return index.numpy() if isinstance(index, torch.Tensor) else index
