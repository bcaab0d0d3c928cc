"""### How alike are two vectors?

A film is described by numbers: how funny, how sad, how loud. Two films are alike when their vectors
point the same way, however long they are. The cosine of the angle between two vectors says so: 1
for the same direction, 0 for a right angle, -1 for opposite directions. It is the dot product,
divided by the product of the two L2 norms.

Write `cosine(x, y)` for two floating vectors with as many numbers each and of the same dtype.
Neither of them is zero, but they may be tiny. The result has shape `()` and their dtype.
`cosine_similarity` may not be called.

```python
>>> cosine(torch.tensor([3.0, 4.0]), torch.tensor([4.0, 3.0]))
tensor(0.9600)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def cosine(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Take the cosine of the angle between two vectors."""
    ### BEGIN SOLUTION
    length_x, length_y = torch.linalg.vector_norm(x), torch.linalg.vector_norm(y)
    return torch.dot(x, y) / (length_x * length_y)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L11", "L15"],
    banned=["torch.cosine_similarity", "torch.nn.functional.cosine_similarity"],
    hints=[
        "Three numbers are needed: one dot product and two lengths.",
        "`torch.linalg.vector_norm` gives the length of a vector: the root of the sum of its "
        "squares. `torch.dot` gives the dot product.",
        "Divide the dot product by the one length times the other. Each is a tensor of shape `()`, "
        "and so is the result.",
    ],
)


def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x * y).sum() / (x.square().sum().sqrt() * y.square().sum().sqrt())


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two vectors of length 5", torch.tensor([3.0, 4.0]), torch.tensor([4.0, 3.0]))
    yield case("a single number each", torch.tensor([-2.5]), torch.tensor([0.5]))
    first = torch.tensor([1.0, -2.0, 2.0])
    yield case("the same direction, another length", first, 4 * first)
    yield case("opposite directions", first, -2 * first)
    yield case("a right angle", torch.tensor([2.0, 3.0, -1.0]), torch.tensor([4.0, -3.0, -1.0]))
    count = rng.size(4, 6)
    yield case("random vectors", rng.reals(count, low=1), rng.reals(count, low=0.25))
    doubles = rng.reals(3, low=1, dtype=torch.float64)
    yield case("float64", doubles, doubles.flip(0) + torch.tensor([0.25, 3.0, 0.0]).double())
    strided = rng.strided(rng.reals(4, low=1))
    yield case("a vector that is not contiguous", strided, rng.reals(4, low=0.25))
    tiny = 2.0**-15 * torch.tensor([3.0, 4.0, 12.0, 0.0])
    yield case("tiny vectors", tiny, 2.0**-14 * torch.tensor([4.0, 3.0, 12.0, 0.0]))


@mistake(
    "That is the dot product alone. It grows with the lengths of the vectors, so it has to be "
    "divided by both."
)
def dot_alone(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y)


@mistake(
    "What you divide by are the L1 norms, the sums of absolute values. The length of a vector is "
    "its L2 norm: the root of the sum of squares."
)
def by_the_l1_norms(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y) / (x.abs().sum() * y.abs().sum())


@mistake(
    "You divide by the sums of squares. These are the squared lengths: the roots are still to be "
    "taken."
)
def roots_forgotten(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y) / (x.square().sum() * y.square().sum())


@mistake(
    "Only one of the two lengths was divided away, so the result still grows with the other vector."
)
def one_length(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y) / torch.linalg.vector_norm(x)


@mistake(
    "The dot product is divided by the one length and multiplied by the other: `/` and `*` are "
    "done from left to right. Both lengths belong below the line, so they need brackets."
)
def bracket_missing(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y) / torch.linalg.vector_norm(x) * torch.linalg.vector_norm(y)


@mistake(
    "You divide by the sum of the two lengths. To take both out of the dot product, divide by "
    "their product."
)
def lengths_added(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y) / (torch.linalg.vector_norm(x) + torch.linalg.vector_norm(y))


@mistake(
    "You divide by the length of the vector of products, `x * y`. What belongs below the line is "
    "the length of `x` times the length of `y`."
)
def length_of_the_products(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.dot(x, y) / torch.linalg.vector_norm(x * y)


@mistake(
    "Something is added to the divisor, as many do against a division by 0. No vector is zero "
    "here, and for tiny ones it isn't little: the cosine comes out too small."
)
def padded(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    lengths = torch.linalg.vector_norm(x) * torch.linalg.vector_norm(y)
    return torch.dot(x, y) / (lengths + 1e-8)


@mistake(
    "The result is a Python number, as `.item()` makes it. It should be a tensor of shape `()`."
)
def python_number(x: torch.Tensor, y: torch.Tensor) -> float:
    lengths = torch.linalg.vector_norm(x) * torch.linalg.vector_norm(y)
    return (torch.dot(x, y) / lengths).item()
