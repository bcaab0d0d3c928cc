"""### Flat without a copy

`x.view(-1)` lays all elements of `x` in one row, in reading order, if that needs no copy, and
raises an error otherwise. A program that must not copy wants to know beforehand. Write
`flat_view(x)`, which returns the view with one axis where there is one, over the same storage,
and `None` where the numbers would have to be copied. `view`, `reshape`, `flatten`, `ravel` and
the like may not be called; `torch.as_strided` may.

A view with one axis has one stride. So the question is: in reading order, is every step to the
next element equally far? Contiguous tensors are the plain case, but not the only one: a column of
a table can be viewed flat (the step is the length of a row), and so can a number that was
expanded (the step is 0).

Axes of length 1 don't matter. A tensor with fewer than two elements can always be viewed flat.

```python
>>> x = torch.arange(12).reshape(3, 4)
>>> flat_view(x[1:])
tensor([ 4,  5,  6,  7,  8,  9, 10, 11])
>>> flat_view(x[:, 1:2])
tensor([1, 5, 9])
>>> print(flat_view(x.T))
None
```
"""

import itertools
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def flat_view(x: torch.Tensor) -> torch.Tensor | None:
    """View x with one axis, or return None where that would need a copy."""
    ### BEGIN SOLUTION
    if x.numel() < 2:
        return torch.as_strided(x, (x.numel(),), (1,), x.storage_offset())
    axes = [(n, s) for n, s in zip(x.shape, x.stride(), strict=True) if n > 1]
    for (_, outer), (length, inner) in itertools.pairwise(axes):
        if outer != length * inner:
            return None
    return torch.as_strided(x, (x.numel(),), (axes[-1][1],), x.storage_offset())
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points={"basic": 2, "edge": 1},
    facts=["strides", "shares"],
    banned=[
        "torch.Tensor.view",
        "torch.Tensor.view_as",
        "torch.reshape",
        "torch.Tensor.reshape_as",
        "torch.flatten",
        "torch.ravel",
        "torch.unflatten",
    ],
    hints=[
        "Look at two neighbouring axes of a table. The step along a row is the inner stride. How "
        "far is it from the last element of a row to the first one of the next row?",
        "The two steps are equal exactly if the outer stride is the length of the inner axis times "
        "the inner stride.",
        "Leave out the axes of length 1, then test each pair of neighbours among the rest. If all "
        "fit, the stride of the flat view is the stride of the last axis that is left.",
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor | None:
    try:
        return x.view(x.numel())
    except RuntimeError:
        return None


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a table", torch.arange(6).reshape(2, 3))
    yield case("a transposed table", torch.arange(6).reshape(2, 3).T)
    columns = rng.size(3, 5)
    yield case("the last rows of a table", rng.integers(4, columns)[2:])
    yield case("the left part of a table", rng.integers(3, columns + 2)[:, :columns])
    yield case("every second element", rng.reals(8)[1::2])
    yield case("every second column of all", rng.reals(3, 6)[:, ::2])
    yield case("every second row of all", rng.reals(6, 3)[::2])
    yield case("three axes, the last two swapped", rng.integers(2, 3, 4).transpose(1, 2))
    yield case("three axes, contiguous", rng.reals(2, 3, 2))
    yield case("one table of a block, every second column", rng.integers(2, 3, 4)[1, :, ::2])
    blocks, rows, columns = rng.size(2, 3), rng.size(2, 3), rng.size(2, 4)
    wide = rng.integers(blocks, rows, columns + 1)
    yield case("the left part of each table of a block", wide[:, :, :columns])
    yield case(
        "the top of each table of a block", rng.integers(blocks, 2 * rows, columns)[:, :rows]
    )
    yield case("four axes, a gap in the middle", rng.integers(2, 3, 4, 2)[:, :, :3])
    yield case("overlapping windows in each row", rng.integers(2, 12)[:, :8].unfold(1, 4, 2))
    yield case("a column with two axes", rng.integers(4, 3)[:, 1:2], group="edge")
    yield case("a row of a transposed table", rng.integers(4, 3).T[1:2], group="edge")
    yield case("a number expanded to a table", rng.reals(1, 1).expand(3, 4), group="edge")
    yield case("a row expanded to a table", rng.reals(1, 3).expand(2, 3), group="edge")
    yield case("a column expanded to a table", rng.reals(3, 1).expand(3, 2), group="edge")
    yield case("length 1 in the middle", rng.integers(3, 5)[:, None, :], group="edge")
    yield case("one element inside a table", rng.integers(3, 4)[1:2, 2:3], group="edge")
    yield case("no axes", rng.reals(3)[1], group="edge")
    yield case("no elements", torch.empty(0, 3), group="edge")
    yield case("no rows, cut out of a wider table", torch.empty(0, 5)[:, :3], group="edge")
    yield case("no columns", torch.empty(3, 0), group="edge")


def _flat(x: torch.Tensor, stride: int) -> torch.Tensor:
    return torch.as_strided(x, (x.numel(),), (stride,), x.storage_offset())


@mistake(
    "You return a view only for contiguous tensors. A column or every second element isn't "
    "contiguous, and can be viewed flat all the same, with a stride other than 1."
)
def contiguous_only(x: torch.Tensor) -> torch.Tensor | None:
    return _flat(x, 1) if x.is_contiguous() else None


@mistake(
    "You never return None. Where the steps between neighbours are not all equal, a single stride "
    "reads other numbers, or runs out of the storage."
)
def always_a_view(x: torch.Tensor) -> torch.Tensor | None:
    return _flat(x, x.stride(-1) if x.ndim else 1)


@mistake(
    "Where a copy was needed, you made one. The task asks for None there, so that the caller can "
    "decide."
)
def copied_where_needed(x: torch.Tensor) -> torch.Tensor | None:
    view = flat_view(x)
    return _flat(x.contiguous(), 1) if view is None else view


@mistake(
    "Axes of length 1 were compared as well. Nobody takes a step along them, so their strides "
    "mean nothing and must not decide."
)
def length_one_compared(x: torch.Tensor) -> torch.Tensor | None:
    if x.numel() < 2:
        return _flat(x, 1)
    axes = list(zip(x.shape, x.stride(), strict=True))
    for (_, outer), (length, inner) in itertools.pairwise(axes):
        if outer != length * inner:
            return None
    return _flat(x, x.stride(-1))


def _fits(axes: list[tuple[int, int]]) -> bool:
    return all(outer == n * inner for (_, outer), (n, inner) in itertools.pairwise(axes))


def _used(x: torch.Tensor) -> list[tuple[int, int]]:
    return [(n, s) for n, s in zip(x.shape, x.stride(), strict=True) if n != 1]


@mistake(
    "Only the two outermost axes were compared. With three axes there are two pairs of "
    "neighbours, and between the inner ones there may be a gap as well."
)
def outermost_pair_only(x: torch.Tensor) -> torch.Tensor | None:
    axes = _used(x)
    if x.numel() < 2:
        return _flat(x, 1)
    return _flat(x, axes[-1][1]) if _fits(axes[:2]) else None


@mistake(
    "Only the two innermost axes were compared. With three axes there are two pairs of "
    "neighbours, and between one table and the next there may be a gap as well."
)
def innermost_pair_only(x: torch.Tensor) -> torch.Tensor | None:
    axes = _used(x)
    if x.numel() < 2:
        return _flat(x, 1)
    return _flat(x, axes[-1][1]) if _fits(axes[-2:]) else None


@mistake(
    "A tensor without elements was refused because of its strides. There is no step that could be "
    "too long in it: with fewer than two elements, a flat view always exists."
)
def strides_without_elements(x: torch.Tensor) -> torch.Tensor | None:
    axes = _used(x)
    if not axes:
        return _flat(x, 1)
    return _flat(x, axes[-1][1]) if _fits(axes) else None


@mistake(
    "The test is right, but every view got stride 1. The elements of a column lie further apart: "
    "the stride of the flat view is that of the innermost axis with more than one element."
)
def stride_one(x: torch.Tensor) -> torch.Tensor | None:
    return None if flat_view(x) is None else _flat(x, 1)


@mistake(
    "An expanded number was refused. All its elements lie in one cell, so every step is 0 cells "
    "long, and steps of 0 are equal too."
)
def stride_zero_refused(x: torch.Tensor) -> torch.Tensor | None:
    used = [s for n, s in zip(x.shape, x.stride(), strict=True) if n > 1]
    return None if 0 in used else flat_view(x)
