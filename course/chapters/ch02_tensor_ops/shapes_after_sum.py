"""### Quiz: which shape is left?

`x` holds a batch of 8 colour images: its shape is `(8, 3, 28, 32)`, for images, colours, rows
and columns. Which shapes do these six sums have?

| letter | expression |
|---|---|
| a | `x.sum(dim=0)` |
| b | `x.sum(dim=1)` |
| c | `x.sum(dim=-1)` |
| d | `x.sum(dim=(2, 3))` |
| e | `x.sum(dim=1, keepdim=True)` |
| f | `x.sum()` |

Write `shapes_after_sum()`, which returns a dict from each letter to its shape, written as a
tuple. Decide first, then check; if you are unsure of one, make an `x` and look.

```python
>>> shapes_after_sum()["b"][0]
8
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def shapes_after_sum() -> dict[str, tuple[int, ...]]:
    """Give the shape of each of the six sums, by its letter."""
    ### BEGIN SOLUTION
    return {
        "a": (3, 28, 32),
        "b": (8, 28, 32),
        "c": (8, 3, 28),
        "d": (8, 3),
        "e": (8, 1, 28, 32),
        "f": (),
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T10", "T9"],
    hints=[
        "Write the shape down and cross out the entry that `dim` points at. What remains is the "
        "answer.",
        "`dim=-1` is the last axis. A tuple names several axes, which all disappear. `keepdim` "
        "puts a 1 where the axis was.",
        "For f every axis disappears: nothing is left between the parentheses of the shape.",
    ],
)


def reference() -> dict[str, tuple[int, ...]]:
    x = torch.zeros(8, 3, 28, 32)
    sums = {
        "a": x.sum(dim=0),
        "b": x.sum(dim=1),
        "c": x.sum(dim=-1),
        "d": x.sum(dim=(2, 3)),
        "e": x.sum(dim=1, keepdim=True),
        "f": x.sum(),
    }
    return {letter: tuple(total.shape) for letter, total in sums.items()}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the six sums")


@mistake(
    "You kept the axis that `dim` names and removed the others. It is the other way round: the "
    "named axis is added up, and it is the one that disappears."
)
def named_axis_stays() -> dict[str, tuple[int, ...]]:
    return {"a": (8,), "b": (3,), "c": (32,), "d": (28, 32), "e": (1, 3, 1, 1), "f": ()}


@mistake(
    "You counted the axes from the back. Axes are numbered from the left, starting at 0; only "
    "negative numbers count from the end."
)
def counted_from_the_back() -> dict[str, tuple[int, ...]]:
    return {
        "a": (8, 3, 28),
        "b": (8, 3, 32),
        "c": (3, 28, 32),
        "d": (28, 32),
        "e": (8, 3, 1, 32),
        "f": (),
    }


@mistake(
    "You left an axis of length 1 where each sum was taken. That is what `keepdim=True` does; "
    "without it the axis is gone."
)
def ones_stay() -> dict[str, tuple[int, ...]]:
    return {
        "a": (1, 3, 28, 32),
        "b": (8, 1, 28, 32),
        "c": (8, 3, 28, 1),
        "d": (8, 3, 1, 1),
        "e": (8, 1, 28, 32),
        "f": (1, 1, 1, 1),
    }


@mistake(
    "Only f differs. The sum of all elements is no one-element vector: it has no axis at all, so "
    "its shape is empty."
)
def total_as_vector() -> dict[str, tuple[int, ...]]:
    return {**shapes_after_sum(), "f": (1,)}


@mistake(
    "Only e differs. With `keepdim=True` the summed axis stays in its place with length 1, so "
    "that the result still has four axes."
)
def keepdim_ignored() -> dict[str, tuple[int, ...]]:
    return {**shapes_after_sum(), "e": (8, 28, 32)}


@mistake(
    "Only f differs, and it is no tuple: parentheses around one number leave it a number, and only "
    "a comma behind it would make it a tuple. Besides, the sum of all elements has no axis at all, "
    "not one of length 1."
)
def total_as_number() -> dict[str, object]:
    return {**shapes_after_sum(), "f": 1}
