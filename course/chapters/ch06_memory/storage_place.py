"""### From an index to a cell

A tensor is described by its shape, its strides and its offset. Write
`storage_place(index, shape, strides, offset)`, which returns the number of the storage cell at
which the element with this index lies, as a Python int.

`index`, `shape` and `strides` are tuples of as many whole numbers as the tensor has axes (perhaps
none), and `offset` is one number. One point is for the plain formula.

The other is for what torch does around it. A negative number in the index counts from the end of
its axis, as in a list: -1 is the last place. And a number outside the axis raises `IndexError`:
for a length of 3 those are 3 and above, and -4 and below. Without that test, the formula would
walk into another row, or out of the storage.

```python
>>> storage_place((1, 2), (3, 4), (4, 1), 0)
6
>>> storage_place((1, 2), (4, 3), (1, 4), 5)
14
>>> storage_place((-1, 0), (3, 4), (4, 1), 0)
8
```
"""

from collections.abc import Iterator
from math import prod

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def storage_place(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    """Give the number of the storage cell that holds the element at an index."""
    ### BEGIN SOLUTION
    place = offset
    for i, length, stride in zip(index, shape, strides, strict=True):
        if not -length <= i < length:
            raise IndexError(f"index {i} is outside an axis of length {length}")
        place += (i % length) * stride
    return place
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points={"basic": 1, "edge": 1},
    hints=[
        "Start at the offset. Along each axis go as many steps as the index says, each as far as "
        "the stride says.",
        "`zip(index, shape, strides)` walks through the three tuples together. For a negative "
        "number, which number from the front means the same place?",
        "Test the range first, then make the number non-negative by adding the length of the "
        "axis, then multiply by the stride.",
    ],
)


def reference(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    if any(not -n <= i < n for i, n in zip(index, shape, strict=True)):
        raise IndexError("outside an axis")
    size = offset + sum((n - 1) * s for n, s in zip(shape, strides, strict=True)) + 1
    return int(torch.arange(size).as_strided(shape, strides, offset)[index])


def _inside(rng: Rng, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(rng.below(n) for n in shape)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a table of three rows", (1, 2), (3, 4), (4, 1), 0)
    yield case("a transposed table with an offset", (1, 2), (4, 3), (1, 4), 5)
    shape = (rng.size(2, 4), rng.size(3, 5), rng.size(2, 3))
    plain = (shape[1] * shape[2], shape[2], 1)
    yield case("three axes in reading order", _inside(rng, shape), shape, plain, rng.size(1, 9))
    yield case("every third element of a row", (rng.size(1, 3),), (4,), (3,), 2)
    yield case("an expanded row: a stride of 0", (2, rng.size(1, 2)), (5, 3), (0, 1), 7)
    yield case("overlapping windows", (2, 1), (4, 3), (1, 1), rng.size(1, 4))
    yield case("no axes", (), (), (), rng.size(3, 9))
    yield case("the last row, as -1", (-1, 0), (3, 4), (4, 1), 0, group="edge")
    yield case("negative in both axes", (-2, -3), (3, 4), (1, 3), 2, group="edge")
    yield case("a step beyond the end of a row", (0, 4), (3, 4), (4, 1), 0, group="edge")
    yield case("a step before the start", (-4, 1), (3, 4), (4, 1), 20, group="edge")
    yield case("outside an axis of stride 0", (5, 0), (5, 3), (0, 1), 7, group="edge")
    yield case("the first place, from the end", (-3,), (3,), (rng.size(2, 4),), 1, group="edge")


@mistake(
    "The offset is missing: the formula begins at cell 0 of the storage, and the tensor begins at "
    "cell `offset`."
)
def without_offset(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    return storage_place(index, shape, strides, 0)


@mistake(
    "You computed the steps from the shape, as if the tensor lay in reading order. Its strides "
    "say how it really lies, and they are given."
)
def from_the_shape(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    rows = tuple(prod(shape[i + 1 :]) for i in range(len(shape)))
    return storage_place(index, shape, rows, offset)


@mistake(
    "A negative number was multiplied as it is, which goes backwards from the first element. It "
    "counts from the end of its axis. And a number outside the axis should raise IndexError."
)
def plain_formula(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    return offset + sum(i * s for i, s in zip(index, strides, strict=True))


@mistake(
    "Negative numbers are right, but one outside the axis doesn't raise IndexError: taken modulo "
    "the length, 4 in an axis of 4 comes out as 0."
)
def wrapped_around(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    return offset + sum((i % n) * s for i, n, s in zip(index, shape, strides, strict=True))


@mistake(
    "Every negative number raises. Those from minus the length up to -1 are allowed, and count "
    "from the end."
)
def refused_negatives(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    if any(i < 0 for i in index):
        raise IndexError("negative")
    return storage_place(index, shape, strides, offset)


@mistake(
    "The last number of the index went with the first stride. Index and strides are in the same "
    "order, axis by axis."
)
def from_the_back(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    return storage_place(index, shape, strides[::-1], offset)


@mistake(
    "Numbers beyond the end raise IndexError, but those before the front don't: in an axis of "
    "length 3, -4 stands for nothing either."
)
def only_the_end_tested(
    index: tuple[int, ...], shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> int:
    place = offset
    for i, length, stride in zip(index, shape, strides, strict=True):
        if i >= length:
            raise IndexError(i)
        place += (i + length if i < 0 else i) * stride
    return place
