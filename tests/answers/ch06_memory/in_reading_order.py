"""Other right and wrong answers to `in_reading_order`."""

from math import prod

import torch


def by_products(shape, strides):
    if prod(shape) == 0:
        return True
    return all(
        n == 1 or s == prod(shape[axis + 1 :])
        for axis, (n, s) in enumerate(zip(shape, strides, strict=True))
    )


def against_a_fresh_one(shape, strides):
    fresh = torch.empty(shape, device="meta")
    if not fresh.numel():
        return True
    used = [axis for axis, n in enumerate(shape) if n > 1]
    return [strides[axis] for axis in used] == [fresh.stride(axis) for axis in used]


def by_cells(shape, strides):
    cells = [0]
    for n, s in zip(shape, strides, strict=True):
        cells = [cell + i * s for cell in cells for i in range(n)]
    return cells == list(range(len(cells)))


def the_function_itself(shape, strides):
    return torch.empty_strided(shape, strides).is_contiguous()


def copied_or_not(shape, strides):
    x = torch.empty_strided(shape, strides)
    return x.contiguous() is x


def strict(shape, strides):
    return strides == torch.empty(shape).stride()


def size_one_means_stride_one(shape, strides):
    return by_products(shape, strides) and all(
        s == 1 for n, s in zip(shape, strides, strict=True) if n == 1
    )


def product_of_all(shape, strides):
    return not shape or 0 in shape or strides[0] == prod(shape[1:])


def first_and_last_pair(shape, strides):
    axes = [(n, s) for n, s in zip(shape, strides, strict=True) if n != 1]
    if 0 in shape or not axes:
        return True
    if axes[-1][1] != 1:
        return False
    return len(axes) < 2 or (
        axes[0][1] == axes[1][0] * axes[1][1] and axes[-2][1] == axes[-1][0] * axes[-1][1]
    )


def by_the_last_cell(shape, strides):
    last = sum((n - 1) * s for n, s in zip(shape, strides, strict=True))
    return last == prod(shape) - 1 and list(strides) == sorted(strides, reverse=True)


def no_elements_no(shape, strides):
    return 0 not in shape and by_products(shape, strides)


def no_axes_no(shape, strides):
    return bool(shape) and by_products(shape, strides)


RIGHT = [by_products, against_a_fresh_one, by_cells]
WRONG = [
    the_function_itself,
    copied_or_not,
    strict,
    size_one_means_stride_one,
    product_of_all,
    first_and_last_pair,
    by_the_last_cell,
    no_elements_no,
    no_axes_no,
]
