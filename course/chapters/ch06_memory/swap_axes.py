"""### Transpose without moving a number

Write `swap_axes(x, dim0, dim1)`, which gives `x` with the two axes swapped, as
`x.transpose(dim0, dim1)` does: a view over the same storage, of the right shape and with the
right strides. Build it with `torch.as_strided`.

`x` has at least one axis, and need not be contiguous, nor begin at the start of its storage. The
numbers of the axes may count from the end (-1 is the last), and may be equal. `transpose`,
`permute` and their relatives (`.T`, `.mT`, `movedim`, `einsum`) may not be called.

```python
>>> x = torch.arange(6).reshape(2, 3)
>>> swap_axes(x, 0, 1)
tensor([[0, 3],
        [1, 4],
        [2, 5]])
>>> swap_axes(x, 0, 1).stride()
(1, 3)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def swap_axes(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    """Swap two axes of x, as a view."""
    ### BEGIN SOLUTION
    shape, strides = list(x.shape), list(x.stride())
    shape[dim0], shape[dim1] = shape[dim1], shape[dim0]
    strides[dim0], strides[dim1] = strides[dim1], strides[dim0]
    return torch.as_strided(x, shape, strides, x.storage_offset())
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points=1,
    facts=["strides", "shares"],
    banned=[
        "torch.transpose",
        "torch.permute",
        "torch.movedim",
        "torch.einsum",
        "torch.t",
        "torch.adjoint",
        "torch.Tensor.T",
        "torch.Tensor.mT",
        "torch.Tensor.H",
        "torch.Tensor.mH",
    ],
    hints=[
        "After the swap, a step along axis `dim0` is what a step along axis `dim1` was. So what "
        "happens to the strides?",
        "`list(x.shape)` and `list(x.stride())` can be changed. Swap two entries in each. In a "
        "list, negative numbers count from the end by themselves.",
        "`torch.as_strided(x, shape, strides, offset)` takes the offset last: the view begins "
        "where `x` begins, which `x.storage_offset()` tells.",
    ],
)


def reference(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    return x.transpose(dim0, dim1)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a table of two rows", torch.arange(6).reshape(2, 3), 0, 1)
    yield case("the outer axes of three", rng.integers(2, 3, 4), 0, 2)
    yield case("negative numbers of axes", rng.reals(3, 2, 4), -1, -2)
    yield case("one counted from each end", rng.reals(2, 3, 4), -1, 0)
    yield case("a table that is already transposed", rng.integers(4, 3).T, 0, 1)
    yield case("a table cut out of a larger one", rng.integers(5, 6)[1:4, 2:], 1, 0)
    yield case("an expanded row", rng.reals(1, 3).expand(4, 3), 0, 1)
    yield case("an axis with itself", rng.integers(2, 3), 1, 1)
    yield case("one axis", rng.integers(4), 0, -1)
    yield case("no rows", torch.empty(0, 3), 0, 1)


@mistake(
    "The shape is right, but the numbers were read in their old order into it: that is what "
    "`reshape` does. A transpose keeps the numbers and swaps the strides."
)
def reshaped(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    shape = list(x.shape)
    shape[dim0], shape[dim1] = shape[dim1], shape[dim0]
    return x.reshape(shape)


@mistake(
    "The lengths were swapped and the strides were not, so that a step along an axis still goes "
    "as far as before. Strides go with their axes."
)
def strides_stayed(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    shape = list(x.shape)
    shape[dim0], shape[dim1] = shape[dim1], shape[dim0]
    return torch.as_strided(x, shape, x.stride())


@mistake(
    "The numbers are right, but they were copied into memory of their own. A transpose needs no "
    "copy: the same storage is read with other strides."
)
def copied(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    return swap_axes(x, dim0, dim1).contiguous()


@mistake(
    "The view always begins at cell 0 of the storage. `x` may begin further on, and the view must "
    "begin where `x` does."
)
def offset_zero(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    shape, strides = list(x.shape), list(x.stride())
    shape[dim0], shape[dim1] = shape[dim1], shape[dim0]
    strides[dim0], strides[dim1] = strides[dim1], strides[dim0]
    return torch.as_strided(x, shape, strides, 0)


@mistake(
    "The strides were computed from the shape, as if `x` were contiguous. A tensor that was cut "
    "out or transposed before has others: ask `x.stride()`."
)
def assumed_contiguous(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    flat = x.contiguous().stride()
    shape, strides = list(x.shape), list(flat)
    shape[dim0], shape[dim1] = shape[dim1], shape[dim0]
    strides[dim0], strides[dim1] = strides[dim1], strides[dim0]
    return torch.as_strided(x, shape, strides)


@mistake("All axes were reversed. Only the two that are named change places; the others stay.")
def all_reversed(x: torch.Tensor, dim0: int, dim1: int) -> torch.Tensor:
    return torch.as_strided(x, x.shape[::-1], x.stride()[::-1])
