"""Other right and wrong answers to `diagonal_view`."""

import torch


def by_counting(x, k):
    rows, columns = x.shape
    places = [(i, i + k) for i in range(rows) if 0 <= i + k < columns]
    step = sum(x.stride())
    if not places:
        return x.as_strided((0,), (step,))
    i, j = places[0]
    start = x.storage_offset() + i * x.stride(0) + j * x.stride(1)
    return x.as_strided((len(places),), (step,), start)


def from_a_part(x, k):
    part = x[:, k:] if k >= 0 else x[-k:]
    return torch.as_strided(
        part, (min(part.shape),), (part.stride(0) + part.stride(1),), part.storage_offset()
    )


def the_function_itself(x, k):
    return x.diagonal(k)


def built_in(x, k):
    return torch.diag(x, k)


def element_by_element(x, k):
    rows, columns = x.shape
    found = [x[i, i + k] for i in range(rows) if 0 <= i + k < columns]
    return torch.stack(found) if found else x.new_empty(0)


def too_long_below(x, k):
    down, right = max(-k, 0), max(k, 0)
    length = max(0, min(x.shape) - abs(k))
    offset = x.storage_offset() + (down * x.stride(0) + right * x.stride(1) if length else 0)
    return x.as_strided((length,), (sum(x.stride()),), offset)


def flat_slice(x, k):
    return x.reshape(-1)[max(k, 0) :: x.shape[1] + 1][: min(x.shape)]


def as_a_column(x, k):
    return by_counting(x, k)[:, None]


RIGHT = [by_counting, from_a_part]
WRONG = [
    the_function_itself,
    built_in,
    element_by_element,
    too_long_below,
    flat_slice,
    as_a_column,
]
