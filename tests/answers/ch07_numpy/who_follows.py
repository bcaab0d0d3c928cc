"""Other right and wrong answers to `who_follows`."""

import numpy as np
import torch


def floats():
    return {"t": 5.0, "d": 5.0, "f": 5.0, "g": 5.0, "a": 11.0, "c": 0.0, "e": 0.0, "h": 0.0}


def by_running():
    a = np.zeros(3)
    t = torch.from_numpy(a)
    c, d, e = torch.tensor(a), torch.as_tensor(a), torch.as_tensor(a, dtype=torch.float32)
    f, g, h = t.double(), t.numpy(), torch.from_numpy(a[:2].copy())
    t += 1
    a = a + 10
    f[0] = 5
    return {k: float(v[0]) for k, v in dict(a=a, t=t, c=c, d=d, e=e, f=f, g=g, h=h).items()}


def tensors():
    return {name: torch.tensor(value) for name, value in floats().items()}


def as_at_the_start():
    return dict.fromkeys("atcdefgh", 0)


def everything_shares():
    return dict.fromkeys("atcdefgh", 5)


def nothing_shares():
    return {"a": 10, "t": 1, "c": 0, "d": 0, "e": 0, "f": 5, "g": 0, "h": 0}


def a_is_left_out():
    return {name: value for name, value in floats().items() if name != "a"}


def the_five_is_added():
    return {**floats(), "t": 6, "d": 6, "f": 6, "g": 6}


RIGHT = [floats, by_running]
WRONG = [
    tensors,
    as_at_the_start,
    everything_shares,
    nothing_shares,
    a_is_left_out,
    the_five_is_added,
]
