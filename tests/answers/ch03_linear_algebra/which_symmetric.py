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


def zero_sum_of_differences(batch):
    return (batch.double() - batch.mT.double()).sum(dim=(1, 2)) == 0


def other_diagonal(batch):
    return (batch == batch.flip(1, 2).mT).flatten(1).all(dim=1)


def diagonal_only(batch):
    return (batch.diagonal(dim1=1, dim2=2) == batch.mT.diagonal(dim1=1, dim2=2)).all(dim=1)


def whole_numbers(batch):
    return (batch == batch.mT).flatten(1).all(dim=1).long()


def same_row_sums(batch):
    return (batch.double().sum(1) == batch.double().sum(2)).all(dim=1)


RIGHT = [one_by_one, no_differences, by_permute]
WRONG = [
    with_lists,
    dtype_forgotten,
    zero_sum_of_differences,
    other_diagonal,
    diagonal_only,
    whole_numbers,
]
