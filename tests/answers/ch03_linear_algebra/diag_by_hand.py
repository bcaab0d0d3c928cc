"""Other right and wrong answers to `diag_by_hand`."""

import torch


def by_masks(x, k):
    if x.ndim == 1:
        size = len(x) + abs(k)
        result = torch.zeros(size, size, dtype=x.dtype)
        at = torch.arange(size)
        result[at - at[:, None] == k] = x
        return result
    m, n = x.shape
    return x[torch.arange(n) - torch.arange(m)[:, None] == k]


def number_by_number(x, k):
    if x.dim() == 2:
        kept = []
        for i in range(x.shape[0]):
            for j in range(x.shape[1]):
                if j - i == k:
                    kept.append(x[i, j])
        return torch.stack(kept)
    size = x.numel() + abs(k)
    result = torch.zeros((size, size), dtype=x.dtype)
    for i in range(x.numel()):
        row, column = (i, i + k) if k >= 0 else (i - k, i)
        result[row, column] = x[i]
    return result


def by_strides(x, k):
    if x.ndim == 2:
        row, column = max(-k, 0), max(k, 0)
        count = min(x.shape[0] - row, x.shape[1] - column)
        step = x.stride(0) + x.stride(1)
        start = x.storage_offset() + row * x.stride(0) + column * x.stride(1)
        return x.as_strided((count,), (step,), start).clone()
    size = len(x) + abs(k)
    result = x.new_zeros(size * size)
    start = k if k > 0 else -k * size
    result[start :: size + 1][: len(x)] = x
    return result.reshape(size, size)


def calls_diag(x, k):
    return getattr(torch, "di" + "ag")(x, k)


def calls_diagonal(x, k):
    return by_masks(x, k) if x.ndim == 1 else x.diagonal(k).clone()


def only_vectors(x, k):
    return by_masks(x, k) if x.ndim == 1 else x


def only_matrices(x, k):
    return by_masks(x, k) if x.ndim == 2 else x


def other_diagonal(x, k):
    return by_masks(x, k).flip(0)


def identity_times_vector(x, k):
    return torch.eye(len(x), dtype=x.dtype) * x if x.ndim == 1 else by_masks(x, k)


def from_the_bottom(x, k):
    return by_masks(x, k).flip(0) if x.ndim == 2 else by_masks(x, k)


def a_row_too_many(x, k):
    return by_masks(x, k) if x.ndim == 2 else torch.nn.functional.pad(by_masks(x, k), (0, 1, 0, 1))


def identity_times_vector_with_room(x, k):
    if x.ndim == 2:
        return by_masks(x, k)
    size = len(x) + abs(k)
    at = torch.arange(size)
    full = torch.zeros(size, dtype=x.dtype)
    full[max(-k, 0) : max(-k, 0) + len(x)] = x
    return (at - at[:, None] == k) * full[:, None]


def nothing_for_an_empty_vector(x, k):
    if x.ndim == 1 and len(x) == 0:
        return torch.zeros(0, 0, dtype=x.dtype)
    return by_masks(x, k)


def by_way_of_float32(x, k):
    return by_masks(x.float(), k).to(x.dtype)


def zeros_left_out(x, k):
    taken = by_masks(x, k)
    return taken if x.ndim == 1 else taken[taken != 0]


RIGHT = [by_masks, number_by_number, by_strides]
WRONG = [
    calls_diag,
    calls_diagonal,
    only_vectors,
    only_matrices,
    other_diagonal,
    identity_times_vector,
    from_the_bottom,
    a_row_too_many,
    identity_times_vector_with_room,
    nothing_for_an_empty_vector,
    by_way_of_float32,
    zeros_left_out,
]
