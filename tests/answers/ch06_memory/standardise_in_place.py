"""Other right and wrong answers to `standardise_in_place`."""

import torch


def row_by_row(x):
    for row in x:
        row -= row.mean()
        row /= row.std()
    return x


def with_the_norm(x):
    x.sub_(x.mean(1, keepdim=True))
    length = torch.linalg.vector_norm(x, dim=1, keepdim=True)
    return x.div_(length.div_((x.shape[1] - 1) ** 0.5))


def both_at_once(x):
    variance, mean = torch.var_mean(x, dim=-1, keepdim=True)
    torch.sub(x, mean, out=x)
    return torch.div(x, variance.sqrt_(), out=x)


def scaled_first(x):
    x /= x.std(dim=1, keepdim=True)
    x -= x.mean(dim=1, keepdim=True)
    return x


def returns_a_view(x):
    return scaled_first(x)[:]


def returns_detached(x):
    return scaled_first(x).detach()


def through_numpy(x):
    values = x.numpy()
    values[:] = (values - values.mean(1, keepdims=True)) / values.std(1, ddof=1, keepdims=True)
    return x


def with_a_tiny_epsilon(x):
    x -= x.mean(dim=1, keepdim=True)
    x /= x.std(dim=1, keepdim=True) + 1e-8
    return x


def without_correction(x):
    x -= x.mean(dim=1, keepdim=True)
    x /= x.std(dim=1, keepdim=True, correction=0)
    return x


def variance_instead(x):
    x -= x.mean(dim=1, keepdim=True)
    x /= x.var(dim=1, keepdim=True)
    return x


def returns_nothing(x):
    scaled_first(x)


def returns_a_clone(x):
    return scaled_first(x).clone()


def without_keepdim(x):
    x -= x.mean(dim=1)
    x /= x.std(dim=1)
    return x


def rows_through_copies(x):
    for row in x:
        row.copy_((row - row.mean()) / row.std())
    return x


def through_contiguous(x):
    flat = x.contiguous().clone()
    x.copy_(scaled_first(flat))
    return x


RIGHT = [
    row_by_row,
    with_the_norm,
    both_at_once,
    scaled_first,
    returns_a_view,
    returns_detached,
]
WRONG = [
    through_numpy,
    with_a_tiny_epsilon,
    without_correction,
    variance_instead,
    returns_nothing,
    returns_a_clone,
    without_keepdim,
    rows_through_copies,
    through_contiguous,
]
