"""Other right and wrong answers to `shapes_after_sum`."""

import torch


def by_trying():
    x = torch.ones(8, 3, 28, 32)
    sums = [x.sum(0), x.sum(1), x.sum(-1), x.sum((2, 3)), x.sum(1, keepdim=True), x.sum()]
    return dict(zip("abcdef", (s.shape for s in sums), strict=True))


def as_lists():
    return {
        "f": [],
        "e": [8, 1, 28, 32],
        "d": [8, 3],
        "c": [8, 3, 28],
        "b": [8, 28, 32],
        "a": [3, 28, 32],
    }


def last_axis_taken_for_first():
    return {**as_lists(), "c": (3, 28, 32)}


def one_axis_of_two():
    return {**as_lists(), "d": (8, 3, 32)}


def total_as_number():
    return {**as_lists(), "f": 1}


def one_missing():
    shapes = as_lists()
    del shapes["f"]
    return shapes


RIGHT = [by_trying, as_lists]
WRONG = [last_axis_taken_for_first, one_axis_of_two, total_as_number, one_missing]
