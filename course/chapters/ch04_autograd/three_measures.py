"""### A vector from its elements

From three numbers $x_0$, $x_1$, $x_2$ make three others:

$$f(x) = (x_0 x_1 x_2,\\;\\; x_0 + x_1 + x_2,\\;\\; x_0 + x_1 x_2)$$

Write `three_measures(x)`. `x` is a floating tensor of shape `(3,)`; the result has the same shape
and dtype, and **the graph reaches from it back to `x`**: where `x` requires gradients, so does the
result, and `backward` through it brings them to `x`. Where `x` doesn't, the result doesn't either.
Any of the three numbers may be 0. `x` keeps its numbers and its `requires_grad`.

```python
>>> three_measures(torch.tensor([1.0, 2.0, 3.0]))
tensor([6., 6., 7.])
>>> x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
>>> three_measures(x).backward(torch.tensor([0.1, 0.2, 0.3]))
>>> x.grad
tensor([1.1000, 1.4000, 1.0000])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def three_measures(x: torch.Tensor) -> torch.Tensor:
    """Give (x0 x1 x2, x0 + x1 + x2, x0 + x1 x2), joined to x by the graph."""
    ### BEGIN SOLUTION
    x0, x1, x2 = x
    return torch.stack([x0 * x1 * x2, x0 + x1 + x2, x0 + x1 * x2])
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A6", "A7"],
    facts=["requires_grad", "gradients"],
    hints=[
        "The three results are tensors without axes, each with a graph behind it. What joins them "
        "to a vector must be recorded too.",
        "`torch.tensor` reads numbers, and numbers have no graph. Above is a function that joins "
        "tensors along a new axis.",
        "`torch.stack` takes a list of tensors of one shape; here the shape is ().",
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor:
    return torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]])


def cases(rng: Rng) -> Iterator[Case]:
    yield case("1, 2, 3, without gradients", torch.tensor([1.0, 2.0, 3.0]))
    yield case("1, 2, 3, with gradients", torch.tensor([1.0, 2.0, 3.0]).requires_grad_())
    yield case("other numbers", rng.reals(3, low=1).requires_grad_())
    yield case("negative numbers", rng.reals(3, low=-4, high=-1).requires_grad_())
    yield case("a zero", torch.tensor([2.0, 0.0, -3.0]).requires_grad_())
    doubles = rng.reals(3, low=1, dtype=torch.float64) + 0.1
    yield case("float64", doubles.requires_grad_())
    yield case("every second element", rng.strided(rng.reals(3, low=1)).requires_grad_())
    yield case("a zero in front", torch.tensor([0.0, 2.0, -3.0]).requires_grad_())
    yield case("zeros", torch.zeros(3).requires_grad_())


@mistake(
    "The values are right, but the graph ends on the way: bare numbers, or a tensor that was "
    "detached, don't know what they were made from. `backward` can't get through to `x`."
)
def by_torch_tensor(x: torch.Tensor) -> torch.Tensor:
    values = [x.prod().item(), x.sum().item(), (x[0] + x[1] * x[2]).item()]
    return torch.tensor(values, dtype=x.dtype)


@mistake(
    "The result requires gradients where `x` does, but as a leaf of its own. Asking for gradients "
    "doesn't repair a graph that was cut before: nothing reaches `x`."
)
def cut_and_patched(x: torch.Tensor) -> torch.Tensor:
    return by_torch_tensor(x).requires_grad_(x.requires_grad)


@mistake(
    "The result is a leaf of its own that requires gradients always, whether `x` does or not. "
    "Asking for gradients doesn't repair a graph that was cut before: nothing reaches `x`."
)
def always_patched(x: torch.Tensor) -> torch.Tensor:
    return by_torch_tensor(x).requires_grad_()


@mistake(
    "The call switches `x` itself over: from now on it requires gradients, for everybody who uses "
    "it. Compute with `x` as it comes; whether it is recorded is for its owner to say."
)
def x_switched_on(x: torch.Tensor) -> torch.Tensor:
    return reference(x.requires_grad_())


@mistake(
    "The three numbers came out as float32, whatever dtype `x` has. From a float64 `x` the result "
    "is float64, and loses no digits."
)
def into_float32(x: torch.Tensor) -> torch.Tensor:
    y = torch.zeros(3)
    y[0], y[1], y[2] = x.prod(), x.sum(), x[0] + x[1] * x[2]
    return y


@mistake(
    "The third number should be x₀ + x₁ x₂; yours is (x₀ + x₁) x₂. Multiplication goes before "
    "addition unless brackets say otherwise."
)
def brackets_misplaced(x: torch.Tensor) -> torch.Tensor:
    return torch.stack([x.prod(), x.sum(), (x[0] + x[1]) * x[2]])


@mistake(
    "A part of the graph is missing: the first two numbers are joined to `x`, the third isn't."
)
def one_is_cut(x: torch.Tensor) -> torch.Tensor:
    third = x.detach()
    return torch.stack([x.prod(), x.sum(), third[0] + third[1] * third[2]])
