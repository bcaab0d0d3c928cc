"""### The product rule for matrices

Two matrices move with time: `A(t)`, of shape `(m, n)`, and `B(t)`, of shape `(n, p)`, such as two
joints of a robot's arm. At this moment they are `a` and `b`, and each of their entries changes at a
known rate: `da` and `db`, matrices of the same shapes. Write `product_rule(a, da, b, db)`, the rate
at which the product `A(t) B(t)` changes, of shape `(m, p)`.

That is the derivative of a matrix by a scalar: each entry by itself, in the shape of the product.
Write it by formula; autograd and `torch.func` may not be called.

```python
>>> a, da = torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0, 0.0]])
>>> b, db = torch.tensor([[3.0], [4.0]]), torch.tensor([[0.0], [100.0]])
>>> product_rule(a, da, b, db)
tensor([[230.]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def product_rule(
    a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor
) -> torch.Tensor:
    """Take the derivative of a matrix product by time."""
    ### BEGIN SOLUTION
    return da @ b + a @ db
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L17", "L13"],
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
        "For numbers the rule is (u v)' = u' v + u v'. Which products take the place of these two?",
        "Matrix products can't be turned round: what belongs to A stays on the left, what belongs "
        "to B on the right.",
    ],
)


def reference(a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor) -> torch.Tensor:
    return torch.func.jvp(torch.matmul, (a, b), (da, db))[1]


def _moving(rng: Rng, m: int, n: int, p: int, dtype: torch.dtype = torch.float32) -> tuple:
    left = rng.reals(m, n, low=1, dtype=dtype), rng.reals(m, n, dtype=dtype)
    return (*left, rng.reals(n, p, low=1, dtype=dtype), rng.reals(n, p, dtype=dtype))


def cases(rng: Rng) -> Iterator[Case]:
    a, da = torch.tensor([[1.0, 2.0]]), torch.tensor([[10.0, 0.0]])
    b, db = torch.tensor([[3.0], [4.0]]), torch.tensor([[0.0], [100.0]])
    yield case("a row times a column", a, da, b, db)
    yield case("two square matrices", *_moving(rng, 2, 2, 2))
    yield case("matrices of other shapes", *_moving(rng, 2, 3, 4))
    still = _moving(rng, 3, 2, 2)
    yield case("only B moves", still[0], torch.zeros(3, 2), *still[2:])
    yield case("float64", *_moving(rng, 3, 2, 3, torch.float64))
    yield case("not contiguous", *(rng.strided(x) for x in _moving(rng, 4, 2, 3)))


@mistake(
    "The derivative of a product isn't the product of the derivatives, for matrices no more than "
    "for numbers."
)
def product_of_rates(
    a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor
) -> torch.Tensor:
    return da @ db


@mistake("The second term is missing: B moves as well, while A stands where it is.")
def first_term_only(
    a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor
) -> torch.Tensor:
    return da @ b


@mistake("The first term is missing: A moves as well, while B stands where it is.")
def second_term_only(
    a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor
) -> torch.Tensor:
    return a @ db


@mistake(
    "In one term the factors have changed places. With numbers that wouldn't matter; a matrix "
    "product is another one then, or none at all."
)
def turned_round(
    a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor
) -> torch.Tensor:
    return b @ da + a @ db


@mistake(
    "That is how far the product gets in one whole unit of time. The derivative is the rate at "
    "this moment: the product of the two rates doesn't belong to it."
)
def one_step_further(
    a: torch.Tensor, da: torch.Tensor, b: torch.Tensor, db: torch.Tensor
) -> torch.Tensor:
    return (a + da) @ (b + db) - a @ b
