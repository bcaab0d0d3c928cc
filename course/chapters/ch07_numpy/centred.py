"""### A NumPy function inside torch

`np.median` of an even number of values is the mean of the two in the middle, while `torch.median`
is the lower one of them. Write `centred(x)`, which returns `x` minus **NumPy's median** of all its
elements.

`x` is a tensor of float32 or float64, not empty, of any shape; the result is a tensor of its shape
and dtype. The median is taken of the values as they are: float64 doesn't pass through float32.
Where `x` requires a gradient, so does the result. Its gradient reaches `x` through the subtraction,
and **the median counts as a constant**: what NumPy computes, autograd doesn't see. `x` stays as it
was.

```python
>>> centred(torch.tensor([1.0, 2.0, 4.0, 9.0]))
tensor([-2., -1.,  1.,  6.])
>>> centred(torch.tensor([1.0, 5.0], requires_grad=True))
tensor([-2.,  2.], grad_fn=<SubBackward0>)
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def centred(x: torch.Tensor) -> torch.Tensor:
    """Subtract NumPy's median, as a constant."""
    ### BEGIN SOLUTION
    median = np.median(x.detach().numpy())
    return x - float(median)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N1"],
    points=2,
    facts=["requires_grad", "gradients"],
    hints=[
        "There are two uses of `x`: one goes to NumPy, the other stays in torch. Only the first "
        "needs to be detached.",
        "`np.median` wants an array, and gives one number. Subtract that number from the tensor "
        "itself.",
        "If the result has no gradient, look where the numbers of the result come from: from `x`, "
        "or from an array?",
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor:
    return x - torch.from_numpy(np.asarray(np.median(x.numpy(force=True)))).to(x.dtype)


def cases(rng: Rng) -> Iterator[Case]:
    odd = torch.tensor([5.0, 1.0, 2.5])
    yield case("four values", torch.tensor([1.0, 2.0, 4.0, 9.0]))
    yield case("three values", odd)
    yield case("two values that require a gradient", torch.tensor([1.0, 5.0]).requires_grad_())
    yield case("five values that require a gradient", rng.reals(5).requires_grad_())
    spread = torch.tensor([[0.5, -3.0, 8.0], [2.0, 6.0, -1.0]]) * rng.choice([1, 2])
    yield case("a table that requires a gradient", spread.requires_grad_())
    doubles = torch.tensor([0.1, 7.0, 2.7, 4.1], dtype=torch.float64) + rng.size(1, 4) * 1e6
    yield case("float64", doubles.requires_grad_())
    yield case("a table that is not contiguous", rng.strided(rng.reals(2, 4)))
    yield case("one number without axes", torch.tensor(rng.number()).requires_grad_())


@mistake(
    "`torch.median` of an even number of values is the lower one of the two in the middle. NumPy "
    "takes the mean of the two."
)
def torch_median(x: torch.Tensor) -> torch.Tensor:
    return x - x.detach().median()


@mistake(
    "The numbers are right, but the graph is cut: the result was computed by NumPy from start to "
    "end, or from a detached `x`, and no gradient reaches `x`. Only the median may come so."
)
def all_in_numpy(x: torch.Tensor) -> torch.Tensor:
    values = x.detach().numpy()
    return torch.from_numpy(np.asarray(values - np.median(values))).to(x.dtype)


@mistake(
    "`requires_grad` of the result is True, but no gradient reaches `x`: the new tensor is the "
    "start of a graph of its own. The subtraction has to be done on `x`."
)
def new_leaf(x: torch.Tensor) -> torch.Tensor:
    values = x.detach().numpy()
    result = torch.from_numpy(np.asarray(values - np.median(values))).to(x.dtype)
    return result.requires_grad_(x.requires_grad)


@mistake(
    "A tensor that requires a gradient stops your function: `numpy()` refuses it. Detach on the "
    "way to NumPy."
)
def no_detach(x: torch.Tensor) -> torch.Tensor:
    return x - float(np.median(x.numpy()))


@mistake(
    "The numbers are right, and the gradient isn't: your median is computed by torch, so part of "
    "the gradient flows through it. The median is to count as a constant."
)
def median_with_gradient(x: torch.Tensor) -> torch.Tensor:
    return x - x.flatten().quantile(0.5)


@mistake(
    "`x.requires_grad_(False)` changes the caller's tensor, and the result requires no gradient. "
    "`detach()` gives a second tensor and leaves the first as it is."
)
def gradient_switched_off(x: torch.Tensor) -> torch.Tensor:
    x.requires_grad_(False)
    return x - float(np.median(x.numpy()))
