"""Other right and wrong answers to `bytes_allocated`."""

import torch

from course.kit.observing.watch import Allocations

STEPS = {
    "a": lambda x: x + 1,
    "b": lambda x: x.add_(1),
    "c": lambda x: x.T,
    "d": lambda x: x.T.contiguous(),
    "e": lambda x: x > 0,
    "f": lambda x: x.sum(dim=0),
    "g": lambda x: x[:, 1:],
    "h": lambda x: x.repeat(5, 1),
    "i": lambda x: x.double(),
    "j": lambda x: x.expand(5, *x.shape),
    "k": lambda x: 2 * x + 1,
    "l": lambda x: x.__setitem__(slice(None), x + 1),
}


def by_measuring(rows, columns):
    found = {}
    for letter, step in STEPS.items():
        x = torch.ones(rows, columns)
        with Allocations([("x", x)]) as counter:
            step(x)
        found[letter] = counter.bytes
    return found


def by_elements(rows, columns):
    count = rows * columns
    sizes = (4 * count, 0, 0, 4 * count, count, 4 * columns)
    sizes += (0, 20 * count, 8 * count, 0, 8 * count, 4 * count)
    return dict(zip("abcdefghijkl", sizes, strict=True))


def for_three_by_four(rows, columns):
    return by_elements(3, 4)


def slices_copy(rows, columns):
    return {**by_elements(rows, columns), "g": 4 * rows * (columns - 1)}


def transposes_copy(rows, columns):
    return {**by_elements(rows, columns), "c": 4 * rows * columns}


def in_place_allocates(rows, columns):
    return {**by_elements(rows, columns), "b": 4 * rows * columns}


def sum_is_one_number(rows, columns):
    return {**by_elements(rows, columns), "f": 4}


def doubles_of_four(rows, columns):
    return {**by_elements(rows, columns), "i": 4 * rows * columns}


RIGHT = [by_measuring, by_elements]
WRONG = [
    for_three_by_four,
    slices_copy,
    transposes_copy,
    in_place_allocates,
    sum_is_one_number,
    doubles_of_four,
]
