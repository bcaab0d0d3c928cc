"""### Would reshape copy?

A tensor of 8 GB in a machine of 12 GB: a reshape that shares is free, a reshape that copies ends
the program. Write `reshape_shares(x, shape)`, which says **before** the copy is made whether
`x.reshape(shape)` would look at the memory of `x`: `True` if it would, `False` if it would have
to copy.

`shape` is a tuple that fits the number of elements, and may hold one -1. `x` has at least one
element. Since copying is what the caller fears, nothing that may copy is allowed: no `reshape`,
`flatten`, `ravel`, `contiguous` or `clone`.

```python
>>> x = torch.tensor([[1, 2, 3], [4, 5, 6]])
>>> reshape_shares(x, (6,))
True
>>> reshape_shares(x.T, (6,))
False
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def reshape_shares(x: torch.Tensor, shape: tuple[int, ...]) -> bool:
    """Tell whether x.reshape(shape) would share the memory of x."""
    ### BEGIN SOLUTION
    try:
        x.view(shape)
    except RuntimeError:
        return False
    return True
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T15"],
    banned=[
        "torch.reshape",
        "torch.reshape_as",
        "torch.flatten",
        "torch.ravel",
        "torch.contiguous",
        "torch.clone",
    ],
    hints=[
        "There is a method that gives the same result as `reshape` when sharing is possible, and "
        "that never copies. What does it do when sharing isn't possible?",
        "`view` raises a RuntimeError where `reshape` would copy. Try it, and answer according to "
        "what happens.",
    ],
)


def reference(x: torch.Tensor, shape: tuple[int, ...]) -> bool:
    return x.reshape(shape).untyped_storage().data_ptr() == x.untyped_storage().data_ptr()


def cases(rng: Rng) -> Iterator[Case]:
    table = rng.integers(2, 3)
    yield case("a table as a vector", table, (6,))
    yield case("a transposed table as a vector", table.T, (6,))
    yield case("a transposed table in its own shape", rng.reals(2, 3).T, (3, 2))
    yield case("a transposed table with one axis more", rng.reals(2, 3).T, (3, 1, -1))
    yield case("some columns as a vector", rng.reals(3, 4)[:, :2], (-1,))
    yield case("some rows as a vector", rng.reals(4, 3)[1:3], (-1,))
    yield case("every second row as a vector", rng.reals(4, 3)[::2], (6,))
    yield case("one column in two axes", rng.reals(4, rng.size(2, 3))[:, 1], (2, 2))
    yield case("one axis split in two", rng.reals(3, 4).T, (2, 2, 3))
    yield case("a single element of a vector", rng.reals(rng.size(2, 5))[1:2], (1, 1))


@mistake(
    "You answer `True` for every tensor. `reshape` shares where it can and copies without a word "
    "where it must, as for a transposed table laid out as a vector."
)
def always(x: torch.Tensor, shape: tuple[int, ...]) -> bool:
    return True


@mistake(
    "You ask whether `x` is contiguous. That is enough for sharing, but not needed: a column, "
    "split in two axes, is not contiguous and can be shared all the same."
)
def asks_for_contiguous(x: torch.Tensor, shape: tuple[int, ...]) -> bool:
    return x.is_contiguous()


@mistake(
    "The answer is the wrong way round: `view` raises its error where the memory can't be shared, "
    "and there `reshape` would copy."
)
def upside_down(x: torch.Tensor, shape: tuple[int, ...]) -> bool:
    try:
        x.view(shape)
    except RuntimeError:
        return True
    return False


@mistake(
    "You answer `True` only where the shape stays the same. Many other shapes can be laid over "
    "the same memory too: that is what `reshape` is for."
)
def same_shape_only(x: torch.Tensor, shape: tuple[int, ...]) -> bool:
    return tuple(x.shape) == tuple(shape)
