"""### Capstone: the gradients of a linear model

A linear model predicts `x @ w` for n samples: `x` has shape `(n, d)`, a row for each sample, and
`w` shape `(d, k)`, a column for each thing predicted. The truth `y` has shape `(n, k)`. Its loss is

$$L = \\frac{1}{n} \\sum_{i, j} \\big( (X W)_{ij} - Y_{ij} \\big)^2$$

where only the number of samples n is divided by. Write `loss_gradients(x, w, y)`, which returns a
tuple of three tensors: the loss, of shape `()`; its gradient by `w`, in the shape of `w`; its
gradient by `x`, in the shape of `x`. All are floating, of one dtype, and n is at least 1.

Write them by formula; autograd and `torch.func` may not be called. This is what training computes
at each step, and what the next chapter's engine finds by itself.

```python
>>> x, w = torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [1.0]])
>>> loss_gradients(x, w, torch.tensor([[4.0]]))
(tensor(1.), tensor([[2.],
        [4.]]), tensor([[6., 2.]]))
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake

Three = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def loss_gradients(
    x: torch.Tensor, w: torch.Tensor, y: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Give the loss of a linear model and its gradients by w and by x."""
    ### BEGIN SOLUTION
    n = len(x)
    error = x @ w - y
    upstream = 2 / n * error
    return error.square().sum() / n, x.T @ upstream, upstream @ w.T
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L17", "L13", "L16"],
    points=3,
    banned=[
        "torch.autograd.grad",
        "torch.autograd.backward",
        "torch.func.grad",
        "torch.func.grad_and_value",
        "torch.func.vjp",
        "torch.func.jvp",
        "torch.func.jacrev",
        "torch.func.jacfwd",
        "torch.func.hessian",
        "torch.func.linearize",
        "torch.autograd.functional.jacobian",
        "torch.autograd.functional.vjp",
        "torch.autograd.functional.jvp",
        "torch.autograd.functional.hvp",
        "torch.autograd.functional.vhp",
        "torch.autograd.functional.hessian",
        "torch.autograd.forward_ad.make_dual",
    ],
    hints=[
        "Give the error `x @ w - y` a name. The loss is the sum of its squares, divided by n.",
        "First by the error, entry by entry: the derivative of a square is twice the number. Then "
        "the factor 1 / n. Call this matrix G; it has the shape of `y`.",
        "A small change dW changes the error by X dW, and the loss by the sum of G times that, "
        "place by place. Which product of X and G has the shape of `w`?",
        "Two products have to fit the shapes: `(d, n)` with `(n, k)` for `w`, and `(n, k)` with "
        "`(k, d)` for `x`. So one factor is transposed in each.",
    ],
)


def reference(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    def loss(w: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
        return ((x @ w - y) ** 2).sum() / len(x)

    by_w, by_x = torch.func.grad(loss, argnums=(0, 1))(w, x)
    return loss(w, x), by_w, by_x


def _model(rng: Rng, n: int, d: int, k: int, dtype: torch.dtype = torch.float32) -> tuple:
    return tuple(rng.reals(*shape, dtype=dtype) for shape in [(n, d), (d, k), (n, k)])


def cases(rng: Rng) -> Iterator[Case]:
    x, w = torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0], [1.0]])
    yield case("one sample, two weights", x, w, torch.tensor([[4.0]]))
    yield case("all of them square", *_model(rng, 2, 2, 2))
    yield case("three samples, one prediction", *_model(rng, 3, 2, 1))
    yield case("four samples, two predictions", *_model(rng, 4, 3, 2))
    yield case("float64", *_model(rng, 3, 1, 4, torch.float64))
    perfect = rng.reals(3, 2), rng.reals(2, 2)
    right = torch.einsum("nd,dk->nk", *perfect)
    yield case("a perfect fit", *perfect, right)
    yield case("not contiguous", *(rng.strided(t) for t in _model(rng, 4, 2, 3)))


def _answer(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor, scale: float) -> Three:
    error = x @ w - y
    return (error**2).sum() / len(x), x.T @ (scale * error), (scale * error) @ w.T


@mistake("The 2 is missing: the derivative of a square is twice the number.")
def two_forgotten(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    return _answer(x, w, y, 1 / len(x))


@mistake(
    "The loss is divided by n, so its gradients are too. Yours belong to the sum of all squares."
)
def n_forgotten(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    return _answer(x, w, y, 2)


@mistake(
    "You divide by the number of all entries, as `mean` does. The loss of this task is divided by "
    "the number of samples only."
)
def mean_of_all(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    _, by_w, by_x = _answer(x, w, y, 2 / y.numel())
    return ((x @ w - y) ** 2).mean(), by_w, by_x


@mistake(
    "The gradients point the wrong way: they are those of y - x w taken without its minus sign. "
    "A step against them would make the loss greater."
)
def sign_reversed(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    return _answer(x, w, y, -2 / len(x))


@mistake(
    "In the gradient by `x`, `w` isn't transposed. If as much is predicted as is measured, the "
    "shapes fit all the same, and only the numbers are wrong."
)
def w_not_transposed(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    loss, by_w, _ = _answer(x, w, y, 2 / len(x))
    return loss, by_w, 2 / len(x) * (x @ w - y) @ w


@mistake("The two gradients have changed places: first the one by `w`, then the one by `x`.")
def exchanged(x: torch.Tensor, w: torch.Tensor, y: torch.Tensor) -> Three:
    loss, by_w, by_x = _answer(x, w, y, 2 / len(x))
    return loss, by_x, by_w
