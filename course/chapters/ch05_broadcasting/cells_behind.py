"""### How many numbers are really there?

A tensor of shape `(1000, 1000)` that was made by `expand` may look at three numbers only. Write
`cells_behind(x)`, which returns how many different cells of memory `x` looks at, as a Python int.

Along each axis, `x` either repeats (stride 0) or goes through cells that no other of its indices
reaches. `x` may be a slice or a transpose of something larger: cells that `x` doesn't look at
don't count. An axis of length 1 repeats nothing, whatever its stride is. A tensor without
elements looks at no cell, and one without axes at one.

```python
>>> cells_behind(torch.arange(3).expand(1000, 3))
3
>>> cells_behind(torch.arange(3).repeat(1000, 1))
3000
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def cells_behind(x: torch.Tensor) -> int:
    """Count the cells of memory that x looks at, each once."""
    ### BEGIN SOLUTION
    if x.numel() == 0:
        return 0
    cells = 1
    for length, stride in zip(x.shape, x.stride(), strict=True):
        if stride != 0:
            cells *= length
    return cells
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B3"],
    hints=[
        "`x.stride()` is a tuple with one entry for each axis: how many cells of memory one step "
        "along that axis is. What does a 0 say?",
        "An axis with stride 0 shows the same cells again and again, so its length doesn't count. "
        "The lengths of all the other axes are multiplied.",
        "Begin with 1, so that a tensor without axes gives 1. Tensors without elements are easiest "
        "dealt with first: ask `x.numel()`.",
    ],
)


def reference(x: torch.Tensor) -> int:
    last = sum((n - 1) * s for n, s in zip(x.shape, x.stride(), strict=True) if n)
    cells = torch.arange(max(last, 0) + 1).as_strided(x.shape, x.stride(), 0)
    return cells.unique().numel()


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a vector, expanded to rows", torch.arange(3).expand(2, 3))
    yield case("a vector, repeated to rows", torch.arange(3).repeat(2, 1))
    yield case("a column, expanded to the right", rng.reals(3, 1).expand(3, rng.size(2, 4)))
    yield case("one number, expanded to a table", rng.reals(1, 1).expand(3, rng.size(2, 4)))
    yield case("a table that repeats nothing", rng.reals(3, rng.size(2, 4)))
    yield case("a part of a larger table", rng.reals(4, 5)[1:3, 1:4])
    yield case("one column of a table, expanded", rng.reals(3, 4)[:, 1:2].expand(3, 5))
    yield case("a transposed table in a batch", rng.reals(2, 3).T.expand(4, 3, 2))
    yield case("stride 0 in the middle", rng.integers(2, 1, 3).expand(2, rng.size(2, 5), 3))
    yield case("an axis of length 1 with stride 0", rng.reals(3).expand(1, 3))
    yield case("no axes", torch.tensor(2.5))
    yield case("expanded to no rows", rng.reals(3).expand(0, 3))
    yield case("one number, expanded to none", rng.reals(1).expand(0))


@mistake(
    "The elements are counted, by the shape alone. Elements that are shown again and again lie in "
    "one cell; the strides tell which."
)
def elements(x: torch.Tensor) -> int:
    return x.numel()


@mistake(
    "All cells of the storage are counted. It may be larger than what `x` looks at: a part of a "
    "table has the storage of the whole table. Only the cells behind `x` itself count."
)
def whole_storage(x: torch.Tensor) -> int:
    if x.numel() == 0:
        return 0
    return x.untyped_storage().nbytes() // x.element_size()


@mistake(
    "Different values are counted, not different cells. Two cells may well hold the same number."
)
def different_values(x: torch.Tensor) -> int:
    return x.unique().numel()


@mistake(
    "Only a tensor without elements differs. Where an axis has length 0, no cell is looked at, "
    "even if its stride is 0."
)
def empty_forgotten(x: torch.Tensor) -> int:
    cells = 1
    for length, stride in zip(x.shape, x.stride(), strict=True):
        if stride != 0:
            cells *= length
    return cells


@mistake(
    "The lengths of the axes with stride 0 were multiplied. These are the ones that repeat; the "
    "lengths of the others count."
)
def the_other_axes(x: torch.Tensor) -> int:
    if x.numel() == 0:
        return 0
    cells = 1
    for length, stride in zip(x.shape, x.stride(), strict=True):
        if stride == 0:
            cells *= length
    return cells


@mistake(
    "Only a first axis that repeats is noticed. `expand` can repeat along any axis, the last one "
    "and the middle ones included."
)
def first_axis_only(x: torch.Tensor) -> int:
    return x[0].numel() if x.ndim and x.numel() and x.stride(0) == 0 else x.numel()
