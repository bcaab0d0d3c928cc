"""### A slice, by start and stride

Write `slice_axis(x, dim, start, stop, step)`, which is `x[start:stop:step]` along the axis `dim`,
with all other axes whole: a view over the same storage. Build it with `torch.as_strided`. Indices
between brackets, `narrow`, `select`, `split`, `unfold` and the like may not be called on a tensor.

One point is for `0 <= start <= stop <= length` and any `step >= 1`; `dim` may count from the end,
and `x` may be a view itself. The other point is for the rest of what a slice can be: `start` and
`stop` may be `None`, negative, or beyond the ends, with the meaning that they have for a list,
and the result may be empty.

```python
>>> x = torch.arange(12).reshape(3, 4)
>>> slice_axis(x, 1, 1, 4, 2)
tensor([[ 1,  3],
        [ 5,  7],
        [ 9, 11]])
>>> slice_axis(x, 0, -2, None, 1)
tensor([[ 4,  5,  6,  7],
        [ 8,  9, 10, 11]])
```

Python itself can tell what a slice means for a length:
`range(*slice(-2, None, 1).indices(3))` is `range(1, 3)`.
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def slice_axis(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    """Take a slice along one axis, as a view."""
    ### BEGIN SOLUTION
    places = range(*slice(start, stop, step).indices(x.shape[dim]))
    shape, strides = list(x.shape), list(x.stride())
    offset = x.storage_offset() + places.start * strides[dim]
    shape[dim] = len(places)
    strides[dim] *= step
    return torch.as_strided(x, shape, strides, offset)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points={"basic": 1, "edge": 1},
    facts=["strides", "shares"],
    banned=[
        "torch.Tensor.__getitem__",
        "torch.narrow",
        "torch.narrow_copy",
        "torch.select",
        "torch.split",
        "torch.split_with_sizes",
        "torch.tensor_split",
        "torch.chunk",
        "torch.unbind",
        "torch.unfold",
        "torch.slice",
        "torch.hsplit",
        "torch.vsplit",
    ],
    hints=[
        "Three things change: where the view begins, how long the axis `dim` is, and how far one "
        "step along it goes.",
        "The view begins `start` steps along `dim` behind the first element of `x`. One step of "
        "the slice is `step` steps of `x`.",
        "How many elements are there? As many as the range of their places: "
        "`len(range(start, stop, step))`. With `slice(...).indices(length)` you get a start and a "
        "stop without None, negative or too large numbers.",
    ],
)


def reference(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    index = [slice(None)] * x.ndim
    index[dim] = slice(start, stop, step)
    return x[tuple(index)]


def cases(rng: Rng) -> Iterator[Case]:
    table = torch.arange(12).reshape(3, 4)
    yield case("every second column from 1", table, 1, 1, 4, 2)
    yield case("the rows from 1 on", rng.integers(4, 3), 0, 1, 4, 1)
    yield case("every third of ten", rng.reals(10), 0, 2, 10, 3)
    yield case("the middle axis of three", rng.integers(2, 5, 3), -2, 1, 4, 2)
    yield case("a transposed table", rng.integers(4, 5).T, 0, 1, 5, 2)
    yield case("a slice of a slice", rng.reals(3, 6)[1:, 1::2], 1, 1, 3, 1)
    yield case("an expanded row", rng.reals(1, 3).expand(5, 3), 0, 1, 4, 2)
    yield case("one place", rng.integers(4, 4), 1, 2, 3, 1)
    yield case("None on both sides", rng.integers(3, 5), 1, None, None, 2, group="edge")
    yield case("a negative start", table, 0, -2, None, 1, group="edge")
    yield case("a negative stop", rng.reals(7), 0, 1, -2, 2, group="edge")
    yield case("a stop of 0", rng.integers(3, 2), 0, 0, 0, 1, group="edge")
    yield case("a stop beyond the end", rng.integers(2, 5), 1, 3, 99, 1, group="edge")
    yield case("a start beyond the front", rng.integers(4, 2), 0, -99, 2, 1, group="edge")
    yield case("nothing between start and stop", rng.reals(2, 4), 1, 3, 1, 1, group="edge")
    yield case("a step longer than the axis", rng.integers(3, 2), 0, 1, None, 8, group="edge")


def _parts(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> tuple[range, list[int], list[int]]:
    return range(*slice(start, stop, step).indices(x.shape[dim])), list(x.shape), list(x.stride())


@mistake(
    "The view begins in the wrong place: `x` may itself begin inside its storage, and the new "
    "offset counts from the start of the storage, not from the first element of `x`."
)
def own_offset_forgotten(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    places, shape, strides = _parts(x, dim, start, stop, step)
    offset = places.start * strides[dim]
    shape[dim] = len(places)
    strides[dim] *= step
    return torch.as_strided(x, shape, strides, offset)


@mistake(
    "`start` was added to the offset as it is. It counts steps along the axis `dim`, and each of "
    "them goes as many cells as the stride of that axis."
)
def start_in_cells(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    places, shape, strides = _parts(x, dim, start, stop, step)
    offset = x.storage_offset() + places.start
    shape[dim] = len(places)
    strides[dim] *= step
    return torch.as_strided(x, shape, strides, offset)


@mistake(
    "The length is right, but the stride stayed as it was, so neighbours were taken instead of "
    "every `step`-th."
)
def step_forgotten(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    places, shape, strides = _parts(x, dim, start, stop, step)
    offset = x.storage_offset() + places.start * strides[dim]
    shape[dim] = len(places)
    return torch.as_strided(x, shape, strides, offset)


@mistake(
    "The length was rounded down: from place 1 up to 4 in steps of 2 there are two places, 1 and "
    "3, though 3 // 2 is 1."
)
def rounded_down(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    places, shape, strides = _parts(x, dim, start, stop, step)
    offset = x.storage_offset() + places.start * strides[dim]
    shape[dim] = max(0, places.stop - places.start) // step
    strides[dim] *= step
    return torch.as_strided(x, shape, strides, offset)


@mistake(
    "Plain starts and stops are right. `None`, negative numbers and numbers beyond the ends must "
    "first be turned into places along the axis."
)
def plain_numbers_only(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    shape, strides = list(x.shape), list(x.stride())
    offset = x.storage_offset() + start * strides[dim]
    shape[dim] = len(range(start, stop, step))
    strides[dim] *= step
    return torch.as_strided(x, shape, strides, offset)


@mistake(
    "The numbers are right, but they have memory of their own. A slice is a view: changing it "
    "must change `x`."
)
def copied(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    return slice_axis(x, dim, start, stop, step).clone()


@mistake(
    "Only a stop of 0 goes wrong. `stop or length` takes 0 for missing, since 0 counts as false in "
    "Python: ask `is None`."
)
def zero_taken_for_none(
    x: torch.Tensor, dim: int, start: int | None, stop: int | None, step: int
) -> torch.Tensor:
    return slice_axis(x, dim, start, stop or None, step)
