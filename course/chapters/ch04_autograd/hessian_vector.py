"""### How the gradient itself changes

The gradient says which way is up. How does it change when you move along a direction `v`? The
table of all second derivatives, the **Hessian** $H$, would tell; but for a million parameters it
has a million million entries. The product $H v$ has only a million, and never needs the table.

Write `hessian_vector(function, x, v)`. `function` takes a floating tensor and returns one without
axes; `v` has the shape and dtype of `x`, and so has the result:

$$(H v)_i = \\sum_j \\frac{\\partial^2 f}{\\partial x_i\\, \\partial x_j} v_j$$

Where the gradient is the same everywhere, as for `torch.sum`, the result is zeros. `x` keeps its
numbers and its `requires_grad`. The ready-made Hessians and their products in `torch.func` and
`torch.autograd.functional` may not be used.

```python
>>> x, v = torch.tensor([2.0, 3.0, 5.0]), torch.tensor([1.0, 0.0, 0.0])
>>> hessian_vector(torch.prod, x, v)
tensor([0., 5., 3.])
```

The product $x_0 x_1 x_2$ has the gradient $(x_1 x_2,\\; x_0 x_2,\\; x_0 x_1)$, and $x_0$ occurs in
its last two elements, with the factors 5 and 3.
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def hessian_vector(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    """Give the Hessian of function at x, times v."""
    ### BEGIN SOLUTION
    place = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(place), place, create_graph=True)
    if not gradient.requires_grad:
        return torch.zeros_like(x)
    (product,) = torch.autograd.grad(gradient, place, v)
    return product
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    points=2,
    tolerance=(1e-5, 1e-5),
    banned=[
        "torch.autograd.functional.hessian",
        "torch.autograd.functional.hvp",
        "torch.autograd.functional.vhp",
        "torch.func.hessian",
    ],
    hints=[
        "The gradient is a function of `x`, and its Jacobian is H. H is symmetric, so that H v and "
        "vᵀH hold the same numbers, and vᵀH is a vector-Jacobian product.",
        "A gradient that is to be differentiated again must have a graph of its own: "
        "`create_graph=True`.",
        "Call `torch.autograd.grad` twice: on the function's result, then on the gradient, with "
        "`v` as its third argument. Before that, ask whether the gradient requires gradients; if "
        "it doesn't, it is constant.",
    ],
)


def reference(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    return torch.autograd.functional.hvp(function, x.detach(), v)[1]


def cases(rng: Rng) -> Iterator[Case]:
    first = torch.tensor([2.0, 3.0, 5.0]), torch.tensor([1.0, 0.0, 0.0])
    yield case("a product of three", torch.prod, *first)
    yield case("a product, another direction", torch.prod, rng.reals(3, low=1), rng.reals(3, low=1))
    norm = torch.linalg.vector_norm
    yield case("the length of a vector", norm, rng.reals(4, low=1), rng.reals(4))
    yield case("a variance", torch.var, rng.reals(4), rng.reals(4))
    matrix = rng.reals(2, 2, low=1, dtype=torch.float64), rng.reals(2, 2, dtype=torch.float64)
    yield case("a determinant, in float64", torch.linalg.det, *matrix)
    yield case("a sum: its gradient is constant", torch.sum, rng.reals(2, 3), rng.reals(2, 3))
    owned = rng.reals(5, low=1).requires_grad_()
    yield case("a tensor that requires gradients", norm, owned, rng.reals(5))
    wide = [rng.reals(7, dtype=torch.float64) for _ in range(2)]
    yield case("a sum in float64", torch.sum, *wide)


def _hessian(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """Give the Hessian without the banned functions, which students' wrong answers don't call."""
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
    if not gradient.requires_grad:
        return torch.zeros(x.numel(), x.numel(), dtype=x.dtype)
    parts = gradient.reshape(-1)
    rows = [torch.autograd.grad(part, leaf, retain_graph=True)[0] for part in parts]
    return torch.stack(rows).reshape(x.numel(), x.numel())


@mistake(
    "`v` plays no part: each element is the sum of a row of the Hessian, as it comes from the "
    "slope of the plain sum of the gradient. Weigh the gradient's elements with `v`."
)
def rows_summed(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    return _hessian(function, x).sum(1).reshape(x.shape)


@mistake(
    "Only the diagonal of the Hessian is used: each second derivative by the same element twice. "
    "The mixed ones count too."
)
def diagonal_only(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    return _hessian(function, x).diagonal().reshape(x.shape) * v


@mistake(
    "The rows of the Hessian are summed, and `v` is multiplied on afterwards. It has to meet the "
    "gradient before the second derivative is taken."
)
def weighted_afterwards(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    return _hessian(function, x).sum(1).reshape(x.shape) * v


@mistake(
    "This is a first derivative: the gradient, weighted with `v`. It has to be differentiated once "
    "more."
)
def first_derivative(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    return torch.autograd.grad(function(leaf), leaf)[0] * v


@mistake(
    "Where the gradient is constant, the zeros come out as float32, whatever dtype `x` has. The "
    "result has the dtype of `x` there, too."
)
def zeros_in_float32(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
    if not gradient.requires_grad:
        return torch.zeros(x.shape)
    return torch.autograd.grad(gradient, leaf, v)[0]


@mistake(
    "The result is zeros for every function. A gradient without a graph behind it looks constant, "
    "and it has one only if that was asked for when the gradient was computed."
)
def always_zeros(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    return torch.zeros_like(x.detach())


@mistake(
    "The call raises. If the message above says that a tensor does not require grad: the gradient "
    "has no graph behind it, so it can't be differentiated once more. It gets one only where that "
    "is asked for, by `create_graph`, when the gradient is computed; to retain the old graph isn't "
    "enough."
)
def no_graph_asked_for(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf)
    return torch.autograd.grad(gradient, leaf, v)[0]


@mistake(
    "Right, except where the gradient is constant: then it doesn't depend on `x`, there is no "
    "graph behind it, and the second call raises. Its change is zero."
)
def constant_gradient_raises(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, v: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
    return torch.autograd.grad(gradient, leaf, v)[0]
