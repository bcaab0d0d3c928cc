"""Other right and wrong answers to `add_products`."""

import torch


def matrix_by_matrix(c, a, b, beta, alpha):
    result = torch.empty_like(c)
    for i in range(len(c)):
        result[i] = (a[i] @ b[i]) * alpha
        if beta != 0:
            result[i] += beta * c[i]
    return result


def by_einsum(c, a, b, beta, alpha):
    base = beta * c if beta else torch.zeros_like(c)
    return base + alpha * torch.einsum("bik,bkj->bij", a, b)


def by_broadcasting(c, a, b, beta, alpha):
    products = (a[:, :, :, None] * b[:, None]).sum(2)
    return alpha * products + (0 if beta == 0 else beta * c)


def calls_it(c, a, b, beta, alpha):
    return torch.baddbmm(c, a, b, beta=beta, alpha=alpha)


def plain_sum(c, a, b, beta, alpha):
    return c + a @ b


def beta_forgotten(c, a, b, beta, alpha):
    return alpha * (a @ b) + (0 if beta == 0 else c)


def nan_removed(c, a, b, beta, alpha):
    return beta * c.nan_to_num(0) + alpha * (a @ b) if beta else c.nan_to_num(0) + alpha * (a @ b)


def in_float32(c, a, b, beta, alpha):
    return by_einsum(c, a, b, beta, alpha).float()


def first_matrix_for_all(c, a, b, beta, alpha):
    if beta == 0:
        return (alpha * (a[:1] @ b[:1])).expand(c.shape).clone()
    return beta * c + alpha * (a[:1] @ b[:1])


def difference(c, a, b, beta, alpha):
    return by_einsum(c, a, b, beta, -alpha)


def odd_values_left_out(c, a, b, beta, alpha):
    return torch.where(c.isfinite(), beta * c, 0) + alpha * (a @ b)


def only_c_where_alpha_is_0(c, a, b, beta, alpha):
    return beta * c if alpha == 0 else by_einsum(c, a, b, beta, alpha)


def small_beta_as_0(c, a, b, beta, alpha):
    return by_einsum(c, a, b, 0 if abs(beta) < 1e-3 else beta, alpha)


def negative_beta_as_0(c, a, b, beta, alpha):
    return by_einsum(c, a, b, max(beta, 0), alpha)


RIGHT = [matrix_by_matrix, by_einsum, by_broadcasting]
WRONG = [
    calls_it,
    plain_sum,
    beta_forgotten,
    nan_removed,
    odd_values_left_out,
    in_float32,
    first_matrix_for_all,
    difference,
    only_c_where_alpha_is_0,
    small_beta_as_0,
    negative_beta_as_0,
]
