"""### Standardise recordings in place

Each row of `x` is a recording. Before training, each is shifted and scaled so that its mean is 0
and its standard deviation is 1: subtract the mean of the row, divide by the standard deviation of
the row (torch's `std`, with nothing set but the axis). The recordings fill most of the memory, so
there is no room for a second table.

Write `standardise_in_place(x)`, which does this **in place** and returns `x` (`x` itself or a view
of all of it). `x` is a floating tensor of shape `(rows, columns)`, perhaps a view; no row is
constant, though the numbers of a quiet recording may be very small.

**The bound:** the call may allocate as much as four numbers for each row. Every row has at least 8.
What NumPy allocates, torch can't count, so NumPy may not be used.

```python
>>> x = torch.tensor([[1.0, 1, 1, 1, 3, 3, 3, 3], [0, 4, 0, 4, 0, 4, 0, 4]])
>>> result = standardise_in_place(x)
>>> x
tensor([[-0.9354, -0.9354, -0.9354, -0.9354,  0.9354,  0.9354,  0.9354,  0.9354],
        [-0.9354,  0.9354, -0.9354,  0.9354, -0.9354,  0.9354, -0.9354,  0.9354]])
>>> torch.equal(result, x)
True
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def standardise_in_place(x: torch.Tensor) -> torch.Tensor:
    """Give each row of x mean 0 and standard deviation 1, in place."""
    ### BEGIN SOLUTION
    x -= x.mean(dim=1, keepdim=True)
    x /= x.std(dim=1, keepdim=True)
    return x
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M3", "M4"],
    points=2,
    facts=["shares", "allocated"],
    banned=["torch.Tensor.numpy"],
    tolerance=(1e-5, 1e-5),
    hints=[
        "The means of all rows are only one number for each row. What is as large as `x` is the "
        "difference, so write that into `x`.",
        "With `keepdim=True`, mean and standard deviation have shape `(rows, 1)`, and each is used "
        "for its whole row.",
        "Subtract first, in place. Shifting a row doesn't change its standard deviation, so that "
        "can be taken afterwards.",
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor:
    std, mean = torch.std_mean(x, dim=1, keepdim=True)
    torch.empty(2 * x.shape[0], dtype=x.dtype)  # the rest of the room that the task grants
    return x.sub_(mean).div_(std)


def cases(rng: Rng) -> Iterator[Case]:
    wave = [[1.0, 1, 1, 1, 3, 3, 3, 3], [0, 4, 0, 4, 0, 4, 0, 4]]
    yield case("two recordings", torch.tensor(wave))
    columns = rng.size(9, 14)
    yield case("three recordings, float64", _lively(rng, 3, columns, torch.float64))
    yield case("one recording", _lively(rng, 1, columns, torch.float32))
    square = _lively(rng, 8, 8, torch.float64)
    yield case("as many recordings as numbers", square)
    yield case("a transposed table", _lively(rng, 3, 9, torch.float64).T.contiguous().T)
    yield case("a part of a larger table", _wide(rng)[:, 2:11])
    quiet = _lively(rng, 2, columns, torch.float64) * 2.0**-14
    yield case("two quiet recordings", quiet)
    yield case("no recordings", torch.empty(0, 8))


def _lively(rng: Rng, rows: int, columns: int, dtype: torch.dtype) -> torch.Tensor:
    x = rng.reals(rows, columns, dtype=dtype)
    x[:, 0], x[:, -1] = 6, -7
    return x


def _wide(rng: Rng) -> torch.Tensor:
    x = _lively(rng, 3, 12, torch.float64)
    x[:, 3], x[:, 9] = 5, -8
    return x


@mistake(
    "The result is right and lies in new memory; `x` is as it was. Write into `x`, first the "
    "differences, then the quotients."
)
def new_tensor(x: torch.Tensor) -> torch.Tensor:
    return (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)


@mistake(
    "Mean and standard deviation were taken over the columns: along axis 0 the rows are added up. "
    "Each row is a recording, so the axis to average over is 1."
)
def wrong_axis(x: torch.Tensor) -> torch.Tensor:
    x -= x.mean(dim=0, keepdim=True)
    x /= x.std(dim=0, keepdim=True)
    return x


@mistake(
    "One mean and one standard deviation were used for the whole table. Each recording is to be "
    "standardised by its own."
)
def one_for_all(x: torch.Tensor) -> torch.Tensor:
    x -= x.mean()
    x /= x.std()
    return x


@mistake("The rows were shifted, but not scaled: divide by the standard deviation as well.")
def only_shifted(x: torch.Tensor) -> torch.Tensor:
    x -= x.mean(dim=1, keepdim=True)
    return x


@mistake(
    "The standard deviation was computed by hand, and the squares of all differences are a tensor "
    "as large as `x`. `x.std` needs no such thing."
)
def squares_in_new_memory(x: torch.Tensor) -> torch.Tensor:
    x -= x.mean(dim=1, keepdim=True)
    x /= ((x * x).sum(dim=1, keepdim=True) / (x.shape[1] - 1)).sqrt()
    return x


@mistake(
    "`x` has the right numbers in the end, but they were computed in new tensors, which together "
    "are as large as `x` or larger, and then copied over. That is the room which isn't there."
)
def by_way_of_a_copy(x: torch.Tensor) -> torch.Tensor:
    x[:] = (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)
    return x


@mistake(
    "A small number was added to the standard deviation, as one does where it might be 0. Here no "
    "row is constant, and for a quiet recording the small number isn't small."
)
def with_epsilon(x: torch.Tensor) -> torch.Tensor:
    x -= x.mean(dim=1, keepdim=True)
    x /= x.std(dim=1, keepdim=True) + 1e-5
    return x


@mistake(
    "The standard deviation is a little too small: the squares were divided by the number of "
    "elements. torch's `std`, as it comes, divides by one less."
)
def divided_by_all(x: torch.Tensor) -> torch.Tensor:
    x -= x.mean(dim=1, keepdim=True)
    x /= x.std(dim=1, keepdim=True, correction=0)
    return x
