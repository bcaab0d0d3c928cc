"""Other right and wrong answers to `moving_windows`."""

import torch


def by_counting(x, size, step):
    starts = range(0, x.numel() - size + 1, step)
    stride = x.stride()[0]
    return x.as_strided((len(starts), size), (stride * step, stride))


def all_then_every(x, size, step):
    count = max(0, x.shape[0] - size + 1)
    (stride,) = x.stride()
    every = torch.as_strided(x, (count, size), (stride, stride), x.storage_offset())
    return every[::step]


def unfolded(x, size, step):
    return x.unfold(0, size, step)


def a_list_of_slices(x, size, step):
    return [x[i : i + size] for i in range(0, len(x) - size + 1, step)]


def turned(x, size, step):
    return by_counting(x, size, step).T


def padded_at_the_end(x, size, step):
    count = -(-max(len(x) - size, 0) // step) + 1
    room = torch.cat([x, x.new_zeros(size * step + size)])
    return by_counting(room, size, step)[:count]


def offset_zero(x, size, step):
    right = by_counting(x, size, step)
    return torch.as_strided(x, right.shape, right.stride(), 0)


def gathered(x, size, step):
    starts = torch.arange(0, max(0, len(x) - size + 1), step)
    return x[starts[:, None] + torch.arange(size)]


def step_in_cells(x, size, step):
    right = by_counting(x, size, step)
    return torch.as_strided(x, right.shape, (step, x.stride(0)), x.storage_offset())


RIGHT = [by_counting, all_then_every]
WRONG = [
    unfolded,
    a_list_of_slices,
    turned,
    padded_at_the_end,
    offset_zero,
    gathered,
    step_in_cells,
]
