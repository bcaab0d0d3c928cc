"""Views as people write them: slices, transposes and expansions instead of strides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import torch

Shape = tuple[int, ...]

# Steps to try along axes other than the last one of the memory.
_STEPS = (1, 2, 3)


@dataclass(frozen=True)
class View:
    """How to get a view: give all of its memory the shape `base`, then write `code` behind it."""

    base: Shape
    code: str


@dataclass(frozen=True)
class _Axis:
    """An axis of a view: its number, and its length and stride in elements."""

    number: int
    length: int
    stride: int


def as_written(tensor: torch.Tensor) -> View | None:
    """Find how `tensor` can be written as a view of its memory, such as `[:, 1::2]` or `.T`.

    Its storage must begin with the tensor's dtype and hold whole elements of it. Returns None for
    a layout that only `torch.as_strided` gives.
    """
    count = tensor.untyped_storage().nbytes() // tensor.element_size()
    axes = [
        _Axis(*axis) for axis in zip(range(tensor.ndim), tensor.shape, tensor.stride(), strict=True)
    ]
    kept = sorted((a for a in axes if a.stride), key=lambda a: -a.stride)
    if not kept:
        return _of_one_element(tensor, count)
    found = (_verified(tensor, kept, widths, count) for widths in _widths(kept, count))
    return next((view for view in found if view), None)


def _of_one_element(tensor: torch.Tensor, count: int) -> View:
    base, code = ((), "") if count == 1 else ((count,), f"[{tensor.storage_offset()}]")
    if tensor.ndim:
        code += f".expand({_listed(tensor.shape)})"
    return View(base, code)


def _widths(axes: Sequence[_Axis], count: int) -> Iterator[Shape]:
    """Guess how many elements lie between neighbours along each axis of the memory."""
    for steps in product(_STEPS, repeat=max(len(axes) - 1, 0)):
        outer = [axis.stride // step for axis, step in zip(axes[:-1], steps, strict=True)]
        widths = (*outer, 1)
        if all(b and a % b == 0 for a, b in pairwise((count, *widths))):
            yield widths


def _verified(
    tensor: torch.Tensor, axes: Sequence[_Axis], widths: Shape, count: int
) -> View | None:
    base = tuple(a // b for a, b in pairwise((count, *widths)))
    slices, left = [], tensor.storage_offset()
    for axis, width in zip(axes, widths, strict=True):
        start, left = divmod(left, width)
        step = max(axis.stride // width, 1)
        stop = start + step * (axis.length - 1) + 1 if axis.length else start
        slices.append(slice(start, stop, step))
    order = [axis.number for axis in axes]
    back = sorted(range(len(order)), key=order.__getitem__)
    cut = torch.empty(base, device="meta")[tuple(slices)]
    if cut.shape != tuple(axis.length for axis in axes):
        return None
    view = cut.permute(back)
    code = _subscript(slices, base) + _permutation(back)
    if len(axes) < tensor.ndim:
        view, base, code = _expanded(view, tensor, sorted(order), base, code)
    same = (view.shape, view.stride(), view.storage_offset())
    if same != (tensor.shape, tensor.stride(), tensor.storage_offset()):
        return None
    return View(base, code)


def _subscript(slices: Sequence[slice], base: Shape) -> str:
    texts = [_slice(part, length) for part, length in zip(slices, base, strict=True)]
    while texts and texts[-1] == ":":
        texts.pop()
    return f"[{', '.join(texts)}]" if texts else ""


def _slice(part: slice, length: int) -> str:
    to_the_end = len(range(part.start, length, part.step)) == len(range(length)[part])
    start = str(part.start) if part.start else ""
    stop = "" if to_the_end else str(part.stop)
    return f"{start}:{stop}" + (f":{part.step}" if part.step > 1 else "")


def _permutation(order: Sequence[int]) -> str:
    axes = list(range(len(order)))
    if list(order) == axes:
        return ""
    if list(order) == [*axes[:-2], axes[-1], axes[-2]]:
        return ".T" if len(order) == 2 else ".mT"
    return f".permute({_listed(order)})"


def _expanded(
    view: torch.Tensor, tensor: torch.Tensor, kept: Sequence[int], base: Shape, code: str
) -> tuple[torch.Tensor, Shape, str]:
    """Give back the axes of stride 0, as axes of length 1 that are expanded."""
    for i in (i for i in range(tensor.ndim) if i not in kept):
        view = view.unsqueeze(i)
    if not code:
        base = tuple(n if i in kept else 1 for i, n in enumerate(tensor.shape))
        view = torch.empty(base, device="meta")
    elif list(kept) != list(range(tensor.ndim))[-len(kept) :]:
        code += f"[{', '.join(':' if i in kept else 'None' for i in range(tensor.ndim))}]"
    return view.expand(tensor.shape), base, f"{code}.expand({_listed(tensor.shape)})"


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
