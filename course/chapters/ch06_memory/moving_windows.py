"""### Windows that slide along a row

A sensor sends one number a second. For a moving average you want all stretches of `size`
numbers, beginning `step` numbers apart, one in each row of a table. Write
`moving_windows(x, size, step)`, which gives this table as a view over the storage of `x`, with
`torch.as_strided`.

`x` has one axis and may itself be a view, such as every second element of something longer. Only
windows that fit completely count; numbers at the end that fill no window are left out. If `x` is
shorter than `size`, the result has shape `(0, size)`. `size` and `step` are at least 1. `unfold`
may not be called.

```python
>>> x = torch.arange(6)
>>> moving_windows(x, 3, 1)
tensor([[0, 1, 2],
        [1, 2, 3],
        [2, 3, 4],
        [3, 4, 5]])
>>> moving_windows(x, 2, 3)
tensor([[0, 1],
        [3, 4]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def moving_windows(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    """Give all windows of a row as the rows of a table, as a view."""
    ### BEGIN SOLUTION
    count = max(0, (len(x) - size) // step + 1)
    stride = x.stride(0)
    return torch.as_strided(x, (count, size), (step * stride, stride), x.storage_offset())
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points={"basic": 1, "edge": 1},
    facts=["strides", "shares"],
    banned=["torch.unfold", "torch.unfold_copy", "torch.im2col"],
    hints=[
        "How far is it, in cells, from one number of a window to the next? And from the first "
        "number of a window to the first of the next window?",
        "The first window begins at 0, the last at `len(x) - size` or a little before it. In steps "
        "of `step`, how many beginnings are that?",
        "Both strides are multiples of the stride of `x`, which is 2 for every second element of "
        "something. The offset is that of `x`.",
    ],
)


def reference(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    if len(x) < size:
        return x[:0, None].expand(0, size)
    return x.unfold(0, size, step)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("windows of three of six numbers", torch.arange(6), 3, 1)
    yield case("windows of two, three apart", torch.arange(6), 2, 3)
    size = rng.size(2, 4)
    yield case("overlapping windows, two apart", rng.reals(11), size + 1, 2)
    yield case("every second number of a row", rng.integers(12)[1::2], size, 1)
    yield case("a column of a table, two apart", rng.reals(7, 3)[:, 1], 3, 2)
    yield case("the last part of a row", rng.integers(9)[3:], 3, 1)
    yield case("numbers left over at the end", rng.integers(8), 3, 4)
    yield case("a last window that just fits, three apart", rng.integers(5), 2, 3)
    yield case("one window, the whole row", rng.reals(4), 4, rng.size(1, 3), group="edge")
    yield case("windows of one number", rng.integers(4), 1, 1, group="edge")
    yield case("a row that is too short", rng.integers(3), 5, 1, group="edge")
    yield case("much too short for the step", rng.integers(2), 6, 3, group="edge")
    yield case("no numbers", rng.reals(0), 2, 1, group="edge")
    yield case("an expanded number", rng.integers(1).expand(5), 3, 2, group="edge")


@mistake(
    "The strides are right for a row that lies side by side. Where `x` is itself every second "
    "number of something, one step along `x` goes further than one cell."
)
def assumed_contiguous(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    count = max(0, (len(x) - size) // step + 1)
    return torch.as_strided(x, (count, size), (step, 1), x.storage_offset())


@mistake(
    "The two strides are exchanged: along a window the numbers are neighbours, and from window to "
    "window it goes `step` numbers on."
)
def strides_exchanged(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    right = moving_windows(x, size, step)
    room = x.as_strided((0,), (1,)) if not len(right) else x
    if (len(right) - 1) + (size - 1) * step >= len(room) and len(right):
        raise RuntimeError("out of bounds for storage")
    return torch.as_strided(x, right.shape, (x.stride(0), step * x.stride(0)), x.storage_offset())


@mistake(
    "The last window is missing. From the first beginning to the last there are "
    "`(length - size) // step` steps, and so one window more than that."
)
def one_too_few(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    right = moving_windows(x, size, step)
    return torch.as_strided(x, (max(0, len(right) - 1), size), right.stride(), x.storage_offset())


@mistake(
    "Where the windows don't overlap, you counted whole steps: `len(x) // step`. The last window "
    "needs only `size` numbers, so it may fit where a whole step doesn't."
)
def whole_steps(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    right = moving_windows(x, size, step)
    count = len(x) // step if step >= size else len(right)
    return torch.as_strided(x, (count, size), right.stride(), x.storage_offset())


@mistake(
    "Each window begins where the one before ended. `step` says how far it is from one beginning "
    "to the next."
)
def side_by_side(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    stride = x.stride(0)
    return torch.as_strided(x, (len(x) // size, size), (size * stride, stride), x.storage_offset())


@mistake(
    "The windows are right, but each was copied: that takes about `size` times the memory of `x`. "
    "The same cells can be looked at from several windows."
)
def copied(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    starts = range(0, len(x) - size + 1, step)
    rows = [x[i : i + size] for i in starts]
    return torch.stack(rows) if rows else x.new_empty(0, size)


@mistake(
    "For a row that is shorter than a window, the count came out negative. There are no windows "
    "then, and the table has 0 rows."
)
def negative_count(x: torch.Tensor, size: int, step: int) -> torch.Tensor:
    count = (len(x) - size) // step + 1
    stride = x.stride(0)
    return torch.as_strided(x, (count, size), (step * stride, stride), x.storage_offset())
