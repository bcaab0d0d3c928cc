"""Other right and wrong answers to `trace_gradient`."""

import torch


def transpose_of_b_a(a, b):
    return (b @ a).T


def by_einsum(a, b):
    return torch.einsum("ri,jr->ij", a, b)


def one_entry_at_a_time(a, b):
    p, q = a.shape[1], b.shape[0]
    gradient = torch.zeros(p, q, dtype=a.dtype)
    for i in range(p):
        for j in range(q):
            x = torch.zeros(p, q, dtype=a.dtype)
            x[i, j] = 1
            gradient[i, j] = torch.trace(a @ x @ b)
    return gradient


def by_autograd(a, b):
    x = torch.zeros(a.shape[1], b.shape[0], dtype=a.dtype, requires_grad=True)
    return torch.autograd.grad(torch.trace(a @ x @ b), x)[0]


def by_func(a, b):
    x = torch.zeros(a.shape[1], b.shape[0], dtype=a.dtype)
    return torch.func.jacrev(lambda x: torch.trace(a @ x @ b))(x)


def only_b_transposed(a, b):
    return a @ b.T


def trace_itself(a, b):
    return torch.trace(a.T @ b.T)


def ones(a, b):
    return torch.ones(a.shape[1], b.shape[0], dtype=a.dtype)


def reshaped(a, b):
    return (b @ a).reshape(a.shape[1], b.shape[0])


def doubled(a, b):
    return 2 * a.T @ b.T


def first_row_only(a, b):
    return torch.outer(a[0], b[:, 0])


RIGHT = [transpose_of_b_a, by_einsum, one_entry_at_a_time]
WRONG = [
    by_autograd,
    by_func,
    only_b_transposed,
    trace_itself,
    ones,
    reshaped,
    doubled,
    first_row_only,
]
