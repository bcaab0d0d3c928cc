"""Other right and wrong answers to `standardised`."""

import numpy as np
import torch


def by_hand(table):
    x = torch.tensor(table)
    if not x.is_floating_point():
        x = x.to(torch.float64)
    centre = x.sum(dim=0) / len(x)
    spread = ((x - centre) ** 2).sum(dim=0).div(len(x)).sqrt()
    return (x - centre) / torch.where(spread == 0, torch.ones_like(spread), spread)


def column_by_column(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    for column in x.T:
        column -= column.mean()
        spread = column.std(unbiased=False)
        if spread > 0:
            column /= spread
    return x


def the_colleague_himself(table):
    spread = np.std(table, axis=0)
    spread[spread == 0] = 1
    return torch.tensor((table - np.mean(table, axis=0)) / spread)


def by_var(table):
    x = torch.from_numpy(table if table.dtype.kind == "f" else table.astype(np.float64))
    spread = x.var(dim=0, unbiased=False).sqrt()
    return (x - x.mean(dim=0)) / spread.masked_fill(spread == 0, 1.0)


def by_std_mean(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    spread, centre = torch.std_mean(x, dim=0, correction=0)
    return torch.where(spread == 0, 0.0, (x - centre) / spread)


def nan_left_out(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    spread = torch.from_numpy(np.nanstd(x.numpy(), axis=0))
    spread[spread == 0] = 1
    return (x - x.nanmean(dim=0)) / spread


def where_all_are_equal(table):
    x = torch.tensor(table)
    x = x if x.is_floating_point() else x.double()
    same = (x == x[0]).all(dim=0)
    result = (x - x.mean(dim=0)) / torch.where(same, 1.0, x.std(dim=0, correction=0))
    result[:, same] = 0
    return result


def nan_to_zero_with_ddof_1(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    return ((x - x.mean(dim=0)) / x.std(dim=0)).nan_to_num()


def less_than_a_little_added(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    return (x - x.mean(dim=0)) / (x.std(dim=0, correction=0) + 1e-12)


def at_least_a_thousandth(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    return (x - x.mean(dim=0)) / x.std(dim=0, correction=0).clamp(min=1e-3)


def small_counts_as_zero(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    spread = x.std(dim=0, correction=0)
    spread[torch.isclose(spread, torch.zeros_like(spread))] = 1
    return (x - x.mean(dim=0)) / spread


def mean_of_squares(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    spread = ((x * x).mean(dim=0) - x.mean(dim=0) ** 2).sqrt()
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


def only_centred(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    return x - x.mean(dim=0)


def divided_by_the_variance(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float64)
    spread = x.var(dim=0, correction=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


def whole_numbers_as_float32(table):
    x = torch.tensor(table, dtype=None if table.dtype.kind == "f" else torch.float32)
    spread = x.std(dim=0, correction=0)
    spread[spread == 0] = 1
    return (x - x.mean(dim=0)) / spread


def always_float64(table):
    return by_hand(table.astype(np.float64))


def by_way_of_float32(table):
    dtype = torch.float32 if table.dtype == np.float32 else torch.float64
    return by_hand(table.astype(np.float32)).to(dtype)


def an_array(table):
    return by_hand(table).numpy()


RIGHT = [
    by_hand,
    column_by_column,
    the_colleague_himself,
    by_var,
    by_std_mean,
    where_all_are_equal,
]
WRONG = [
    nan_left_out,
    nan_to_zero_with_ddof_1,
    less_than_a_little_added,
    at_least_a_thousandth,
    small_counts_as_zero,
    mean_of_squares,
    only_centred,
    divided_by_the_variance,
    whole_numbers_as_float32,
    always_float64,
    by_way_of_float32,
    an_array,
]
