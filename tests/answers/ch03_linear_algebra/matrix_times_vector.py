"""Other right and wrong answers to `matrix_times_vector`."""

import torch


def by_broadcasting(a, x):
    return (a * x).sum(dim=1, dtype=a.dtype)


def column_by_column(a, x):
    result = torch.zeros(a.shape[0], dtype=a.dtype)
    for j in range(a.shape[1]):
        result += a[:, j] * x[j]
    return result


def number_by_number(a, x):
    result = torch.zeros(a.shape[0], dtype=a.dtype)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            result[i] += a[i, j] * x[j]
    return result


def from_a_list(a, x):
    return torch.tensor([torch.dot(row, x).item() for row in a], dtype=a.dtype)


def calls_matmul(a, x):
    return a @ x


def calls_mv(a, x):
    return getattr(a, "m" + "v")(x)


def last_column_left_out(a, x):
    return (a[:, :-1] * x[:-1]).sum(1)


def in_float32(a, x):
    return (a.float() * x.float()).sum(1).to(a.dtype)


def in_a_list(a, x):
    return [torch.dot(row, x) for row in a]


def last_product_only(a, x):
    result = a.new_zeros(a.shape[0])
    for j in range(a.shape[1]):
        result = a[:, j] * x[j]
    return result


def row_times_number(a, x):
    return (a.T * x).sum(0) if a.shape[0] == a.shape[1] else (a * x).sum(1)


def by_linear(a, x):
    return torch.nn.functional.linear(a, x)


def by_sparse_product(a, x):
    return torch.sparse.mm(a.to_sparse(), x[:, None])[:, 0]


def joined_unless_empty(a, x):
    if len(a) == 0:
        return torch.zeros(0)
    return torch.stack([torch.dot(row, x) for row in a])


def by_way_of_float64(a, x):
    return (a.double() * x.double()).sum(1).to(a.dtype)


RIGHT = [by_broadcasting, column_by_column, number_by_number, from_a_list]
WRONG = [
    calls_matmul,
    calls_mv,
    last_column_left_out,
    in_float32,
    in_a_list,
    last_product_only,
    row_times_number,
    by_linear,
    by_sparse_product,
    joined_unless_empty,
    by_way_of_float64,
]
