"""Other right and wrong answers to `cross_rows`."""

import torch


def by_rolling(x, y):
    def ahead(t):
        return t.roll(-1, dims=1)

    return ahead(x * ahead(y) - ahead(x) * y)


def row_by_row(x, y):
    result = torch.empty_like(x)
    for i, ((a, b, c), (p, q, r)) in enumerate(zip(x, y, strict=True)):
        result[i] = torch.stack([b * r - c * q, c * p - a * r, a * q - b * p])
    return result


def by_skew_matrices(x, y):
    matrices = x.new_zeros(len(x), 3, 3)
    for i, j, k in [(0, 1, 2), (1, 2, 0), (2, 0, 1)]:
        matrices[:, k, j] = x[:, i]
        matrices[:, j, k] = -x[:, i]
    return (matrices * y[:, None]).sum(-1)


def by_picking(x, y):
    first, second = [1, 2, 0], [2, 0, 1]
    return x[:, first] * y[:, second] - x[:, second] * y[:, first]


def calls_cross(x, y):
    return torch.linalg.cross(x, y)


def calls_torch_cross(x, y):
    return torch.cross(x, y, dim=1)


def plus_signs(x, y):
    return x[:, [1, 2, 0]] * y[:, [2, 0, 1]] + x[:, [2, 0, 1]] * y[:, [1, 2, 0]]


def rolled_once(x, y):
    return x * y.roll(-1, 1) - x.roll(-1, 1) * y


def down_the_columns(x, y):
    x, y = x.T, y.T
    return (x[[1, 2, 0]] * y[[2, 0, 1]] - x[[2, 0, 1]] * y[[1, 2, 0]]).contiguous()


def lengths_only(x, y):
    return torch.linalg.vector_norm(by_picking(x, y).double(), dim=1)


def in_float32(x, y):
    return by_picking(x.float(), y.float())


def dot_products(x, y):
    return (x * y).sum(1)


def by_way_of_float32(x, y):
    return by_picking(x.float(), y.float()).to(x.dtype)


def float64_by_way_of_float32(x, y):
    return by_way_of_float32(x, y) if x.is_floating_point() else by_picking(x, y)


def by_way_of_float64(x, y):
    return by_picking(x.double(), y.double()).to(x.dtype)


RIGHT = [by_rolling, row_by_row, by_skew_matrices, by_picking]
WRONG = [
    calls_cross,
    calls_torch_cross,
    plus_signs,
    rolled_once,
    down_the_columns,
    lengths_only,
    in_float32,
    dot_products,
    by_way_of_float32,
    float64_by_way_of_float32,
    by_way_of_float64,
]
