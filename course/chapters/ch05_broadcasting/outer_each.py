"""### All products, pair by pair

A shop sells bundles. For each of `b` shops there are `m` prices and `n` amounts, and each shop
wants its table of price times amount. Write `outer_each(x, y)`: `x` has shape `(b, m)`, `y` has
shape `(b, n)`, and the result has shape `(b, m, n)` with

`result[i, j, k] = x[i, j] * y[i, k]`

Shop `i` uses its own prices and amounts only. `b`, `m` and `n` may be 1 or 0, and the dtypes may
differ: the result has the dtype that `*` gives. Use broadcasting, in torch and without NumPy:
`einsum`, `outer`, `kron` and matrix products may not be called.

```python
>>> x = torch.tensor([[1, 2], [5, 10]])
>>> y = torch.tensor([[3, 4, 5], [1, 2, 3]])
>>> tables = outer_each(x, y)
>>> tables[0]
tensor([[ 3,  4,  5],
        [ 6,  8, 10]])
>>> tables[1]
tensor([[ 5, 10, 15],
        [10, 20, 30]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def outer_each(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Multiply each number of x[i] with each number of y[i], for every i."""
    ### BEGIN SOLUTION
    return x[:, :, None] * y[:, None, :]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    banned=[
        "torch.einsum",
        "torch.outer",
        "torch.kron",
        "torch.matmul",
        "torch.mm",
        "torch.bmm",
        "torch.baddbmm",
        "torch.tensordot",
        "torch.addr",
        "torch.addmm",
        "torch.addbmm",
        "torch.inner",
        "torch.nn.functional.linear",
    ],
    hints=[
        "Write down the shape of the result, (b, m, n), and below it the shape that each operand "
        "must have to be stretched to it. Where does each of them need a 1?",
        "`x` has no axis for k, and `y` has none for j. `None` between the brackets puts an axis "
        "of length 1 where it stands.",
        "`x` must become (b, m, 1) and `y` must become (b, 1, n).",
    ],
)


def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x.unsqueeze(2) * y.unsqueeze(1)


def cases(rng: Rng) -> Iterator[Case]:
    shops = torch.tensor([[1, 2], [5, 10]]), torch.tensor([[3, 4, 5], [1, 2, 3]])
    yield case("two shops, two prices, three amounts", *shops)
    yield case("more prices than amounts", rng.reals(2, 4), rng.reals(2, 3))
    yield case("as many shops as prices and amounts", rng.reals(3, 3), rng.reals(3, 3))
    yield case("one shop", rng.integers(1, 5), rng.integers(1, 6))
    yield case("one amount", rng.reals(3, rng.size(4, 5)), rng.reals(3, 1))
    yield case("whole numbers and reals", rng.integers(4, 2), rng.reals(4, 3))
    yield case("float64", rng.reals(2, 5, dtype=torch.float64), rng.reals(2, 4))
    yield case("prices that are not contiguous", rng.reals(5, 4).T, rng.reals(4, 5))
    yield case("no amounts", rng.reals(3, 4), rng.reals(3, 0))
    yield case("no prices", rng.reals(4, 0), rng.reals(4, 3))
    yield case("no shops", rng.reals(0, 3), rng.reals(0, rng.size(2, 4)))


@mistake(
    "The last two axes are swapped: the first number after the shop should choose the number of "
    "`x`, the second that of `y`."
)
def transposed(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x[:, None, :] * y[:, :, None]


@mistake(
    "The shops of `y` meet the prices of `x`. That is an error, or, where the lengths agree by "
    "chance, a wrong table. In which shape do the shops of both stand below each other?"
)
def y_as_it_is(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x[:, :, None] * y


@mistake(
    "Every number of `x` is multiplied with every number of `y`, across all shops. Each shop has "
    "its own table, so `b` comes once in the shape of the result."
)
def across_shops(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x[:, :, None, None] * y


@mistake(
    "One number is left for each price, the sum of its products. The result has an axis for the "
    "amounts as well."
)
def added_up(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x[:, :, None] * y[:, None, :]).sum(2)


@mistake(
    "The numbers are right, but they lie in a table of shape (b, m * n). The result has three axes."
)
def flattened(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x[:, :, None] * y[:, None, :]).reshape(x.shape[0], x.shape[1] * y.shape[1])


@mistake(
    "Only the table of the first shop is there. The task asks for one table for each shop, along "
    "the first axis."
)
def first_shop(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x[:1, :, None] * y[:1, None, :]
