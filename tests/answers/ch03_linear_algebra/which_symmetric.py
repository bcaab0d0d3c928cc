"""Other right and wrong answers to `which_symmetric`."""

import torch


def one_by_one(batch):
    return torch.tensor([torch.equal(a, a.T) for a in batch], dtype=torch.bool)


def no_differences(batch):
    return (batch != batch.transpose(-1, -2)).sum(dim=(1, 2)) == 0


def by_permute(batch):
    return (batch == batch.permute(0, 2, 1)).flatten(1).all(dim=1)


def with_lists(batch):
    return [bool((a == a.T).all()) for a in batch]


def dtype_forgotten(batch):
    return torch.tensor([torch.equal(a, a.T) for a in batch])


def other_diagonal(batch):
    return (batch == batch.flip(1, 2).mT).flatten(1).all(dim=1)


def diagonal_only(batch):
    return (batch.diagonal(dim1=1, dim2=2) == batch.mT.diagonal(dim1=1, dim2=2)).all(dim=1)


def whole_numbers(batch):
    return (batch == batch.mT).flatten(1).all(dim=1).long()


def same_row_sums(batch):
    return (batch.double().sum(1) == batch.double().sum(2)).all(dim=1)


def no_absolute_differences(batch):
    wide = batch.double()
    return (wide - wide.mT).abs().sum((1, 2)) == 0


def by_way_of_float32(batch):
    return (batch.float() == batch.float().mT).flatten(1).all(dim=1)


def pair_by_pair(batch):
    k, n, _ = batch.shape
    result = torch.ones(k, dtype=torch.bool)
    for i in range(n):
        for j in range(i):
            result &= batch[:, i, j] == batch[:, j, i]
    return result


RIGHT = [one_by_one, no_differences, by_permute, pair_by_pair]
WRONG = [
    with_lists,
    dtype_forgotten,
    other_diagonal,
    diagonal_only,
    whole_numbers,
    no_absolute_differences,
    by_way_of_float32,
]
