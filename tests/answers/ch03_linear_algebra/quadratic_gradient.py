"""Other right and wrong answers to `quadratic_gradient`."""

import torch


def two_products(a, x):
    return a @ x + x @ a


def by_loops(a, x):
    gradient = torch.zeros_like(x)
    for i in range(len(x)):
        for j in range(len(x)):
            gradient[i] += a[i, j] * x[j]
            gradient[j] += a[i, j] * x[i]
    return gradient


def by_einsum(a, x):
    return torch.einsum("ij,j->i", a, x) + torch.einsum("ji,j->i", a, x)


def by_autograd(a, x):
    x = x.clone().requires_grad_()
    (x @ a @ x).backward()
    return x.grad


def by_func(a, x):
    return torch.func.grad(lambda x: x @ a @ x)(x)


def difference(a, x):
    return (a - a.T) @ x


def half(a, x):
    return (a + a.T) @ x / 2


def as_a_column(a, x):
    return ((a + a.T) @ x)[:, None]


def place_by_place(a, x):
    return (a + a.T) * x


def diagonal_only(a, x):
    return 2 * a.diagonal() * x


def by_differences(a, x):
    step = 1e-3
    steps = step * torch.eye(len(x), dtype=x.dtype)
    return torch.stack([((x + s) @ a @ (x + s) - x @ a @ x) / step for s in steps])


def by_dual_numbers(a, x):
    from torch.autograd import forward_ad

    rates = []
    with forward_ad.dual_level():
        for unit in torch.eye(len(x), dtype=x.dtype):
            dual = forward_ad.make_dual(x, unit)
            rates.append(forward_ad.unpack_dual(dual @ a @ dual).tangent.clone())
    return torch.stack(rates)


RIGHT = [two_products, by_loops, by_einsum]
WRONG = [
    by_autograd,
    by_func,
    difference,
    half,
    as_a_column,
    place_by_place,
    diagonal_only,
    by_differences,
    by_dual_numbers,
]
