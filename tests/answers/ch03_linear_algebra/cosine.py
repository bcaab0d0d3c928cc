"""Other right and wrong answers to `cosine`."""

import torch


def of_unit_vectors(x, y):
    return (torch.nn.functional.normalize(x, dim=0) * torch.nn.functional.normalize(y, dim=0)).sum()


def by_operators(x, y):
    return (x @ y) / ((x @ x) * (y @ y)) ** 0.5


def by_a_loop(x, y):
    dot = across = up = torch.zeros((), dtype=x.dtype)
    for p, q in zip(x, y, strict=True):
        dot, across, up = dot + p * q, across + p**2, up + q**2
    return dot / across.sqrt() / up.sqrt()


def the_angle(x, y):
    return torch.acos((x @ y / (x.norm() * y.norm())).clamp(-1, 1))


def of_absolute_values(x, y):
    return (x * y).abs().sum() / (x.norm() * y.norm())


def shape_kept(x, y):
    return ((x * y).sum(0, keepdim=True)) / (x.norm() * y.norm())


def calls_it(x, y):
    return torch.nn.functional.cosine_similarity(x, y, dim=0)


def lengths_added(x, y):
    return x @ y / (x.norm() + y.norm())


def in_float32(x, y):
    return (x @ y / (x.norm() * y.norm())).float()


def by_the_greatest(x, y):
    return x @ y / (x.abs().max() * y.abs().max())


def at_least_a_millionth(x, y):
    return x @ y / (x.norm() * y.norm()).clamp(min=1e-6)


def padded_more(x, y):
    return x @ y / (x.norm() * y.norm() + 1e-6)


def cut_off_at_0(x, y):
    return (x @ y / (x.norm() * y.norm())).clamp(min=0)


RIGHT = [of_unit_vectors, by_operators, by_a_loop]
WRONG = [
    the_angle,
    of_absolute_values,
    shape_kept,
    calls_it,
    lengths_added,
    in_float32,
    by_the_greatest,
    at_least_a_millionth,
    padded_more,
    cut_off_at_0,
]
