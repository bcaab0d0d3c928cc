"""Other right and wrong answers to `share_or_copy`."""

import numpy as np
import torch


def from_a_string():
    return {letter: letter in "abcegij" for letter in "lkjihgfedcba"}


def by_changing_the_source():
    makers = {
        "a": lambda x, n: x.numpy(),
        "b": lambda x, n: x.T.numpy(),
        "c": lambda x, n: np.asarray(x),
        "d": lambda x, n: np.array(x.numpy()),
        "e": lambda x, n: torch.from_numpy(n),
        "f": lambda x, n: torch.tensor(n),
        "g": lambda x, n: torch.as_tensor(n),
        "h": lambda x, n: torch.as_tensor(n, dtype=torch.float32),
        "i": lambda x, n: torch.from_dlpack(n),
        "j": lambda x, n: torch.from_numpy(n).to(torch.float64),
        "k": lambda x, n: torch.from_numpy(n).float(),
        "l": lambda x, n: torch.asarray(n, copy=True),
    }
    answers = {}
    for letter, make in makers.items():
        x, n = torch.zeros(2, 3), np.zeros((2, 3))
        result = make(x, n)
        x += 1
        n += 1
        answers[letter] = bool(result[0, 0] == 1)
    return answers


def everything_shares():
    return dict.fromkeys("abcdefghijkl", True)


def nothing_shares():
    return dict.fromkeys("abcdefghijkl", False)


def only_the_famous_two():
    return {letter: letter in "ae" for letter in "abcdefghijkl"}


def letters_only():
    return list("abcegij")


def zeros_and_ones():
    return {letter: int(shares) for letter, shares in from_a_string().items()}


RIGHT = [from_a_string, by_changing_the_source]
WRONG = [everything_shares, nothing_shares, only_the_famous_two, letters_only, zeros_and_ones]
