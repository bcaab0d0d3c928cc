"""Other right and wrong answers to `resolve_minus_one`."""

import math

import torch


def by_search(count, shape):
    unknown = [axis for axis, length in enumerate(shape) if length == -1]
    known = math.prod(length for length in shape if length != -1)
    if not unknown and known == count:
        return shape
    if len(unknown) != 1 or known == 0:
        raise ValueError("undetermined, or too large or small")
    for length in range(count + 1):
        if known * length == count:
            return [*shape[: unknown[0]], length, *shape[unknown[0] + 1 :]]
    raise ValueError("nothing fits")


def by_divmod(count, shape):
    lengths = list(shape)
    known = 1
    for length in lengths:
        known = known * length if length >= 0 else known
    if -1 in lengths:
        place = lengths.index(-1)
        try:
            lengths[place], left = divmod(count, known)
        except ZeroDivisionError:
            raise ValueError("a 0 beside the -1") from None
        if left:
            raise ValueError("a remainder")
    if -1 in lengths or math.prod(lengths) != count:
        raise ValueError("no shape")
    return tuple(lengths)


def asks_torch(count, shape):
    try:
        return tuple(torch.zeros(count).reshape(shape).shape)
    except RuntimeError:
        raise ValueError("torch says no") from None


def no_checks(count, shape):
    known = math.prod(length for length in shape if length != -1)
    return tuple(count // known if length == -1 else length for length in shape)


def every_minus_one(count, shape):
    known = math.prod(length for length in shape if length != -1)
    if known == 0 or count % known or (-1 not in shape and known != count):
        raise ValueError
    return tuple(count // known if length == -1 else length for length in shape)


def wrong_exception(count, shape):
    try:
        return by_divmod(count, shape)
    except ValueError as error:
        raise RuntimeError(str(error)) from None


def refuses_empty(count, shape):
    if count == 0:
        raise ValueError
    return by_divmod(count, shape)


def only_the_missing(count, shape):
    resolved = by_divmod(count, shape)
    return resolved[shape.index(-1)] if -1 in shape else resolved


def zero_for_undetermined(count, shape):
    if 0 in shape and shape.count(-1) == 1:
        return tuple(0 if length == -1 else length for length in shape)
    return by_divmod(count, shape)


def larger_is_enough(count, shape):
    resolved = no_checks(count, shape) if 0 not in shape or -1 not in shape else None
    if resolved is None or shape.count(-1) > 1 or math.prod(resolved) < count:
        raise ValueError
    return resolved


def zero_fits_all(count, shape):
    if 0 in shape and -1 not in shape:
        return shape
    return by_divmod(count, shape)


def zero_is_refused(count, shape):
    if 0 in shape:
        raise ValueError
    return by_divmod(count, shape)


RIGHT = [by_search, by_divmod]
WRONG = [
    asks_torch,
    no_checks,
    every_minus_one,
    wrong_exception,
    refuses_empty,
    only_the_missing,
    zero_for_undetermined,
    larger_is_enough,
    zero_fits_all,
    zero_is_refused,
]
