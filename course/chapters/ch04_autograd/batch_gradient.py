"""### One gradient from many batches

A data set is too large for the memory, so it comes in batches. What you want is the gradient for
all of it, as if it had come in one piece.

`batches` is a list of pairs. Each pair holds the `inputs` of shape `(n, d)` and the `targets` of
shape `(n,)` of one batch; `n` differs from batch to batch and may be 0, `d` is the same. The
prediction for a batch is `inputs @ w`, where `w` has shape `(d,)`.

Write `batch_gradient(w, batches)`, which returns the gradient, with respect to `w`, of the **mean
of the squared errors over all samples of all batches**. It has the shape and the dtype of `w`,
which keeps its numbers and its `requires_grad`. There is at least one sample.

```python
>>> first = (torch.tensor([[1.0], [2.0]]), torch.tensor([1.0, 1.0]))
>>> second = (torch.tensor([[3.0]]), torch.tensor([0.0]))
>>> batch_gradient(torch.tensor([1.0]), [first, second])
tensor([7.3333])
```

The errors are 0, 1 and 3, their slopes by `w` are 1, 2 and 3: so $(2 \\cdot 0 \\cdot 1 + 2 \\cdot 1
\\cdot 2 + 2 \\cdot 3 \\cdot 3) / 3 = 22/3$.
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def batch_gradient(
    w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    """Give the gradient by w of the mean squared error over all samples of all batches."""
    ### BEGIN SOLUTION
    weights = w.detach().clone().requires_grad_()
    samples = sum(len(targets) for _, targets in batches)
    for inputs, targets in batches:
        loss = ((inputs @ weights - targets) ** 2).sum() / samples
        loss.backward()
    return weights.grad
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A3", "A4"],
    points=2,
    tolerance=(1e-5, 1e-4),  # batch by batch, float32 rounds otherwise than all at once
    hints=[
        "`backward` adds to `.grad`. Here that is what you want: don't clear it between batches.",
        "The gradient of a sum is the sum of the gradients. A mean over everything is the sum over "
        "everything, divided by the number of all samples.",
        "Count all samples first. Each batch then contributes its **sum** of squares, divided by "
        "that number, and calls `backward` once.",
    ],
)


def reference(w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
    inputs = torch.cat([pair[0] for pair in batches])
    targets = torch.cat([pair[1] for pair in batches])
    weights = w.detach().clone().requires_grad_()
    ((inputs @ weights - targets) ** 2).mean().backward()
    return weights.grad


def cases(rng: Rng) -> Iterator[Case]:
    first = (torch.tensor([[1.0], [2.0]]), torch.tensor([1.0, 1.0]))
    second = (torch.tensor([[3.0]]), torch.tensor([0.0]))
    yield case("a batch of two samples and a batch of one", torch.tensor([1.0]), [first, second])
    yield case("one batch", rng.reals(3), [_batch(rng, 4, 3)])
    yield case("two batches of one size", rng.reals(2), [_batch(rng, 3, 2), _batch(rng, 3, 2)])
    uneven = [_batch(rng, n, 2) for n in (4, 1, 2)]
    yield case("three batches of different sizes", rng.reals(2), uneven)
    gap = [_batch(rng, 2, 3), _batch(rng, 0, 3), _batch(rng, 3, 3)]
    yield case("a batch without samples", rng.reals(3), gap)
    last = [_batch(rng, 7, 2), _batch(rng, 0, 2)]
    yield case("a last batch without samples", rng.reals(2), last)
    wide = [_batch(rng, n, 2, torch.float64) for n in (1, 3)]
    yield case("float64", rng.reals(2, dtype=torch.float64), wide)
    owned = rng.reals(2).requires_grad_()
    yield case("weights that require gradients", owned, [_batch(rng, 1, 2), _batch(rng, 3, 2)])


def _batch(
    rng: Rng, samples: int, width: int, dtype: torch.dtype = torch.float32
) -> tuple[torch.Tensor, torch.Tensor]:
    return rng.reals(samples, width, dtype=dtype), rng.reals(samples, low=5, high=9, dtype=dtype)


def _gradient(w: torch.Tensor, inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Give the gradient of the sum of squared errors of one batch."""
    return 2 * (inputs.T @ (inputs @ w.detach() - targets))


def _samples(batches: list[tuple[torch.Tensor, torch.Tensor]]) -> int:
    return sum(len(targets) for _, targets in batches)


@mistake(
    "Only the last batch is left. Either `.grad` is cleared between the batches, or each gradient "
    "overwrites the one before. They have to be added up."
)
def only_the_last(
    w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    for inputs, targets in batches:
        gradient = _gradient(w, inputs, targets) / _samples(batches)
    return gradient


@mistake(
    "You average the batches' own means. A small batch then counts as much as a large one, and a "
    "batch without samples gives NaN. Each sample should count alike."
)
def mean_of_means(
    w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    parts = [_gradient(w, i, t) / torch.tensor(float(len(t))) for i, t in batches]
    return torch.stack(parts).mean(0).to(w.dtype)


@mistake(
    "The means of the batches were added up: with three batches, the gradient is about three times "
    "too long. To divide by the number of batches doesn't mend it, since they differ in size. Each "
    "sample should count alike."
)
def sum_of_means(w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]) -> torch.Tensor:
    parts = [_gradient(w, i, t) / torch.tensor(float(len(t))) for i, t in batches]
    return torch.stack(parts).sum(0).to(w.dtype)


@mistake(
    "This is the gradient of the sum of the squared errors. For their mean, divide by the number "
    "of all samples."
)
def sum_of_squares(
    w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    return sum(_gradient(w, i, t) for i, t in batches)


@mistake(
    "The sum over all samples is divided by the number of batches. A mean over samples divides by "
    "the number of samples."
)
def divided_by_batches(
    w: torch.Tensor, batches: list[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    return sum(_gradient(w, i, t) for i, t in batches) / len(batches)
