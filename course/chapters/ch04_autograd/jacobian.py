"""### The whole Jacobian

The Jacobian of a function holds every output's slope by every input. If `y = function(x)`, then

`jacobian[j, i]` is the derivative of `y[j]` by `x[i]`,

where `j` stands for as many indices as `y` has axes, and `i` for as many as `x` has. So its shape
is that of `y`, followed by that of `x`: `(*y.shape, *x.shape)`.

Write `jacobian(function, x)` for a floating tensor `x` with at least one axis and one element. `y`
has at least one element too; its axes may be fewer or more, or none at all. One call of
`torch.autograd.grad` (or `backward`) gives one row of it. The ready-made Jacobians of `torch.func`
and `torch.autograd.functional` may not be used. `y` is computed from `x`, so that there is a graph;
the dtype is that of `x`, which keeps its numbers and its `requires_grad`.

```python
>>> jacobian(torch.diff, torch.tensor([1.0, 4.0, 9.0]))
tensor([[-1.,  1.,  0.],
        [ 0., -1.,  1.]])
>>> jacobian(torch.sum, torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
tensor([[1., 1.],
        [1., 1.]])
```
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def jacobian(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """Give the derivative of each element of function(x) by each element of x."""
    ### BEGIN SOLUTION
    x = x.detach().clone().requires_grad_()
    y = function(x)
    rows = []
    for j in range(y.numel()):
        v = torch.zeros(y.numel(), dtype=y.dtype)
        v[j] = 1
        (row,) = torch.autograd.grad(y, x, v.reshape(y.shape), retain_graph=True)
        rows.append(row)
    return torch.stack(rows).reshape(y.shape + x.shape)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A6"],
    points=2,
    tolerance=(1e-5, 1e-5),
    banned=[
        "torch.autograd.functional.jacobian",
        "torch.func.jacrev",
        "torch.func.jacfwd",
    ],
    hints=[
        "Which v picks a single output out of vᵀJ? Do it for each output in turn.",
        "The graph is used up by the first call, unless you ask with `retain_graph=True` that it "
        "be kept. And `.grad` adds up, where `torch.autograd.grad` doesn't.",
        "Number the outputs from 0 to `y.numel() - 1`. For each, make v as a vector of zeros with "
        "a single 1, reshaped like `y`. Stack the rows, and reshape the whole at the end.",
    ],
)


def reference(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    return torch.autograd.functional.jacobian(function, x.detach())


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two differences of three numbers", torch.diff, torch.tensor([1.0, 4.0, 9.0]))
    yield case("a sum: one output", torch.sum, rng.reals(2, 3))
    yield case("as many outputs as inputs", torch.square, rng.reals(3, low=1))
    yield case("one input, one output", torch.exp, rng.reals(1, low=-1, high=1))
    yield case("the diagonal of a table", torch.diagonal, rng.reals(2, 3))
    matrix = rng.reals(2, 2, low=-0.5, high=0.5, dtype=torch.float64)
    matrix = matrix + torch.tensor([[3.0, 1.0], [0.0, 2.0]])
    yield case("the inverse of a matrix, in float64", torch.linalg.inv, matrix)
    yield case("differences along the rows of a table", torch.diff, rng.reals(2, 3))
    yield case("more outputs than inputs", torch.diag, rng.reals(2))
    yield case("a tensor that requires gradients", torch.diff, rng.reals(4).requires_grad_())
    yield case("a table that is not contiguous", torch.square, rng.reals(3, 2).T)


def _full(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """Give the Jacobian without the banned functions, which students' wrong answers don't call."""
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    rows = [torch.autograd.grad(one, leaf, retain_graph=True)[0] for one in y.reshape(-1)]
    return torch.stack(rows).reshape(*y.shape, *x.shape)


@mistake(
    "The axes stand the other way round: inputs first, outputs after them. The first index of a "
    "Jacobian, its row, says which output."
)
def inputs_first(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    full = _full(function, x)
    outputs = full.ndim - x.ndim
    return full.permute(*range(outputs, full.ndim), *range(outputs))


@mistake(
    "Each row holds the sum of all rows before it and of its own. That is what `.grad` holds where "
    "it isn't cleared between the rows."
)
def rows_accumulate(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    full = _full(function, x)
    outputs = full.shape[: full.ndim - x.ndim]
    return full.reshape(-1, *x.shape).cumsum(0).reshape(*outputs, *x.shape)


@mistake(
    "These are the column sums of the Jacobian: v = 1 adds all outputs up. It takes one v for each "
    "output to see them apart."
)
def summed_outputs(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    return _full(function, x).reshape(-1, *x.shape).sum(0)


@mistake(
    "The numbers are right, but laid out as a table of y.numel() rows and x.numel() columns. The "
    "shape asked for is that of `y` followed by that of `x`."
)
def as_a_table(function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    return _full(function, x).reshape(-1, x.numel())


@mistake(
    "Only the first axis of `y` is gone through: where an output has more axes, several outputs "
    "are added up in one row."
)
def first_axis_only(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor
) -> torch.Tensor:
    full = _full(function, x)
    outputs = full.ndim - x.ndim
    return full if outputs < 2 else full.sum(tuple(range(1, outputs)))
