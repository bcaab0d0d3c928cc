"""### Blur the data before they are published

A clinic publishes measurements, but no value may be traced to a person. So noise is added to
each one, drawn from the normal distribution around 0.

Write `jitter(x, spread, seed)`. It seeds with `seed`, draws one normal number for each element of
`x` **in float64**, multiplies these by `spread`, and returns their sum with `x`: a float64 tensor
of the shape of `x`. `x` holds ints or floats of any width, is contiguous and stays as it is.
Neither its values nor `spread` may lose digits on the way.

The noise must be float64 when it is drawn. A float32 number that is converted afterwards has its
first seven digits or so, and no more; a float64 has about sixteen, and they are compared.

```python
>>> jitter(torch.tensor([70, 81, 64]), 0.5, 11)
tensor([70.3688, 81.9730, 63.6502], dtype=torch.float64)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def jitter(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    """Add normal noise, drawn in float64, to every element of x."""
    ### BEGIN SOLUTION
    torch.manual_seed(seed)
    return x + spread * torch.randn_like(x, dtype=torch.float64)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T6", "T2"],
    points=2,
    # Far below float32's rounding, so that converted noise is told from noise drawn in float64.
    tolerance=(1e-12, 1e-12),
    hints=[
        "The noise has the shape of `x` and another dtype. Which function takes the shape from a "
        "tensor and the dtype from you?",
        "Seed first, with `torch.manual_seed`. Then one call draws all of the noise: "
        "`torch.randn_like` with a `dtype=`.",
        "Nothing has to be done about the dtype of `x`: ints or float32 added to float64 come "
        "out as float64.",
    ],
)


def reference(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return x + spread * torch.randn(x.shape, generator=generator, dtype=torch.float64)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("whole numbers", rng.integers(3, low=50, high=90), 0.5, rng.size(1, 900))
    yield case("float32", rng.reals(2, 2), 2.0, rng.size(1, 900))
    yield case("float64", rng.reals(2, 3, dtype=torch.float64) + 0.1, 0.1, rng.size(1, 900))
    small = rng.integers(4, low=0, high=100, dtype=torch.uint8)
    yield case("small whole numbers, uint8", small, 1.5, rng.size(1, 900))
    yield case("a single number without axes", rng.integers(), 1.0, rng.size(1, 900))
    yield case("three axes", rng.integers(2, 3, 2), 0.75, rng.size(1, 900))
    large = 2 * rng.integers(2, 4) + 2**24 + 1
    yield case("large whole numbers, a small spread", large, 0.01, rng.size(1, 900))
    yield case("no spread", rng.integers(5), 0.0, rng.size(1, 900))
    yield case("no elements", rng.reals(0, 3), 0.5, rng.size(1, 900))


@mistake(
    "The noise is drawn in the dtype of `x`, as `torch.randn_like(x)` does it. For ints there is "
    "no normal distribution, so it raises; for float32 the noise is float32. Say which dtype you "
    "want."
)
def dtype_of_x(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + spread * torch.randn_like(x)


@mistake(
    "The noise is float32: `torch.randn` makes that unless it is told otherwise. With ints or "
    "float32 in `x`, the sum is float32 as well."
)
def default_dtype(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + spread * torch.randn(x.shape)


@mistake(
    "The result is float64, but the noise in it was drawn as float32 and converted. Converting "
    "adds no digits: what was rounded when it was drawn stays rounded."
)
def converted_afterwards(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x.double() + spread * torch.randn(x.shape).double()


@mistake(
    "This noise is spread evenly from 0 to 1, so it makes every value larger. Noise around 0 comes "
    "from the normal distribution, the one with an n in its name."
)
def evenly_spread(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + spread * torch.rand_like(x, dtype=torch.float64)


@mistake(
    "Shape and dtype are right, but the noise doesn't depend on `seed`: nothing was seeded with "
    "it before the noise was drawn."
)
def unseeded(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    return x + spread * torch.randn_like(x, dtype=torch.float64)


@mistake(
    "The result is float64, but the noise was drawn in float32, and the sum was converted at the "
    "end. Converting adds no digits: what was rounded when it was drawn, or when it was added, "
    "stays rounded."
)
def sum_converted(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return (x + spread * torch.randn(x.shape)).double()


@mistake(
    "The noise is raised to the power of `spread`: `**` is a power, and `*` multiplies. A negative "
    "number has no real power such as 0.5, so that some values become NaN."
)
def raised_to_the_spread(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + torch.randn(x.shape, dtype=torch.float64) ** spread
