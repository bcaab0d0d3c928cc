"""### The trace of a product, without the product

The trace of a square matrix is the sum of its diagonal. For the trace of A B nearly all of the
product is computed in vain: with 10,000 rows, A B has 100,000,000 entries, and 10,000 of them are
added up.

Write `trace_of_product(a, b)` for `a` of shape `(m, n)` and `b` of shape `(n, m)`, both of one
floating dtype: the trace of `a @ b`, of shape `()` and of that dtype. m is at least 1, and n may be
0: then the trace is 0. It may allocate **as much memory as `a` and `b` take together**, and a few
numbers more; the whole product is too much where m is large, and `b @ a` where n is.

```python
>>> trace_of_product(torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0], [100.0]]))
tensor(210.)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def trace_of_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Take the trace of a @ b without computing a @ b."""
    ### BEGIN SOLUTION
    return (a * b.T).sum()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18", "L5"],
    points=2,
    facts=["allocated"],
    hints=[
        "Entry `[i, i]` of the product is the dot product of row `i` of `a` and column `i` of `b`.",
        "So each number of `a` is used once: `a[i, k]` is multiplied by `b[k, i]`. Which matrix "
        "holds `b[k, i]` at the place `[i, k]`?",
        "A transpose is a view and costs no memory. A Hadamard product of two `(m, n)` matrices "
        "and its sum are all that is needed.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    room = torch.empty(2 * a.numel() + 16, dtype=a.dtype)
    room[: a.numel()] = (a * b.T).flatten()
    return room[: a.numel()].sum()


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a row and a column", torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0], [100.0]]))
    small = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[0.0, 1.0], [5.0, 2.0]])
    yield case("two square matrices", *small)
    yield case("two wide and tall ones", rng.reals(2, 4), rng.reals(4, 2))
    yield case("float64", *(rng.reals(*s, dtype=torch.float64) for s in [(3, 2), (2, 3)]))
    yield case("not contiguous", rng.strided(rng.reals(3, 4)), rng.reals(3, 4).T)
    yield case("many rows: the product would be large", rng.reals(16, 2), rng.reals(2, 16))
    yield case("many rows, one column", rng.reals(24, 1), rng.reals(1, 24))
    yield case("many columns: the other product would be large", rng.reals(2, 16), rng.reals(16, 2))
    yield case("no columns", rng.reals(3, 0), rng.reals(0, 3))


@mistake(
    "The trace is right, but the whole product is computed for it, all entries off the diagonal "
    "included. They need more memory than `a` and `b` together."
)
def whole_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.trace(a @ b)


@mistake(
    "The trace is right, and tr(BA) is tr(AB); but B A is a whole product as well, and where `a` "
    "has many columns it is the larger one."
)
def other_whole_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.trace(b @ a)


@mistake(
    "The trace is right, but a block of three axes is made for it, with all products that the "
    "whole matrix product needs. Only those of its diagonal count."
)
def whole_block(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.trace((a[:, :, None] * b[None]).sum(1))


@mistake(
    "The sum of all entries of the product is not its trace. Only those on the diagonal are added "
    "up."
)
def all_entries(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a.sum(0) * b.sum(1)).sum()


@mistake(
    "`a * b` multiplies `a[i, k]` by `b[i, k]`. On the diagonal of the product `a[i, k]` meets "
    "`b[k, i]`. In square matrices no error shows the difference."
)
def not_transposed(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a * b).sum()


@mistake(
    "The trace of a product is not the product of the traces, nor is it made of the two diagonals "
    "alone."
)
def diagonals_alone(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a.diagonal() * b.diagonal()).sum()


@mistake(
    "Row i of `a` meets the numbers of `b` in reading order, as after a `reshape`. What is needed "
    "is the transpose, where rows become columns."
)
def reshaped(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return (a * b.reshape(a.shape)).sum()
