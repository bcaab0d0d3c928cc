"""Other right and wrong answers to `looks_at`."""

import torch


def axis_by_axis(place, shape, strides, offset):
    found = [((), offset)]
    for length, stride in zip(shape, strides, strict=True):
        found = [((*index, i), at + i * stride) for index, at in found for i in range(length)]
    return [index for index, at in found if at == place]


def by_looking(place, shape, strides, offset):
    if 0 in shape:
        return []
    reach = offset + sum((n - 1) * s for n, s in zip(shape, strides, strict=True))
    cells = torch.arange(reach + 1).as_strided(shape, strides, offset)
    if not shape:
        return [()] if int(cells) == place else []
    return [tuple(index.tolist()) for index in torch.argwhere(cells == place)]


def recursive(place, shape, strides, offset):
    if not shape:
        return [()] if place == offset else []
    found = []
    for i in range(shape[0]):
        below = recursive(place, shape[1:], strides[1:], offset + i * strides[0])
        found += [(i, *index) for index in below]
    return found


def as_lists(place, shape, strides, offset):
    return [list(index) for index in axis_by_axis(place, shape, strides, offset)]


def the_last(place, shape, strides, offset):
    return axis_by_axis(place, shape, strides, offset)[-1:]


def one_index(place, shape, strides, offset):
    found = axis_by_axis(place, shape, strides, offset)
    return found[0] if found else None


def reversed_list(place, shape, strides, offset):
    return axis_by_axis(place, shape, strides, offset)[::-1]


def as_tensors(place, shape, strides, offset):
    return [torch.tensor(index) for index in axis_by_axis(place, shape, strides, offset)]


def at_least_one_axis(place, shape, strides, offset):
    return axis_by_axis(place, shape, strides, offset) if shape else []


def zero_strides_skipped(place, shape, strides, offset):
    found = axis_by_axis(place, shape, strides, offset)
    return [
        index for index in found if all(s or not i for i, s in zip(index, strides, strict=True))
    ]


RIGHT = [axis_by_axis, by_looking, recursive, as_lists]
WRONG = [the_last, one_index, reversed_list, as_tensors, at_least_one_axis, zero_strides_skipped]
