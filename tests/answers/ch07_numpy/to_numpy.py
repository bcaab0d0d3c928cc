"""Other right and wrong answers to `to_numpy`."""

import numpy as np
import torch


def by_asking(x):
    with torch.no_grad():
        plain = x.detach()
        if plain.is_conj():
            plain = plain.resolve_conj()
        if plain.is_neg():
            plain = plain.resolve_neg()
        if plain.dtype is torch.bfloat16:
            plain = plain.to(torch.float32)
        return np.asarray(plain)


def by_trying(x):
    try:
        return x.numpy(force=True)
    except TypeError:
        return x.detach().float().numpy()


def by_dlpack(x):
    if x.dtype == torch.bfloat16:
        x = x.float()
    plain = x.detach().resolve_conj().resolve_neg()
    return plain.numpy() if plain.dtype == torch.bool else np.from_dlpack(plain)


def by_data(x):
    x = x.data.resolve_conj().resolve_neg()
    return x.numpy() if x.dtype != torch.bfloat16 else x.float().numpy()


def bfloat16_as_bits(x):
    x = x.detach()
    return (x.view(torch.int16) if x.dtype == torch.bfloat16 else x).numpy(force=True)


def bfloat16_as_float16(x):
    return (x.half() if x.dtype == torch.bfloat16 else x).numpy(force=True)


def bfloat16_as_float64(x):
    return (x.double() if x.dtype == torch.bfloat16 else x).numpy(force=True)


def switched_off(x):
    x.requires_grad_(False)
    return by_trying(x)


def detached_in_place(x):
    x.detach_()
    return by_trying(x)


def cloned(x):
    return by_trying(x.clone())


def at_least_one_axis(x):
    return np.atleast_1d(by_trying(x))


def raveled(x):
    return by_trying(x).ravel()


def squeezed(x):
    return by_trying(x).squeeze()


def squeezed_tables(x):
    return by_trying(x).squeeze() if x.ndim > 1 else by_trying(x)


def zeros_when_empty(x):
    return by_trying(x) if x.numel() else np.zeros(tuple(x.shape), dtype=np.float32)


def two_bytes_widened(x):
    plain = x.detach().resolve_conj().resolve_neg()
    return (plain.float() if plain.is_floating_point() and plain.itemsize == 2 else plain).numpy()


def strides_lost(x):
    return np.ascontiguousarray(by_trying(x))


def returns_the_tensor(x):
    return x.detach()


RIGHT = [by_asking, by_trying, by_dlpack, by_data]
WRONG = [
    squeezed,
    squeezed_tables,
    zeros_when_empty,
    two_bytes_widened,
    bfloat16_as_bits,
    bfloat16_as_float16,
    bfloat16_as_float64,
    switched_off,
    detached_in_place,
    cloned,
    at_least_one_axis,
    raveled,
    strides_lost,
    returns_the_tensor,
]
