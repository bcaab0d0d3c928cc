"""Other right and wrong answers to `who_shares`."""

import numpy as np
import torch


def from_a_string():
    return {letter: letter in "abgi" for letter in "jihgfedcba"}


def by_trying():
    def changed(make, source):
        before = source.copy() if isinstance(source, np.ndarray) else source.clone()
        result = make(source)
        result += 1
        return bool((source != before).any())

    makers = {
        "a": lambda x: x[1],
        "b": lambda x: x[:, 2],
        "c": lambda x: x[[0, 1]],
        "d": lambda x: x[x > 5],
        "e": lambda x: x.index_select(0, torch.tensor([1])),
        "f": lambda x: x + 0,
        "g": lambda x: x.reshape(4, 3),
        "h": lambda x: x.T.reshape(12),
        "i": lambda n: n[0:2],
        "j": lambda n: n[[0, 1]],
    }
    answers = {}
    for letter, make in makers.items():
        source = torch.arange(12.0).reshape(3, 4)
        answers[letter] = changed(make, source.numpy() if letter in "ij" else source)
    return answers


def everything_shares():
    return dict.fromkeys("abcdefghij", True)


def nothing_shares():
    return dict.fromkeys("abcdefghij", False)


def zeros_and_ones():
    return {letter: int(shares) for letter, shares in from_a_string().items()}


def letters_only():
    return ["a", "b", "g", "i"]


RIGHT = [from_a_string, by_trying]
WRONG = [everything_shares, nothing_shares, zeros_and_ones, letters_only]
