"""### Measure a batch

A colleague sends you a file of data. Before you compute with it you want three numbers. Write
`describe_batch(batch)` for a tensor whose axis 0 counts the items (images, rows, recordings). It
returns a tuple of three Python ints:

1. how many items there are,
2. how many numbers one item holds,
3. how many numbers there are in all.

`batch` has one axis or more. With a single axis, each item is one number. A batch may hold no
items at all: the size of an item is still known, since the shape tells it.

```python
>>> describe_batch(torch.zeros(10, 3, 4))
(10, 12, 120)
>>> describe_batch(torch.zeros(0, 3, 4))
(0, 12, 0)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def describe_batch(batch: torch.Tensor) -> tuple[int, int, int]:
    """Give the number of items, of numbers in one item, and of numbers in all."""
    ### BEGIN SOLUTION
    return batch.shape[0], batch.shape[1:].numel(), batch.numel()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T14"],
    hints=[
        "The shape answers all three questions. Its first entry counts the items; what describes "
        "one item?",
        "A shape can be sliced as any tuple can: the slice without the first entry is the shape "
        "of one item.",
        "A `torch.Size` has a method that multiplies its entries, the one that tensors have too. "
        "It also works on a slice of a shape, even on an empty one.",
    ],
)


def reference(batch: torch.Tensor) -> tuple[int, int, int]:
    per_item = 1
    for length in batch.shape[1:]:
        per_item *= length
    return len(batch), per_item, batch.numel()


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a table of two rows and three columns", torch.tensor([[1, 2, 3], [4, 5, 6]]))
    yield case("a batch of small images", rng.reals(rng.size(2, 4), 3, 4))
    yield case("a batch of colour images", rng.integers(2, 3, 2, rng.size(2, 3)))
    yield case("one axis: each item is a number", rng.reals(rng.size(4, 7)))
    yield case("a single item", rng.bools(1, 2, rng.size(3, 5)))
    yield case("a batch that is not contiguous", rng.strided(rng.reals(3, rng.size(2, 4), 2)))
    yield case("a batch without items", rng.reals(0, 3, rng.size(2, 5)))
    yield case("items without numbers", rng.reals(rng.size(2, 4), 0))


@mistake(
    "The last entry of the shape is the size of an item only in a table. With more axes an item "
    "has several lengths, and their product counts."
)
def last_axis_only(batch: torch.Tensor) -> tuple[int, int, int]:
    return batch.shape[0], batch.shape[-1], batch.numel()


@mistake(
    "The third entry is a shape. In torch `.size()` gives the shape; it is pandas and NumPy whose "
    "`.size` counts the elements."
)
def size_as_count(batch: torch.Tensor) -> tuple[int, int, torch.Size]:
    return batch.shape[0], batch.shape[1:].numel(), batch.size()


@mistake(
    "The size of an item is computed by a division by the number of items, and a batch without "
    "items makes that a division by zero. The shape knows the size of an item without dividing."
)
def divides(batch: torch.Tensor) -> tuple[int, int, int]:
    return batch.shape[0], batch.numel() // batch.shape[0], batch.numel()


@mistake(
    "The size of an item is read from the first item, and a batch without items has no first one. "
    "The shape of the batch holds the same information."
)
def looks_at_first_item(batch: torch.Tensor) -> tuple[int, int, int]:
    return batch.shape[0], batch[0].numel(), batch.numel()


@mistake(
    "The first number counts the axes, since `len(batch.shape)` is how many entries the shape "
    "has. The number of items is the shape's first entry."
)
def counts_axes(batch: torch.Tensor) -> tuple[int, int, int]:
    return len(batch.shape), batch.shape[1:].numel(), batch.numel()
