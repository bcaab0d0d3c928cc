"""### Labels as rows of zeros and ones

A model gives one score for each class; to compare, a label has to become as many numbers: 1 at
its class, 0 elsewhere. Write `one_hot(labels, classes)`. `labels` is an int64 tensor of **any**
shape, with values from -1 to `classes` - 1. The result is int64 and has the shape of `labels` with
one more axis at the end, of length `classes`.

A label of -1 stands for "unknown" and becomes a row of zeros. `labels` may have no axes or no
elements. `torch.nn.functional.one_hot` may not be called, nor NumPy used. No loop is needed.

```python
>>> one_hot(torch.tensor([2, 0, -1]), 3)
tensor([[0, 0, 1],
        [1, 0, 0],
        [0, 0, 0]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def one_hot(labels: torch.Tensor, classes: int) -> torch.Tensor:
    """Turn each label into a row with a 1 at its class."""
    ### BEGIN SOLUTION
    return (labels[..., None] == torch.arange(classes)).to(torch.int64)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    banned=["torch.nn.functional.one_hot"],
    hints=[
        'Which question does each element of the result answer? "Is this label that class?"',
        "Compare the labels with the numbers of all classes, 0 to `classes` - 1, which "
        "`torch.arange` makes. For which shape of the labels does each meet every class?",
        "`x[..., None]` gives a tensor of any shape one more axis at its end. A comparison gives "
        "bools, and the task wants int64.",
    ],
)


def reference(labels: torch.Tensor, classes: int) -> torch.Tensor:
    known = torch.nn.functional.one_hot(labels.clamp(min=0), classes)
    return known * (labels >= 0).unsqueeze(-1)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("three labels, one of them unknown", torch.tensor([2, 0, -1]), 3)
    yield case("more classes than labels", rng.integers(3, low=-1, high=5), 6)
    yield case("as many labels as classes", torch.tensor([3, 3, 1, 0]), 4)
    yield case("labels of four images", torch.tensor([[1], [4], [-1], [0]]), 5)
    yield case("a label for each pixel", rng.integers(3, 4, low=-1, high=2), 3)
    yield case("three axes", rng.integers(2, 2, rng.size(2, 4), low=0, high=3), 4)
    yield case("labels that are not contiguous", rng.integers(4, 3, low=-1, high=2).T, 3)
    yield case("a single label without axes", torch.tensor(rng.below(4)), 4)
    yield case("a single unknown label", torch.tensor(-1), 4)
    yield case("one class", torch.tensor([0, -1]), 1)
    yield case("no labels", rng.integers(0), 3)


@mistake(
    "The classes run down and the labels across. The new axis, with one place for each class, "
    "comes last."
)
def classes_first(labels: torch.Tensor, classes: int) -> torch.Tensor:
    numbers = torch.arange(classes).reshape(-1, *[1] * labels.ndim)
    return (labels == numbers).to(torch.int64)


@mistake(
    "An unknown label became the last class: as a position, -1 counts from the end. It should give "
    "a row of zeros."
)
def last_class_for_unknown(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return torch.eye(classes, dtype=torch.int64)[labels]


@mistake("The unknown labels came out as class 0. They should give rows of zeros.")
def first_class_for_unknown(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return (labels.clamp(min=0)[..., None] == torch.arange(classes)).to(torch.int64)


@mistake("The result holds bools. The task asks for int64, with 0 and 1.")
def bools(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return labels[..., None] == torch.arange(classes)


@mistake("The result holds floats. The task asks for int64, with 0 and 1.")
def floats(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return (labels[..., None] == torch.arange(classes)).float()


@mistake(
    "This works for a vector of labels. With more or fewer axes, the new one isn't the last; it "
    "should stand behind all of them, however many there are."
)
def vectors_only(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return (labels[:, None] == torch.arange(classes)).to(torch.int64)


@mistake(
    "The labels and the numbers of the classes were compared place by place, without a new axis. "
    "Each label has to meet every class."
)
def no_new_axis(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return (labels == torch.arange(classes)).to(torch.int64)


@mistake(
    "The shape of the labels is lost: the result is one long table with a row for each. A table of "
    "labels gives a result of three axes."
)
def flattened(labels: torch.Tensor, classes: int) -> torch.Tensor:
    return (labels.reshape(-1, 1) == torch.arange(classes)).to(torch.int64)
