"""Other right and wrong answers to `fitting_shapes`."""

import torch

PAIRS = {
    "a": ((5, 2), (2,)),
    "b": ((5, 2), (5,)),
    "c": ((4, 1), (3,)),
    "d": ((5,), (5, 1)),
    "e": ((2, 3, 4), (3, 1)),
    "f": ((5, 1, 4, 1), (6, 1, 3)),
    "g": ((3, 1, 2), (3, 2)),
    "h": ((2, 3), ()),
    "i": ((1, 4), (0, 1)),
    "j": ((3, 0), (3, 5)),
}


def by_trying():
    found = {}
    for letter, (a, b) in PAIRS.items():
        try:
            found[letter] = (torch.empty(a) + torch.empty(b)).shape
        except RuntimeError:
            found[letter] = None
    return found


def by_broadcast_shapes():
    found = dict.fromkeys(PAIRS)
    for letter in "acdefghi":
        found[letter] = list(torch.broadcast_shapes(*PAIRS[letter]))
    return found


def everything_fits():
    return {**by_trying(), "b": (5, 2), "j": (3, 5)}


def nothing_fits():
    return dict.fromkeys(PAIRS)


def errors_left_out():
    return {letter: shape for letter, shape in by_trying().items() if shape is not None}


def counts():
    return {letter: shape and shape.numel() for letter, shape in by_trying().items()}


RIGHT = [by_trying, by_broadcast_shapes]
WRONG = [everything_fits, nothing_fits, errors_left_out, counts]
