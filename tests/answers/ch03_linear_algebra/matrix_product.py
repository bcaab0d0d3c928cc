"""Other right and wrong answers to `matrix_product`."""

import torch


def three_loops(a, b):
    (m, n), p = a.shape, b.shape[1]
    result = torch.zeros(m, p, dtype=a.dtype)
    for i in range(m):
        for j in range(p):
            for k in range(n):
                result[i, j] += a[i, k] * b[k, j]
    return result


def dot_by_dot(a, b):
    result = torch.zeros(len(a), b.shape[1], dtype=a.dtype)
    for i, row in enumerate(a):
        for j, column in enumerate(b.T):
            result[i, j] = torch.dot(row, column)
    return result


def by_broadcasting(a, b):
    return (a[:, :, None] * b[None]).sum(dim=1, dtype=a.dtype)


def sum_of_outer_products(a, b):
    result = torch.zeros(len(a), b.shape[1], dtype=a.dtype)
    for column, row in zip(a.T, b, strict=True):
        result += torch.outer(column, row)
    return result


def row_by_row(a, b):
    result = torch.zeros(len(a), b.shape[1], dtype=a.dtype)
    for i in range(len(a)):
        result[i] = (a[i].unsqueeze(1) * b).sum(0)
    return result


def calls_mm(a, b):
    return torch.mm(a, b)


def by_linear(a, b):
    return torch.nn.functional.linear(a, b.T)


def by_einsum(a, b):
    return torch.einsum("ij,jk->ik", a, b)


def square_result(a, b):
    result = a.new_zeros(len(a), len(a))
    for j in range(b.shape[1]):
        result[:, j] = torch.mv(a, b[:, j])
    return result


def other_way_round(a, b):
    return (b[:, :, None] * a[None]).sum(dim=1)


def in_float32(a, b):
    return (a.float()[:, :, None] * b.float()[None]).sum(1).to(a.dtype)


def summed_over_the_wrong_axis(a, b):
    return (a[:, :, None] * b[None]).sum(dim=2)


def by_way_of_lists(a, b):
    rows = [
        [sum(p * q for p, q in zip(r, c, strict=True)) for c in zip(*b, strict=True)] for r in a
    ]
    return torch.tensor(rows)


def by_sparse_product(a, b):
    return torch.sparse.mm(a.to_sparse(), b)


def in_float64(a, b):
    return (a.double()[:, :, None] * b.double()[None]).sum(1)


def by_way_of_float64(a, b):
    return (a.double()[:, :, None] * b.double()[None]).sum(1).to(a.dtype)


RIGHT = [three_loops, dot_by_dot, by_broadcasting, sum_of_outer_products, row_by_row]
WRONG = [
    calls_mm,
    by_linear,
    by_einsum,
    square_result,
    other_way_round,
    in_float32,
    summed_over_the_wrong_axis,
    by_way_of_lists,
    by_sparse_product,
    in_float64,
    by_way_of_float64,
]
