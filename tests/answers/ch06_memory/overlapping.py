"""Other right and wrong answers to `overlapping`."""

import itertools

import torch


def by_addresses(tensors):
    seen = []
    for x in tensors:
        addresses = set()
        for index in itertools.product(*map(range, x.shape)):
            addresses.add(x[index].data_ptr())
        seen.append(addresses)
    pairs = itertools.combinations(range(len(tensors)), 2)
    return [(i, j) for i, j in pairs if not seen[i].isdisjoint(seen[j])]


def by_counting_up(tensors):
    cells = []
    for x in tensors:
        storage = x.untyped_storage()
        row = torch.arange(storage.nbytes() // x.element_size())
        places = row.as_strided(x.shape, x.stride(), x.storage_offset()) if x.numel() else row[:0]
        cells.append((storage.data_ptr(), places.reshape(-1)))
    found = []
    for i in range(len(cells)):
        for j in range(i + 1, len(cells)):
            same = cells[i][0] == cells[j][0]
            if same and bool(torch.isin(cells[i][1], cells[j][1]).any()):
                found.append((i, j))
    return found


def as_lists(tensors):
    return [list(pair) for pair in by_addresses(tensors)]


def both_ways(tensors):
    right = by_addresses(tensors)
    return sorted([*right, *((j, i) for i, j in right)])


def with_themselves(tensors):
    return sorted([*by_addresses(tensors), *((i, i) for i in range(len(tensors)))])


def counted_from_one(tensors):
    return [(i + 1, j + 1) for i, j in by_addresses(tensors)]


def unsorted(tensors):
    return by_addresses(tensors)[::-1]


def writes_to_find_out(tensors):
    found = []
    for i, j in itertools.combinations(range(len(tensors)), 2):
        before = tensors[j].clone()
        tensors[i].fill_(77)
        if not torch.equal(before, tensors[j]):
            found.append((i, j))
    return found


def same_object(tensors):
    pairs = itertools.combinations(range(len(tensors)), 2)
    return [(i, j) for i, j in pairs if tensors[i] is tensors[j]]


RIGHT = [by_addresses, by_counting_up, as_lists]
WRONG = [both_ways, with_themselves, counted_from_one, unsorted, writes_to_find_out, same_object]
