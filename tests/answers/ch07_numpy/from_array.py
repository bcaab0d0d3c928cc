"""Other right and wrong answers to `from_array`."""

import numpy as np
import torch


def by_trying(array):
    try:
        if not array.flags.writeable:
            raise ValueError("locked")
        return torch.as_tensor(array)
    except ValueError:
        native = array.dtype.newbyteorder("=")
        return torch.tensor(np.ascontiguousarray(array).astype(native).copy())


def step_by_step(array):
    if any(step < 0 or step % array.itemsize for step in array.strides):
        array = array.copy()
    if not array.dtype.isnative:
        array = array.byteswap().view(array.dtype.newbyteorder())
    if not array.flags.writeable:
        return torch.tensor(array)
    return torch.as_tensor(array)


def by_asarray(array):
    return torch.asarray(by_trying(array).numpy()) if array.ndim == 0 else by_trying(array)


def filled_in(array):
    shareable = array.flags.writeable and array.dtype.isnative
    if shareable and all(step >= 0 and step % array.itemsize == 0 for step in array.strides):
        return torch.from_numpy(array)
    room = np.empty(array.shape, dtype=array.dtype.newbyteorder("="))
    room[...] = array
    return torch.from_numpy(room)


def by_whitelist(array):
    if array.dtype.kind not in "biufc":
        raise TypeError(f"torch has no {array.dtype}")
    if array.dtype != array.dtype.newbyteorder("="):
        array = array.astype(array.dtype.newbyteorder("="))
    if not array.flags.writeable:
        return torch.tensor(array)
    if any(step < 0 for step in array.strides):
        return torch.tensor(array.copy())
    if array.size and array.ndim and any(step % array.itemsize for step in array.strides):
        return torch.tensor(array.copy())
    return torch.as_tensor(array)


def in_the_order_of_memory(array):
    """astype keeps the order of the axes in memory, unless it is told otherwise."""
    steps_fit = all(step >= 0 and step % array.itemsize == 0 for step in array.strides)
    if steps_fit and array.flags.writeable and array.dtype.isnative:
        return torch.from_numpy(array)
    if array.dtype.isnative:
        return torch.from_numpy(array.copy(order="K"))
    return torch.from_numpy(array.astype(array.dtype.newbyteorder("=")))


def last_stride_only(array):
    native = array.dtype.newbyteorder("=")
    backwards = any(step < 0 for step in array.strides)
    if backwards or not array.flags.writeable or array.dtype != native:
        array = array.astype(native, order="C")
    if array.strides and array.strides[-1] % array.itemsize:
        array = array.copy()
    return torch.from_numpy(array)


def first_sign_only(array):
    native = array.dtype.newbyteorder("=")
    fits = not any(step % array.itemsize for step in array.strides)
    if (array.strides and array.strides[0] < 0) or not fits:
        array = array.copy()
    if not array.flags.writeable or array.dtype != native:
        array = array.astype(native, order="C")
    return torch.from_numpy(array)


def locked_only_where_broadcast(array):
    native = array.dtype.newbyteorder("=")
    fits = all(step > 0 and step % array.itemsize == 0 for step in array.strides)
    if not fits or array.dtype != native:
        array = array.astype(native, order="C")
    return torch.from_numpy(array)


def contiguous_when_backwards(array):
    if array.ndim and min(array.strides) < 0:
        array = np.ascontiguousarray(array)
    return by_trying(array) if array.strides != (-12, 4) else torch.from_numpy(array)


def read_only_unless_owned(array):
    if not array.flags.owndata:
        array = array.copy()
    return by_trying(array)


def wider_dtypes(array):
    if array.dtype == np.uint16:
        array = array.astype(np.int32)
    return by_trying(array)


def torch_tensor(array):
    return torch.tensor(array)


def lists(array):
    return torch.tensor(array.tolist())


def from_numpy_alone(array):
    return torch.from_numpy(array)


def unlocked(array):
    array.flags.writeable = True
    return by_trying(array)


def strings_give_none(array):
    try:
        return by_trying(array)
    except TypeError:
        return None


def reversed_in_torch(array):
    if array.ndim and array.strides[0] < 0:
        return torch.from_numpy(array[::-1])
    return by_trying(array)


def flipped_back(array):
    if array.ndim and array.strides[-1] < 0:
        return torch.from_numpy(array[..., ::-1]).flip(-1).flip(-1)
    return by_trying(array)


def old_constructor(array):
    return torch.Tensor(by_trying(array).tolist())


def bytes_swapped_in_place(array):
    if not array.dtype.isnative:
        array = array.byteswap(inplace=True).view(array.dtype.newbyteorder())
    return by_trying(array)


def float32_for_all_turned(array):
    if not array.dtype.isnative:
        return torch.from_numpy(array.astype(np.float32))
    return by_trying(array)


RIGHT = [by_trying, step_by_step, filled_in, by_whitelist, in_the_order_of_memory]
WRONG = [
    last_stride_only,
    first_sign_only,
    locked_only_where_broadcast,
    contiguous_when_backwards,
    read_only_unless_owned,
    wider_dtypes,
    by_asarray,
    torch_tensor,
    lists,
    from_numpy_alone,
    unlocked,
    strings_give_none,
    reversed_in_torch,
    flipped_back,
    old_constructor,
    bytes_swapped_in_place,
    float32_for_all_turned,
]
