"""### Numbers from the training set

Mean and standard deviation were computed once, on the CPU, and saved. Batches arrive later, and
some of them lie on the accelerator.

Write `standardise(batch, mean, std)`, which returns `(batch - mean) / std` on the device **of the
batch**. `mean` and `std` lie on the CPU, and their shapes broadcast with the batch's: `()`, a value
for each column, or `(3, 1, 1)` for the channels of an image, and not always both the same. All
three have one dtype, and no number in `std` is 0. Nothing that was passed in changes.

The batch itself is never copied from one device to the other: of the three it is by far the
largest. `mean` and `std` cross **as they are**: their own bytes, and no more. Broadcasting can wait
until they have arrived.

```python
>>> batch = torch.tensor([[1.0, 20.0], [3.0, 60.0]])
>>> standardise(batch, torch.tensor([2.0, 40.0]), torch.tensor([0.5, 20.0]))
tensor([[-2., -1.],
        [ 2.,  1.]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake, on_accelerator


def standardise(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    """Subtract the mean and divide by the standard deviation, on the batch's device."""
    ### BEGIN SOLUTION
    mean = mean.to(batch.device)
    std = std.to(batch.device)
    return (batch - mean) / std
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G1", "G2"],
    facts=["transfers", "moved", "fetched"],  # the last one only tells two mistakes apart
    hints=[
        "Every tensor knows where it lies: `batch.device`.",
        "`.to` gives a new tensor, or the same one where it lies there already. Either way, the "
        "result needs a name.",
        "Move `mean` and `std`, give them names again, then compute as if there were no devices.",
    ],
)


def reference(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return batch.sub(mean.to(batch.device)).div(std.to(batch.device))


def cases(rng: Rng) -> Iterator[Case]:
    def powers(*shape: int) -> torch.Tensor:
        return 2.0 ** rng.integers(*shape, low=-1, high=2)

    here = rng.reals(2, 2), rng.reals(2), powers(2)
    yield case("everything on the CPU", *here)
    there = on_accelerator(rng.reals(3, 2)), rng.reals(2), powers(2)
    yield case("the batch on the accelerator", *there)
    images = on_accelerator(rng.reals(2, 3, 2, 2)), rng.reals(3, 1, 1), powers(3, 1, 1)
    yield case("images on the accelerator", *images)
    numbers = torch.tensor(rng.number()), torch.tensor(2.0)
    yield case("a mean and a std of shape ()", on_accelerator(rng.reals(2, 4)), *numbers)
    half = [t.to(torch.float16) for t in (rng.reals(4, 3), rng.reals(3), powers(3))]
    yield case("float16", on_accelerator(half[0]), *half[1:])
    mixed = torch.tensor(rng.number()), powers(3)
    yield case(
        "a mean of shape () and a std for each column", on_accelerator(rng.reals(4, 3)), *mixed
    )
    small = torch.tensor([2.0**-20, 4.0])
    yield case("a very small std", on_accelerator(rng.reals(5, 2)), rng.reals(2), small)
    yield case("a batch without rows", on_accelerator(rng.reals(0, 16)), rng.reals(16), powers(16))


@mistake(
    "`mean`, or `std`, or both are still on the CPU. Next to a batch on the accelerator that "
    "raises: torch moves nothing by itself, and `.to` without a name for its result moves nothing "
    "either."
)
def not_moved(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    mean.to(batch.device)
    std.to(batch.device)
    return (batch - mean) / std


@mistake(
    "The batch went to the CPU, where mean and std are. That copies the largest of the three, and "
    "the result is in the wrong place."
)
def batch_to_the_cpu(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (batch.to(mean.device) - mean) / std


@mistake(
    "The result lies in the right place, but on the way the batch went to the CPU and back. Move "
    "the two small tensors instead."
)
def there_and_back(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return ((batch.cpu() - mean) / std).to(batch.device)


@mistake(
    "The result is right, but `mean` and `std` were blown up to the batch's shape before they "
    "crossed, and so as many bytes cross as if the batch did. Move them as they are; `-` and `/` "
    "broadcast them on arrival."
)
def expanded_before(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    mean, std = (t.expand_as(batch).to(batch.device) for t in (mean, std))
    return (batch - mean) / std


@mistake(
    "The batch that was passed in is overwritten, as `-=` and `/=` do. Whoever passed it still "
    "needs it as it was."
)
def in_place(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    batch -= mean.to(batch.device)
    batch /= std.to(batch.device)
    return batch


@mistake(
    "The mean is divided by std, and the batch isn't: `/` binds tighter than `-`. Put the "
    "difference in parentheses."
)
def without_parentheses(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return batch - mean.to(batch.device) / std.to(batch.device)
