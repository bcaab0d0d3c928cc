"""Other right and wrong answers to `swap_axes`."""

import torch


def by_an_order(x, dim0, dim1):
    order = list(range(x.ndim))
    order[dim0], order[dim1] = order[dim1], order[dim0]
    shape = [x.shape[axis] for axis in order]
    return x.as_strided(shape, [x.stride(axis) for axis in order])


def by_exchange(x, dim0, dim1):
    dim0, dim1 = dim0 % x.ndim, dim1 % x.ndim
    other = {dim0: dim1, dim1: dim0}
    axes = [other.get(axis, axis) for axis in range(x.ndim)]
    size = tuple(x.size(a) for a in axes)
    return torch.as_strided(x, size, tuple(x.stride(a) for a in axes), x.storage_offset())


def transposed(x, dim0, dim1):
    return x.transpose(dim0, dim1)


def swapped(x, dim0, dim1):
    return torch.swapaxes(x, dim0, dim1)


def element_by_element(x, dim0, dim1):
    return torch.stack([*x.unbind(dim0)], dim=dim1)


def unchanged(x, dim0, dim1):
    return x


def strides_only(x, dim0, dim1):
    strides = list(x.stride())
    strides[dim0], strides[dim1] = strides[dim1], strides[dim0]
    return torch.as_strided(x, x.shape, strides, x.storage_offset())


def by_einsum(x, dim0, dim1):
    letters = list("abcdef"[: x.ndim])
    before = "".join(letters)
    letters[dim0], letters[dim1] = letters[dim1], letters[dim0]
    return torch.einsum(f"{before}->{''.join(letters)}", x)


def last_two(x, dim0, dim1):
    if x.ndim < 2:
        return x.as_strided(x.shape, x.stride())
    shape, strides = list(x.shape), list(x.stride())
    shape[-1], shape[-2] = shape[-2], shape[-1]
    strides[-1], strides[-2] = strides[-2], strides[-1]
    return torch.as_strided(x, shape, strides)


def changed_in_place(x, dim0, dim1):
    return x.transpose_(dim0, dim1)


RIGHT = [by_an_order, by_exchange]
WRONG = [
    transposed,
    swapped,
    element_by_element,
    unchanged,
    strides_only,
    by_einsum,
    last_two,
    changed_in_place,
]
