"""Other right and wrong answers to `join_rows`."""

import torch


def row_by_row(a, b):
    rows = [*a, *b]
    joined = torch.zeros(len(rows), a.shape[1], dtype=torch.result_type(a, b))
    for i, row in enumerate(rows):
        joined[i] = row
    return joined


def from_lists(a, b):
    return torch.tensor(a.tolist() + b.tolist(), dtype=torch.promote_types(a.dtype, b.dtype))


def by_padding(a, b):
    joined = torch.nn.functional.pad(a.to(torch.promote_types(a.dtype, b.dtype)), (0, 0, 0, len(b)))
    joined[len(a) :].copy_(b)
    return joined


def by_index_copy(a, b):
    m, n = len(a), len(b)
    dtype = torch.promote_types(a.dtype, b.dtype)
    joined = torch.empty((m + n, a.shape[1]), dtype=dtype)
    joined.index_copy_(0, torch.arange(m), a.to(dtype))
    return joined.index_copy_(0, torch.arange(m, m + n), b.to(dtype))


def alias_of_cat(a, b):
    return getattr(torch, "con" + "cat")((a, b))


def by_hstack(a, b):
    return torch.hstack([a.T, b.T]).T


def dtype_of_second(a, b):
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=b.dtype)
    joined[: len(a)] = a
    joined[len(a) :] = b
    return joined


def interleaved(a, b):
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=torch.promote_types(a.dtype, b.dtype))
    joined[: len(a)] = a
    joined[len(a) :] = b.flip(0)
    return joined


def added(a, b):
    return a + b


def nothing(a, b):
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=a.dtype)
    joined[: len(a)] = a
    joined[len(a) :] = b


def through_float32(a, b):
    joined = torch.nn.functional.pad(a.float(), (0, 0, 0, len(b)))
    joined[len(a) :] = b
    return joined.to(torch.promote_types(a.dtype, b.dtype))


def column_by_column(a, b):
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=torch.promote_types(a.dtype, b.dtype))
    for column in range(a.shape[1]):
        joined[: len(a), column] = a[:, column]
        joined[len(a) :, column] = b[:, column]
    return joined


RIGHT = [row_by_row, from_lists, by_padding, by_index_copy, column_by_column]
WRONG = [alias_of_cat, by_hstack, dtype_of_second, interleaved, added, nothing, through_float32]
