"""### Scalar, vector, matrix

A measuring program must say what it was given. Write `kind_of_tensor(x)`, which returns

- `"scalar"`, `"vector"` or `"matrix"` for a tensor with no axes, with one or with two;
- for more axes their number, as in `"3 axes"`.

Only the number of axes counts: not how long they are, nor how many elements there are.

```python
>>> kind_of_tensor(torch.tensor([7.5, 8.0]))
'vector'
>>> kind_of_tensor(torch.zeros(2, 3, 4))
'3 axes'
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def kind_of_tensor(x: torch.Tensor) -> str:
    """Name a tensor by the number of its axes."""
    ### BEGIN SOLUTION
    names = ["scalar", "vector", "matrix"]
    return names[x.ndim] if x.ndim < 3 else f"{x.ndim} axes"
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L1", "L2", "L4"],
    hints=[
        "How many entries has the shape? That is the number of axes, and `ndim` gives it too.",
        "Take care with `torch.tensor([3.0])`. Its shape is `(1,)`: one axis, of length 1.",
        "With an f-string the number goes into the text: the value of `n` followed by ` axes`.",
    ],
)


def reference(x: torch.Tensor) -> str:
    return {0: "scalar", 1: "vector", 2: "matrix"}.get(x.dim(), f"{x.dim()} axes")


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a number without brackets", torch.tensor(3.0))
    yield case("a number in brackets", torch.tensor([3.0]))
    yield case("a table of one number", torch.tensor([[3.0]]))
    yield case("one number behind four axes", rng.reals(1, 1, 1, 1))
    yield case("a row of numbers", rng.integers(rng.size(2, 5)))
    yield case("a table with a single row", rng.reals(1, 4))
    yield case("a table with a single column", rng.reals(5, 1))
    yield case("a table", rng.integers(2, 3))
    yield case("three axes", rng.reals(2, 1, 3))
    yield case("five axes", rng.integers(1, 2, 1, 3, 2))
    yield case("a vector without elements", rng.reals(0))
    yield case("a table without rows", rng.reals(0, 3))


def _named(axes: int) -> str:
    return ["scalar", "vector", "matrix"][axes] if axes < 3 else f"{axes} axes"


@mistake(
    "You look at how many elements there are. One number in brackets is a vector of length 1, and "
    "in two pairs of brackets a matrix: the axes count, not the elements."
)
def one_element_is_a_scalar(x: torch.Tensor) -> str:
    return "scalar" if x.numel() == 1 else _named(x.ndim)


@mistake(
    "You left out the axes of length 1. They count like the others: a table with a single row is "
    "still a table, and needs two indices."
)
def short_axes_left_out(x: torch.Tensor) -> str:
    return _named(x.squeeze().ndim)


@mistake(
    "You take `torch.tensor([3.0])` for a scalar, as many texts do. Its shape is `(1,)`, so it has "
    "one axis: it is a vector of length 1."
)
def a_vector_of_one_is_a_scalar(x: torch.Tensor) -> str:
    return "scalar" if x.shape == (1,) else _named(x.ndim)


@mistake(
    "You take a table with a single row or column for a vector. It has two axes, so it is a "
    "matrix, however short one of them is."
)
def a_single_row_is_a_vector(x: torch.Tensor) -> str:
    return "vector" if x.ndim == 2 and 1 in x.shape else _named(x.ndim)


@mistake(
    "From three axes on the number of axes was asked for. You gave the length of the first axis, "
    "which is what `len` of a tensor tells."
)
def length_of_the_first_axis(x: torch.Tensor) -> str:
    return _named(x.ndim) if x.ndim < 3 else f"{len(x)} axes"
