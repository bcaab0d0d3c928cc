"""Other right and wrong answers to `sum_to_shape`."""

import itertools

import torch


def all_axes_at_once(gradient, shape):
    extra = gradient.ndim - len(shape)
    padded = (1,) * extra + tuple(shape)
    axes = [a for a, n in enumerate(padded) if n == 1]
    return (gradient.sum(axes, keepdim=True) if axes else gradient).reshape(shape)


def number_by_number(gradient, shape):
    result = torch.zeros(shape, dtype=gradient.dtype)
    for index in itertools.product(*map(range, gradient.shape)):
        kept = index[len(index) - len(shape) :]
        place = tuple(i if n > 1 else 0 for i, n in zip(kept, shape, strict=True))
        result[place] += gradient[index]
    return result


def by_einsum(gradient, shape):
    letters = "abcdefgh"[: gradient.ndim]
    extra = gradient.ndim - len(shape)
    kept = "".join(x for x, n in zip(letters[extra:], shape, strict=True) if n != 1)
    return torch.einsum(f"{letters}->{kept}", gradient).reshape(shape)


def sum_to_size(gradient, shape):
    return gradient.sum_to_size(*shape)


def by_autograd(gradient, shape):
    x = torch.zeros(shape, dtype=gradient.dtype, requires_grad=True)
    x.expand_as(gradient).backward(gradient)
    return x.grad


def reshaped(gradient, shape):
    return gradient.reshape(-1)[: torch.Size(shape).numel()].reshape(shape)


def only_stretched(gradient, shape):
    for axis, length in enumerate(shape):
        if length == 1 and axis < gradient.ndim:
            gradient = gradient.sum(axis, keepdim=True)
    return gradient


def sums_where_lengths_differ(gradient, shape):
    for axis, length in enumerate(shape):
        if gradient.shape[axis] != length:
            gradient = gradient.sum(axis)
    return gradient


def first_matching_axis(gradient, shape):
    extra = gradient.ndim - len(shape)
    axes = [a for a in range(gradient.ndim) if gradient.shape[a] not in shape][:extra]
    return gradient.sum(axes).reshape(shape) if axes else gradient


def in_place(gradient, shape):
    result = gradient.sum_to_size(shape)
    gradient.zero_()
    return result


def keeps_front(gradient, shape):
    extra = gradient.ndim - len(shape)
    return gradient.sum(tuple(range(extra)), keepdim=True) if extra else gradient


def minus_one_guessed(gradient, shape):
    for place, length in enumerate(reversed(shape)):
        if length == 1:
            gradient = gradient.sum(-1 - place, keepdim=True)
    return gradient.reshape(-1, *shape).sum(0)


RIGHT = [all_axes_at_once, number_by_number, by_einsum]
WRONG = [
    sum_to_size,
    by_autograd,
    reshaped,
    only_stretched,
    sums_where_lengths_differ,
    first_matching_axis,
    in_place,
    keeps_front,
    minus_one_guessed,
]
