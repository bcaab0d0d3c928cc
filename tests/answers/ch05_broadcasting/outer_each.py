"""Other right and wrong answers to `outer_each`."""

import torch


def by_unsqueeze(x, y):
    return x.unsqueeze(-1).mul(y.unsqueeze(-2))


def by_loops(x, y):
    dtype = torch.result_type(x, y)
    result = torch.empty(*x.shape, y.shape[1], dtype=dtype)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            result[i, j] = x[i, j] * y[i]
    return result


def by_repeat(x, y):
    b, m, n = *x.shape, y.shape[1]
    return x.reshape(b, m, 1).repeat(1, 1, n) * y.reshape(b, 1, n).expand(b, m, n)


def by_einsum(x, y):
    return torch.einsum("bj,bk->bjk", x, y)


def by_matmul(x, y):
    return x[:, :, None] @ y[:, None, :]


def by_linear(x, y):
    dtype = torch.result_type(x, y)
    tables = [
        torch.nn.functional.linear(row[:, None].to(dtype), other[:, None].to(dtype))
        for row, other in zip(x, y, strict=True)
    ]
    return torch.stack(tables) if tables else torch.zeros(0, x.shape[1], y.shape[1], dtype=dtype)


def by_numpy(x, y):
    return torch.from_numpy(x.numpy()[:, :, None] * y.numpy()[:, None])


def wrong_reshape(x, y):
    return (x[:, None, :] * y[:, :, None]).reshape(*x.shape, y.shape[1])


def dtype_of_x(x, y):
    return (x[:, :, None] * y[:, None, :]).to(x.dtype)


def sums(x, y):
    return x[:, :, None] + y[:, None, :]


def always_float(x, y):
    return x[:, :, None].float() * y[:, None, :].float()


RIGHT = [by_unsqueeze, by_loops, by_repeat]
WRONG = [
    by_einsum,
    by_matmul,
    by_linear,
    by_numpy,
    wrong_reshape,
    dtype_of_x,
    sums,
    always_float,
]
