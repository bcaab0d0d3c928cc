"""### A product added to something

Many steps of a network have the form *something plus a product*, for a whole batch at once. torch
has one call for it, `baddbmm`. Write `add_products(c, a, b, beta, alpha)`, which returns for every
`i` of the batch

`beta * c[i] + alpha * (a[i] @ b[i])`

`c` has shape `(k, m, p)`, `a` shape `(k, m, n)`, `b` shape `(k, n, p)`; all are floating and of one
dtype, and none of them is changed. As in torch, with `beta == 0` the tensor `c` is **ignored**:
what it holds, NaN and inf included, doesn't reach the result. (With any other `beta` it does.) `a`
and `b` hold neither NaN nor inf, and `alpha` may be 0.
`baddbmm`, `addbmm` and `addmm` may not be called; `@` and `torch.bmm` may.

```python
>>> c, a, b = torch.ones(1, 1, 2), torch.tensor([[[3.0]]]), torch.tensor([[[1.0, 2.0]]])
>>> add_products(c, a, b, 10, 2)
tensor([[[16., 22.]]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def add_products(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    """Add alpha times the products of a and b, matrix by matrix, to beta times c."""
    ### BEGIN SOLUTION
    products = alpha * torch.bmm(a, b)
    return products if beta == 0 else beta * c + products
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L18", "L13"],
    banned=["torch.baddbmm", "torch.addbmm", "torch.addmm", "torch.addr", "torch.addmv"],
    hints=[
        "`torch.bmm` multiplies two batches matrix by matrix. The rest goes place by place.",
        "0 times NaN is NaN. So for `beta == 0` it isn't enough to multiply by it.",
        "Treat `beta == 0` as a case of its own, in which `c` doesn't occur.",
    ],
)


def reference(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    return torch.baddbmm(c, a, b, beta=beta, alpha=alpha)


def _batch(
    rng: Rng, k: int, m: int, n: int, p: int, dtype: torch.dtype = torch.float32
) -> list[torch.Tensor]:
    return [rng.reals(k, *shape, low=0.5, dtype=dtype) for shape in [(m, p), (m, n), (n, p)]]


def cases(rng: Rng) -> Iterator[Case]:
    one = torch.ones(1, 1, 2), torch.tensor([[[3.0]]]), torch.tensor([[[1.0, 2.0]]])
    yield case("a batch of one", *one, 10, 2)
    yield case("only the products count", *_batch(rng, 1, 2, 1, 2), 0, 1)
    broken = torch.tensor([[[float("nan"), 1.0], [float("inf"), 2.0]]])
    yield case("beta is 0 and c holds NaN", broken, *_batch(rng, 1, 2, 1, 2)[1:], 0, 3)
    yield case("c holds NaN, and beta is not 0", broken, *_batch(rng, 1, 2, 1, 2)[1:], 1, 3)
    yield case("two matrices", *_batch(rng, 2, 2, 3, 2), 1, 1)
    yield case("a difference", *_batch(rng, 2, 3, 2, 4), -1, 0.5)
    yield case("alpha is 0", *_batch(rng, 2, 1, 3, 3), 2, 0)
    yield case("alpha and beta are 0 and c holds NaN", broken, *_batch(rng, 1, 2, 1, 2)[1:], 0, 0)
    yield case("a small beta", *_batch(rng, 2, 2, 1, 3), 2.0**-11, 1)
    yield case("float64", *_batch(rng, 3, 2, 2, 2, torch.float64), 0.25, 2)
    strided = [rng.strided(x) for x in _batch(rng, 3, 3, 2, 2)]
    yield case("not contiguous", *strided, 2, -3)
    yield case("an empty batch", *_batch(rng, 0, 2, 3, 2), 1, 1)


@mistake(
    "`c` is multiplied by `beta` even where that is 0, and 0 times NaN or inf is NaN. With "
    "`beta == 0` what `c` holds should not matter."
)
def zero_times_nan(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    return beta * c + alpha * torch.bmm(a, b)


@mistake("`alpha` and `beta` have changed places: `beta` belongs to `c`, `alpha` to the product.")
def exchanged(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    return torch.baddbmm(c, a, b, beta=alpha, alpha=beta) if beta else alpha * c


@mistake("The product isn't multiplied by `alpha`.")
def alpha_forgotten(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    return torch.bmm(a, b) if beta == 0 else beta * c + torch.bmm(a, b)


@mistake(
    "The products of the whole batch are added up to one matrix, as `addbmm` does. Each matrix of "
    "the batch should get its own product."
)
def batch_added_up(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    products = alpha * torch.bmm(a, b).sum(0)
    return products.expand(c.shape).clone() if beta == 0 else beta * c + products


@mistake(
    "The result is right, but it was written into `c`, which the caller still needs. `+=` and "
    "functions ending in `_` work in place."
)
def into_c(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    if beta == 0:
        return c.copy_(alpha * torch.bmm(a, b))
    return c.mul_(beta).add_(alpha * torch.bmm(a, b))


@mistake("`alpha` multiplies the sum of both. It belongs to the product alone.")
def alpha_for_both(
    c: torch.Tensor, a: torch.Tensor, b: torch.Tensor, beta: float, alpha: float
) -> torch.Tensor:
    return alpha * (torch.bmm(a, b) if beta == 0 else beta * c + torch.bmm(a, b))
