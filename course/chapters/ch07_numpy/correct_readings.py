"""### Correct the logger's array

A logger keeps its readings in a NumPy array, and its display looks at that array. All readings are
off by the same amount. Write `correct_readings(readings, offset)`, which adds `offset` to every
reading **in the array's own memory**, and returns the tensor that looks at it.

`readings` is an array of float32, float64 or int64 with at least one axis. It may be a slice of a
larger array, with gaps along any axis, and then the rest stays as it was. `offset` is a number that
the dtype can hold. The tensor has the array's shape and dtype, and no digit is lost: the dtype does
not change on the way either.

```python
>>> readings = np.array([20.5, 21.0, 19.75])
>>> correct_readings(readings, -0.5)
tensor([20.0000, 20.5000, 19.2500], dtype=torch.float64)
>>> readings
array([20.  , 20.5 , 19.25])
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def correct_readings(readings: np.ndarray, offset: float) -> torch.Tensor:
    """Add offset to the array in its own memory, and return the tensor over it."""
    ### BEGIN SOLUTION
    shared = torch.from_numpy(readings)
    shared += offset
    return shared
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N2"],
    points=1,
    facts=["shares"],
    tolerance=(1e-12, 1e-12),  # float64 must not pass through float32
    hints=[
        "Two steps: a tensor that looks at the array's memory, then an addition that writes there.",
        "`torch.from_numpy` gives such a tensor. Which of the ways to add writes into the tensor "
        "itself?",
        "An in-place operation, such as one with a trailing underscore, keeps the memory. "
        "`shared + offset` would be a new tensor.",
    ],
)


def reference(readings: np.ndarray, offset: float) -> torch.Tensor:
    return torch.from_numpy(readings).add_(offset)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("three readings", np.array([20.5, 21.0, 19.75]), -0.5)
    yield case("float32", rng.reals(4).numpy(), 0.25)
    yield case("whole numbers", rng.integers(5).numpy(), rng.size(1, 4))
    yield case("a table", rng.reals(2, 3, dtype=torch.float64).numpy(), 1.5)
    yield case("every second reading", rng.reals(7, dtype=torch.float64).numpy()[::2], -1.25)
    yield case("one column of a table", rng.reals(4, 3).numpy()[:, 1], 2.0)
    yield case("a block of a table", rng.reals(4, 5).numpy()[1:3, ::2], 0.75)
    fine = np.array([0.1, 1013.7, 20.3]) + rng.number()
    yield case("float64 with many digits", fine, rng.choice([0.1, 0.3]))
    moments = np.array([0, 1, 250]) + 1_700_000_000_000_000_001
    yield case("moments in nanoseconds, as int64", moments, rng.size(3, 7))
    yield case("no readings", np.empty((0, 3)), 1.0)


@mistake(
    "The returned tensor is right, but the array never heard of it. On the way a copy was made: "
    "`torch.tensor` copies, and `+` makes a new tensor too. Share, and then add in place."
)
def copied(readings: np.ndarray, offset: float) -> torch.Tensor:
    return torch.tensor(readings).add_(offset)


@mistake(
    "The array is corrected, and the tensor is a copy with memory of its own. The next correction "
    "of the one will not be seen in the other."
)
def corrected_then_copied(readings: np.ndarray, offset: float) -> torch.Tensor:
    readings += np.asarray(offset).astype(readings.dtype)
    return torch.tensor(readings)


@mistake(
    "You converted to float32 on the way. Where the array has another dtype that means a copy, so "
    "the array isn't corrected; and the tensor has lost the array's dtype."
)
def through_float32(readings: np.ndarray, offset: float) -> torch.Tensor:
    return torch.from_numpy(readings).float().add_(offset)


@mistake(
    "Where the array has gaps along two axes, `reshape(-1)` can't lay its numbers in one row "
    "without copying them, and the copy is what you corrected. Add to the tensor in its own shape."
)
def flattened(readings: np.ndarray, offset: float) -> torch.Tensor:
    shared = torch.from_numpy(readings)
    shared.reshape(-1).add_(offset)
    return shared


@mistake(
    "The offset was added twice: once to the array and once to the tensor. They are the same "
    "memory, so one addition is enough."
)
def corrected_twice(readings: np.ndarray, offset: float) -> torch.Tensor:
    shared = torch.from_numpy(readings)
    readings += np.asarray(offset).astype(readings.dtype)
    return shared.add_(offset)
