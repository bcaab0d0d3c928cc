"""Other right and wrong answers to `dtypes_across`."""

import numpy as np
import torch


def from_lists():
    names = ["float64", "bool", "int8", "float16", "uint16", None, None, None]
    names += ["float32", "int8", "int8", None, "bool", "complex64"]
    return dict(zip("abcdefghijklmn", names, strict=True))


def by_trying():
    arrays = [
        np.array([1.5, 2.5]),
        np.array([True, False]),
        np.zeros(2, dtype=np.int8),
        np.zeros(2, dtype=np.float16),
        np.zeros(2, dtype=np.uint16),
        np.array(["1.5", "2"]),
        np.array([1, None]),
        np.zeros(2, dtype=">f4"),
    ]
    tensors = [
        torch.zeros(2),
        torch.zeros(2, dtype=torch.int8),
        torch.CharTensor([1, 2]),
        torch.zeros(2, dtype=torch.bfloat16),
        torch.zeros(2, dtype=torch.bool),
        torch.zeros(2, dtype=torch.complex64),
    ]
    found = {}
    for letter, source in zip("abcdefghijklmn", [*arrays, *tensors], strict=True):
        try:
            if isinstance(source, np.ndarray):
                found[letter] = str(torch.from_numpy(source).dtype).split(".")[1]
            else:
                found[letter] = source.numpy().dtype.name
        except (TypeError, ValueError):
            found[letter] = None
    return found


def everything_crosses():
    return {**from_lists(), "f": "str", "g": "object", "h": "float32", "l": "bfloat16"}


def strings_become_numbers():
    return {**from_lists(), "f": "float64"}


def words_for_none():
    return {letter: name or "None" for letter, name in from_lists().items()}


def torch_dtypes():
    return {k: name and getattr(torch, name) for k, name in from_lists().items()}


def half_is_refused():
    return {**from_lists(), "d": None}


def complex_is_refused():
    return {**from_lists(), "n": None}


def bools_become_numbers():
    return {**from_lists(), "b": "uint8", "m": "uint8"}


RIGHT = [from_lists, by_trying]
WRONG = [
    everything_crosses,
    strings_become_numbers,
    words_for_none,
    torch_dtypes,
    half_is_refused,
    complex_is_refused,
    bools_become_numbers,
]
