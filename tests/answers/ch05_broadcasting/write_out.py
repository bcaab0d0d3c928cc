"""Other right and wrong answers to `write_out`."""

import torch


def by_repeat(row, column):
    return row.repeat(column.shape[0], 1), column.repeat(1, row.shape[1])


def by_positions(row, column):
    rows = row.index_select(0, torch.zeros(column.shape[0], dtype=torch.long))
    return rows, column[:, [0] * row.shape[1]]


def by_expand(row, column):
    shape = (column.shape[0], row.shape[1])
    return row.expand(shape), column.expand(shape)


def by_zeros_like(row, column):
    return torch.where(torch.ones_like(column, dtype=torch.bool), row, row), torch.where(
        torch.ones_like(row, dtype=torch.bool), column, column
    )


def by_cat(row, column):
    m, n = column.shape[0], row.shape[1]
    return torch.cat([row] * m + [row[:0]]), torch.cat([column] * n + [column[:, :0]], dim=1)


def by_the_function(row, column):
    return torch.broadcast_tensors(row, column)


def by_bare_cat(row, column):
    m, n = column.shape[0], row.shape[1]
    return torch.cat([row] * m), torch.cat([column] * n, dim=1)


def one_too_few(row, column):
    return row.repeat(column.shape[0] - 1, 1), column.repeat(1, row.shape[1] - 1)


def lists(row, column):
    return row.tolist() * len(column), [r * row.shape[1] for r in column.tolist()]


def by_zeros_of_float64(row, column):
    zeros = torch.zeros(column.shape[0], row.shape[1], dtype=torch.float64)
    return row + zeros, column + zeros


RIGHT = [by_repeat, by_positions, by_expand, by_zeros_like, by_cat]
WRONG = [by_the_function, by_bare_cat, one_too_few, lists, by_zeros_of_float64]
