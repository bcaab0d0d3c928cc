"""### Any tensor as an array

A plotting tool wants NumPy arrays and gets all sorts of tensors. Write `to_numpy(x)`, which returns
an array with the values of `x`. It **shares the memory of `x` wherever an array can show the same
numbers there, and copies only where none can**. `x` itself stays as it was, `requires_grad`
included.

- A tensor that requires a gradient, one that isn't contiguous, one without axes: these can share.
- bfloat16 becomes float32; NumPy has no bfloat16. Every other dtype in the cases stays.
- A complex tensor that is conjugated lazily (`x.conj()`), or its imaginary part (`x.conj().imag`),
  holds other numbers in memory than it shows. These have to be written out.

```python
>>> weights = torch.tensor([0.5, 1.5], requires_grad=True)
>>> to_numpy(weights)
array([0.5, 1.5], dtype=float32)
>>> to_numpy(torch.tensor([0.5, 1.5], dtype=torch.bfloat16))
array([0.5, 1.5], dtype=float32)
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def to_numpy(x: torch.Tensor) -> np.ndarray:
    """Give x as an array, over the same memory where that is possible."""
    ### BEGIN SOLUTION
    plain = x.detach().resolve_conj().resolve_neg()
    if plain.dtype == torch.bfloat16:
        plain = plain.float()
    return plain.numpy()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N1", "N4"],
    points={"basic": 1, "edge": 2},
    facts=["shares", "strides"],
    hints=[
        "There are three reasons for `numpy()` to refuse in the cases: a gradient is required, "
        "NumPy lacks the dtype, or memory holds other numbers than the tensor shows.",
        "`detach()`, `resolve_conj()` and `resolve_neg()` give a tensor over the same memory if "
        "there is nothing to do. `numpy(force=True)` does all three.",
        "Only bfloat16 is left: look at `x.dtype`, and convert first. Don't convert anything else, "
        "since a conversion copies.",
    ],
)


def reference(x: torch.Tensor) -> np.ndarray:
    return (x.float() if x.dtype == torch.bfloat16 else x).numpy(force=True)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a vector", rng.reals(3))
    yield case("a table of whole numbers", rng.integers(2, 3))
    yield case("a tensor that requires a gradient", rng.reals(4).requires_grad_())
    yield case("a transposed table", rng.reals(2, 4).T)
    yield case("a block of a table", rng.reals(4, 4, dtype=torch.float64)[1:3, ::2])
    yield case("a tensor without axes", torch.tensor(rng.number()), group="edge")
    yield case("an empty tensor", torch.empty(0, 3), group="edge")
    nothing = torch.empty(2, 0, dtype=torch.int64)
    yield case("an empty table of whole numbers", nothing, group="edge")
    yield case("a table of one row", rng.reals(1, 3), group="edge")
    yield case("a table of one column", rng.integers(4, 1), group="edge")
    yield case("int8", rng.integers(3, dtype=torch.int8), group="edge")
    yield case("float16", rng.reals(3).half(), group="edge")
    yield case("bools", rng.bools(2, 2), group="edge")
    yield case("a stretched row", rng.reals(3).expand(2, 3), group="edge")
    half = rng.reals(4).to(torch.bfloat16)
    yield case("bfloat16", half, group="edge")
    trained = rng.reals(2, 2).to(torch.bfloat16).requires_grad_()
    yield case("bfloat16 that requires a gradient", trained, group="edge")
    parts = torch.complex(rng.reals(3), rng.reals(3, low=1, high=4))
    yield case("complex numbers", parts, group="edge")
    yield case("complex numbers, conjugated", parts.conj(), group="edge")
    yield case("the imaginary part of a conjugate", parts.conj().imag, group="edge")


@mistake(
    "A tensor that requires a gradient stops your function: `numpy()` refuses it, since changes "
    "to the array would go unseen by autograd. `detach()` says that you know."
)
def no_detach(x: torch.Tensor) -> np.ndarray:
    plain = x.resolve_conj().resolve_neg()
    return (plain.float() if x.dtype == torch.bfloat16 else plain).numpy()


@mistake(
    "The array has memory of its own, always. A copy was to be made only where there is no other "
    "way; here each plot of a large tensor would cost its memory a second time."
)
def always_copies(x: torch.Tensor) -> np.ndarray:
    return np.array(reference(x))


@mistake(
    "What isn't contiguous was copied, as `contiguous()` does. That isn't needed: an array has "
    "strides as well, and can show the same memory in the same order."
)
def made_contiguous(x: torch.Tensor) -> np.ndarray:
    plain = x.detach().resolve_conj().resolve_neg().contiguous()
    return (plain.float() if x.dtype == torch.bfloat16 else plain).numpy()


@mistake(
    "bfloat16 stops your function. NumPy has no such dtype, and no `force=True` helps: the numbers "
    "have to be converted to float32 first."
)
def no_bfloat16(x: torch.Tensor) -> np.ndarray:
    return x.numpy(force=True)


@mistake(
    "Everything becomes float32. That copies what could have been shared, and whole numbers, bools "
    "and float64 lose their dtype."
)
def everything_float32(x: torch.Tensor) -> np.ndarray:
    return x.detach().resolve_conj().resolve_neg().float().numpy()


@mistake(
    "You widen float16 as well. It has as few bytes as bfloat16, but NumPy has it, so it can share."
)
def float16_widened(x: torch.Tensor) -> np.ndarray:
    return (x.float() if x.dtype in (torch.float16, torch.bfloat16) else x).numpy(force=True)


@mistake(
    "A conjugated tensor stops your function, and so does its imaginary part. Each only has a flag "
    "that says *conjugate me*, or *turn my sign*; the memory under it holds the numbers before "
    "that, so they have to be written out."
)
def flags_forgotten(x: torch.Tensor) -> np.ndarray:
    plain = x.detach()
    return (plain.float() if x.dtype == torch.bfloat16 else plain).numpy()


@mistake(
    "The imaginary part of a conjugate stops your function. It has a flag of another kind, that "
    "says *turn my sign*: torch calls it negative, and what writes out a conjugate leaves it."
)
def negative_flag_forgotten(x: torch.Tensor) -> np.ndarray:
    plain = x.detach().resolve_conj()
    return (plain.float() if x.dtype == torch.bfloat16 else plain).numpy()


@mistake(
    "By way of a list you lose the memory and often the dtype: Python's floats become float64 in "
    "NumPy."
)
def by_way_of_a_list(x: torch.Tensor) -> np.ndarray:
    return np.array(x.tolist())
