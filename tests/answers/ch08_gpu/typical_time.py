import statistics

import numpy as np
import torch

Readings = list[tuple[float, float, float]]


def by_statistics(readings: Readings, warm_up: int) -> float:
    times = [run[2] - run[0] for run in readings][warm_up:]
    if len(times) == 0:
        raise ValueError("nothing to measure")
    return statistics.median(times)


def by_numpy(readings: Readings, warm_up: int) -> float:
    kept = readings[warm_up:]
    if not kept:
        raise ValueError
    times = np.array(kept)
    return float(np.median(times[:, 2] - times[:, 0]))


def by_quantile(readings: Readings, warm_up: int) -> float:
    if warm_up >= len(readings):
        raise ValueError("too few")
    times = torch.tensor(readings[warm_up:], dtype=torch.float64)
    return (times[:, 2] - times[:, 0]).quantile(0.5).item()


def fastest(readings: Readings, warm_up: int) -> float:
    return min(end - start for start, _, end in readings[warm_up:])


def last_warm_ups_left_out(readings: Readings, warm_up: int) -> float:
    times = [end - start for start, _, end in readings]
    return statistics.median(times[: len(times) - warm_up])


def gives_zero(readings: Readings, warm_up: int) -> float:
    times = [end - start for start, _, end in readings[warm_up:]]
    return statistics.median(times) if times else 0.0


def whole_span(readings: Readings, warm_up: int) -> float:
    kept = readings[warm_up:]
    if not kept:
        raise ValueError
    return (kept[-1][2] - kept[0][0]) / len(kept)


def one_warm_up(readings: Readings, warm_up: int) -> float:
    return by_statistics(readings, 1)


def as_a_set(readings: Readings, warm_up: int) -> float:
    if not readings[warm_up:]:
        raise ValueError
    return statistics.median({end - start for start, _, end in readings[warm_up:]})


def readings_in_float32(readings: Readings, warm_up: int) -> float:
    if not readings[warm_up:]:
        raise ValueError
    times = torch.tensor(readings[warm_up:])
    return (times[:, 2] - times[:, 0]).quantile(0.5).item()


RIGHT = [by_statistics, by_numpy, by_quantile]
WRONG = [
    as_a_set,
    readings_in_float32,
    fastest,
    last_warm_ups_left_out,
    gives_zero,
    whole_span,
    one_warm_up,
]
