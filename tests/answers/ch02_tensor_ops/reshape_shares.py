"""Other right and wrong answers to `reshape_shares`."""

import torch


def on_meta(x, shape):
    ghost = torch.empty_strided(x.shape, x.stride(), device="meta")
    try:
        return ghost.view(*shape) is not None
    except RuntimeError:
        return False


def by_strides(x, shape):
    """Follow each new axis through the strides of the old ones."""
    lengths = list(shape)
    if -1 in lengths:
        known = 1
        for length in lengths:
            known *= length if length != -1 else 1
        lengths[lengths.index(-1)] = x.numel() // known
    blocks = []
    for length, stride in zip(x.shape, x.stride(), strict=True):
        if length == 1:
            continue
        if blocks and blocks[-1][1] == length * stride:
            blocks[-1] = [blocks[-1][0] * length, stride]
        else:
            blocks.append([length, stride])
    rooms = [length for length, _ in blocks]
    for length in lengths:
        if length == 1:
            continue
        if rooms[0] % length:
            return False
        rooms[0] //= length
        if rooms[0] == 1:
            rooms.pop(0)
    return not rooms


def pays_for_the_copy(x, shape):
    return x.reshape(shape).data_ptr() == x.data_ptr()


def never(x, shape):
    return False


def returns_the_view(x, shape):
    try:
        return x.view(shape)
    except RuntimeError:
        return False


def looks_at_vectors_only(x, shape):
    return x.ndim == 1 or x.is_contiguous()


def lets_it_raise(x, shape):
    x.view(shape)
    return True


def same_number_of_axes(x, shape):
    return x.ndim == len(shape) or x.is_contiguous()


def truth_as_number(x, shape):
    try:
        x.view(shape)
    except RuntimeError:
        return 0
    return 1


RIGHT = [on_meta, by_strides]
WRONG = [
    pays_for_the_copy,
    never,
    returns_the_view,
    looks_at_vectors_only,
    lets_it_raise,
    same_number_of_axes,
    truth_as_number,
]
