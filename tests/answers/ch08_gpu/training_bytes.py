import math

import torch

Shapes = list[tuple[int, ...]]


def by_prod(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    numbers = sum(math.prod(shape) for shape in shapes)
    if optimiser == "adam":
        numbers = numbers * 4
    elif optimiser == "momentum":
        numbers = numbers * 3
    else:
        numbers = numbers * 2
    return numbers * dtype.itemsize


def by_size(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    size = torch.empty(0, dtype=dtype).element_size()
    copies = {"sgd": 2, "momentum": 3, "adam": 4}
    return sum(torch.Size(shape).numel() for shape in shapes) * size * copies[optimiser]


def on_meta(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    values = [torch.empty(shape, dtype=dtype, device="meta") for shape in shapes]
    one = sum(value.numel() * value.itemsize for value in values)
    return one * (2 + ["sgd", "momentum", "adam"].index(optimiser))


def in_float32(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    counts = [torch.tensor(shape, dtype=torch.float32).prod() for shape in shapes]
    return int(sum(counts)) * by_prod([()], dtype, optimiser)


def in_bits(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return 8 * by_prod(shapes, dtype, optimiser)


def weights_only(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> int:
    return by_prod([s for s in shapes if len(s) > 1], dtype, optimiser)


def in_megabytes(shapes: Shapes, dtype: torch.dtype, optimiser: str) -> float:
    return by_prod(shapes, dtype, optimiser) / 2**20


RIGHT = [by_prod, by_size, on_meta]
WRONG = [in_float32, in_bits, weights_only, in_megabytes]
