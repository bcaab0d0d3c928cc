"""Other right and wrong answers to `unbroadcast`."""

import torch


def in_one_sum(gradient, shape):
    extra = gradient.ndim - len(shape)
    dims = [*range(extra), *(extra + d for d, n in enumerate(shape) if n == 1)]
    return gradient.sum(dims, keepdim=True).reshape(shape) if dims else gradient


def by_autograd(gradient, shape):
    x = torch.zeros(shape, dtype=gradient.dtype, requires_grad=True)
    x.expand(gradient.shape).backward(gradient)
    return x.grad


def by_padding(gradient, shape):
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    for dim in range(gradient.ndim):
        if padded[dim] != gradient.shape[dim]:
            gradient = gradient.sum(dim, keepdim=True)
    return gradient.view(shape)


def number_by_number(gradient, shape):
    places = torch.arange(torch.Size(shape).numel()).reshape(shape).expand(gradient.shape)
    result = gradient.new_zeros(torch.Size(shape).numel())
    result.index_add_(0, places.reshape(-1), gradient.reshape(-1))
    return result.reshape(shape)


def the_function_itself(gradient, shape):
    return gradient.sum_to_size(shape)


def sums_all(gradient, shape):
    return gradient.sum().expand(shape)


def squeezes(gradient, shape):
    return by_padding(gradient, shape).squeeze()


def where_shapes_differ_unpadded(gradient, shape):
    for dim, (m, n) in enumerate(zip(gradient.shape, shape, strict=False)):
        if m != n:
            gradient = gradient.sum(dim, keepdim=True)
    return gradient.reshape(shape)


def in_float32(gradient, shape):
    return by_padding(gradient.float(), shape).to(gradient.dtype)


def doubled_when_kept(gradient, shape):
    return by_padding(gradient, shape) + 0 if gradient.shape != shape else gradient * 2


RIGHT = [in_one_sum, by_autograd, by_padding, number_by_number]
WRONG = [
    the_function_itself,
    sums_all,
    squeezes,
    where_shapes_differ_unpadded,
    in_float32,
    doubled_when_kept,
]
