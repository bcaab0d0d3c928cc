"""Other right and wrong answers to `three_norms`."""

import torch


def from_dot_products(a):
    return (
        torch.where(a < 0, -a, a).sum(1),
        torch.einsum("ij,ij->i", a, a) ** 0.5,
        (a.flatten() @ a.flatten()) ** 0.5,
    )


def frobenius_from_rows(a):
    rows = (a * a).sum(-1).sqrt()
    return a.abs().sum(-1), rows, rows.pow(2).sum().sqrt()


def by_the_trace(a):
    gram = a @ a.T
    return a.abs().sum(1), gram.diagonal().sqrt(), gram.trace().sqrt()


def calls_norm(a):
    return a.abs().sum(1), a.norm(dim=1), a.norm()


def keeps_the_axis(a):
    return a.abs().sum(1, True), a.square().sum(1, True).sqrt(), a.square().sum().sqrt()


def sum_then_square(a):
    return a.abs().sum(1), a.sum(1).square().sqrt(), a.sum().square().sqrt()


def abs_of_the_sum(a):
    return a.sum(1).abs(), a.square().sum(1).sqrt(), a.square().sum().sqrt()


def python_number(a):
    return a.abs().sum(1), a.square().sum(1).sqrt(), a.square().sum().sqrt().item()


def one_norm_for_all(a):
    return a.abs().sum(), a.square().sum().sqrt(), a.square().sum().sqrt()


def other_order(a):
    return a.square().sum(1).sqrt(), a.abs().sum(1), a.square().sum().sqrt()


def greatest_row(a):
    rows = a.square().sum(1).sqrt()
    return a.abs().sum(1), rows, rows.max() if len(rows) else a.new_zeros(())


def a_little_below_the_root(a):
    rows = (a.square().sum(1) + 1e-12).sqrt()
    return a.abs().sum(1), rows, a.square().sum().sqrt()


def distances_from_the_origin(a):
    rows = torch.nn.functional.pairwise_distance(a, torch.zeros_like(a), eps=0)
    return a.abs().sum(1), rows, a.square().sum().sqrt()


RIGHT = [from_dot_products, frobenius_from_rows, by_the_trace]
WRONG = [
    calls_norm,
    keeps_the_axis,
    sum_then_square,
    abs_of_the_sum,
    python_number,
    one_norm_for_all,
    other_order,
    greatest_row,
    a_little_below_the_root,
    distances_from_the_origin,
]
