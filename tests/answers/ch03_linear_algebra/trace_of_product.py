"""Other right and wrong answers to `trace_of_product`."""

import torch


def dot_of_long_vectors(a, b):
    return torch.dot(a.flatten(), b.T.flatten())


def row_by_row(a, b):
    total = torch.zeros((), dtype=a.dtype)
    for i in range(len(a)):
        total += a[i] @ b[:, i]
    return total


def by_einsum(a, b):
    return torch.einsum("ik,ki->", a, b)


def the_other_way(a, b):
    return (a.mT * b).sum()


def trace_of_the_smaller(a, b):
    return torch.trace(b @ a) if len(a) > len(b) else torch.trace(a @ b)


def diagonal_of_the_product(a, b):
    return (a @ b).diagonal().sum()


def python_number(a, b):
    return (a * b.T).sum().item()


def masked(a, b):
    return ((a @ b) * torch.eye(len(a))).sum()


def diagonal_kept(a, b):
    return (a * b.T).sum(1)


def in_float32(a, b):
    return (a * b.T).sum().float()


def mean_for_sum(a, b):
    return (a * b.T).mean()


def shape_of_one(a, b):
    return (a * b.T).sum().reshape(1)


def a_python_0_for_no_columns(a, b):
    return sum(torch.dot(a[:, k], b[k]) for k in range(a.shape[1]))


def column_by_column(a, b):
    start = torch.zeros((), dtype=a.dtype)
    return sum((torch.dot(a[:, k], b[k]) for k in range(a.shape[1])), start)


def trace_of_the_larger(a, b):
    return torch.trace(b @ a) if len(a) < len(b) else torch.trace(a @ b)


RIGHT = [
    dot_of_long_vectors,
    row_by_row,
    by_einsum,
    the_other_way,
    trace_of_the_smaller,
    column_by_column,
]
WRONG = [
    diagonal_of_the_product,
    python_number,
    masked,
    diagonal_kept,
    in_float32,
    mean_for_sum,
    shape_of_one,
    a_python_0_for_no_columns,
    trace_of_the_larger,
]
