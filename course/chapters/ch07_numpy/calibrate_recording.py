"""### Capstone: calibrate a recording without copying it

A motion sensor wrote its recording into `raw`, an array of bytes (uint8, one axis, contiguous).
Each record has **16 bytes**: the time in milliseconds as an int32, then the three readings x, y
and z as float32. At least one record is complete; at the end there may be a rest of fewer than 16
bytes, which isn't touched.

Write `calibrate_recording(raw, scale, offset, swapped)`, which returns two tensors that **look at
the memory of `raw`**: the times, of shape `(n,)` and dtype int32, and the readings, of shape
`(n, 3)` and dtype float32. The readings have been calibrated in place: column by column,
`readings * scale + offset`. `scale` and `offset` are float32 tensors of shape `(3,)`.

If `swapped` is True, the bytes of each number, times included, stand the other way round. Put them
into the machine's own order first, within `raw`.

No second recording may be made on the way: your tensors together may allocate **64 bytes** in
torch, whatever the number of records. What NumPy allocates, `check` doesn't see; no array of the
recording's size is needed either, and it is up to you to do without.

```python
>>> record = np.dtype([("time", np.int32), ("xyz", np.float32, 3)])
>>> raw = np.array([(5, (1, 2, 3)), (9, (4, 5, 6))], dtype=record).view(np.uint8)
>>> times, readings = calibrate_recording(
...     raw, torch.tensor([2.0, 2.0, 10.0]), torch.tensor([0.0, 1.0, 0.0]), False
... )
>>> times
tensor([5, 9], dtype=torch.int32)
>>> readings
tensor([[ 2.,  5., 30.],
        [ 8., 11., 60.]])
>>> raw.view(record)["xyz"][1]
array([ 8., 11., 60.], dtype=float32)
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def calibrate_recording(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    """Calibrate the readings in the memory of raw; return times and readings over it."""
    ### BEGIN SOLUTION
    complete = raw[: len(raw) // 16 * 16]
    if swapped:
        complete.view(np.int32).byteswap(inplace=True)
    times = torch.from_numpy(complete.view(np.int32).reshape(-1, 4)[:, 0])
    readings = torch.from_numpy(complete.view(np.float32).reshape(-1, 4)[:, 1:])
    readings *= scale
    readings += offset
    return times, readings
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N1", "N2", "N3", "N4"],
    points={"basic": 2, "edge": 1, "byte order": 2},
    facts=["shares", "strides", "allocated"],
    hints=[
        "A record is four numbers of 4 bytes each. `raw` without its rest can be read as whole "
        "numbers or as floats, by `view(dtype)`; neither copies.",
        "Reshaped to four columns, the times are column 0 of the one, and the readings columns 1 "
        "to 3 of the other. Slices of arrays are views, and `torch.from_numpy` shares.",
        "`readings * scale` would be a second recording. In place there are `*=` and `+=`.",
        "`array.byteswap(inplace=True)` turns the bytes of each number in the array's own memory. "
        "All numbers have 4 bytes, so the integers' view will do for both kinds.",
    ],
)


def reference(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    torch.zeros(16)  # the 64 bytes that the task allows
    count = len(raw) // 16
    record = np.dtype([("time", np.int32), ("xyz", np.float32, 3)])
    if swapped:
        raw[: 16 * count].view(np.int32).byteswap(inplace=True)
    records = np.frombuffer(raw, dtype=record, count=count)
    readings = torch.from_numpy(records["xyz"])
    return torch.from_numpy(records["time"]), readings.mul_(scale).add_(offset)


def cases(rng: Rng) -> Iterator[Case]:
    def recording(
        count: int, rest: int = 0, swapped: bool = False, first: int = 1000
    ) -> np.ndarray:
        order = ">" if swapped else "<"
        records = np.zeros(count, dtype=[("time", f"{order}i4"), ("xyz", f"{order}f4", 3)])
        records["time"] = rng.integers(count, low=0, high=90).numpy() + first
        records["xyz"] = rng.reals(count, 3).numpy()
        tail = bytes(rng.below(256) for _ in range(rest))
        return np.frombuffer(bytearray(records.tobytes() + tail), dtype=np.uint8)

    def calibration() -> tuple[torch.Tensor, torch.Tensor]:
        return torch.tensor([2.0, 0.5, rng.choice([4.0, -2.0])]), rng.reals(3, low=1, high=4)

    yield case("two records", recording(2), *calibration(), False)
    yield case("three records", recording(3), *calibration(), False)
    yield case("twenty records", recording(20), *calibration(), False)
    yield case("one record", recording(1), *calibration(), False, group="edge")
    yield case("a rest of five bytes", recording(2, rest=5), *calibration(), False, group="edge")
    late = recording(2, first=2_140_000_000)
    yield case("a clock that has run for 24 days", late, *calibration(), False, group="edge")
    cut = recording(3, rest=12)
    yield case("the last record lacks its z", cut, *calibration(), False, group="edge")
    yield case(
        "two records, bytes the other way round",
        recording(2, swapped=True),
        *calibration(),
        True,
        group="byte order",
    )
    yield case(
        "bytes the other way round, and a rest of eight",
        recording(3, rest=8, swapped=True),
        *calibration(),
        True,
        group="byte order",
    )
    yield case(
        "sixteen records, bytes the other way round",
        recording(16, swapped=True),
        *calibration(),
        True,
        group="byte order",
    )


def _halves(raw: np.ndarray, swapped: bool) -> tuple[np.ndarray, np.ndarray]:
    complete = raw[: len(raw) // 16 * 16]
    if swapped:
        complete.view(np.int32).byteswap(inplace=True)
    times = complete.view(np.int32).reshape(-1, 4)[:, 0]
    return times, complete.view(np.float32).reshape(-1, 4)[:, 1:]


@mistake(
    "The numbers are right, but they lie in memory of their own: `raw` holds the uncalibrated "
    "readings still. Somewhere on the way a copy was made."
)
def copied(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    times, readings = _halves(raw.copy(), swapped)
    return torch.tensor(times), torch.tensor(readings) * scale + offset


@mistake(
    "`readings * scale + offset` makes new tensors, and the name `readings` then stands for the "
    "last of them. Memory still holds what the sensor wrote."
)
def not_in_place(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    times, readings = _halves(raw, swapped)
    return torch.from_numpy(times), torch.from_numpy(readings) * scale + offset


@mistake(
    "The result is right and lies in the right memory, but on the way there `readings * scale` "
    "made a tensor as large as all the readings. Two steps in place need none."
)
def temporary(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    times, readings = _halves(raw, swapped)
    shared = torch.from_numpy(readings)
    shared[:] = shared * scale + offset
    return torch.from_numpy(times), shared


@mistake(
    "The offset was added before the scale was applied, so it was scaled too. First `* scale`, "
    "then `+ offset`."
)
def offset_first(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    times, readings = _halves(raw, swapped)
    shared = torch.from_numpy(readings)
    shared += offset
    shared *= scale
    return torch.from_numpy(times), shared


@mistake(
    "A recording with a rest at its end stops your function: its bytes can't be divided into "
    "records. Cut it off first, by a slice, which is a view."
)
def rest_forgotten(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    if swapped:
        raw.view(np.int32).byteswap(inplace=True)
    times = torch.from_numpy(raw.view(np.int32).reshape(-1, 4)[:, 0])
    readings = torch.from_numpy(raw.view(np.float32).reshape(-1, 4)[:, 1:])
    return times, readings.mul_(scale).add_(offset)


@mistake(
    "`swapped` goes unused: bytes that stand the other way round are read as other numbers. Turn "
    "them within `raw` before you read."
)
def never_swapped(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    times, readings = _halves(raw, False)
    return torch.from_numpy(times), torch.from_numpy(readings).mul_(scale).add_(offset)


@mistake(
    "The bytes of the readings were turned, and those of the times were not. Every number of the "
    "record stands the other way round."
)
def times_not_swapped(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    times, readings = _halves(raw, False)
    if swapped:
        readings.byteswap(inplace=True)
    return torch.from_numpy(times), torch.from_numpy(readings).mul_(scale).add_(offset)


@mistake(
    "The rest at the end was turned as well. It belongs to no complete record, and should stay as "
    "the sensor left it."
)
def rest_swapped(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    if swapped:
        raw[: len(raw) // 4 * 4].view(np.int32).byteswap(inplace=True)
    times, readings = _halves(raw, False)
    return torch.from_numpy(times), torch.from_numpy(readings).mul_(scale).add_(offset)


@mistake(
    "The times were converted to floats with the readings: the bytes of an int32, read as a "
    "float32, are another number. Read the same memory twice, once as each dtype."
)
def times_as_floats(
    raw: np.ndarray, scale: torch.Tensor, offset: torch.Tensor, swapped: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    _, readings = _halves(raw, swapped)
    complete = raw[: len(raw) // 16 * 16]
    times = torch.from_numpy(complete.view(np.float32).reshape(-1, 4)[:, 0])
    return times.int(), torch.from_numpy(readings).mul_(scale).add_(offset)
