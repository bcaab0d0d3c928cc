"""### The total of a receipt

`counts` says how many of each thing were bought (int64), and `prices` what one of it costs
(float32 or float64). Both have the same shape: a vector, a table with a row for each shop, or no
axes at all for a single thing.

Write `receipt_total(counts, prices)`, which returns what all of it costs together, as a **Python
float**: a number that can be printed or stored, not a tensor. The total isn't rounded, and prices
in float64 keep all of their digits.

One point is for the edges: a single thing without axes, and nothing bought, which costs 0.0.

```python
>>> receipt_total(torch.tensor([2, 1]), torch.tensor([1.25, 3.0]))
5.5
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def receipt_total(counts: torch.Tensor, prices: torch.Tensor) -> float:
    """Add up count times price, and give the total as a Python float."""
    ### BEGIN SOLUTION
    return (counts * prices).sum().item()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T9", "T7"],
    points={"basic": 1, "edge": 1},
    tolerance=(1e-12, 1e-12),  # all totals are exact, in float32 too where that is the dtype
    hints=[
        "First the cost of each thing, element by element. What dtype do int64 and float32 give "
        "together?",
        "Then one sum over everything. It is still a tensor, with shape `()`.",
        "A tensor with one element gives its Python number with `.item()`.",
    ],
)


def reference(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return float(torch.sum(counts * prices))


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two things", torch.tensor([2, 1]), torch.tensor([1.25, 3.0]))
    n = rng.size(3, 5)
    yield case("a few things", rng.integers(n, low=2, high=9), rng.reals(n, low=0.25))
    eighths = rng.integers(3, low=1) + 0.125
    yield case("prices in eighths", torch.tensor([2, 3, 4]), eighths)
    yield case("a row for each of two shops", rng.integers(2, 3, low=1), rng.reals(2, 3, low=0.25))
    exact = rng.reals(4, low=0.25, dtype=torch.float64) + 2**21 + 1 / 64
    yield case("large prices in float64", rng.integers(4, low=1), exact)
    yield case("a table that is not contiguous", rng.integers(3, 2, low=1).T, rng.reals(2, 3))
    single = rng.integers(low=2), torch.tensor(1.75)
    yield case("a single thing without axes", *single, group="edge")
    yield case("nothing bought", rng.integers(0), rng.reals(0), group="edge")


@mistake(
    "The value is right, but it is still a tensor: a sum over everything has shape `()`, no axes, "
    "and is no Python number yet."
)
def still_a_tensor(counts: torch.Tensor, prices: torch.Tensor) -> torch.Tensor:
    return (counts * prices).sum()


@mistake(
    "The counts and the prices were added up first, and then the two sums were multiplied. That "
    "charges every price for every thing. Multiply element by element before you add up."
)
def product_of_sums(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts.sum() * prices.sum()).item()


@mistake(
    "The prices were turned into whole numbers to match the counts, and everything after the "
    "decimal point was dropped. int64 and float32 can be multiplied as they are."
)
def prices_cut_off(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return float((counts * prices.long()).sum().item())


@mistake("Only the prices were added up, as if one of each thing had been bought.")
def one_of_each(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return prices.sum().item()


@mistake(
    "This goes through the first axis only, as a loop over a tensor and Python's `sum` do: of a "
    "table it adds up whole rows, which gives no one number, and a tensor without axes it can't go "
    "through at all. The tensor's own `.sum()` adds up everything."
)
def pythons_sum(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return float(sum(counts * prices))


@mistake(
    "This goes through the first axis only, as a loop over a tensor and Python's `sum` do: of a "
    "table it adds up whole rows, of nothing it makes the int 0, and a tensor without axes it "
    "can't go through at all. The tensor's own `.sum()` adds up everything."
)
def pythons_sum_then_item(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return sum(counts * prices).item()


@mistake(
    "This goes through the first axis only: in a table each step gets a whole row, and `.item()` "
    "takes one number out of a tensor that holds just one. A tensor without axes has no first axis "
    "to go through. The tensor's own `.sum()` adds up everything, whatever the axes."
)
def items_of_the_first_axis(counts: torch.Tensor, prices: torch.Tensor) -> float:
    total = 0.0
    for i in range(len(counts)):
        total += counts[i].item() * prices[i].item()
    return total


@mistake(
    "The total was rounded to two places. The receipt asks for the total as it is; rounding is for "
    "the moment when it is printed."
)
def rounded_to_cents(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return round((counts * prices).sum().item(), 2)


@mistake(
    "Everything was turned into float32 first, so prices in float64 lost more than half of their "
    "digits. int64 can be multiplied by either dtype as it is."
)
def all_in_float32(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts.float() * prices.float()).sum().item()
