"""### Capstone, second part: the view

Write `broadcast_to(x, shape)`, which gives `x` the shape `shape` by the rule, without copying
anything: the result looks at the memory of `x`, and where an axis is stretched or missing its
stride is 0. The other axes keep their strides. `x` may have any strides, start anywhere in its
storage, and have any number of axes.

`x` is stretched to `shape`, never the other way round. Raise a `ValueError` where `shape` has
fewer axes than `x`, or where a length of `x` is neither 1 nor the one asked for. Lengths may be 0:
a 1 can be stretched to 0, and a 0 to nothing but 0.

Build it with `torch.as_strided(x, shape, strides)`; what torch has for stretching and repeating
(`expand`, `broadcast_to`, `repeat` and the like) may not be called, nor NumPy used.

```python
>>> column = torch.tensor([[10], [20], [30]])
>>> wide = broadcast_to(column, (3, 2))
>>> wide
tensor([[10, 10],
        [20, 20],
        [30, 30]])
>>> wide.stride()
(1, 0)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def broadcast_to(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    """Look at x in a larger shape, with stride 0 where it is stretched."""
    ### BEGIN SOLUTION
    missing = len(shape) - x.ndim
    if missing < 0:
        raise ValueError(f"{tuple(x.shape)} has more axes than {tuple(shape)}")
    strides = [0] * missing
    for have, want, stride in zip(x.shape, shape[missing:], x.stride(), strict=True):
        if have not in (1, want):
            raise ValueError(f"length {have} can't be stretched to {want}")
        strides.append(stride if have == want else 0)
    return torch.as_strided(x, shape, strides)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B3", "B4"],
    points={"basic": 2, "edge": 1, "layout": 2},
    facts=["strides", "shares"],
    banned=[
        "torch.expand",
        "torch.expand_as",
        "torch.broadcast_to",
        "torch.broadcast_tensors",
        "torch.repeat",
        "torch.tile",
        "torch.repeat_interleave",
        "torch.meshgrid",
    ],
    hints=[
        "The strides of the result are those of `x`, changed in two ways: more axes in front, and "
        "0 where a 1 is stretched. `x.stride()` gives those of `x`.",
        "How many axes are missing? `len(shape) - x.ndim`. Each of them gets stride 0; below 0, "
        "the shapes don't fit.",
        "Go through `x.shape`, the last entries of `shape` and `x.stride()` together. Equal "
        "lengths keep the stride, a 1 gets stride 0, anything else raises ValueError.",
        "Leave the offset to `torch.as_strided`: without it, the result begins where `x` begins.",
    ],
)


def reference(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    try:
        return x.expand(shape)
    except RuntimeError as error:
        raise ValueError("the shapes don't fit") from error


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a column to the right", torch.tensor([[10], [20], [30]]), (3, 2))
    yield case("a row downwards", rng.reals(1, 4), (3, 4))
    yield case("a vector to rows", rng.integers(3), (rng.size(2, 5), 3))
    yield case("a vector to a square", rng.reals(3), (3, 3))
    yield case("a column to a square", rng.reals(3, 1), (3, 3))
    yield case("its own shape", rng.reals(2, 3), (2, 3))
    yield case("one number to a table", rng.reals(1, 1), (2, 3))
    yield case("the middle axis, and a new one", rng.reals(2, 1, 3), (2, 2, rng.size(2, 4), 3))
    yield case("a length that doesn't fit", rng.reals(2, 3), (2, 4))
    yield case("a vector whose length is that of the rows", rng.reals(3), (3, 2))
    yield case("no axes", torch.tensor(rng.number()), (2, 3), group="edge")
    yield case("no axes to no axes", torch.tensor(rng.number()), (), group="edge")
    yield case("fewer axes than x has", rng.reals(1, 3), (3,), group="edge")
    yield case("a table to no axes", rng.reals(1, 1), (), group="edge")
    yield case("a longer one to 1", rng.reals(3), (1,), group="edge")
    yield case("a multiple of the length", rng.reals(2), (4,), group="edge")
    yield case("1 to 0", rng.reals(1, 3), (0, 3), group="edge")
    yield case("a new axis of length 0", rng.reals(3), (0, 3), group="edge")
    yield case("0 to 0", rng.reals(0, 3), (2, 0, 3), group="edge")
    yield case("0 to 1", rng.reals(0), (1,), group="edge")
    yield case("0 to 2", rng.reals(0, 2), (2, 2), group="edge")
    yield case("2 to 0", rng.reals(2), (0,), group="edge")
    yield case("a transposed table", rng.reals(3, 2).T, (4, 2, 3), group="layout")
    yield case("one column of a table", rng.reals(3, 4)[:, 2:3], (3, 2), group="layout")
    yield case("one row of a table", rng.reals(3, 4)[1], (2, 4), group="layout")
    yield case("every second number", rng.strided(rng.reals(3)), (2, 3), group="layout")
    yield case(
        "one that was stretched before", rng.reals(3).expand(1, 2, 3), (4, 2, 3), group="layout"
    )
    block = rng.reals(3, 4, 2)[1:, 1:2].permute(2, 1, 0)
    yield case("a part of a block, its axes turned", block, (2, 3, 2), group="layout")


def _strides(x: torch.Tensor, shape: tuple[int, ...]) -> list[int]:
    missing = len(shape) - x.ndim
    if missing < 0:
        raise ValueError
    strides = [0] * missing
    for have, want, stride in zip(x.shape, shape[missing:], x.stride(), strict=True):
        if have not in (1, want):
            raise ValueError
        strides.append(stride if have == want else 0)
    return strides


@mistake(
    "The values are right, but they are copies: the result has memory of its own. A view with "
    "stride 0 shows the same cell again and again."
)
def copied(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    return torch.as_strided(x, shape, _strides(x, shape)).clone(
        memory_format=torch.contiguous_format
    )


@mistake(
    "The strides are those of an `x` whose numbers lie side by side. A transposed or sliced `x` "
    "has other strides: ask it."
)
def as_if_contiguous(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    side_by_side = torch.empty(x.shape).stride()
    strides = [
        own if stride else 0
        for own, stride in zip(
            [0] * (len(shape) - x.ndim) + list(side_by_side), _strides(x, shape), strict=True
        )
    ]
    return torch.as_strided(x, shape, strides)


@mistake(
    "The view begins at the first cell of the storage. `x` may begin further on, as a slice does: "
    "without an offset of yours, `as_strided` begins where `x` begins."
)
def offset_zero(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    return torch.as_strided(x, shape, _strides(x, shape), 0)


@mistake(
    "Where the shapes don't fit, nothing is raised, or no ValueError: the lengths of `x` and the "
    "numbers of axes have to be compared with those asked for."
)
def nothing_checked(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    missing = len(shape) - x.ndim
    lengths, strides = [1] * missing + list(x.shape), [0] * missing + list(x.stride())
    strides = [0 if n == 1 else s for n, s in zip(lengths, strides, strict=True)]
    return torch.as_strided(x, shape, strides)


@mistake(
    "The new axes are put behind those of `x`. Shapes are aligned from the right: the missing axes "
    "are the first ones."
)
def new_axes_behind(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    missing = len(shape) - x.ndim
    if missing < 0:
        raise ValueError
    strides = []
    for have, want, stride in zip(x.shape, shape[: x.ndim], x.stride(), strict=True):
        if have not in (1, want):
            raise ValueError
        strides.append(stride if have == want else 0)
    return torch.as_strided(x, shape, strides + [0] * missing)


@mistake(
    "The new axes are put behind those of `x`. Shapes are aligned from the right: the missing axes "
    "are the first ones. And a `shape` with fewer axes than `x` should raise a ValueError."
)
def new_axes_behind_or_too_few(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    strides = []
    for axis, want in enumerate(shape):
        have = x.shape[axis] if axis < x.ndim else 1
        if have not in (1, want):
            raise ValueError
        strides.append(x.stride(axis) if axis < x.ndim and have == want else 0)
    return torch.as_strided(x, shape, strides)


@mistake(
    "Shapes that would fit if `shape` were stretched are let through. Only `x` may be stretched: a "
    "length of 3 can't become 1, and no axis of `x` may go."
)
def both_ways(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    try:
        together = torch.broadcast_shapes(x.shape, shape)
    except RuntimeError:
        raise ValueError from None
    return torch.as_strided(x, together, _strides(x, together))


@mistake(
    "Length 0 is refused. A 1 can be stretched to 0, and a 0 stays 0; no other length becomes 0."
)
def zero_refused(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    if 0 in shape or 0 in x.shape:
        raise ValueError
    return torch.as_strided(x, shape, _strides(x, shape))


@mistake(
    "Where the shapes don't fit, another kind of exception comes than the task asks for: it should "
    "be a ValueError."
)
def another_error(x: torch.Tensor, shape: tuple[int, ...]) -> torch.Tensor:
    try:
        return torch.as_strided(x, shape, _strides(x, shape))
    except ValueError:
        raise RuntimeError from None
