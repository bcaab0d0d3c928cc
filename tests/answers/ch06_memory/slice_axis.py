"""Other right and wrong answers to `slice_axis`."""

import torch


def by_hand(x, dim, start, stop, step):
    length = x.size(dim)
    start = 0 if start is None else start
    stop = length if stop is None else stop
    start = start + length if start < 0 else start
    stop = stop + length if stop < 0 else stop
    start, stop = min(max(start, 0), length), min(max(stop, 0), length)
    count = max(0, -(-(stop - start) // step))
    shape = [count if axis == dim % x.ndim else n for axis, n in enumerate(x.shape)]
    stride = [s * step if axis == dim % x.ndim else s for axis, s in enumerate(x.stride())]
    return x.as_strided(shape, stride, x.storage_offset() + start * x.stride(dim))


def by_the_places(x, dim, start, stop, step):
    places = list(range(x.shape[dim]))[start:stop:step]
    first = places[0] if places else 0
    shape, strides = list(x.shape), list(x.stride())
    shape[dim], strides[dim] = len(places), strides[dim] * step
    return torch.as_strided(x, shape, strides, x.storage_offset() + first * x.stride(dim))


def brackets(x, dim, start, stop, step):
    index = [slice(None)] * x.ndim
    index[dim] = slice(start, stop, step)
    return x[tuple(index)]


def picked(x, dim, start, stop, step):
    places = torch.arange(*slice(start, stop, step).indices(x.shape[dim]))
    return x.index_select(dim, places)


def narrowed(x, dim, start, stop, step):
    start, stop, step = slice(start, stop, step).indices(x.shape[dim])
    return x.narrow(dim, start, max(0, stop - start))


def stop_clipped_to_the_end(x, dim, start, stop, step):
    start = 0 if start is None else start % x.shape[dim]
    stop = x.shape[dim] if stop is None else stop % (x.shape[dim] + 1)
    return by_hand(x, dim, start, stop, step)


def axis_zero(x, dim, start, stop, step):
    return by_hand(x, 0, start, stop, step)


def one_too_many(x, dim, start, stop, step):
    return by_hand(x, dim, start, None if stop is None else stop + 1, step)


RIGHT = [by_hand, by_the_places]
WRONG = [brackets, picked, narrowed, stop_clipped_to_the_end, axis_zero, one_too_many]
