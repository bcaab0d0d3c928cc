"""### Clip the gradients

Now and then a training step would be far too long, and the model would be thrown off its path. So
the gradients of all parameters are clipped together. Write `clip_together(gradients, largest)`.

`gradients` is a list of at least one floating tensor, of any shapes, float32 or float64 or both,
seen as one long vector. If its L2 norm is at most `largest`, a number above 0, the values stay as
they are, and the same list or the same tensors may come back. If it is greater, every gradient is
multiplied by `largest / norm`, so that the long vector keeps its direction and has the norm
`largest`. (torch adds 1e-6 to the norm before it divides, and so may you.) Each tensor in the list
that you return has the shape and the dtype of the gradient in its place; those that were passed in
stay as they were. torch's own `clip_grad_norm_` and `get_total_norm` may not be called.

```python
>>> clip_together([torch.tensor([6.0]), torch.tensor([[0.0, 8.0]])], 5.0)
[tensor([3.]), tensor([[0., 4.]])]
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def clip_together(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    """Shorten all gradients alike, so that together they have a norm of at most largest."""
    ### BEGIN SOLUTION
    norm = sum(gradient.square().sum() for gradient in gradients).sqrt()
    factor = largest / norm if norm > largest else 1.0
    return [gradient * factor for gradient in gradients]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L15", "L16"],
    points=2,
    tolerance=(2e-6, 1e-6),  # torch's own way adds 1e-6 to the norm, and may be copied
    # The last is what both of the others call, and all that is seen of them.
    banned=[
        "torch.nn.utils.clip_grad_norm_",
        "torch.nn.utils.get_total_norm",
        "torch._foreach_norm",
    ],
    hints=[
        "First the norm of everything: one sum of squares over all tensors, and one root.",
        "All gradients get the same factor. Otherwise the long vector would turn.",
        "The factor is `largest` divided by the norm, but only where the norm is greater than "
        "`largest`; else nothing should change. That settles gradients of zeros as well.",
    ],
)


def reference(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    total = torch.linalg.vector_norm(torch.cat([g.flatten() for g in gradients]))
    return [g * (largest / total) if total > largest else g.clone() for g in gradients]


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two gradients", [torch.tensor([6.0]), torch.tensor([[0.0, 8.0]])], 5.0)
    yield case("already short enough", [torch.tensor([0.5]), torch.tensor([[-0.25, 0.5]])], 5.0)
    yield case("zeros", [torch.zeros(2), torch.zeros(1, 2)], 1.0)
    yield case("one gradient alone", [torch.tensor([[3.0, -4.0], [12.0, 0.0]])], 6.5)
    yield case("exactly as long as allowed", [torch.tensor([3.0, 0.0, 0.0, -4.0, 0.0])], 5.0)
    three = [rng.reals(2, 3, low=2), rng.reals(low=2), rng.reals(3, low=2)]
    yield case("a weight, a single number and a bias", three, 0.75)
    doubles = [rng.reals(3, 2, low=1, dtype=torch.float64) for _ in range(2)]
    yield case("float64", doubles, 1.5)
    yield case("not contiguous", [rng.strided(g) for g in doubles], 2.0)
    mixed = [rng.reals(2, 3, low=1), rng.reals(4, low=1, dtype=torch.float64)]
    yield case("two dtypes, float32 first", mixed, 2.5)
    yield case("two dtypes, float64 first", [mixed[1] + 0.25, mixed[0] + 0.5], 1.5)


@mistake(
    "Each gradient is clipped by a norm of its own. Then some are shortened and others not, and "
    "the step goes in another direction."
)
def each_by_itself(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    return [g * (largest / g.norm()) if g.norm() > largest else g for g in gradients]


@mistake(
    "Short gradients are scaled too: they are stretched to `largest`, and zeros become NaN, as 0 "
    "times infinity is. What is short enough should stay."
)
def always_scaled(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    norm = sum(g.square().sum() for g in gradients).sqrt()
    return [g * (largest / norm) for g in gradients]


@mistake(
    "Each number was cut off at `largest`. That shortens the long ones only and turns the vector; "
    "all of it should shrink by one factor."
)
def numbers_cut_off(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    return [g.clamp(-largest, largest) for g in gradients]


@mistake(
    "The norms of the gradients are added. Roots can't be added: the norm of everything is one "
    "root, of the sum of all squares."
)
def norms_added(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    norm = sum(g.norm() for g in gradients)
    return [g * (largest / norm) if norm > largest else g for g in gradients]


@mistake(
    "The values are right, but the gradients that were passed in have been changed: `*=` and "
    "functions ending in `_` work in place."
)
def in_place(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    norm = sum(g.square().sum() for g in gradients).sqrt()
    if norm > largest:
        for g in gradients:
            g *= largest / norm
    return gradients


@mistake("The gradients come back in one dtype, that of the first. Each should keep its own.")
def one_dtype(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    norm = sum(g.square().sum() for g in gradients).sqrt()
    clipped = [g * (largest / norm) if norm > largest else g for g in gradients]
    return [g.to(gradients[0].dtype) for g in clipped]


@mistake(
    "The work is left to `torch.nn.utils`, whose functions call `torch._foreach_norm`. Here the "
    "norm and the factor are yours to write."
)
def left_to_torch(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    parameters = [torch.nn.Parameter(g.clone()) for g in gradients]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = gradient.clone()
    torch.nn.utils.clip_grad_norm_(parameters, largest)
    return [parameter.grad for parameter in parameters]


@mistake(
    "You compare and divide by the sum of squares. The norm is its root, so it was left too long "
    "or made too short."
)
def root_forgotten(gradients: list[torch.Tensor], largest: float) -> list[torch.Tensor]:
    norm = sum(g.square().sum() for g in gradients)
    return [g * (largest / norm) if norm > largest else g for g in gradients]
