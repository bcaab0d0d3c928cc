"""### The colleague's numbers, in torch

A colleague standardises the columns of a table with NumPy, so that each has mean 0 and spread 1:

```python
spread = table.std(axis=0)
spread[spread == 0] = 1
result = (table - table.mean(axis=0)) / spread
```

Write `standardised(table)`, which returns **the same numbers as a tensor**. `table` is an array of
shape `(m, n)` with at least one row and one column. float64 stays float64 and float32 stays
float32; whole numbers of any kind (int64, int32, uint8) give float64, as they do in NumPy. `table`
stays as it was, and the result has memory of its own.

A column of spread 0 becomes zeros, and so does a table of one row. Only 0 itself counts as 0:
divide by every other spread, however small. A column with a nan in it has the mean nan, and becomes
nan throughout. (Rounding can leave a column of equal numbers, such as
0.1 three times, with a spread of about 1e-17, and nonsense comes out. No case has such a column.)

```python
>>> standardised(np.array([[1.0, 10.0], [3.0, 10.0]]))
tensor([[-1.,  0.],
        [ 1.,  0.]], dtype=torch.float64)
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def standardised(table: np.ndarray) -> torch.Tensor:
    """Give each column mean 0 and spread 1, as NumPy's mean and std would."""
    ### BEGIN SOLUTION
    x = torch.from_numpy(table)
    if not x.is_floating_point():
        x = x.double()
    spread = x.std(dim=0, correction=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N2", "N3"],
    points=2,
    facts=["shares"],
    tolerance=(1e-9, 1e-9),  # float64 must not pass through float32; float32 cases come out even
    hints=[
        "Bring the table over and do the same three lines with torch's names: `dim` for `axis`.",
        "Is `np.std` of a column the same number as `torch.std` of it? Compare both for two rows. "
        "torch divides by one less than the number of rows unless you say `correction=0`.",
        "`mean` and `std` want a floating dtype. NumPy takes float64 for whole numbers; "
        "`is_floating_point()` tells whether there is something to convert.",
    ],
)


def reference(table: np.ndarray) -> torch.Tensor:
    spread = table.std(axis=0)
    spread[spread == 0] = 1
    return torch.from_numpy((table - table.mean(axis=0)) / spread)


def cases(rng: Rng) -> Iterator[Case]:
    spread = np.array([[0.5, 2.0], [1.5, 4.0], [1.0, -3.0]])
    yield case("two rows, one column that never changes", np.array([[1.0, 10.0], [3.0, 10.0]]))
    yield case("three rows", spread * rng.choice([1.0, 2.0]))
    yield case("one row", rng.reals(1, 3, dtype=torch.float64).numpy())
    pair = rng.reals(1, 3).numpy()
    yield case("two rows of float32", np.concatenate([pair, pair + 0.5]))
    whole = rng.integers(4, 2).numpy()
    whole[0] = whole[1] + 3
    yield case("whole numbers", whole)
    tall = rng.reals(5, 2, dtype=torch.float64).numpy()
    tall[0] = tall[1] + 0.75
    yield case("five rows", tall)
    yield case("more columns than rows", np.ascontiguousarray(tall.T))
    yield case("columns one after the other", np.asfortranarray(tall * 2))
    counts = rng.integers(4, 2, low=0, high=200).numpy()
    counts[0] = counts[1] + 5
    yield case("whole numbers, int32", counts.astype(np.int32))
    yield case("grey values, uint8", counts.astype(np.uint8))
    gap = rng.reals(3, 2, dtype=torch.float64).numpy()
    gap[1, 0] = np.nan
    gap[:, 1] = [0.5, 2.5, 1.0]
    yield case("a gap, as nan, in one column", gap)
    yield case("lengths in metres, nanometres apart", (tall + tall[::-1]) * 2.0**-30)
    yield case("air pressures in pascal", tall * np.array([0.9, 1.7]) + 101_325.1)


@mistake(
    "`torch.std` divides by one less than the number of rows, `np.std` by the number of rows. Your "
    "numbers are a little too small everywhere, and for one row there is nothing to divide by."
)
def torch_own_std(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    spread = x.std(dim=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


@mistake(
    "Where the spread of a column is 0, 0 is divided by 0, which is nan. Take 1 for such a "
    "spread, as the colleague does."
)
def divided_by_zero(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    return (x - x.mean(dim=0)) / x.std(dim=0, correction=0)


@mistake(
    "Every nan is made 0, whatever it came from. That mends 0 divided by 0, and it also turns a "
    "column with a gap into zeros, as if it never changed. The colleague replaces a spread of 0 "
    "before dividing."
)
def every_nan_replaced(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    return ((x - x.mean(dim=0)) / x.std(dim=0, correction=0)).nan_to_num()


@mistake(
    "You standardised the rows. `axis=0` runs down the columns in NumPy, and `dim=0` does in torch."
)
def rows(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    spread = x.std(dim=1, correction=0, keepdim=True)
    spread[spread == 0] = 1
    return (x - x.mean(dim=1, keepdim=True)) / spread


@mistake(
    "The result is float32 whatever came in. NumPy calculates in float64, and so the colleague's "
    "numbers have about sixteen digits."
)
def float32(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table).float()
    spread = x.std(dim=0, correction=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


@mistake(
    "The colleague's table was changed: the tensor shares its memory, and you subtracted in place."
)
def in_place(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    x -= x.mean(dim=0)
    spread = x.std(dim=0, correction=0)
    spread[spread == 0] = 1
    x /= spread
    return x


@mistake(
    "Whole numbers stop your function: torch has no mean of int64, while NumPy goes over to "
    "float64 without being asked."
)
def whole_numbers_refused(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    spread = x.std(dim=0, correction=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


@mistake(
    "You convert int64 and leave the other whole numbers as they are. torch has no mean of int32 "
    "or uint8 either; ask whether the dtype is a floating one."
)
def only_int64_converted(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x.double() if x.dtype == torch.int64 else x
    spread = x.std(dim=0, correction=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


@mistake(
    "A small number was added to every spread, so that none is 0. It changes the others too, and "
    "where the spread itself is small, it changes everything. The colleague replaces only zeros."
)
def a_little_added(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    return (x - x.mean(dim=0)) / (x.std(dim=0, correction=0) + 1e-6)


@mistake("One mean and one spread were taken for the whole table. Each column has its own.")
def whole_table(table: np.ndarray) -> torch.Tensor:
    x = torch.from_numpy(table)
    x = x if x.is_floating_point() else x.double()
    spread = x.std(correction=0)
    return (x - x.mean()) / (1 if spread == 0 else spread)
