"""### The balance at the end of each year

`balances` is a tensor with the balance of some accounts. Each year it is multiplied by a factor,
in place. Write `yearly_balances(balances, factors)`, which does this and keeps the history: it
returns a list of **NumPy arrays**, first the balances at the start, then those after each factor of
the list `factors`, in order.

At the end `balances` itself, the same memory, holds the last year's values. Every array of the
history has memory of its own, so that nothing that happens to `balances` later can change it. The
arrays have the shape and dtype of `balances`. `factors` may be empty. `balances` may require a
gradient, and then it still does so afterwards.

```python
>>> balances = torch.tensor([100.0, 40.0])
>>> history = yearly_balances(balances, [1.5, 2.0])
>>> history[0]
array([100.,  40.], dtype=float32)
>>> [state.tolist() for state in history]
[[100.0, 40.0], [150.0, 60.0], [300.0, 120.0]]
>>> balances
tensor([300., 120.])
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def yearly_balances(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    """Multiply balances in place by each factor, and list copies of every state as arrays."""
    ### BEGIN SOLUTION
    money = balances.detach()
    history = [money.numpy().copy()]
    for factor in factors:
        money *= factor
        history.append(money.numpy().copy())
    return history
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N1"],
    points=2,
    facts=["shares"],
    hints=[
        "`numpy()` gives a window onto the tensor. What does a list of windows show once the "
        "tensor has changed?",
        "A copy keeps the numbers of one moment: an array has `copy()`, and a tensor `clone()`.",
        "`detach()` gives a tensor over the same memory that requires no gradient. It can be "
        "changed in place, and the one that you were given changes with it.",
    ],
)


def reference(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    history = [balances.numpy(force=True).copy()]
    for factor in factors:
        with torch.no_grad():
            balances.mul_(factor)
        history.append(balances.numpy(force=True).copy())
    return history


def cases(rng: Rng) -> Iterator[Case]:
    factors = [1.5, 0.5, rng.choice([2.0, 4.0])]
    yield case("two accounts, two years", torch.tensor([100.0, 40.0]), [1.5, 2.0])
    yield case("three years", rng.reals(4, low=1, high=9), factors)
    yield case("float64", rng.reals(3, low=1, high=9, dtype=torch.float64), [0.5, 3.0])
    yield case("a table", rng.reals(2, 3, low=1, high=9), [2.0, 1.25])
    yield case("every second account", rng.strided(rng.reals(3, low=1, high=9)), [2.0, 0.5])
    yield case("one year", rng.reals(2, low=1, high=9), [0.5])
    yield case("no year at all", rng.reals(3, low=1, high=9), [])
    kept = rng.reals(2, low=1, high=9).requires_grad_()
    yield case("balances that require a gradient, and no year", kept, [])
    trained = rng.reals(3, low=1, high=9).requires_grad_()
    yield case("balances that require a gradient", trained, [2.0, 0.25])


@mistake(
    "Every entry of the history is a window onto `balances`, so all of them show the last year. "
    "An entry that is to stay as it is has to be a copy."
)
def all_windows(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    history = [balances.detach().numpy()]
    for factor in factors:
        with torch.no_grad():
            balances.mul_(factor)
        history.append(balances.detach().numpy())
    return history


@mistake(
    "The history is right, but `balances` itself is as it was: `balances * factor` makes a new "
    "tensor each year. The multiplication belongs into the memory that is there."
)
def new_tensors(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    money = balances.detach()
    history = [money.numpy().copy()]
    for factor in factors:
        money = money * factor
        history.append(money.numpy())
    return history


@mistake(
    "The last entry still looks at the memory of `balances`. Whatever happens to the accounts "
    "next would rewrite history."
)
def last_is_a_window(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    money = balances.detach()
    history = []
    for factor in factors:
        history.append(money.numpy().copy())
        money *= factor
    return [*history, money.numpy()]


@mistake("The balances at the start are missing: the history has one entry more than `factors`.")
def start_is_missing(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    money = balances.detach()
    history = []
    for factor in factors:
        money *= factor
        history.append(money.numpy().copy())
    return history


@mistake(
    "Balances that require a gradient stop your function with a RuntimeError. `numpy()` and "
    "in-place changes are both refused there, until you detach."
)
def no_detach(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    history = [balances.numpy().copy()]
    for factor in factors:
        balances *= factor
        history.append(balances.numpy().copy())
    return history


@mistake(
    "You turned `requires_grad` off in the caller's tensor. A `detach()` gives a second tensor "
    "over the same memory, and leaves the first as it is."
)
def gradient_switched_off(balances: torch.Tensor, factors: list[float]) -> list[np.ndarray]:
    balances.requires_grad_(False)
    history = [balances.numpy().copy()]
    for factor in factors:
        balances *= factor
        history.append(balances.numpy().copy())
    return history
