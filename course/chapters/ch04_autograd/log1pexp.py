"""### A function with a backward of its own

$$f(x) = \\log(1 + e^x), \\qquad f'(x) = \\frac{1}{1 + e^{-x}}$$

runs gently from 0 to a straight line, and many models use it. Written down as it stands, it fails
at 1000, where $e^x$ is too great for a float: the value is infinite and the gradient is NaN.

Write `log1pexp(x)`, element by element, for a float32 or float64 tensor of any shape, with elements
from -1000 to 1000:

- **values**: right even where $e^x$ overflows, and where it is so small that adding it to 1 would
  lose it;
- **gradients**: right too, at every place and for any incoming gradient; tiny slopes count as
  well, such as 4e-18 at -40, and NaN never comes;
- the result has the dtype of `x` and requires gradients exactly where `x` does.

Stable values come from $\\max(x, 0) + \\log(1 + e^{-|x|})$, with `torch.log1p` for the logarithm.
Give them a backward of their own: define a subclass of `torch.autograd.Function` in your function
and return what its `apply` gives. torch's own versions may not be used: `softplus`, `logsigmoid`,
`logaddexp`, `logsumexp`, `log_softmax`, `binary_cross_entropy_with_logits`.

```python
>>> x = torch.tensor([0.0, 1000.0, -1000.0], dtype=torch.float64, requires_grad=True)
>>> y = log1pexp(x)
>>> y.detach()
tensor([6.9315e-01, 1.0000e+03, 0.0000e+00], dtype=torch.float64)
>>> y.backward(torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64))
>>> x.grad
tensor([0.5000, 2.0000, 0.0000], dtype=torch.float64)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def log1pexp(x: torch.Tensor) -> torch.Tensor:
    """Give log(1 + exp(x)) with stable values and stable gradients."""

    ### BEGIN SOLUTION
    class Log1pExp(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))

        @staticmethod
        def backward(ctx, v):
            (x,) = ctx.saved_tensors
            return v * torch.sigmoid(x)

    return Log1pExp.apply(x)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    points=3,
    facts=["requires_grad", "gradients"],
    tolerance=(2e-6, 1e-100),
    banned=[
        "torch.nn.functional.softplus",
        "torch.ops.aten.log_sigmoid",
        "torch.logaddexp",
        "torch.logaddexp2",
        "torch.logsumexp",
        "torch.log_softmax",
        "torch.nn.functional.binary_cross_entropy_with_logits",
    ],
    hints=[
        "A subclass of `torch.autograd.Function` has two static methods, `forward` and `backward`, "
        "and what `backward` needs is handed on through `ctx`, as in the rounding above.",
        "`x.clamp(min=0)` is max(x, 0). In `forward` nothing is recorded, so it doesn't matter "
        "that this formula has a kink at 0.",
        "`torch.sigmoid` is 1 / (1 + exp(-x)), and stable. `backward` returns the incoming "
        "gradient times the slope; `ctx.saved_tensors` is a tuple with one element.",
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor:
    return torch.logaddexp(x, torch.zeros_like(x))


def cases(rng: Rng) -> Iterator[Case]:
    wide = torch.tensor([0.0, 1000.0, -1000.0], dtype=torch.float64)
    yield case("0, 1000 and -1000", wide.requires_grad_())
    yield case(
        "moderate numbers", rng.reals(4, dtype=torch.float64, low=-3, high=3).requires_grad_()
    )
    yield case("a single zero", torch.zeros(1, dtype=torch.float64).requires_grad_())
    small = torch.tensor([-40.0, -30.0, 40.0], dtype=torch.float64)
    yield case("numbers with tiny exponentials", small.requires_grad_())
    yield case("a table", rng.reals(2, 3, dtype=torch.float64).requires_grad_())
    yield case("a single number", rng.reals(dtype=torch.float64, low=1).requires_grad_())
    yield case("float32", torch.tensor([-80.0, 0.5, 0.0, 100.0, -0.5]).requires_grad_())
    yield case("a tensor without gradients", torch.tensor([-100.0, 0.5, 0.0, 100.0]).double())
    strided = rng.strided(rng.reals(3, 2, dtype=torch.float64))
    yield case("a table that is not contiguous", strided.requires_grad_())
    tiniest = torch.tensor([-200.0, -120.0], dtype=torch.float64)
    yield case("exponentials that only float64 can hold", tiniest.requires_grad_())


@mistake(
    "This is the formula as it stands. At 1000 the exponential is infinite, and so is the value; "
    "its gradient is infinity divided by infinity, which is NaN."
)
def as_it_stands(x: torch.Tensor) -> torch.Tensor:
    return torch.log(1 + torch.exp(x))


@mistake(
    "Small exponentials are kept now, by `log1p`, but at 1000 the exponential still overflows."
)
def only_log1p(x: torch.Tensor) -> torch.Tensor:
    return torch.log1p(torch.exp(x))


@mistake(
    "The values are right everywhere, and so are the gradients, except at 0. There the stable "
    "formula has two kinks, and what autograd makes of them doesn't add up to 1/2. That is what "
    "the backward of your own is for."
)
def kink_at_zero(x: torch.Tensor) -> torch.Tensor:
    return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


@mistake(
    "The values are right, but a gradient flows through both branches of `torch.where`: through "
    "the one that isn't chosen with the weight 0, and 0 times infinity is NaN."
)
def where_of_two(x: torch.Tensor) -> torch.Tensor:
    above = x + torch.log1p(torch.exp(-x))
    return torch.where(x > 0, above, torch.log1p(torch.exp(x)))


class _Stable(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


class _IgnoresV(_Stable):
    @staticmethod
    def backward(ctx, v):
        (x,) = ctx.saved_tensors
        return torch.sigmoid(x)


@mistake(
    "`backward` returns the slope and forgets the incoming gradient. With a plain sum behind it, "
    "that gradient is 1 and nobody notices; behind anything else it is wrong."
)
def ignores_the_incoming(x: torch.Tensor) -> torch.Tensor:
    return _IgnoresV.apply(x)


class _Overflows(_Stable):
    @staticmethod
    def backward(ctx, v):
        (x,) = ctx.saved_tensors
        return v * torch.exp(x) / (1 + torch.exp(x))


@mistake(
    "The values are right, but at 1000 the gradient is NaN: exp(x) is infinite there, and it takes "
    "part on the way back, in the slope, or in a branch of `torch.where` that isn't chosen. The "
    "slope has another form, with exp(-x)."
)
def slope_overflows(x: torch.Tensor) -> torch.Tensor:
    return _Overflows.apply(x)


class _Forgets(_Stable):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0) + torch.log(1 + torch.exp(-x.abs()))

    @staticmethod
    def backward(ctx, v):
        return v * torch.sigmoid(*ctx.saved_tensors)


@mistake(
    "Nothing overflows, but a tiny exponential is lost when it is added to 1: 1 + 4e-18 is 1, and "
    "the logarithm of that is 0. `log1p` takes the tiny number alone."
)
def small_ones_lost(x: torch.Tensor) -> torch.Tensor:
    return _Forgets.apply(x)


class _SlopeFromOne(_Stable):
    @staticmethod
    def backward(ctx, v):
        (x,) = ctx.saved_tensors
        return v * (1 + torch.tanh(x / 2)) / 2


@mistake(
    "The values are right, and so are the slopes, except where they are tiny. There they come out "
    "as 0, or as what rounding leaves over. 1 / (1 + exp(-x)), in the dtype of `x`, keeps them: it "
    "subtracts nothing and cuts nothing off."
)
def tiny_slopes_lost(x: torch.Tensor) -> torch.Tensor:
    return _SlopeFromOne.apply(x)


@mistake(
    "The values are right, and no gradient comes back: they were computed outside the graph, and "
    "nothing puts a backward behind them."
)
def no_way_back(x: torch.Tensor) -> torch.Tensor:
    x = x.detach()
    return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))
