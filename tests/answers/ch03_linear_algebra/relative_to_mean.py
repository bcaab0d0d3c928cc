"""Other right and wrong answers to `relative_to_mean`."""

import torch


def by_unsqueeze(x, dim):
    return x / x.mean(dim).unsqueeze(dim)


def share_times_length(x, dim):
    return x * x.shape[dim] / x.sum(dim, keepdim=True)


def moved_to_the_front(x, dim):
    front = x.movedim(dim, 0)
    return (front / front.mean(0)).movedim(0, dim)


def slice_by_slice(x, dim):
    mean = x.mean(dim)
    return torch.stack([part / mean for part in x.unbind(dim)], dim)


def turned_back(x, dim):
    return (x.mT / x.mean(dim)).mT


def always_the_last_axis(x, dim):
    return x / x.mean(-1, keepdim=True)


def in_place(x, dim):
    x /= x.mean(dim, keepdim=True)
    return x


def upside_down(x, dim):
    return x.mean(dim, keepdim=True) / x


def unsqueezed_at_the_end(x, dim):
    return x / x.mean(dim).unsqueeze(-1)


def only_the_means(x, dim):
    return x.mean(dim, keepdim=True)


def by_the_greatest(x, dim):
    return x / x.amax(dim, keepdim=True)


def by_the_mean_of_absolute_values(x, dim):
    return x / x.abs().mean(dim, keepdim=True)


def by_the_absolute_mean(x, dim):
    return x / x.mean(dim, keepdim=True).abs()


RIGHT = [by_unsqueeze, share_times_length, moved_to_the_front, slice_by_slice]
WRONG = [
    turned_back,
    always_the_last_axis,
    in_place,
    upside_down,
    unsqueezed_at_the_end,
    only_the_means,
    by_the_greatest,
    by_the_mean_of_absolute_values,
    by_the_absolute_mean,
]
