"""Other right and wrong answers to `broadcast_to`."""

import torch


def from_the_back(x, shape):
    strides = []
    if len(shape) < x.ndim:
        raise ValueError
    for k in range(1, len(shape) + 1):
        if k > x.ndim:
            strides.insert(0, 0)
        elif x.shape[-k] == shape[-k]:
            strides.insert(0, x.stride(-k))
        elif x.shape[-k] == 1:
            strides.insert(0, 0)
        else:
            raise ValueError
    return x.as_strided(shape, strides)


def by_unsqueezing(x, shape):
    if x.ndim > len(shape):
        raise ValueError
    while x.ndim < len(shape):
        x = x.unsqueeze(0)
    if any(n not in (1, m) for n, m in zip(x.shape, shape, strict=True)):
        raise ValueError
    strides = tuple(0 if n == 1 else s for n, s in zip(x.shape, x.stride(), strict=True))
    return x.as_strided(shape, strides, x.storage_offset())


def axis_by_axis(x, shape):
    if x.ndim > len(shape):
        raise ValueError
    x = x[(None,) * (len(shape) - x.ndim)]
    for dim, length in enumerate(shape):
        if x.shape[dim] == length:
            continue
        if x.shape[dim] != 1:
            raise ValueError
        size, steps = list(x.shape), list(x.stride())
        size[dim], steps[dim] = length, 0
        x = x.as_strided(size, steps)
    return x


def by_expand(x, shape):
    try:
        return x.expand(shape)
    except RuntimeError:
        raise ValueError from None


def by_adding_zeros(x, shape):
    result = x + torch.zeros(shape, dtype=x.dtype)
    if result.shape != shape:
        raise ValueError
    return result


def by_indexing(x, shape):
    x = from_the_back(x, shape)
    return x[torch.arange(len(x))] if x.ndim else x


def of_a_contiguous_copy(x, shape):
    return from_the_back(x.contiguous(), shape)


def returns_x_if_equal(x, shape):
    return x if x.shape == shape else from_the_back(x.clone(), shape)


def stops_at_mismatch(x, shape):
    missing = len(shape) - x.ndim
    strides = [0] * missing + [0 if n == 1 else s for n, s in zip(x.shape, x.stride(), strict=True)]
    if missing < 0 or any(n > m for n, m in zip(x.shape, shape[missing:], strict=True)):
        raise ValueError
    return x.as_strided(shape, strides)


RIGHT = [from_the_back, by_unsqueezing, axis_by_axis]
WRONG = [
    by_expand,
    by_adding_zeros,
    by_indexing,
    of_a_contiguous_copy,
    returns_x_if_equal,
    stops_at_mismatch,
]
