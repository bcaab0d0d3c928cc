"""Other right and wrong answers to `average`."""

import torch


def mean_in_a_floating_dtype(x, dim):
    return (x if x.is_floating_point() else x.float()).mean(dim)


def slice_by_slice(x, dim):
    total = sum(part.to(torch.float64) for part in x.unbind(dim)) / x.size(dim)
    return total.to(x.dtype if x.is_floating_point() else torch.get_default_dtype())


def by_dtype_argument(x, dim):
    return x.mean(dim=dim, dtype=x.dtype if x.dtype.is_floating_point else torch.float32)


def mean_of_all(x, dim):
    return x.float().mean()


def other_axis(x, dim):
    return x.sum(-1 - dim) / x.shape[-1 - dim]


def in_float64(x, dim):
    return x.double().mean(dim)


def without_division(x, dim):
    return x.sum(dim)


def cut_to_whole_numbers(x, dim):
    return (x.sum(dim) / x.shape[dim]).to(x.dtype)


def added_in_the_dtype_of_x(x, dim):
    return x.sum(dim, dtype=x.dtype) / x.shape[dim]


def median(x, dim):
    return x.median(dim).values.float()


RIGHT = [mean_in_a_floating_dtype, slice_by_slice, by_dtype_argument]
WRONG = [
    mean_of_all,
    other_axis,
    in_float64,
    without_division,
    cut_to_whole_numbers,
    added_in_the_dtype_of_x,
    median,
]
