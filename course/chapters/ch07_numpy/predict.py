"""### NumPy's features, torch's weights

A table of features was made with NumPy, and a model's `weights` are in torch. Write
`predict(features, weights)`, which returns the tensor `features @ weights`: for each row the sum of
its numbers, each times its weight.

`features` is an array of shape `(m, n)`, of floats, whole numbers or bools, in any memory order;
`weights` is a tensor of shape `(n,)`, float32 or float64. The result has shape `(m,)` and **the
dtype of the weights**; where that is float64, nothing passes through float32. Both inputs stay as
they were. `m` may be 0.

```python
>>> features = np.array([[1.0, 2.0], [0.5, 4.0], [3.0, 0.0]])
>>> predict(features, torch.tensor([2.0, 0.5]))
tensor([3., 3., 6.])
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def predict(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    """Multiply the table of features by the weights, in the dtype of the weights."""
    ### BEGIN SOLUTION
    return torch.from_numpy(features).to(weights.dtype) @ weights
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N2"],
    points=1,
    tolerance=(1e-12, 1e-12),  # all sums are exact; products with many digits are float64
    hints=[
        "Which dtype does the array have, and which the weights? A matrix product wants one dtype.",
        "Bring the features over the bridge, then give them the dtype that the weights have: "
        "`.to(dtype)`.",
        "`weights.dtype` is that dtype, whether it is float32 or float64. With "
        "`torch.as_tensor` you can say it in the same call.",
    ],
)


def reference(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.matmul(torch.as_tensor(features, dtype=weights.dtype), weights)


def cases(rng: Rng) -> Iterator[Case]:
    small = np.array([[1.0, 2.0], [0.5, 4.0], [3.0, 0.0]])
    doubles = rng.reals(3, 4, dtype=torch.float64)
    yield case("three rows of float64", small, torch.tensor([2.0, 0.5]))
    yield case("float32 features", rng.reals(2, 3).numpy(), rng.reals(3))
    yield case("features of whole numbers", rng.integers(4, 3).numpy(), rng.reals(3))
    yield case("features that are bools", rng.bools(3, 2).numpy(), rng.reals(2))
    weights = rng.reals(3, dtype=torch.float64)
    yield case("float64 weights, float32 features", rng.reals(2, 3).numpy(), weights)
    # One product a row: a sum of several is rounded in another order on another processor.
    column = rng.reals(12, 1, dtype=torch.float64) + 0.1
    weights = rng.reals(1, dtype=torch.float64) + 0.1
    yield case("one column of float64 with many digits", column.numpy(), weights)
    yield case("columns one after the other", doubles.numpy().T, rng.reals(3))
    yield case("no rows", np.empty((0, 18)), rng.reals(18))


@mistake(
    "An array from NumPy is float64 unless somebody said otherwise, and the weights are float32. "
    "A matrix product doesn't promote: it raises. Choose one dtype for both."
)
def dtypes_left_alone(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(features) @ weights


@mistake(
    "The product was computed in the dtype of the features, and the result has that one. Convert "
    "the features instead of the weights: the model decides in which dtype it calculates."
)
def weights_converted(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(features) @ weights.to(torch.from_numpy(features).dtype)


@mistake(
    "The features become float32 whatever the weights are. Weights in float64 then meet another "
    "dtype, and the product raises."
)
def always_float32(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(features).float() @ weights


@mistake(
    "Features and weights both become float32, so that weights in float64 lose more than half of "
    "their digits, and the result has another dtype than they. Only the features have to be "
    "converted."
)
def both_float32(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(features).float() @ weights.float()


@mistake(
    "The product was computed by NumPy, in its wider dtype, and comes back as such. The result "
    "should have the dtype of the weights."
)
def computed_by_numpy(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(features @ weights.numpy())


@mistake(
    "The features pass through float32, which keeps about seven digits; converting to float64 "
    "afterwards doesn't bring the others back."
)
def by_way_of_float32(features: np.ndarray, weights: torch.Tensor) -> torch.Tensor:
    return torch.Tensor(features.astype(np.float32)).to(weights.dtype) @ weights


@mistake(
    "What comes back is a NumPy array. The caller goes on in torch and wants a tensor, of the "
    "weights' dtype."
)
def stays_in_numpy(features: np.ndarray, weights: torch.Tensor) -> np.ndarray:
    return features @ weights.numpy()
