"""### The gradient of a trace

Many formulas for whole matrices go back to one: the derivative of $f(X) = \\mathrm{tr}(A X B)$ by
the matrix $X$. Write `trace_gradient(a, b)` for `a` of shape `(m, p)` and `b` of shape `(q, m)`, so
that X has shape `(p, q)`. The result has the shape of X: entry `[i, j]` says how fast the trace
grows with `X[i, j]`. (That is denominator layout.) X itself isn't needed, since f is linear.

Write it by formula; autograd and `torch.func` may not be called.

```python
>>> trace_gradient(torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0], [100.0], [1000.0]]))
tensor([[  10.,  100., 1000.],
        [  20.,  200., 2000.]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def trace_gradient(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Take the derivative of the trace of A X B by X, in the shape of X."""
    ### BEGIN SOLUTION
    return a.T @ b.T
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L17", "L18"],
    banned=[
        "torch.autograd.grad",
        "torch.autograd.backward",
        "torch.func.grad",
        "torch.func.grad_and_value",
        "torch.func.vjp",
        "torch.func.jvp",
        "torch.func.jacrev",
        "torch.func.jacfwd",
        "torch.func.hessian",
        "torch.func.linearize",
        "torch.autograd.functional.jacobian",
        "torch.autograd.functional.vjp",
        "torch.autograd.functional.jvp",
        "torch.autograd.functional.hvp",
        "torch.autograd.functional.vhp",
        "torch.autograd.functional.hessian",
        "torch.autograd.forward_ad.make_dual",
    ],
    hints=[
        "Write the trace as a sum over all its letters: `A[r, i] X[i, j] B[j, r]`.",
        "`X[i, j]` is multiplied by the sum over r of `A[r, i] B[j, r]`. Which product of which "
        "two matrices has this at the place `[i, j]`?",
        "Check the shapes: X has p rows and q columns. Of `a` and `b`, both transposed, only one "
        "order gives that.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    x = torch.zeros(a.shape[1], b.shape[0], dtype=a.dtype)
    return torch.func.grad(lambda x: torch.trace(a @ x @ b))(x)


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0], [100.0], [1000.0]])
    yield case("one row and one column", *first)
    yield case("all of them square", rng.reals(2, 2), rng.reals(2, 2))
    yield case("X has two rows and four columns", rng.reals(3, 2), rng.reals(4, 3))
    yield case("X has a single column", rng.reals(2, 3), rng.reals(1, 2))
    yield case("a square X", rng.reals(2, 3), rng.reals(3, 2))
    yield case("float64", *(rng.reals(*s, dtype=torch.float64) for s in [(2, 4), (3, 2)]))
    yield case("not contiguous", rng.reals(4, 3).T, rng.strided(rng.reals(2, 3)))


@mistake(
    "That is B A, the derivative in numerator layout, with the shape of the transposed X. Here it "
    "should have the shape of X."
)
def numerator_layout(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return b @ a


@mistake(
    "That is the transpose of A B. In a trace the factors may go round in a circle: it is B A that "
    "stands beside X, and its transpose that has the shape of X."
)
def transpose_of_a_b(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return b.T @ a.T


@mistake(
    "That is A B. The letters don't fit: entry `[i, j]` needs row i of the transposed A and "
    "column j of the transposed B."
)
def plain_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return a @ b


@mistake(
    "Only A was transposed. With square matrices no error shows it; but B has to be transposed as "
    "well."
)
def only_a_transposed(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return a.T @ b


@mistake(
    "The sum over r is missing, or it was taken of each factor by itself. Each entry is a sum of "
    "products, as in a matrix product."
)
def sums_apart(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return a.sum(0)[:, None] * b.sum(1)
