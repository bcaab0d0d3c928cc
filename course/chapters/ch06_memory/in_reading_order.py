"""### Contiguous or not?

`x.is_contiguous()` asks whether the elements lie in the storage side by side, in reading order.
Write `in_reading_order(shape, strides)`, which answers this from the shape and the strides alone,
as torch does, with a Python bool. Both are tuples of the same length.

Three points of torch's answer are worth some care:

- Along an axis of length 1 nobody ever takes a step. Its stride doesn't matter, whatever it is.
- A tensor with an axis of length 0 has no elements that could lie in the wrong order, so it is
  contiguous.
- A tensor without axes is contiguous.

`is_contiguous` may not be called.

```python
>>> in_reading_order((3, 4), (4, 1))
True
>>> in_reading_order((4, 3), (1, 4))
False
>>> in_reading_order((3, 1), (1, 7))
True
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def in_reading_order(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    """Tell from shape and strides whether a tensor is contiguous."""
    ### BEGIN SOLUTION
    if 0 in shape:
        return True
    expected = 1
    for length, stride in zip(reversed(shape), reversed(strides), strict=True):
        if length > 1 and stride != expected:
            return False
        expected *= length
    return True
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points={"basic": 1, "edge": 1},
    banned=["torch.Tensor.is_contiguous", "torch.Tensor.contiguous"],
    hints=[
        "In reading order, which stride has the last axis? Which one the axis before it, and the "
        "one before that?",
        "Go through the axes from the last to the first, and keep the stride that you expect: 1 at "
        "first, then multiplied by the length of each axis that you pass.",
        "Compare an axis only if its length is greater than 1, and answer for empty tensors "
        "before everything else.",
    ],
)


def reference(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    return torch.empty_strided(shape, strides).is_contiguous()


def cases(rng: Rng) -> Iterator[Case]:
    m, n, k = rng.size(2, 4), rng.size(2, 4), rng.size(2, 4)
    yield case("a table", (3, 4), (4, 1))
    yield case("a transposed table", (4, 3), (1, 4))
    yield case("a table cut out of a wider one", (m, n), (n + 2, 1))
    yield case("three axes in reading order", (k, m, n), (m * n, n, 1))
    yield case("three axes, the first two swapped", (m, k, n), (n, m * n, 1))
    yield case("every second element", (m,), (2,))
    yield case("an expanded row", (m, n), (0, 1))
    yield case("overlapping windows", (5, 3), (1, 1))
    yield case("blocks that are too far apart", (k, m, n), (m * n + 1, n, 1))
    yield case("rows that are too far apart", (k, m, n), (m * (n + 1), n + 1, 1))
    gap = m * n + n
    yield case("four axes, a gap in the middle", (2, k, m, n), (k * gap, gap, n, 1))
    yield case("a column with a stride of its own", (3, 1), (1, 7), group="edge")
    yield case("a column cut out of a table", (3, 1), (4, 1), group="edge")
    yield case("a row with a strange stride", (1, n), (99, 1), group="edge")
    yield case("a row that is spread out", (1, n), (1, 2), group="edge")
    yield case("one element", (1, 1), (5, 0), group="edge")
    yield case("no rows", (0, 3), (1, 9), group="edge")
    yield case("no columns", (3, 0), (7, 2), group="edge")
    yield case("no axes", (), (), group="edge")
    yield case("length 1 in the middle", (m, 1, n), (n, 77, 1), group="edge")


@mistake(
    "You compare the strides with those of a fresh tensor, for every axis. Where the length is 1 "
    "nobody takes a step, so the stride doesn't count; and without elements nothing counts."
)
def every_stride_counts(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    expected = 1
    for length, stride in zip(reversed(shape), reversed(strides), strict=True):
        if stride != expected:
            return False
        expected *= max(length, 1)
    return True


@mistake(
    "Axes of length 1 are right. But a tensor with an axis of length 0 has no element out of "
    "order, so it is contiguous whatever its strides are."
)
def empty_ones_forgotten(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    expected = 1
    for length, stride in zip(reversed(shape), reversed(strides), strict=True):
        if length != 1 and stride != expected:
            return False
        expected *= max(length, 1)
    return True


@mistake(
    "You ask whether the strides fall from left to right. They do in a table that was cut out of a "
    "wider one as well, and there the rows don't follow each other without a gap."
)
def falling_strides(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    return 0 in shape or list(strides) == sorted(strides, reverse=True)


@mistake(
    "You ask only whether the last axis has stride 1. Then each row lies side by side, but the "
    "rows may overlap, stand apart, or come in another order."
)
def last_stride_only(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    return 0 in shape or not shape or shape[-1] == 1 or strides[-1] == 1


@mistake(
    "Only the last stride and the outermost two axes were looked at. Between any two neighbours "
    "there may be a gap, so each axis has to be compared."
)
def outermost_pair_only(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    axes = [(n, s) for n, s in zip(shape, strides, strict=True) if n != 1]
    if 0 in shape or not axes:
        return True
    return axes[-1][1] == 1 and (len(axes) < 2 or axes[0][1] == axes[1][0] * axes[1][1])


@mistake(
    "Only the innermost two axes were looked at: each table is in order, but one table may not "
    "follow the other without a gap."
)
def innermost_pair_only(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    axes = [(n, s) for n, s in zip(shape, strides, strict=True) if n != 1]
    if 0 in shape or not axes:
        return True
    return axes[-1][1] == 1 and (len(axes) < 2 or axes[-2][1] == axes[-1][0])


@mistake(
    "The lengths were multiplied from the first axis on, so that the first axis would have "
    "stride 1. In reading order it is the last axis that runs fastest."
)
def first_axis_fastest(shape: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    return in_reading_order(shape[::-1], strides[::-1])
