"""### From bytes to elements

NumPy counts strides in **bytes**, torch in **elements**. Write
`element_strides(byte_strides, itemsize)`, which translates. `byte_strides` is the tuple `a.strides`
of some array and `itemsize` the number of bytes of one of its elements. The result is the tuple of
strides, one for each axis, that `torch.from_numpy(a)` would have; a list does not serve.

Where `torch.from_numpy` can't share, raise ValueError: a stride is negative, or it isn't a whole
number of elements. A stride of 0 is fine. There may be no axes at all.

```python
>>> np.zeros((3, 4)).strides
(32, 8)
>>> element_strides((32, 8), 8)
(4, 1)
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def element_strides(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    """Translate strides from bytes to elements; raise ValueError where torch couldn't share."""
    ### BEGIN SOLUTION
    for stride in byte_strides:
        if stride < 0 or stride % itemsize != 0:
            raise ValueError(f"torch can't step by {stride} bytes")
    return tuple(stride // itemsize for stride in byte_strides)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N2", "N1"],
    points=2,
    facts=["sequence"],
    hints=[
        "A step of 32 bytes over numbers of 8 bytes each: how many numbers is that?",
        "Whole division, `//`, one stride at a time. Before it, look at both reasons to refuse.",
        "The remainder `%` tells whether the division comes out even. Check every stride before "
        "you return, and give back a tuple of whole numbers.",
    ],
)


def reference(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    dtype = {1: np.uint8, 2: np.int16, 4: np.int32, 8: np.int64, 16: np.complex128}[itemsize]
    room = np.zeros(512 + itemsize, dtype=np.uint8)
    array = np.ndarray((2,) * len(byte_strides), dtype, room, 256, byte_strides)
    return torch.from_numpy(array).stride()


def cases(rng: Rng) -> Iterator[Case]:
    itemsize = rng.choice([2, 4])
    wide = rng.size(3, 9)
    yield case("a table of float64", (32, 8), 8)
    yield case("a table of smaller numbers", (wide * itemsize, itemsize), itemsize)
    yield case("a transposed table", (4, wide * 4), 4)
    yield case("every third element", (24,), 8)
    yield case("bytes", (wide, 1), 1)
    yield case("three axes", (96, 24, 8), 8)
    yield case("an axis that was stretched", (0, 4), 4)
    yield case("complex numbers", (48, 16), 16)
    yield case("no axes", (), 8)
    yield case("a reversed vector", (-8,), 8)
    yield case("columns in reverse", (64, -8), 8)
    yield case("numbers of 4 bytes in records of 5", (5,), 4)
    yield case("numbers of 8 bytes in records of 12", (12,), 8)
    yield case("only the second stride is no whole number", (16, 6), 4)
    yield case("three numbers of 4 bytes in records of 13", (13, 4), 4)
    yield case("rows in reverse", (-32, 8), 8)
    yield case("only the middle stride is no whole number", (48, 6, 4), 4)


@mistake(
    "A negative stride comes out negative. torch has none: it refuses such an array, and your "
    "function should raise ValueError."
)
def negative_allowed(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    if any(stride % itemsize for stride in byte_strides):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


@mistake(
    "`//` rounds down without a word: 5 bytes become one step of 4. Where the division doesn't "
    "come out even, torch can't share, and ValueError should be raised."
)
def rounded_down(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    if any(stride < 0 for stride in byte_strides):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


@mistake(
    "The division is right, but nothing is refused: negative strides and steps of part of an "
    "element should both raise ValueError."
)
def nothing_refused(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    return tuple(stride // itemsize for stride in byte_strides)


@mistake(
    "You look at the last stride only. Any of them may be negative, or be no whole number of "
    "elements: think of rows in reverse, or of records with a byte too many."
)
def last_stride_only(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    if byte_strides and (byte_strides[-1] < 0 or byte_strides[-1] % itemsize):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


@mistake("`/` gives floats. Strides count elements, so they are whole numbers.")
def floats(byte_strides: tuple[int, ...], itemsize: int) -> tuple[float, ...]:
    if any(stride < 0 or stride % itemsize for stride in byte_strides):
        raise ValueError
    return tuple(stride / itemsize for stride in byte_strides)


@mistake(
    "You refuse a stride of 0. It only means that the next step along this axis finds the same "
    "element again, as in a broadcast array, and torch can do that."
)
def zero_refused(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    if any(stride <= 0 or stride % itemsize for stride in byte_strides):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


@mistake(
    "You multiplied: that translates from torch to NumPy. From bytes to elements there are fewer "
    "to count, not more."
)
def the_other_way(byte_strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    if any(stride < 0 or stride % itemsize for stride in byte_strides):
        raise ValueError
    return tuple(stride * itemsize for stride in byte_strides)
