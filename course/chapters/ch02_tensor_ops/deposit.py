"""### Pay in

A bank keeps the balances of its accounts in one tensor, and several programs look at that same
tensor. When money is paid in, all of them must see it.

Write `deposit(balance, amount)`, which adds `amount` to `balance` **in place** and returns
`balance`, not a copy of it. `amount` is a tensor of the shape and the dtype of `balance`, or one
Python number that is paid into every account; a tensor `amount` stays as it is.

```python
>>> balance = torch.tensor([100, 250])
>>> deposit(balance, torch.tensor([20, 5]))
tensor([120, 255])
>>> balance
tensor([120, 255])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def deposit(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    """Add amount to balance in place, and return balance."""
    ### BEGIN SOLUTION
    balance += amount
    return balance
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T8"],
    points=2,
    facts=["shares"],
    hints=[
        "Of the five ways to add, some make a new tensor. Which ones write into the old one?",
        "A trailing underscore means in place, and so does `+=` on a tensor.",
        "A function that ends without `return` gives None. Hand `balance` back at the end.",
    ],
)


def reference(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return balance.add_(amount)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two accounts", torch.tensor([100, 250]), torch.tensor([20, 5]))
    yield case("one number for every account", rng.integers(3, low=0, high=90), rng.size(1, 9))
    yield case("real amounts", rng.reals(2, 2, low=1), rng.reals(2, 2, low=1))
    yield case(
        "float64, one number",
        rng.reals(4, low=1, dtype=torch.float64),
        rng.number(1, 4),
    )
    yield case(
        "every second account of a larger tensor",
        rng.strided(rng.reals(3, low=1)),
        rng.reals(3, low=1),
    )
    yield case(
        "amounts that are not contiguous",
        rng.integers(2, 3, low=10, high=90),
        rng.integers(3, 2, low=1, high=9).T,
    )
    yield case("no accounts", rng.reals(0), rng.reals(0))


@mistake(
    "The sum is right, but it is a new tensor, and the one that the other programs look at is "
    "unchanged. Giving the new one the name `balance` doesn't help: that name is known only inside "
    "your function."
)
def new_tensor(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return balance + amount


@mistake(
    "`+`, and `add` without the underscore, return the sum as a new tensor, and here that was "
    "thrown away: `balance` is as it was."
)
def sum_thrown_away(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    balance.add(amount)
    return balance


@mistake(
    "`balance` has the new values, so the adding is right. But the function ends without `return`, "
    "and so it gives None."
)
def nothing_returned(balance: torch.Tensor, amount: torch.Tensor | float) -> None:
    balance.add_(amount)


@mistake(
    "`balance` was changed in place, as it should be, but what you return is a tensor of its own. "
    "A program that goes on with it would no longer see the next deposit."
)
def copy_returned(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    balance.add_(amount)
    return balance.clone()


@mistake(
    "The amount was paid in twice: the in-place call had already changed `balance`, and then it "
    "was added once more."
)
def paid_twice(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    balance.add_(amount)
    balance += amount
    return balance
