"""Other right and wrong answers to `keep_lower`."""

import torch


def two_loops(a, k):
    result = torch.zeros_like(a)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            if j - i <= k:
                result[i, j] = a[i, j]
    return result


def row_by_row(a, k):
    result = a.clone()
    for i, row in enumerate(result):
        row[max(i + k + 1, 0) :] = 0
    return result


def by_where(a, k):
    m, n = a.shape
    i, j = torch.meshgrid(torch.arange(m), torch.arange(n), indexing="ij")
    return torch.where(j <= i + k, a, torch.zeros_like(a))


def by_masked_fill(a, k):
    m, n = a.shape
    return a.masked_fill(torch.arange(n)[None] > torch.arange(m)[:, None] + k, 0)


def calls_tril(a, k):
    return a.tril(k)


def difference_with_triu(a, k):
    return a - a.triu(k + 1)


def negative_slice(a, k):
    result = a.clone()
    for i, row in enumerate(result):
        row[i + k + 1 :] = 0
    return result


def ones_left(a, k):
    return (torch.arange(a.shape[1]) - torch.arange(a.shape[0])[:, None] <= k).to(a.dtype)


def square_mask(a, k):
    n = a.shape[0]
    return torch.where(torch.arange(n) - torch.arange(n)[:, None] <= k, a, 0)


def minus_infinity(a, k):
    mask = torch.arange(a.shape[1]) - torch.arange(a.shape[0])[:, None] > k
    return a.masked_fill(mask, float("-inf")) if a.is_floating_point() else a.masked_fill(mask, -1)


def rows_and_columns_exchanged(a, k):
    gaps = torch.arange(a.shape[0])[:, None] - torch.arange(a.shape[1])
    return torch.where(gaps <= k, a, 0)


def nan_to_zero(a, k):
    mask = torch.arange(a.shape[1]) - torch.arange(a.shape[0])[:, None] <= k
    return (a * mask).float().nan_to_num(0)


def nan_to_zero_in_the_dtype(a, k):
    mask = torch.arange(a.shape[1]) - torch.arange(a.shape[0])[:, None] <= k
    return torch.nan_to_num(a * mask)


def by_way_of_float32(a, k):
    return two_loops(a.float(), k).to(a.dtype)


def float64_by_way_of_float32(a, k):
    return by_way_of_float32(a, k) if a.is_floating_point() else two_loops(a, k)


RIGHT = [two_loops, row_by_row, by_where, by_masked_fill]
WRONG = [
    calls_tril,
    difference_with_triu,
    negative_slice,
    ones_left,
    square_mask,
    minus_infinity,
    rows_and_columns_exchanged,
    nan_to_zero,
    nan_to_zero_in_the_dtype,
    by_way_of_float32,
    float64_by_way_of_float32,
]
