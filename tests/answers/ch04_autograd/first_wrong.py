"""Other right and wrong answers to `first_wrong`."""

import itertools
import math

import torch


def _numeric(function, x, v, index, h=1e-5):
    up, down = x.detach().double().clone(), x.detach().double().clone()
    up[index] += h
    down[index] -= h
    return ((function(up) * v).sum() - (function(down) * v).sum()).item() / (2 * h)


def element_by_element(function, x, v, claimed):
    if tuple(claimed.shape) != tuple(x.shape):
        raise ValueError("shapes differ")
    for index in itertools.product(*[range(n) for n in x.shape]):
        expected, got = _numeric(function, x, v, index), claimed[index].item()
        if not abs(got - expected) <= 1e-4:
            return index, got, expected
    return None


def via_flat_lists(function, x, v, claimed):
    if claimed.size() != x.size():
        raise ValueError
    indices = list(itertools.product(*map(range, x.shape)))
    expected = torch.tensor([_numeric(function, x, v, i, 1e-4) for i in indices]).double()
    bad = ~torch.isclose(claimed.flatten().double(), expected, rtol=0, atol=1e-4)
    for place, is_bad in enumerate(bad.tolist()):
        if is_bad:
            return [list(indices[place]), claimed[indices[place]].item(), expected[place].item()]
    return None


def by_autograd(function, x, v, claimed):
    if claimed.shape != x.shape:
        raise ValueError
    leaf = x.detach().double().requires_grad_()
    (function(leaf) * v).sum().backward()
    for index in itertools.product(*[range(n) for n in x.shape]):
        got, expected = claimed[index].item(), leaf.grad[index].item()
        if not abs(got - expected) <= 1e-4:
            return index, got, expected
    return None


def in_float32(function, x, v, claimed):
    if claimed.shape != x.shape:
        raise ValueError
    for index in itertools.product(*[range(n) for n in x.shape]):
        up, down = x.detach().float().clone(), x.detach().float().clone()
        up[index] += 1e-5
        down[index] -= 1e-5
        expected = ((function(up) * v).sum() - (function(down) * v).sum()).item() / 2e-5
        if not abs(claimed[index].item() - expected) <= 1e-4:
            return index, claimed[index].item(), expected
    return None


def nan_passes(function, x, v, claimed):
    if claimed.shape != x.shape:
        raise ValueError
    for index in itertools.product(*[range(n) for n in x.shape]):
        expected, got = _numeric(function, x, v, index), claimed[index].item()
        if abs(got - expected) > 1e-4:
            return index, got, expected
    return None


def last_wrong(function, x, v, claimed):
    if claimed.shape != x.shape:
        raise ValueError
    found = None
    for index in itertools.product(*[range(n) for n in x.shape]):
        expected, got = _numeric(function, x, v, index), claimed[index].item()
        if not abs(got - expected) <= 1e-4:
            found = index, got, expected
    return found


def never_wrong(function, x, v, claimed):
    if claimed.shape != x.shape:
        raise ValueError


def sizes_compared(function, x, v, claimed):
    if claimed.numel() != x.numel():
        raise ValueError
    return element_by_element(function, x, v, claimed.reshape(x.shape))


def tensors_returned(function, x, v, claimed):
    found = element_by_element(function, x, v, claimed)
    return found and (found[0], claimed[found[0]], found[2])


def shape_after_a_match(function, x, v, claimed):
    claimed = claimed.expand_as(x) if claimed.numel() == 1 else claimed
    return element_by_element(function, x, v, claimed)


def judged(right, same_shape=lambda claimed, x: claimed.shape == x.shape):
    def run(function, x, v, claimed):
        if not same_shape(claimed, x):
            raise ValueError
        claimed = claimed.expand(x.shape)
        for index in itertools.product(*[range(n) for n in x.shape]):
            expected, got = _numeric(function, x, v, index), claimed[index].item()
            if not right(got, expected):
                return index, got, expected
        return None

    return run


def too_lax(function, x, v, claimed):
    return judged(lambda g, e: abs(g - e) <= 1e-3)(function, x, v, claimed)


def much_too_lax(function, x, v, claimed):
    return judged(lambda g, e: abs(g - e) <= 0.05)(function, x, v, claimed)


def too_strict(function, x, v, claimed):
    return judged(lambda g, e: abs(g - e) <= 1e-6)(function, x, v, claimed)


def lax_for_large_ones(function, x, v, claimed):
    return judged(lambda g, e: abs(g - e) <= 1e-4 + 1e-3 * abs(e))(function, x, v, claimed)


def like_isclose(function, x, v, claimed):
    return judged(lambda g, e: abs(g - e) <= 1e-4 + 1e-5 * abs(e))(function, x, v, claimed)


def infinity_passes(function, x, v, claimed):
    return judged(lambda g, e: abs(g - e) <= 1e-4 or math.isinf(g))(function, x, v, claimed)


def both_nan_pass(function, x, v, claimed):
    close = lambda g, e: abs(g - e) <= 1e-4 or (g != g and e != e)  # noqa: E731
    return judged(close)(function, x, v, claimed)


def as_many_axes(function, x, v, claimed):
    same = lambda claimed, x: claimed.ndim == x.ndim  # noqa: E731
    return judged(lambda g, e: abs(g - e) <= 1e-4, same)(function, x, v, claimed)


def too_small_passes(function, x, v, claimed):
    return judged(lambda g, e: g - e <= 1e-4)(function, x, v, claimed)


def too_great_passes(function, x, v, claimed):
    return judged(lambda g, e: e - g <= 1e-4)(function, x, v, claimed)


RIGHT = [element_by_element, via_flat_lists]
WRONG = [
    by_autograd,
    in_float32,
    nan_passes,
    last_wrong,
    never_wrong,
    sizes_compared,
    tensors_returned,
    shape_after_a_match,
    too_lax,
    much_too_lax,
    too_strict,
    lax_for_large_ones,
    like_isclose,
    infinity_passes,
    both_nan_pass,
    as_many_axes,
    too_small_passes,
    too_great_passes,
]
