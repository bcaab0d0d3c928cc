"""### The gradient of a quadratic form

The energy of a truss, the variance of a portfolio, the error of a fit near its best point: all have
the form $f(x) = x^\\top A x$. Write `quadratic_gradient(a, x)`, the gradient of $f$ by $x$, as a
vector of shape `(n,)`. `a` is a floating matrix of shape `(n, n)`, in general **not symmetric**,
and `x` a vector of shape `(n,)` and of the same dtype.

Write it by formula. torch works out its own answer with autograd, and the two are compared;
autograd and `torch.func` may not be called.

```python
>>> a = torch.tensor([[1.0, 2.0], [0.0, 3.0]])
>>> quadratic_gradient(a, torch.tensor([1.0, 10.0]))
tensor([22., 62.])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def quadratic_gradient(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Take the gradient of x^T A x by x."""
    ### BEGIN SOLUTION
    return (a + a.T) @ x
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L17", "L3"],
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
        "Write the form as a double sum of `A[i, j] x[i] x[j]`. In which terms does `x[k]` occur?",
        "It occurs as the left factor, in row k, and as the right factor, in column k. Each gives "
        "one sum.",
        "The sums over row k, for all k, are a matrix times x. Those over column k are the "
        "transposed matrix times x. Add the two.",
    ],
)


def reference(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return torch.func.grad(lambda x: x @ a @ x)(x)


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([[1.0, 2.0], [0.0, 3.0]]), torch.tensor([1.0, 10.0])
    yield case("two unknowns", *first)
    yield case("one unknown", rng.reals(1, 1, low=1), rng.reals(1, low=1))
    yield case("three unknowns", rng.reals(3, 3), rng.reals(3, low=1))
    symmetric = rng.reals(3, 3)
    yield case("a symmetric matrix", symmetric + symmetric.T, rng.reals(3, low=1))
    turning = torch.tensor([[0.0, -1.0, 2.0], [1.0, 0.0, -3.0], [-2.0, 3.0, 0.0]])
    yield case("a matrix that is its own transpose with the sign changed", turning, rng.reals(3))
    wide = rng.reals(4, 4, dtype=torch.float64), rng.reals(4, dtype=torch.float64)
    yield case("float64, not contiguous", rng.strided(wide[0]), rng.strided(wide[1]))


@mistake(
    "That is 2 A x, the formula for a symmetric matrix. In general the transpose has a say too: "
    "x occurs on both sides of A."
)
def as_if_symmetric(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return 2 * (a @ x)


@mistake(
    "Only one of the two x was varied. The other one brings a second term, by the product rule."
)
def one_factor_only(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return a @ x


@mistake(
    "That is 2 Aᵀ x, which is right for a symmetric matrix only. One of the two terms has the "
    "matrix itself."
)
def transpose_twice(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return 2 * (a.T @ x)


@mistake("That is the form itself, a single number. Its gradient has one number for each of x.")
def the_form_itself(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return x @ a @ x


@mistake("That is the second derivative, a matrix. The gradient is this matrix times x.")
def second_derivative(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return a + a.T


@mistake(
    "The numbers are right, but stand in a row of shape `(1, n)`, as numerator layout has it. The "
    "gradient should have the shape of `x`."
)
def as_a_row(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return ((a + a.T) @ x)[None]
