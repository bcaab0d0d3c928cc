"""Other right and wrong answers to `integral_image`."""

import torch


def rectangle_by_rectangle(image):
    h, w = image.shape
    dtype = image.dtype if image.is_floating_point() else torch.int64
    table = torch.zeros(h + 1, w + 1, dtype=dtype)
    for i in range(h + 1):
        for j in range(w + 1):
            table[i, j] = image[:i, :j].sum()
    return table


def by_triangles(image):
    wide = image if image.is_floating_point() else image.long()
    h, w = wide.shape
    left = torch.ones(h + 1, h, dtype=wide.dtype).tril(-1)
    right = torch.ones(w, w + 1, dtype=wide.dtype).triu(1)
    return left @ wide @ right


def joined_with_zeros(image):
    sums = image.cumsum(1).cumsum(0)
    sums = torch.cat([sums.new_zeros(1, sums.shape[1]), sums])
    return torch.cat([sums.new_zeros(sums.shape[0], 1), sums], dim=1)


def added_neighbours(image):
    h, w = image.shape
    dtype = image.dtype if image.is_floating_point() else torch.int64
    table = torch.zeros(h + 1, w + 1, dtype=dtype)
    for i in range(h):
        for j in range(w):
            here = table[i, j + 1] + table[i + 1, j] - table[i, j]
            table[i + 1, j + 1] = here + image[i, j]
    return table


def without_the_row_of_zeros(image):
    return torch.nn.functional.pad(image.cumsum(0).cumsum(1), (1, 0))


def border_counted_twice(image):
    table = torch.nn.functional.pad(image.cumsum(0).cumsum(1), (1, 0, 1, 0))
    return table.cumsum(0)


def summed_from_the_other_corner(image):
    return torch.nn.functional.pad(image.flip(0, 1).cumsum(0).cumsum(1), (1, 0, 1, 0))


def in_float32(image):
    return torch.nn.functional.pad(image.float().cumsum(0).cumsum(1), (1, 0, 1, 0))


def in_place(image):
    image.cumsum_(0)
    return torch.nn.functional.pad(image.cumsum(1), (1, 0, 1, 0))


def products(image):
    return torch.nn.functional.pad(image.cumprod(0).cumprod(1), (1, 0, 1, 0))


def by_way_of_float32(image):
    dtype = image.dtype if image.is_floating_point() else torch.int64
    sums = image.float().cumsum(0).cumsum(1).to(dtype)
    return torch.nn.functional.pad(sums, (1, 0, 1, 0))


def whole_numbers_by_way_of_float32(image):
    if image.is_floating_point():
        return joined_with_zeros(image)
    return joined_with_zeros(image.float()).long()


def float64_by_way_of_float32(image):
    if image.is_floating_point():
        return joined_with_zeros(image.float()).to(image.dtype)
    return joined_with_zeros(image)


def never_below_0(image):
    return joined_with_zeros(image).clamp(min=0)


RIGHT = [rectangle_by_rectangle, by_triangles, joined_with_zeros, added_neighbours]
WRONG = [
    without_the_row_of_zeros,
    border_counted_twice,
    summed_from_the_other_corner,
    in_float32,
    in_place,
    products,
    by_way_of_float32,
    whole_numbers_by_way_of_float32,
    float64_by_way_of_float32,
    never_below_0,
]
