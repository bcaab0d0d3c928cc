"""### Which matrices are symmetric?

A table of distances between towns must be symmetric: from A to B is as far as from B to A. Write
`which_symmetric(batch)`. `batch` has shape `(k, n, n)`: k square matrices, one after another. The
result is a tensor of k bools, True where the matrix equals its own transpose exactly.

k may be 0. The matrices may hold whole numbers, real numbers or bools; inf too, where no road leads
from one town to another, but never NaN.

```python
>>> which_symmetric(torch.tensor([[[1, 2], [2, 5]], [[1, 2], [3, 5]]]))
tensor([ True, False])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def which_symmetric(batch: torch.Tensor) -> torch.Tensor:
    """Tell for each matrix of a batch whether it equals its transpose."""
    ### BEGIN SOLUTION
    return (batch == batch.mT).all(dim=2).all(dim=1)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L3", "L4"],
    hints=[
        "`.mT` transposes each matrix of a batch, and `==` compares place by place.",
        "The comparison is a tensor of bools with the shape of the batch. In each matrix all of "
        "them must be True; `all(dim=...)` makes an axis disappear.",
        "Two axes have to go, the rows and the columns. The first axis, which counts the matrices, "
        "stays.",
    ],
)


def reference(batch: torch.Tensor) -> torch.Tensor:
    return (batch == batch.transpose(1, 2)).flatten(1).all(dim=1)


def _symmetric(square: torch.Tensor) -> torch.Tensor:
    return square.tril() + square.tril(-1).mT


def cases(rng: Rng) -> Iterator[Case]:
    two = torch.tensor([[[1, 2], [2, 5]], [[1, 2], [3, 5]]])
    yield case("two small matrices", two)
    yield case("a single matrix", _symmetric(rng.integers(1, 3, 3)))
    yield case("as many matrices as rows", _symmetric(rng.integers(3, 3, 3)))
    four = _symmetric(rng.reals(4, 3, 3))
    four[2, 2, 1] += 0.25
    yield case("one matrix is off in one place", four)
    edge = _symmetric(rng.integers(2, 4, 4, dtype=torch.int32))
    edge[1, 1, 3] += 1
    yield case("a difference far from the first row", edge)
    yield case("matrices of one number", rng.reals(3, 1, 1))
    yield case("bools", torch.stack([torch.eye(2), torch.ones(2, 2).tril()]).bool())
    nearly = _symmetric(rng.reals(2, 3, 3, dtype=torch.float64))
    nearly[0, 0, 1] += 1e-12
    yield case("float64, and a tiny difference", nearly)
    yield case("a batch that is not contiguous", rng.strided(four))
    flipped = two.flip(2)
    yield case("symmetric about the other diagonal", flipped)
    yield case("no matrices at all", rng.reals(0, 2, 2))
    roads = _symmetric(rng.reals(2, 3, 3, low=1))
    roads[:, 0, 2] = roads[:, 2, 0] = float("inf")
    roads[1, 1, 2] = float("inf")
    yield case("real numbers, some of them inf", roads)


@mistake(
    "On a tensor of three axes `.T` turns all of them round, the one that counts the matrices too. "
    "What you want is the transpose of each matrix."
)
def all_axes_turned_round(batch: torch.Tensor) -> torch.Tensor:
    return (batch == batch.permute(2, 1, 0)).all(dim=2).all(dim=1)


@mistake("That is one answer for the whole batch. Each matrix should have an answer of its own.")
def one_answer(batch: torch.Tensor) -> torch.Tensor:
    return (batch == batch.mT).all()


@mistake(
    "Only one axis has disappeared, so there is an answer for each row of each matrix. The axis of "
    "rows has to go as well."
)
def an_answer_for_each_row(batch: torch.Tensor) -> torch.Tensor:
    return (batch == batch.mT).all(dim=2)


@mistake(
    "Every matrix with at least one place that agrees with its mirror image counts as symmetric. "
    "The places on the diagonal always agree. All of them should."
)
def any_place(batch: torch.Tensor) -> torch.Tensor:
    return (batch == batch.mT).flatten(1).any(dim=1)


@mistake(
    "The first row is compared with the first column, and nothing else. A difference may lie "
    "anywhere in the matrix."
)
def first_row_only(batch: torch.Tensor) -> torch.Tensor:
    return (batch[:, 0] == batch[:, :, 0]).all(dim=1)


@mistake(
    "A tiny difference counts as none. That is so with a tolerance, as `torch.allclose` has one, "
    "and also after a rounding, to float32 for example. The task asks for exact equality."
)
def nearly_equal(batch: torch.Tensor) -> torch.Tensor:
    return torch.isclose(batch, batch.mT).flatten(1).all(dim=1)


@mistake(
    "The transpose is subtracted, and the differences should be 0. But inf - inf is NaN, so a "
    "symmetric matrix with inf in it is refused. `==` takes inf for what it is."
)
def differences(batch: torch.Tensor) -> torch.Tensor:
    return (batch.double() - batch.mT.double() == 0).flatten(1).all(dim=1)


@mistake(
    "The differences are added up with their signs. What `[i, j]` has too much, `[j, i]` has too "
    "little: in every matrix they cancel."
)
def signed_differences(batch: torch.Tensor) -> torch.Tensor:
    return (batch.double() - batch.mT.double()).sum(dim=(1, 2)) == 0
