"""### Cross products

The cross product of two vectors in space stands at right angles to both; its length is the area
between them. Computer graphics needs it for every triangle of a scene:

$$x \\times y = (x_1 y_2 - x_2 y_1,\\ \\ x_2 y_0 - x_0 y_2,\\ \\ x_0 y_1 - x_1 y_0)$$

Write `cross_rows(x, y)` for `x` and `y` of shape `(n, 3)`, both of one dtype, real or whole
numbers: row `i` of the result is the cross product of the rows `i`, in that dtype. n may be 0, and
it may be 3. `torch.cross` and `torch.linalg.cross` may not be called.

```python
>>> cross_rows(torch.tensor([[1, 0, 0], [1, 2, 3]]), torch.tensor([[0, 1, 0], [4, 5, 6]]))
tensor([[ 0,  0,  1],
        [-3,  6, -3]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def cross_rows(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Take the cross product of each row of x with the same row of y."""
    ### BEGIN SOLUTION
    x0, x1, x2 = x.unbind(dim=1)
    y0, y1, y2 = y.unbind(dim=1)
    return torch.stack([x1 * y2 - x2 * y1, x2 * y0 - x0 * y2, x0 * y1 - x1 * y0], dim=1)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18"],
    tolerance=(1e-9, 1e-9),  # all products are exact, so float64 keeps all of their digits
    banned=["torch.cross", "torch.linalg.cross"],
    hints=[
        "`x[:, 0]` holds the first number of every row. Work on whole columns: no loop is needed.",
        "Write down the three columns of the result by the formula, each with two products.",
        "`torch.stack` joins the three columns; the new axis runs along the rows, so it is axis 1.",
    ],
)


def reference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.linalg.cross(x, y, dim=1)


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([[1, 0, 0], [1, 2, 3]]), torch.tensor([[0, 1, 0], [4, 5, 6]])
    yield case("a single pair", torch.tensor([[1, 2, 3]]), torch.tensor([[4, 5, 7]]))
    yield case("two pairs", *first)
    yield case("three pairs", rng.integers(3, 3), rng.integers(3, 3))
    yield case("real numbers", rng.reals(4, 3), rng.reals(4, 3))
    yield case("parallel vectors", (x := rng.reals(4, 3)), 2 * x)
    doubles = [rng.reals(5, 3, low=1, dtype=torch.float64) for _ in range(2)]
    yield case("float64, with many digits", (1 + 2.0**-22) * doubles[0], doubles[1])
    yield case("large whole numbers", 2 * rng.integers(4, 3) + 2**54 + 1, rng.integers(4, 3))
    yield case("not contiguous", rng.reals(3, 5).T, rng.strided(rng.reals(5, 3)))
    yield case("no pairs", rng.reals(0, 3), rng.reals(0, 3))


def _cross(x: torch.Tensor, y: torch.Tensor, dim: int = 1) -> torch.Tensor:
    (x0, x1, x2), (y0, y1, y2) = x.unbind(dim), y.unbind(dim)
    return torch.stack([x1 * y2 - x2 * y1, x2 * y0 - x0 * y2, x0 * y1 - x1 * y0], dim)


@mistake(
    "The middle number has the wrong sign. Its products are in the order 2 0, then 0 2: the "
    "indices go round in a circle, from 2 back to 0."
)
def middle_sign(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return _cross(x, y) * torch.tensor([1, -1, 1], dtype=x.dtype)


@mistake(
    "All signs are the other way round: that is y times x. In a cross product the order matters."
)
def exchanged(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return _cross(y, x)


@mistake(
    "With three rows, your vectors run down the columns, as for `torch.cross` without `dim=`, "
    "which takes the first axis of length 3. The vectors are the rows here, however many."
)
def first_axis_of_length_3(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return _cross(x, y, 0 if len(x) == 3 else 1)


@mistake("That is the product place by place. Each number of a cross product takes two products.")
def place_by_place(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x * y


@mistake(
    "The result is on its side: what belongs into its three columns stands in rows, as when the "
    "three are stacked along axis 0."
)
def on_its_side(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return _cross(x, y).T
