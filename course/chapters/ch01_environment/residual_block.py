"""### One residual block by hand

Write `residual_block(x, w1, w2)`, which computes `x + relu(x @ w1) @ w2`.

`x` has shape `(n, d)`: n inputs of d numbers. `w1` has shape `(d, h)`, `w2` has shape `(h, d)`. The
result has the shape and the dtype of `x`. Leave `x` as it is: the next block may need it.

```python
>>> x = torch.tensor([[1.0, -2.0]])
>>> w1 = torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]])
>>> w2 = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
>>> residual_block(x, w1, w2)
tensor([[ 2., -2.]])
```

Here `x @ w1` is `[1, -2, 0]`, `relu` makes `[1, 0, 0]` of it, `@ w2` makes `[1, 0]`, and adding `x`
gives `[2, -2]`.
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def residual_block(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    """Compute x + relu(x @ w1) @ w2."""
    ### BEGIN SOLUTION
    return x + torch.relu(x @ w1) @ w2
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E8"],
    points=2,
    hints=[
        "Work from the inside: first `x @ w1`, then `torch.relu` of it, then `@ w2`.",
        "What goes round the block is `x` as it came in: add it to the end result, once.",
        "`x + y` makes a new tensor. `x += y` writes into `x`, which the caller still needs.",
    ],
)


def reference(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return torch.add(x, torch.nn.functional.relu(x.matmul(w1)).matmul(w2))


def cases(rng: Rng) -> Iterator[Case]:
    yield case(
        "one input of two numbers",
        torch.tensor([[1.0, -2.0]]),
        torch.tensor([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]),
        torch.tensor([[1.0, 0.5], [0.0, 1.0], [-0.5, 2.0]]),
    )
    yield case("three inputs", rng.reals(3, 2), rng.reals(2, 4), rng.reals(4, 2))
    x, w1 = -1 - rng.reals(2, 3, low=0), 1 + rng.reals(3, 2, low=0)
    yield case("nothing passes the relu", x, w1, rng.reals(2, 3))
    parts = (rng.reals(3, 2), rng.reals(2, 3), rng.reals(3, 2))
    yield case("float64", *(part.double() for part in parts))
    yield case("no input at all", rng.reals(0, 3), rng.reals(3, 4), rng.reals(4, 3))
    x, w1 = rng.strided(rng.reals(4, 3)), rng.reals(2, 3).T
    yield case("tensors that are not contiguous", x, w1, rng.reals(2, 3))


@mistake(
    "The input does not go round the block: this is `relu(x @ w1) @ w2` alone. Without `x` it is "
    "an ordinary pair of layers, and where the relu lets nothing pass, all is lost."
)
def no_way_round(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return torch.relu(x @ w1) @ w2


@mistake(
    "There is no relu between the two products. Two products in a row are only one product: the "
    "relu is what makes the second layer worth having."
)
def no_relu(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return x + x @ w1 @ w2


@mistake(
    "The relu is taken of the whole sum, so that no negative number leaves the block. It belongs "
    "between the two products."
)
def relu_of_the_sum(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return torch.relu(x + x @ w1 @ w2)


@mistake(
    "The relu comes after the second product. It belongs after the first one, before the numbers "
    "are multiplied with `w2`."
)
def relu_too_late(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return x + torch.relu(x @ w1 @ w2)


@mistake(
    "The result is right, and `x` is changed: `+=` writes the sum into the tensor that was handed "
    "in. Make a new one."
)
def changes_its_input(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    x += torch.relu(x @ w1) @ w2
    return x


@mistake(
    "`*` multiplies number by number, and the shapes do not fit for that. The product of two "
    "matrices is written `@`."
)
def number_by_number(x: torch.Tensor, w1: torch.Tensor, w2: torch.Tensor) -> torch.Tensor:
    return x + torch.relu(x * w1) * w2
