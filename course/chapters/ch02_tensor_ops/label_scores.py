"""### The score of the right answer

A model has looked at `n` images and given each of `c` classes a score: `scores` has shape
`(n, c)`. `labels`, of shape `(n,)` and dtype int64, holds the number of the right class of each
image. Write `label_scores(scores, labels)`, which returns the score that each image got for its
right class, to the last digit: a tensor of shape `(n,)` with the dtype of `scores`. Every loss
function for classification begins with this step.

A batch holds one image or more. Scores are real or whole numbers, of any dtype; a real one may be
minus infinity, for a class that is ruled out.

```python
>>> scores = torch.tensor([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
>>> label_scores(scores, torch.tensor([2, 1]))
tensor([0.2500, 0.7500])
```
"""

import math
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def label_scores(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Pick from each row of scores the one in the column that labels names."""
    ### BEGIN SOLUTION
    columns = labels.unsqueeze(1)
    return scores.gather(1, columns).squeeze(1)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T13"],
    points=2,
    tolerance=(0.0, 0.0),  # scores are picked, and none may pass through float32
    hints=[
        "From each row you need one number, from another column each time. `gather` does that "
        "along axis 1.",
        "`gather` wants an index with as many axes as `scores`. `labels.unsqueeze(1)` has shape "
        "`(n, 1)`: one column number a row.",
        "The result has the shape of the index. Take away its axis of length 1, and only that one: "
        "`squeeze(1)` names it.",
    ],
)


def reference(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores[torch.arange(len(labels)), labels]


def cases(rng: Rng) -> Iterator[Case]:
    scores = torch.tensor([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
    yield case("two images, three classes", scores, torch.tensor([2, 1]))
    n, c = rng.size(3, 5), rng.size(5, 6)
    yield case("more classes than images", rng.reals(n, c), rng.integers(n, low=0, high=c - 1))
    yield case("more images than classes", rng.reals(5, 2), rng.integers(5, low=0, high=1))
    square = rng.reals(3, 3, dtype=torch.float64) + 0.1
    yield case("as many images as classes, float64", square, torch.tensor([1, 0, 1]))
    yield case("a single image", rng.reals(1, 4), rng.integers(1, low=0, high=3))
    yield case("a single class", rng.reals(3, 1), torch.zeros(3, dtype=torch.int64))
    turned = (2 * rng.integers(4, 2) + 2**24 + 1).T
    yield case("large integers, not contiguous", turned, rng.integers(2, low=0, high=3))
    ruled_out = rng.reals(3, 3)
    ruled_out[0, 0] = ruled_out[1, 2] = ruled_out[2, 0] = -math.inf
    yield case("classes ruled out by minus infinity", ruled_out, torch.tensor([2, 1, 0]))


@mistake(
    "`scores[:, labels]` picks all the columns in `labels` from every row, which gives an (n, n) "
    "table. You want one column from each row, and a different one each time."
)
def columns_from_every_row(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores[:, labels]


@mistake(
    "You return each row's greatest score, which belongs to the model's own guess. Whether that "
    "guess is right is another question: take the score at the label."
)
def greatest_score(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores.max(dim=1).values


@mistake(
    "The result is still a column of shape (n, 1): `gather` gives the shape of its index. The axis "
    "of length 1 should go."
)
def still_a_column(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores.gather(1, labels.unsqueeze(1))


@mistake(
    "`squeeze()` without a number takes away every axis of length 1. For a batch of one image "
    "that is the batch's own axis too. Name the axis that should go."
)
def squeezed_too_far(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores.gather(1, labels.unsqueeze(1)).squeeze()


@mistake(
    "`gather` along axis 0 takes the label as a row number: from each column another row. "
    "The labels are classes, and the classes are the columns, axis 1."
)
def along_the_rows(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores.gather(0, labels.unsqueeze(0)).squeeze(0)


@mistake(
    "`gather` was given `labels` as they are, with one axis, while `scores` has two: it wants an "
    "index with as many axes as the table. Give `labels` an axis more."
)
def index_with_one_axis(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return scores.gather(1, labels)


@mistake(
    "Multiplying the row by a mask and adding up turns minus infinity into nan: 0 times infinity "
    "is no number. Pick the score instead of computing it."
)
def multiplied_by_a_mask(scores: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    mask = torch.arange(scores.shape[1]) == labels.unsqueeze(1)
    return (scores * mask).sum(dim=1)
