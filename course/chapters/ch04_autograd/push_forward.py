"""### One direction through a function

You stand at `x` and know which way you will go: along `u`. How fast does each output of `function`
change on the way? That is the **Jacobian-vector product**

$$(J u)_j = \\sum_i \\frac{\\partial y_j}{\\partial x_i} u_i, \\qquad y = \\text{function}(x).$$

Write `push_forward(function, x, u)`. `u` has the shape and dtype of `x`, which is floating and has
at least one axis. The result has the shape of `function(x)`. The ready-made `jvp` and `linearize`
of `torch.func` and `torch.autograd.functional` may not be used; your `jacobian` may.

```python
>>> x, u = torch.tensor([1.0, 4.0, 9.0]), torch.tensor([1.0, 0.0, 2.0])
>>> push_forward(torch.diff, x, u)
tensor([-1.,  2.])
>>> push_forward(torch.square, x, u)
tensor([ 2.,  0., 36.])
```
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake
from course.chapters.ch04_autograd.jacobian import jacobian


def push_forward(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, u: torch.Tensor
) -> torch.Tensor:
    """Give the Jacobian of function at x, times the direction u."""
    ### BEGIN SOLUTION
    return torch.tensordot(jacobian(function, x), u.detach(), dims=u.ndim)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    tolerance=(1e-5, 1e-5),
    banned=[
        "torch.func.jvp",
        "torch.func.linearize",
        "torch.autograd.functional.jvp",
    ],
    hints=[
        "The Jacobian has the axes of `y` first and those of `x` last. The last ones meet `u`, "
        "and they are summed over.",
        "With two tables it would be a matrix times a vector: lay the Jacobian out with one row "
        "for each output and one column for each input, and `u` as one vector.",
        "`reshape(-1, x.numel())` makes that table, `@` multiplies, and a last `reshape` gives the "
        "result the axes of `y`: those of the Jacobian without the last `x.ndim`.",
    ],
)


def reference(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, u: torch.Tensor
) -> torch.Tensor:
    return torch.func.jvp(function, (x,), (u,))[1]


def cases(rng: Rng) -> Iterator[Case]:
    x, u = torch.tensor([1.0, 4.0, 9.0]), torch.tensor([1.0, 0.0, 2.0])
    yield case("differences of three numbers", torch.diff, x, u)
    yield case("squares of three numbers", torch.square, x, u)
    yield case("a sum: one output", torch.sum, rng.reals(2, 3), rng.reals(2, 3))
    yield case("one input, one output", torch.exp, torch.tensor([0.5]), torch.tensor([-3.0]))
    yield case("the diagonal of a table", torch.diagonal, rng.reals(2, 3), rng.reals(2, 3))
    yield case("differences in a table", torch.diff, rng.reals(3, 4), rng.reals(3, 4))
    matrix = rng.reals(2, 2, low=-0.5, high=0.5, dtype=torch.float64)
    matrix = matrix + torch.tensor([[3.0, 1.0], [0.0, 2.0]])
    direction = rng.reals(2, 2, dtype=torch.float64) + torch.tensor([[0.0, 9.0], [0.0, 0.0]])
    yield case("the inverse of a matrix, in float64", torch.linalg.inv, matrix, direction)
    yield case("more outputs than inputs", torch.diag, rng.reals(2, low=1), rng.reals(2, low=1))


def _full(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    return torch.autograd.functional.jacobian(function, x.detach())


@mistake(
    "The Jacobian is multiplied element by element and never summed over the inputs. Each output "
    "collects one term from every input."
)
def not_summed(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, u: torch.Tensor
) -> torch.Tensor:
    return _full(function, x) * u


@mistake(
    "This is a vector-Jacobian product, uᵀJ: `u` went in from the side of the outputs. It belongs "
    "on the side of the inputs. The two agree where the Jacobian is symmetric, and with fewer "
    "outputs than inputs the shapes don't even fit."
)
def pulled_back(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, u: torch.Tensor
) -> torch.Tensor:
    leaf = x.detach().clone().requires_grad_()
    return torch.autograd.grad(function(leaf), leaf, u)[0]


@mistake(
    "This is the function at `u`, or what it adds on the way to `x + u`. That agrees only where "
    "the function is a straight line; asked for is the slope at `x`."
)
def difference_over_the_whole_step(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, u: torch.Tensor
) -> torch.Tensor:
    return function(x + u) - function(x)


@mistake(
    "Only the last axis of the inputs is summed over. Where `x` is a table, both of its axes "
    "belong to the inputs."
)
def last_axis_only(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, u: torch.Tensor
) -> torch.Tensor:
    return (_full(function, x) * u).sum(-1)
