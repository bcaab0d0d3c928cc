"""### One wait for a whole epoch

After each epoch you want one number: the mean squared error over the whole validation set. It comes
in batches, and the last batch is usually smaller.

Write `mean_error(predictions, targets)`. Both are lists of float tensors, one pair of tensors of
the same dtype and shape (any shape, `()` too) for each batch, on the CPU or on the accelerator.
Return the mean of `(prediction - target) ** 2` over **all numbers of all batches**, as a Python
float. A NaN among them makes the result NaN. Python may **wait for a value once**, however many
batches there are. A batch may be empty, but not all are.

```python
>>> predictions = [torch.tensor([1.0, 2.0, 3.0]), torch.tensor([5.0])]
>>> targets = [torch.tensor([1.0, 2.0, 1.0]), torch.tensor([1.0])]
>>> mean_error(predictions, targets)
5.0
```

The squares are 0, 0, 4 and 16.
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake, on_accelerator


def mean_error(predictions: list[torch.Tensor], targets: list[torch.Tensor]) -> float:
    """Give the mean squared error over all batches, waiting once."""
    ### BEGIN SOLUTION
    total, count = 0, 0
    for prediction, target in zip(predictions, targets, strict=True):
        total = total + (prediction - target).square().sum()
        count += prediction.numel()
    return total.item() / count
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G5"],
    points={"basic": 1, "edge": 1},
    facts=["waits"],
    hints=[
        "What has to be kept for each batch: its mean, or something that can be added up?",
        "Add up the sums of squares as a tensor, which stays on the device, and the number of "
        "elements as a Python int. `numel()` doesn't wait: a shape is known at once.",
        "Only after the loop, take the number out of the tensor, once.",
    ],
)


def reference(predictions: list[torch.Tensor], targets: list[torch.Tensor]) -> float:
    errors = [(p - t).flatten() for p, t in zip(predictions, targets, strict=True)]
    return torch.cat(errors).square().mean().item()


def cases(rng: Rng) -> Iterator[Case]:
    def pair(*sizes: int, there: bool = True) -> list[list[object]]:
        made = [[rng.reals(size) for size in sizes] for _ in range(2)]
        return [[on_accelerator(x) if there else x for x in some] for some in made]

    yield case("one batch on the CPU", *pair(3, there=False))
    yield case("two batches on the accelerator", *pair(2, 2))
    yield case("four batches on the accelerator", *pair(3, 3, 3, 3))
    tables = [[on_accelerator(rng.reals(2, 3)) for _ in range(3)] for _ in range(2)]
    yield case("tables on the accelerator", *tables)
    yield case("a smaller last batch, on the CPU", *pair(4, 1, there=False), group="edge")
    yield case(
        "a smaller last batch, on the accelerator", *pair(4, 4, rng.size(1, 3)), group="edge"
    )
    yield case("an empty batch among others", *pair(3, 0, 2), group="edge")
    broken = torch.tensor([2.5, float("nan"), 1.0])
    lost = [on_accelerator(broken)], [on_accelerator(torch.ones(3))]
    yield case("a NaN among the predictions", *lost, group="edge")
    near = torch.tensor([2.0**24 + 1, 3.0], dtype=torch.float64)
    far = torch.tensor([2.0**24, 2.5], dtype=torch.float64)
    yield case("float64 with many digits, on the CPU", [near], [far], group="edge")
    single = [on_accelerator(torch.tensor(2.5))], [on_accelerator(torch.tensor(4.0))]
    yield case("one number of shape ()", *single, group="edge")


Batches = list[torch.Tensor]


@mistake(
    "The number is right, but within the loop a number is taken out, as `.item()` and `float` do "
    "it, and Python waits once for every batch. Between the waits the accelerator has nothing to "
    "do. Add up on the device."
)
def item_in_the_loop(predictions: Batches, targets: Batches) -> float:
    total = 0.0
    for p, t in zip(predictions, targets, strict=True):
        total += (p - t).square().sum().item()
    return total / sum(p.numel() for p in predictions)


@mistake(
    "That is the mean of the batches' means. A small last batch then counts as much as a full "
    "one, and an empty one, whose mean is NaN, spoils everything. Add up sums, and divide once by "
    "the number of all elements."
)
def mean_of_means(predictions: Batches, targets: Batches) -> float:
    means = [(p - t).square().mean() for p, t in zip(predictions, targets, strict=True)]
    return torch.stack(means).mean().item()


@mistake(
    "What comes out is a tensor. At the end, outside of the loop, its number has to be taken out."
)
def still_a_tensor(predictions: Batches, targets: Batches) -> torch.Tensor:
    errors = [(p - t).flatten() for p, t in zip(predictions, targets, strict=True)]
    return torch.cat(errors).square().mean()


@mistake(
    "All batches were copied to the CPU to be computed there. Each of these copies waits, and the "
    "accelerator does nothing."
)
def on_the_cpu(predictions: Batches, targets: Batches) -> float:
    here = [[x.cpu() for x in some] for some in (predictions, targets)]
    return reference(*here)


@mistake(
    "That is the sum of the squares, or its mean over the batches; it has to be divided by the "
    "number of all elements."
)
def divided_by_batches(predictions: Batches, targets: Batches) -> float:
    squares = [(p - t).square().sum() for p, t in zip(predictions, targets, strict=True)]
    return torch.stack(squares).mean().item()


@mistake(
    "A batch without numbers has no mean: 0 / 0 is NaN, and NaN times a weight of 0 is NaN, too. "
    "The sum over an empty batch is 0, and does no harm."
)
def weighted_means(predictions: Batches, targets: Batches) -> float:
    pairs = list(zip(predictions, targets, strict=True))
    means = [(p - t).square().mean() * p.numel() for p, t in pairs]
    return torch.stack(means).sum().item() / sum(p.numel() for p in predictions)


@mistake(
    "The differences are averaged with their signs, and errors up and down cancel. Square first."
)
def not_squared(predictions: Batches, targets: Batches) -> float:
    errors = [(p - t).flatten() for p, t in zip(predictions, targets, strict=True)]
    return torch.cat(errors).mean().item()
