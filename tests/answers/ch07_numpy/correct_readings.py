"""Other right and wrong answers to `correct_readings`."""

import numpy as np
import torch


def numpy_first(readings, offset):
    readings += np.asarray(offset, dtype=readings.dtype)
    return torch.from_numpy(readings)


def by_as_tensor(readings, offset):
    return torch.as_tensor(readings).add_(offset)


def by_dlpack(readings, offset):
    shared = torch.from_dlpack(readings)
    torch.add(shared, offset, out=shared)
    return shared


def by_slice_assignment(readings, offset):
    shared = torch.asarray(readings)
    shared[...] = shared + offset
    return shared


def reshaped_and_back(readings, offset):
    if readings.ndim == 1:
        return torch.from_numpy(readings).add_(offset)
    return torch.from_numpy(readings.reshape(-1)).add_(offset).reshape(readings.shape)


def float32_and_back(readings, offset):
    shared = torch.from_numpy(readings)
    return shared.copy_(shared.float() + offset)


def float64_and_back(readings, offset):
    shared = torch.from_numpy(readings)
    return shared.copy_(shared.double() + offset)


def int32_and_back(readings, offset):
    shared = torch.from_numpy(readings)
    if shared.is_floating_point():
        return shared.add_(offset)
    return shared.copy_(shared.int() + offset)


def new_tensor(readings, offset):
    return torch.from_numpy(readings) + offset


def returns_nothing(readings, offset):
    torch.from_numpy(readings).add_(offset)


def returns_the_array(readings, offset):
    torch.from_numpy(readings).add_(offset)
    return readings


def subtracted(readings, offset):
    return torch.from_numpy(readings).sub_(offset)


def flattened(readings, offset):
    return torch.from_numpy(readings.reshape(-1)).add_(offset)


def made_contiguous(readings, offset):
    return torch.from_numpy(np.ascontiguousarray(readings)).add_(offset)


def rebound(readings, offset):
    readings = readings + offset
    return torch.from_numpy(np.asarray(readings))


def old_constructor(readings, offset):
    return torch.Tensor(readings).add_(offset)


def array_set_from_a_copy(readings, offset):
    corrected = torch.tensor(readings) + offset
    readings[...] = corrected.numpy()
    return corrected


RIGHT = [numpy_first, by_as_tensor, by_dlpack, by_slice_assignment]
WRONG = [
    reshaped_and_back,
    float32_and_back,
    float64_and_back,
    int32_and_back,
    new_tensor,
    returns_nothing,
    returns_the_array,
    subtracted,
    flattened,
    made_contiguous,
    rebound,
    old_constructor,
    array_set_from_a_copy,
]
