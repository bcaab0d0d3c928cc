"""Other right and wrong answers to `cells_behind`."""

import math

import torch


def by_addresses(x):
    places = torch.zeros(1, dtype=torch.long)
    for length, stride in zip(x.shape, x.stride(), strict=True):
        places = (places[:, None] + torch.arange(length) * stride).reshape(-1)
    return len(set(places.tolist()))


def by_product(x):
    return min(x.numel(), math.prod(n for n, s in zip(x.shape, x.stride(), strict=True) if s))


def by_taking_first(x):
    for dim in range(x.ndim):
        if x.stride(dim) == 0 and x.shape[dim] > 1:
            x = x.narrow(dim, 0, 1)
    return x.numel()


def by_last_cell(x):
    return sum((n - 1) * s for n, s in zip(x.shape, x.stride(), strict=True)) + 1


def a_tensor(x):
    return torch.tensor(by_product(x))


def contiguous_storage(x):
    return x.contiguous().untyped_storage().nbytes() // x.element_size()


def largest_step(x):
    return max(n * s for n, s in zip(x.shape, x.stride(), strict=True)) if x.ndim else 1


def bytes_not_cells(x):
    return by_product(x) * x.element_size()


RIGHT = [by_addresses, by_product, by_taking_first]
WRONG = [by_last_cell, a_tensor, contiguous_storage, largest_step, bytes_not_cells]
