"""Other right and wrong answers to `calibrate_recording`."""

import numpy as np
import torch

RECORD = np.dtype([("time", np.int32), ("xyz", np.float32, 3)])


def all_in_torch(raw, scale, offset, swapped):
    count = raw.size // 16
    if swapped:
        raw[: 16 * count].view("<i4").byteswap(inplace=True)
    memory = torch.from_numpy(raw)[: 16 * count]
    times = memory.view(torch.int32).view(count, 4)[:, 0]
    readings = memory.view(torch.float32).view(count, 4)[:, 1:]
    torch.mul(readings, scale, out=readings)
    torch.add(readings, offset, out=readings)
    return times, readings


def by_fields(raw, scale, offset, swapped):
    records = raw[: len(raw) - len(raw) % 16].view(RECORD)
    if swapped:
        records["time"].byteswap(inplace=True)
        records["xyz"].byteswap(inplace=True)
    xyz = records["xyz"]
    for axis in range(3):
        xyz[:, axis] *= scale[axis].item()
        xyz[:, axis] += offset[axis].item()
    return torch.from_numpy(records["time"]), torch.from_numpy(xyz)


def bytes_turned_by_hand(raw, scale, offset, swapped):
    count = raw.size // 16
    if swapped:
        words = raw[: 16 * count].reshape(-1, 4)
        words[:] = words[:, ::-1].copy()
    numbers = np.frombuffer(raw, dtype=np.float32, count=4 * count).reshape(count, 4)
    times = np.frombuffer(raw, dtype=np.int32, count=4 * count)[::4]
    readings = torch.from_dlpack(numbers)[:, 1:]
    readings.mul_(scale).add_(offset)
    return torch.from_dlpack(times), readings


def by_addcmul(raw, scale, offset, swapped):
    words = raw[: raw.size // 16 * 16].view(np.int32)
    if swapped:
        words[:] = words.byteswap()
    readings = torch.as_tensor(words.view(np.float32)).reshape(-1, 4)[:, 1:]
    readings.mul_(scale)
    readings.add_(offset)
    return torch.as_tensor(words)[::4], readings


def by_frombuffer(raw, scale, offset, swapped):
    count = raw.nbytes // 16
    whole = torch.frombuffer(raw, dtype=torch.int32, count=4 * count)
    if swapped:
        whole.numpy().byteswap(inplace=True)
    readings = whole.view(torch.float32).view(count, 4)[:, 1:]
    torch.addcmul(offset, readings, scale, out=readings)
    return whole.view(count, 4).select(1, 0), readings


def record_by_record(raw, scale, offset, swapped):
    count = len(raw) // 16
    for start in range(0, 16 * count, 4):
        if swapped:
            raw[start : start + 4] = raw[start : start + 4][::-1].copy()
    numbers = torch.from_numpy(raw[: 16 * count].view(np.float32)).reshape(count, 4)
    for row in numbers:
        row[1:] *= scale
        row[1:] += offset
    return torch.from_numpy(raw[: 16 * count].view(np.int32))[::4], numbers[:, 1:]


def whole_raw_swapped_bytes_by_flip(raw, scale, offset, swapped):
    if swapped:
        raw[: len(raw) // 16 * 16] = raw[: len(raw) // 16 * 16][::-1].copy()
    return all_in_torch(raw, scale, offset, False)


def negative_rest(raw, scale, offset, swapped):
    return all_in_torch(raw[: -(len(raw) % 16)], scale, offset, swapped)


def scaled_by_one_number(raw, scale, offset, swapped):
    return all_in_torch(raw, scale[:1].expand(3).clone(), offset, swapped)


def returns_copies(raw, scale, offset, swapped):
    times, readings = all_in_torch(raw, scale, offset, swapped)
    return times.clone(), readings.clone()


def numpy_temporaries(raw, scale, offset, swapped):
    """What NumPy allocates isn't seen, and the task says so."""
    whole = raw[: len(raw) // 16 * 16]
    if swapped:
        whole[:] = whole.view(np.int32).byteswap().view(np.uint8)
    readings = whole.view(np.float32).reshape(-1, 4)[:, 1:]
    readings[...] = readings * scale.numpy() + offset.numpy()
    return torch.from_numpy(whole.view(np.int32)[::4]), torch.from_numpy(readings)


def times_scaled_by_one(raw, scale, offset, swapped):
    """As floats, the bytes of some times are no numbers, and don't survive a product."""
    times, _ = all_in_torch(raw, torch.ones(3), torch.zeros(3), swapped)
    rows = torch.from_numpy(raw[: raw.size // 16 * 16].view(np.float32)).view(-1, 4)
    rows *= torch.cat([torch.ones(1), scale])
    rows += torch.cat([torch.zeros(1), offset])
    return times, rows[:, 1:]


def times_copied(raw, scale, offset, swapped):
    times, readings = all_in_torch(raw, scale, offset, swapped)
    return times.contiguous().clone(), readings


def readings_first(raw, scale, offset, swapped):
    return all_in_torch(raw, scale, offset, swapped)[::-1]


def times_calibrated_too(raw, scale, offset, swapped):
    times, readings = all_in_torch(raw, scale, offset, swapped)
    times += 1
    return times, readings


def arrays(raw, scale, offset, swapped):
    times, readings = all_in_torch(raw, scale, offset, swapped)
    return times.numpy(), readings.numpy()


def last_record_lost(raw, scale, offset, swapped):
    return all_in_torch(raw[:-16] if raw.size % 16 else raw, scale, offset, swapped)


def always_swapped(raw, scale, offset, swapped):
    return all_in_torch(raw, scale, offset, True)


def swapped_back(raw, scale, offset, swapped):
    result = all_in_torch(raw, scale, offset, swapped)
    if swapped:
        raw[: raw.size // 16 * 16].view("<i4").byteswap(inplace=True)
    return result


def swapped_in_a_copy(raw, scale, offset, swapped):
    if swapped:
        raw = raw.copy()
    return all_in_torch(raw, scale, offset, swapped)


def temporary_of_numpy_written_by_torch(raw, scale, offset, swapped):
    times, readings = all_in_torch(raw, torch.ones(3), torch.zeros(3), swapped)
    readings.copy_(torch.from_numpy(readings.numpy() * scale.numpy()) + offset)
    return times, readings


def scale_changed(raw, scale, offset, swapped):
    result = all_in_torch(raw, scale, offset, swapped)
    scale *= 1.5
    return result


def transposed(raw, scale, offset, swapped):
    times, readings = all_in_torch(raw, scale, offset, swapped)
    return times, readings.T


RIGHT = [
    all_in_torch,
    by_fields,
    bytes_turned_by_hand,
    by_addcmul,
    by_frombuffer,
    record_by_record,
    numpy_temporaries,
]
WRONG = [
    times_scaled_by_one,
    whole_raw_swapped_bytes_by_flip,
    negative_rest,
    scaled_by_one_number,
    returns_copies,
    times_copied,
    readings_first,
    times_calibrated_too,
    arrays,
    last_record_lost,
    always_swapped,
    swapped_back,
    swapped_in_a_copy,
    temporary_of_numpy_written_by_torch,
    scale_changed,
    transposed,
]
