"""Other right and wrong answers to `hot_days`."""

import torch


def by_loop(readings, limit):
    found = []
    for day in range(len(readings)):
        for reading in readings[day]:
            if reading > limit:
                found.append(day)
                break
    return torch.tensor(found, dtype=torch.int64), readings[found]


def by_greatest(readings, limit):
    is_hot = readings.amax(dim=1) > limit
    (days,) = torch.where(is_hot)
    return days, readings[is_hot, :]


def by_counting(readings, limit):
    days = torch.nonzero((readings > limit).sum(dim=1))[:, 0]
    return [days, torch.index_select(readings, 0, days)]


def by_unique(readings, limit):
    days = (readings > limit).nonzero()[:, 0].unique()
    return days, readings[days]


def by_masked_select(readings, limit):
    is_hot = (readings > limit).any(1)
    rows = readings.masked_select(is_hot.unsqueeze(1)).reshape(-1, readings.shape[1])
    return torch.arange(len(readings)).masked_select(is_hot), rows


def days_as_floats(readings, limit):
    found = [float(d) for d in range(len(readings)) if (readings[d] > limit).any()]
    return torch.tensor(found), readings[[int(d) for d in found]]


def forgets_the_type_of_nothing(readings, limit):
    found = [d for d in range(len(readings)) if (readings[d] > limit).any()]
    return torch.tensor(found), readings[found]


def the_mask_itself(readings, limit):
    is_hot = (readings > limit).any(dim=1)
    return is_hot, readings[is_hot]


def below(readings, limit):
    days = (readings < limit).any(dim=1).nonzero().squeeze(1)
    return days, readings[days]


def on_average(readings, limit):
    days = (readings.double().mean(dim=1) > limit).nonzero().squeeze(1)
    return days, readings[days]


def first_hour_only(readings, limit):
    days = (readings[:, 0] > limit).nonzero().squeeze(1)
    return days, readings[days]


def counted_from_one(readings, limit):
    days = (readings > limit).any(dim=1).nonzero().squeeze(1)
    return days + 1, readings[days]


def blanked(readings, limit):
    is_hot = (readings > limit).any(dim=1)
    rows = readings.clone()
    rows[~is_hot] = 0
    return is_hot.nonzero().squeeze(1), rows


RIGHT = [by_loop, by_greatest, by_counting, by_unique, by_masked_select]
WRONG = [
    days_as_floats,
    forgets_the_type_of_nothing,
    the_mask_itself,
    below,
    on_average,
    first_hour_only,
    counted_from_one,
    blanked,
]
