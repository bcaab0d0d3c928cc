"""### Mend the report

Each pupil has written some tests. The report shows how far each result lies from the pupil's own
mean; pupils who were absent get zeros. This function was tried on 3 pupils with 3 tests. It ran,
and nobody noticed that its numbers were wrong:

```python
def relative_points(points, absent):
    own_mean = points.mean(dim=1)
    relative = points - own_mean
    return relative.masked_fill(absent, 0)
```

Mend it. `points` has shape `(pupils, tests)` and is float32 or float64, with at least one test.
`absent` is a bool tensor of shape `(pupils,)`, True for pupils whose whole row becomes zeros; what
`points` holds for them may be nan. The result has shape and dtype of `points`, which stays as it
is. There may be one pupil, or none.

```python
>>> points = torch.tensor([[4.0, 8.0, 9.0], [0.0, 0.0, 0.0], [1.0, 2.0, 6.0]])
>>> relative_points(points, torch.tensor([False, True, False]))
tensor([[-3.,  1.,  2.],
        [ 0.,  0.,  0.],
        [-2., -1.,  3.]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def relative_points(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    """Subtract each pupil's own mean, and fill the rows of absent pupils with zeros."""
    ### BEGIN SOLUTION
    own_mean = points.mean(dim=1, keepdim=True)
    relative = points - own_mean
    return relative.masked_fill(absent[:, None], 0)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4", "B2"],
    points=2,
    hints=[
        "Write the names of the axes below the shapes: `points` is (pupil, test). What are the "
        "axes of `own_mean` and of `absent`, and which axis of `points` do they meet?",
        "Both hold one entry for each pupil, and both meet the tests. They need an axis of length "
        "1 where the tests are.",
        "A reduction can leave its axis with length 1 when it is told to; to a mask you add the "
        "axis with `None`.",
    ],
)


def reference(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    relative = points - points.mean(1).unsqueeze(1)
    return torch.where(absent.unsqueeze(1), torch.zeros_like(points), relative)


def cases(rng: Rng) -> Iterator[Case]:
    points = torch.tensor([[4.0, 8.0, 9.0], [0.0, 0.0, 0.0], [1.0, 2.0, 6.0]])
    yield case("three pupils, three tests", points, torch.tensor([False, True, False]))
    yield case("more tests than pupils", rng.reals(2, 4), torch.tensor([True, False]))
    yield case("more pupils than tests", rng.reals(5, 3), rng.bools(5))
    yield case("nobody was absent", rng.reals(4, 4), torch.zeros(4, dtype=torch.bool))
    missing = rng.reals(3, 3)
    missing[0] = float("nan")
    yield case("nan in the row of an absent pupil", missing, torch.tensor([True, False, False]))
    yield case("one test", rng.reals(3, 1), torch.tensor([False, False, True]))
    yield case("one pupil", rng.reals(1, rng.size(2, 4)), torch.tensor([False]))
    yield case("float64", rng.reals(4, 2, dtype=torch.float64), rng.bools(4))
    yield case(
        "points that are not contiguous", rng.reals(4, 3).T, torch.tensor([False, False, True])
    )
    yield case("no pupils", rng.reals(0, 3), torch.zeros(0, dtype=torch.bool))


@mistake(
    "It does what the function did before: the means and the mask have one entry for each pupil, "
    "and both meet the axis of the tests."
)
def as_it_was(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=1)).masked_fill(absent, 0)


@mistake(
    "The means are mended, the mask isn't: it has one entry for each pupil, and meets the axis of "
    "the tests."
)
def only_the_mean(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=1, keepdim=True)).masked_fill(absent, 0)


@mistake(
    "The mask is mended, the means aren't: there is one for each pupil, and they meet the axis of "
    "the tests."
)
def only_the_mask(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=1)).masked_fill(absent[:, None], 0)


@mistake(
    "The means of the tests, over all pupils, were subtracted. Each pupil's own mean is wanted: "
    "the axis to average over is the one of the tests."
)
def means_of_tests(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=0)).masked_fill(absent[:, None], 0)


@mistake(
    "The row of an absent pupil that holds nan still holds nan, as if it had been multiplied by 0. "
    "The zeros have to be put in."
)
def multiplied(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=1, keepdim=True)) * ~absent[:, None]


@mistake(
    "The pupils who were present got the zeros. `absent` is True for those whose row becomes zeros."
)
def present_filled(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=1, keepdim=True)).masked_fill(~absent[:, None], 0)


@mistake(
    "The numbers are right, but `points` was changed on the way: what is done in place is done to "
    "the tensor that the caller still has."
)
def in_place(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    points -= points.mean(dim=1, keepdim=True)
    return points.masked_fill(absent[:, None], 0)


@mistake(
    "The absent pupils are left out, so the result has fewer rows. Their rows stay, filled with "
    "zeros."
)
def rows_left_out(points: torch.Tensor, absent: torch.Tensor) -> torch.Tensor:
    return (points - points.mean(dim=1, keepdim=True))[~absent]
