"""### Mend the loss

A model that predicts house prices doesn't learn. Its loss is this:

```python
def squared_error(predictions, targets):
    return ((predictions - targets) ** 2).mean()
```

The predictions come as `(n,)` from one model and as `(n, 1)` from another, and so do the targets
from two files. Where the two forms mix, the differences are a table of n by n, and the loss goes
down when all predictions are alike.

Mend it. Both inputs hold n ≥ 1 floats, each in one of the two forms. Return the mean of the n
squared differences as a tensor without axes. In any other case raise a `ValueError`: when the two
hold different numbers of values, a single one included, or when one has another form, such as
`(1, n)` for n > 1, `(n, 2)`, `(n, 1, 1)` or `()`. Gradients must reach both inputs.

```python
>>> predictions = torch.tensor([1.0, 2.0, 4.0])
>>> squared_error(predictions, torch.tensor([[1.0], [2.0], [1.0]]))
tensor(3.)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def squared_error(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Give the mean squared difference of n predictions and n targets."""
    ### BEGIN SOLUTION
    for values in (predictions, targets):
        if values.ndim not in (1, 2) or values.shape[1:] not in ((), (1,)):
            raise ValueError(f"n values were expected as (n,) or (n, 1), not {values.shape}")
    if len(predictions) != len(targets):
        raise ValueError(f"{len(predictions)} predictions, but {len(targets)} targets")
    return ((predictions.reshape(-1) - targets.reshape(-1)) ** 2).mean()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    points={"basic": 1, "edge": 1},
    facts=["gradients"],
    hints=[
        "Before anything is subtracted, bring both inputs to one form, such as (n,). `reshape(-1)` "
        "does it for both forms.",
        "Check before you reshape: afterwards nothing is left of the form. What do `x.ndim` and "
        "`x.shape[1:]` say in the two forms that are allowed? `raise ValueError(...)` ends the "
        "function.",
        "One value and n values still fit by broadcasting. Compare how many there are, and raise "
        "ValueError where the numbers differ.",
    ],
)


def reference(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    forms = [x.ndim == 1 or (x.ndim == 2 and x.shape[1] == 1) for x in (predictions, targets)]
    if not all(forms) or predictions.numel() != targets.numel():
        raise ValueError("predictions and targets don't fit")
    return torch.nn.functional.mse_loss(predictions.flatten(), targets.flatten())


def cases(rng: Rng) -> Iterator[Case]:
    def values(*shape: int) -> torch.Tensor:
        return rng.reals(*shape, dtype=torch.float64).requires_grad_()

    three = torch.tensor([1.0, 2.0, 4.0]), torch.tensor([[1.0], [2.0], [1.0]])
    yield case("a vector and a column", *three)
    yield case("a column and a vector", values(4, 1), values(4))
    yield case("two vectors", values(4), values(4))
    yield case("two columns", values(4, 1), values(4, 1))
    yield case("a column that is not contiguous", values(5), rng.reals(5, 2).double()[:, 1:])
    yield case("one prediction in each", values(1), values(1, 1))
    yield case("one target for many", values(4), values(1), group="edge")
    yield case("one target in a column for many", values(4), values(1, 1), group="edge")
    yield case("one prediction for many", values(1, 1), values(3, 1), group="edge")
    yield case("numbers that don't fit", values(4), values(3), group="edge")
    yield case("columns that don't fit", values(4, 1), values(3), group="edge")
    yield case("a row for the targets", values(3), values(1, 3), group="edge")
    yield case("two rows", values(1, 3), values(1, 3), group="edge")
    yield case("two columns in one", values(2, 2), values(4), group="edge")
    yield case("two tables of one shape", values(3, 2), values(3, 2), group="edge")
    yield case("a column with a third axis", values(3, 1, 1), values(3), group="edge")
    yield case("a target without axes", values(1), values(), group="edge")


@mistake(
    "This is the loss as it was. A vector and a column give a table of all differences, and its "
    "mean is something else."
)
def as_it_was(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return ((predictions - targets) ** 2).mean()


@mistake(
    "Nothing is refused as it should be: a single value is still stretched over all the others, "
    "and rows or tables pass for columns. Look at both shapes before you reshape."
)
def nothing_checked(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return ((predictions.reshape(-1) - targets.reshape(-1)) ** 2).mean()


@mistake(
    "How many values there are is compared, but not their form: a row, or a table of two columns, "
    "passes as long as the number is right."
)
def only_counted(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if predictions.numel() != targets.numel():
        raise ValueError
    return ((predictions.reshape(-1) - targets.reshape(-1)) ** 2).mean()


@mistake(
    "Inputs whose forms differ are refused. A vector and a column of n values each are both "
    "allowed, and their mean squared difference is wanted."
)
def forms_must_agree(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if predictions.shape != targets.shape:
        raise ValueError
    return ((predictions - targets) ** 2).mean()


@mistake("The result is n times too large, a sum of the squares. The task asks for their mean.")
def summed(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return squared_error(predictions, targets) * predictions.numel()


@mistake(
    "All axes of length 1 were taken away, as `squeeze()` does, and the shapes are looked at "
    "afterwards. By then a row, a third axis or no axis at all looks like one of the two forms. "
    "Look at the shapes first."
)
def squeezed_before_looking(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    predictions, targets = predictions.squeeze(), targets.squeeze()
    if predictions.shape != targets.shape:
        raise ValueError
    return ((predictions - targets) ** 2).mean()


@mistake(
    "All axes of length 1 were taken away, as `squeeze()` does, and nothing is refused: a single "
    "value is stretched over all the others, and rows or tables pass for columns. Look at the "
    "shapes before an axis goes."
)
def squeezed_unseen(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return ((predictions.squeeze() - targets.squeeze()) ** 2).mean()


@mistake(
    "Where a vector holds a single value, its only axis was taken away, as `squeeze(-1)` does with "
    "a last axis of length 1. Only the second axis of a column should go."
)
def squeezed_a_single_value(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    predictions, targets = predictions.squeeze(-1), targets.squeeze(-1)
    if predictions.shape != targets.shape or predictions.ndim != 1:
        raise ValueError
    return ((predictions - targets) ** 2).mean()


@mistake(
    "The value is right, but nothing leads from it back to the inputs: no gradient reaches them, "
    "and nothing can be learnt."
)
def graph_cut(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    return squared_error(predictions.detach(), targets.detach())


@mistake(
    "The forms are checked, the numbers of values aren't: a single one is stretched over all the "
    "others, and where they don't fit at all, torch raises an error of its own kind."
)
def only_forms(predictions: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    for x in (predictions, targets):
        if x.ndim not in (1, 2) or x.shape[1:] not in ((), (1,)):
            raise ValueError
    return ((predictions.reshape(-1) - targets.reshape(-1)) ** 2).mean()
