"""Other right and wrong answers to `sum_over`."""

import torch


def python_sum(x, dim):
    return sum(x.unbind(dim))


def moved_to_the_front(x, dim):
    total, *rest = x.clone().movedim(dim, 0)
    for part in rest:
        total += part
    return total


def one_branch_an_axis(x, dim):
    total = 0
    for i in range(x.shape[dim]):
        if dim in (0, -3):
            total = total + x[i]
        elif dim in (1, -2):
            total = total + x[:, i]
        else:
            total = total + x[:, :, i]
    return total


def number_by_number(x, dim):
    index = [range(length) for length in x.shape]
    kept = [a for a in range(3) if a != dim % 3]
    total = torch.zeros([x.shape[a] for a in kept], dtype=x.dtype)
    for i in index[0]:
        for j in index[1]:
            for k in index[2]:
                place = [(i, j, k)[a] for a in kept]
                total[place[0], place[1]] += x[i, j, k]
    return total


def calls_sum(x, dim):
    return getattr(x, "s" + "um")(dim)


def mean_times_length(x, dim):
    return x.mean(dim) * x.shape[dim]


def by_einsum(x, dim):
    return torch.einsum("abc->" + "abc".replace("abc"[dim], ""), x)


def last_left_out(x, dim):
    total = x.select(dim, 0).clone()
    for i in range(1, x.shape[dim] - 1):
        total += x.select(dim, i)
    return total


def negative_ignored(x, dim):
    dim = max(dim, 0)
    return sum(x.unbind(dim))


def greatest(x, dim):
    return x.amax(dim)


def in_float32(x, dim):
    return sum(x.float().unbind(dim)).to(x.dtype)


def in_float64(x, dim):
    return sum(x.double().unbind(dim)).to(x.dtype)


def halves(x, dim):
    parts = list(x.unbind(dim))
    while len(parts) > 1:
        parts.append(parts.pop(0) + parts.pop(0))
    return parts[0].clone()


RIGHT = [python_sum, moved_to_the_front, one_branch_an_axis, number_by_number, in_float64, halves]
WRONG = [
    calls_sum,
    mean_times_length,
    by_einsum,
    last_left_out,
    negative_ignored,
    greatest,
    in_float32,
]
