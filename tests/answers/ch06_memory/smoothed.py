"""Other right and wrong answers to `smoothed`."""

import torch


def cloned(x, keep, gain):
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level += keep * (reading - level)
        shown.append(gain * level.clone())
    return torch.stack(shown)


def list_of_levels(x, keep, gain):
    levels = [x.new_zeros(x.shape[1])]
    for reading in x:
        levels.append((1 - keep) * levels[-1] + keep * reading)
    return gain * torch.stack(levels[1:])


def by_weights(x, keep, gain):
    rows = []
    for t in range(len(x)):
        parts = [keep * (1 - keep) ** (t - s) * x[s] for s in range(t + 1)]
        rows.append(gain * sum(parts))
    return torch.stack(rows)


def into_a_table_that_records(x, keep, gain):
    shown = torch.empty_like(x)
    level = torch.zeros_like(x[0])
    for t, reading in enumerate(x):
        level = torch.lerp(level, reading, keep.expand_as(level))
        shown[t] = gain * level
    return shown


def gain_cut(x, keep, gain):
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level = level + keep * (reading - level)
        shown.append(gain.detach() * level)
    return torch.stack(shown)


def through_numbers(x, keep, gain):
    return torch.tensor(cloned(x, keep, gain).tolist(), dtype=x.dtype)


def clone_too_late(x, keep, gain):
    level = torch.zeros_like(x[0])
    shown = []
    for reading in x:
        level += keep * (reading - level)
        shown.append((gain * level).clone())
    return torch.stack(shown)


def from_the_first_reading(x, keep, gain):
    level = x[0]
    shown = [gain * level]
    for reading in x[1:]:
        level = level + keep * (reading - level)
        shown.append(gain * level)
    return torch.stack(shown)


def keep_cut(x, keep, gain):
    return cloned(x, keep.detach(), gain)


def into_a_table(x, keep, gain):
    shown = torch.empty_like(x, requires_grad=False)
    level = torch.zeros_like(x[0])
    for t, reading in enumerate(x):
        level = level + keep * (reading - level)
        shown[t] = (gain * level).detach()
    return shown


RIGHT = [cloned, list_of_levels, by_weights, into_a_table_that_records]
WRONG = [
    gain_cut,
    through_numbers,
    clone_too_late,
    from_the_first_reading,
    keep_cut,
    into_a_table,
]
