"""### From a cell to its indices

Now the way back. Somebody has written into one cell of a storage. Which elements of a tensor does
that change? Write `looks_at(place, shape, strides, offset)`, which returns the list of all indices
(tuples or lists) whose element lies at cell `place`, in reading order: the last number of the index
runs fastest.

The list may be empty, since a tensor can step over a cell or begin after it. It may hold one
index. And it may hold several: a row that is expanded, or windows that overlap, look at one cell
more than once. A tensor without axes has one index, `()`, and a tensor with an empty axis has
none. The tensors are small: at most a few hundred elements.

```python
>>> looks_at(6, (3, 4), (4, 1), 0)
[(1, 2)]
>>> looks_at(2, (3, 3), (1, 1), 0)
[(0, 2), (1, 1), (2, 0)]
>>> looks_at(1, (3,), (2,), 0)
[]
```
"""

import itertools
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def looks_at(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    """List the indices of all elements that lie at one cell of the storage."""
    ### BEGIN SOLUTION
    found = []
    for index in itertools.product(*(range(length) for length in shape)):
        if offset + sum(i * stride for i, stride in zip(index, strides, strict=True)) == place:
            found.append(index)
    return found
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points=2,
    hints=[
        "The formula leads from an index to a cell. Try it on every index, and keep those that "
        "lead to `place`.",
        "`itertools.product(range(3), range(4))` goes through all pairs of a (3, 4) table in "
        "reading order. With a star it takes as many ranges as there are axes.",
        "For an index, the cell is the offset plus, axis by axis, the number times the stride.",
    ],
)


def reference(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    steps = sum((n - 1) * s for n, s in zip(shape, strides, strict=True))
    cells = torch.arange(offset + max(steps, 0) + 1).as_strided(shape, strides, offset)
    found = (cells == place).nonzero().tolist()
    return [tuple(index) for index in found]


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a table in reading order", 6, (3, 4), (4, 1), 0)
    yield case("overlapping windows", 2, (3, 3), (1, 1), 0)
    yield case("a cell between two elements", 1, (3,), (2,), 0)
    columns = rng.size(2, 4)
    yield case("a transposed table", rng.below(3 * columns), (columns, 3), (1, columns), 0)
    yield case("a row expanded to four rows", 5 + rng.below(3), (4, 3), (0, 1), 5)
    yield case("a cell before the offset", 3, (2, 2), (2, 1), rng.size(4, 7))
    yield case("a cell behind the last element", 12 + rng.size(), (3, 4), (4, 1), 0)
    yield case("three axes with an offset", 2 + rng.below(24), (2, 3, 4), (12, 4, 1), 2)
    yield case("windows of 3, two apart", rng.size(2, 6), (4, 3), (2, 1), 0)
    yield case("no axes, its own cell", 4, (), (), 4)
    yield case("no axes, another cell", 3, (), (), 4)
    yield case("an empty axis", 0, (0, 3), (3, 1), 0)


@mistake(
    "You stopped at the first index. Where the strides make elements overlap, several indices look "
    "at one cell, and a write changes all of them."
)
def only_the_first(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    return looks_at(place, shape, strides, offset)[:1]


@mistake(
    "You counted cells as if the tensor lay in reading order, by its shape alone. The strides say "
    "where its elements are."
)
def in_reading_order_only(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    indices = list(itertools.product(*map(range, shape)))
    return indices[place - offset : place - offset + 1] if place >= offset else []


@mistake("The offset is missing: the tensor begins at cell `offset` of its storage, not at cell 0.")
def without_offset(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    return looks_at(place, shape, strides, 0)


@mistake(
    "The indices are the right ones, in another order: the first number runs fastest. In reading "
    "order it is the last one."
)
def first_axis_fastest(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    return [index[::-1] for index in looks_at(place, shape[::-1], strides[::-1], offset)]


@mistake(
    "You divided by the strides, from the largest to the smallest. That finds one index at most, "
    "and it goes wrong where elements overlap, where a stride is 0, and where a cell is stepped "
    "over."
)
def by_division(
    place: int, shape: tuple[int, ...], strides: tuple[int, ...], offset: int
) -> list[tuple[int, ...]]:
    rest, index = place - offset, [0] * len(shape)
    for axis in sorted(range(len(shape)), key=lambda a: -strides[a]):
        if strides[axis]:
            index[axis], rest = divmod(rest, strides[axis])
    return [tuple(index)]
