"""Other right and wrong answers to `derivative_shape`."""

import torch


def columns_and_rows(y_shape, x_shape, layout):
    if layout == "torch":
        return tuple(y_shape) + tuple(x_shape)
    if len(y_shape) + len(x_shape) == 0:
        return ()
    y = {0: (1, 1), 1: (*y_shape, 1), 2: y_shape}[len(y_shape)]
    x = {0: (1, 1), 1: (*x_shape, 1), 2: x_shape}[len(x_shape)]
    rows, columns = y[0] * x[1], y[1] * x[0]
    return (rows, columns) if layout == "numerator" else (columns, rows)


def by_trying(y_shape, x_shape, layout):
    if layout == "torch":
        return torch.zeros(*y_shape, *x_shape).shape
    axes = (len(y_shape), len(x_shape))
    numerator = {
        (0, 0): (),
        (0, 1): (1, *x_shape),
        (1, 0): (*y_shape, 1),
        (1, 1): (*y_shape, *x_shape),
        (0, 2): x_shape[::-1],
        (2, 0): y_shape,
    }[axes]
    return numerator if layout == "numerator" else tuple(reversed(numerator))


def x_first_in_torch(y_shape, x_shape, layout):
    return x_shape + y_shape if layout == "torch" else columns_and_rows(y_shape, x_shape, layout)


def only_numerator(y_shape, x_shape, layout):
    return columns_and_rows(y_shape, x_shape, "numerator")


def scalars_as_one_by_one(y_shape, x_shape, layout):
    return columns_and_rows(y_shape, x_shape, layout) or (1, 1)


def matrices_never_transposed(y_shape, x_shape, layout):
    if 2 in (len(y_shape), len(x_shape)):
        return y_shape + x_shape
    return columns_and_rows(y_shape, x_shape, layout)


def sizes_only(y_shape, x_shape, layout):
    return len(columns_and_rows(y_shape, x_shape, layout))


def denominator_like_torch(y_shape, x_shape, layout):
    chosen = "torch" if layout == "denominator" else layout
    return columns_and_rows(y_shape, x_shape, chosen)


def ones_left_out_everywhere(y_shape, x_shape, layout):
    y, x = (tuple(n for n in shape if n != 1) for shape in (y_shape, x_shape))
    return columns_and_rows(y, x, layout)


RIGHT = [columns_and_rows, by_trying]
WRONG = [
    x_first_in_torch,
    only_numerator,
    scalars_as_one_by_one,
    matrices_never_transposed,
    sizes_only,
    denominator_like_torch,
    ones_left_out_everywhere,
]
