"""### A target that doesn't move

A large model has been trained. A small one, the student, shall learn to give the same outputs. The
loss is the mean of the squared differences between the outputs of the two. Only the student may
be pulled towards the teacher; the teacher must not be pulled towards the student, even if its
parameters still require gradients.

Write `distance_to_target(prediction, target)`. Both are floating tensors of one shape, with at
least one element. Return the mean of the squared differences, a tensor without axes. A gradient
reaches `prediction`, where that requires one, and never `target`. Both keep their numbers and their
`requires_grad`.

```python
>>> prediction = torch.tensor([1.0, 5.0], requires_grad=True)
>>> target = torch.tensor([1.0, 2.0], requires_grad=True)
>>> distance_to_target(prediction, target).backward()
>>> prediction.grad
tensor([0., 3.])
>>> print(target.grad)
None
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def distance_to_target(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Give the mean squared difference; gradients reach prediction, and not target."""
    ### BEGIN SOLUTION
    return ((prediction - target.detach()) ** 2).mean()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    facts=["requires_grad", "gradients"],
    hints=[
        "Two tensors go into the loss. One of them should go in as bare numbers.",
        "`with torch.no_grad():` around everything would cut both. `detach()` cuts one tensor.",
    ],
)


def reference(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.mse_loss(prediction, target.detach())


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([1.0, 5.0]).requires_grad_(), torch.tensor([1.0, 2.0]).requires_grad_()
    yield case("both require gradients", *first)
    rows = rng.reals(2, 3).requires_grad_(), rng.reals(2, 3, low=5, high=9).requires_grad_()
    yield case("tables that require gradients", *rows)
    yield case("only the prediction does", rng.reals(4).requires_grad_(), rng.reals(4, low=5))
    yield case("only the target does", rng.reals(4), rng.reals(4, low=5).requires_grad_())
    yield case("neither does", rng.reals(5), rng.reals(5, low=5))
    doubles = [rng.reals(6, dtype=torch.float64).requires_grad_() for _ in range(2)]
    yield case("float64", *doubles)


@mistake(
    "Gradients reach the target too. The teacher would learn to be wrong in the way the student "
    "is: the loss also shrinks when the target moves."
)
def both_move(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((prediction - target) ** 2).mean()


@mistake(
    "The wrong one is cut off: gradients reach the target and not the prediction. The student "
    "would never learn."
)
def wrong_one_cut(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((prediction.detach() - target) ** 2).mean()


@mistake(
    "Both are cut off: within `no_grad`, or after a `detach` of the whole, nothing of the "
    "calculation is recorded, and `backward` has nowhere to go."
)
def both_cut(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        return ((prediction - target) ** 2).mean()


@mistake("The squares are added up. Their mean was asked for.")
def summed(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((prediction - target.detach()) ** 2).sum()


@mistake(
    "The target no longer requires gradients afterwards: `requires_grad_(False)` and `detach_()` "
    "change the tensor that you were given, for everybody else who uses it."
)
def target_switched_off(prediction: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((prediction - target.requires_grad_(False)) ** 2).mean()
