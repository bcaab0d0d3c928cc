"""Other right and wrong answers to `broadcast_shapes`."""

from itertools import zip_longest

import numpy as np
import torch


def from_the_back(shapes):
    result = []
    for lengths in zip_longest(*(reversed(shape) for shape in shapes), fillvalue=1):
        others = {length for length in lengths if length != 1}
        if len(others) > 1:
            raise ValueError(f"lengths {sorted(others)} don't fit")
        result.append(others.pop() if others else 1)
    return tuple(reversed(result))


def pair_by_pair(shapes):
    result = ()
    for shape in shapes:
        most = max(len(result), len(shape))
        a = (1,) * (most - len(result)) + tuple(result)
        b = (1,) * (most - len(shape)) + tuple(shape)
        for m, n in zip(a, b, strict=True):
            if m != n and m != 1 and n != 1:
                raise ValueError
        result = tuple(n if m == 1 else m for m, n in zip(a, b, strict=True))
    return list(result)


def by_negative_places(shapes):
    most = max(map(len, shapes), default=0)
    result = [1] * most
    for shape in shapes:
        for k in range(1, len(shape) + 1):
            if shape[-k] == 1:
                continue
            if result[-k] not in (1, shape[-k]):
                raise ValueError
            result[-k] = shape[-k]
    return tuple(result)


def by_product(shapes):
    return tuple(m * n for m, n in zip(*from_padding(shapes), strict=True))


def from_padding(shapes):
    most = max(map(len, shapes), default=0)
    return [(1,) * (most - len(shape)) + tuple(shape) for shape in shapes]


def not_the_right_error(shapes):
    try:
        return from_the_back(shapes)
    except ValueError:
        raise IndexError from None


def needs_one(shapes):
    return from_the_back([shapes[0], *shapes[1:]])


def minimum_unless_one(shapes):
    return tuple(
        min((n for n in lengths if n != 1), default=1)
        for lengths in zip(*from_padding(shapes), strict=True)
    )


def ones_dropped(shapes):
    result = from_the_back(shapes)
    while result and result[0] == 1:
        result = result[1:]
    return result


def zip_cuts(shapes):
    result = []
    for lengths in zip(*(reversed(shape) for shape in shapes), strict=False):
        others = set(lengths) - {1}
        if len(others) > 1:
            raise ValueError
        result.append(others.pop() if others else 1)
    return tuple(reversed(result))


def by_numpy(shapes):
    return np.broadcast_shapes(*shapes)


def by_comparing_tensors(shapes):
    result = torch.empty(())
    try:
        for shape in shapes:
            result = result == torch.empty(shape)
    except RuntimeError:
        raise ValueError from None
    return tuple(result.shape)


RIGHT = [from_the_back, pair_by_pair, by_negative_places]
WRONG = [
    by_product,
    not_the_right_error,
    needs_one,
    minimum_unless_one,
    ones_dropped,
    zip_cuts,
    by_numpy,
    by_comparing_tensors,
]
