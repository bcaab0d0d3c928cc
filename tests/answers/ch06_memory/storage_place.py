"""Other right and wrong answers to `storage_place`."""

import operator

import torch


def by_looking(index, shape, strides, offset):
    reach = offset + sum((n - 1) * s for n, s in zip(shape, strides, strict=True))
    return torch.arange(reach + 1).as_strided(shape, strides, offset)[index].item()


def axis_by_axis(index, shape, strides, offset):
    for axis in range(len(shape)):
        place = range(shape[axis])[index[axis]]
        offset = offset + place * strides[axis]
    return offset


def with_a_map(index, shape, strides, offset):
    places = []
    for i, n in zip(index, shape, strict=True):
        if i >= n or i < -n:
            raise IndexError
        places.append(i + n if i < 0 else i)
    return offset + sum(map(operator.mul, places, strides))


def float_result(index, shape, strides, offset):
    return float(axis_by_axis(index, shape, strides, offset))


def value_error(index, shape, strides, offset):
    try:
        return axis_by_axis(index, shape, strides, offset)
    except IndexError:
        raise ValueError from None


def one_too_lenient(index, shape, strides, offset):
    if any(i > n or i < -n for i, n in zip(index, shape, strict=True)):
        raise IndexError
    places = [i + n if i < 0 else i for i, n in zip(index, shape, strict=True)]
    return offset + sum(p * s for p, s in zip(places, strides, strict=True))


def offset_times(index, shape, strides, offset):
    return sum((i + offset) * s for i, s in zip(index, strides, strict=True))


def minus_n_refused(index, shape, strides, offset):
    if any(i <= -n or i >= n for i, n in zip(index, shape, strict=True)):
        raise IndexError
    return axis_by_axis(index, shape, strides, offset)


def stride_zero_untested(index, shape, strides, offset):
    for i, n, s in zip(index, shape, strides, strict=True):
        if s and not -n <= i < n:
            raise IndexError
    places = [i + n if i < 0 else i for i, n in zip(index, shape, strict=True)]
    return offset + sum(p * s for p, s in zip(places, strides, strict=True))


def none_outside(index, shape, strides, offset):
    try:
        return axis_by_axis(index, shape, strides, offset)
    except IndexError:
        return None


RIGHT = [by_looking, axis_by_axis, with_a_map]
WRONG = [
    float_result,
    value_error,
    one_too_lenient,
    offset_times,
    minus_n_refused,
    stride_zero_untested,
    none_outside,
]
