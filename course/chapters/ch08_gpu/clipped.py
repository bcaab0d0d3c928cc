"""### Decide without asking

A gradient that is too long makes a training step too wild. *Clipping* shortens it: if the length of
`gradient` (the root of the sum of its squares) is more than `limit`, the gradient is scaled down so
that its length is `limit`. Otherwise it stays as it is.

As a program with `if length > limit` that is one line, but the `if` must know the length, and
Python would stop and wait for the accelerator at every step. Write `clipped(gradient, limit)` so
that the decision is made on the device: Python **never waits** for a value, and nothing is copied
from one device to the other. (`torch.tensor(1.0, device=...)` would be such a copy.)

`gradient` is a tensor of any shape and any float dtype, on the CPU or on the accelerator; `limit`
is a Python number above 0. Both may be very small. The result is a tensor with the gradient's
shape, dtype and device. A gradient of zeros stays zeros.

```python
>>> clipped(torch.tensor([3.0, 4.0]), 2.5)
tensor([1.5000, 2.0000])
>>> clipped(torch.tensor([3.0, 4.0]), 10)
tensor([3., 4.])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake, on_accelerator


def clipped(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    """Scale a gradient down to a length of at most limit, without waiting for the length."""
    ### BEGIN SOLUTION
    length = torch.linalg.vector_norm(gradient)
    scale = (limit / length).clamp(max=1)
    return gradient * scale
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G5"],
    points=2,
    facts=["waits", "transfers"],
    tolerance=(1e-3, 1e-12),  # no number is too small to count, and float16 keeps three digits
    hints=[
        "In both cases the result is the gradient times some number. Which number, if it is too "
        "long, and which, if it isn't?",
        "The number is limit / length, but never more than 1. torch has a function that cuts what "
        "is above a bound, and it needs no `if`.",
        "Keep length and scale as tensors of shape `()`. `.clamp(max=1)` cuts at 1, and for a "
        "length of 0 it makes 1 of infinity.",
    ],
)


def reference(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = gradient.square().sum().sqrt()
    return torch.where(length > limit, gradient * (limit / length), gradient)


def cases(rng: Rng) -> Iterator[Case]:
    long, short = torch.tensor([3.0, 4.0]), torch.tensor([0.75, 1.0])
    yield case("too long", long, 2.5)
    yield case("too long, on the accelerator", on_accelerator(long), 2.5)
    yield case("short enough, on the accelerator", on_accelerator(short), 2)
    yield case("just as long as the limit", on_accelerator(long), 5)
    table = rng.reals(2, rng.size(2, 4), low=1, high=4)
    yield case("a table, on the accelerator", on_accelerator(table), rng.size(1, 2))
    yield case("a table that is short enough", on_accelerator(table / 8), 20)
    yield case("zeros, on the accelerator", on_accelerator(torch.zeros(3)), 1.5)
    yield case("negative numbers", on_accelerator(-rng.reals(3, low=2, high=4)), 0.5)
    yield case("a limit below 1", on_accelerator(torch.tensor([0.5, 0.0, 0.0])), 0.25)
    yield case("a tiny gradient, and a limit that is tinier", on_accelerator(long / 8192), 2**-12)
    tiny = torch.tensor([3e-8, 4e-8])
    yield case("a gradient of some hundred-millionths", on_accelerator(tiny), 2.5e-8)
    yield case("float16 on the accelerator", on_accelerator(long.half()), 2.5)
    yield case("float64 on the CPU", 1000 * long.double(), 2500)


@mistake(
    "The values are right, but Python had to know the length to decide, in an `if` or a `min`, and "
    "waited until the accelerator had computed it. Let the device decide: cut the factor at 1 by a "
    "function of torch."
)
def asked(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = torch.linalg.vector_norm(gradient)
    return gradient * (limit / length) if length > limit else gradient


@mistake(
    "Every gradient is brought to the length `limit`, also those that were shorter: they grow. The "
    "factor must never be more than 1."
)
def always_scaled(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient * (limit / torch.linalg.vector_norm(gradient))


@mistake(
    "Each number is cut to the range from -limit to limit, for itself. That changes the direction "
    "of the gradient; what is bounded here is its length."
)
def each_number(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient.clamp(-limit, limit)


@mistake(
    "The factor is never more than 1, but a gradient of zeros gives NaN: 0 / 0 on the way. Divide "
    "the limit by the length, or decide with `torch.where`."
)
def zero_by_zero(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = torch.linalg.vector_norm(gradient)
    return gradient / length * length.clamp(max=limit)


@mistake(
    "The values are right, but in another dtype than the gradient's: it was converted to compute "
    "with it, or it met a tensor of another dtype, and nobody converted the result back."
)
def another_dtype(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = gradient.float().norm()
    return gradient.float() * (limit / length).clamp(max=1)


_PADDED = (
    "Something is added to the length, as many do against a division by 0. For a tiny gradient it "
    "isn't little: the length counts as greater than it is, and too much is cut off."
)


@mistake(_PADDED)
def padded(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = torch.linalg.vector_norm(gradient)
    return gradient * (limit / (length + 1e-6)).clamp(max=1)


@mistake(_PADDED)
def padded_by_less(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = torch.linalg.vector_norm(gradient)
    return gradient * (limit / (length + 1e-8)).clamp(max=1)


@mistake(
    "Something is added to the sum of squares before its root is taken. The squares of a tiny "
    "gradient are tinier still, so that the length which comes out has little to do with it, and "
    "too much is cut off."
)
def padded_below_the_root(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = (gradient.square().sum() + 1e-12).sqrt()
    return gradient * (limit / length).clamp(max=1)


@mistake("The length is the sum of the squares, and you forgot its root.")
def without_the_root(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient * (limit / gradient.square().sum()).clamp(max=1)
