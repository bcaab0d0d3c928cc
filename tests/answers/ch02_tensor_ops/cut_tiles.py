"""Other right and wrong answers to `cut_tiles`."""

import torch


def by_loop(image, size):
    height, width = image.shape
    tiles = []
    for top in range(0, height, size):
        for left in range(0, width, size):
            tiles.append(image[top : top + size, left : left + size])
    return torch.stack(tiles)


def filled_one_by_one(image, size):
    down, across = image.shape[0] // size, image.shape[1] // size
    tiles = torch.empty(down * across, size, size, dtype=image.dtype)
    for number in range(len(tiles)):
        top, left = number // across * size, number % across * size
        tiles[number] = image[top : top + size, left : left + size]
    return tiles


def transposed(image, size):
    across = image.shape[1] // size
    return image.reshape(-1, size, across, size).transpose(1, 2).flatten(0, 1)


def strip_by_strip(image, size):
    strips = image.reshape(-1, size, image.shape[1])
    columns = strips.unflatten(2, (-1, size))
    return columns.movedim(2, 1).reshape(-1, size, size)


def by_unfold(image, size):
    return image.unfold(0, size, size).unfold(1, size, size).reshape(-1, size, size)


def split_only(image, size):
    height, width = image.shape
    return image.reshape(height // size, size, width // size, size)


def assumes_square(image, size):
    side = image.shape[0] // size
    return image.reshape(side, size, side, size).permute(0, 2, 1, 3).reshape(-1, size, size)


def width_and_height_swapped(image, size):
    width, height = image.shape
    split = image.reshape(height // size, size, width // size, size)
    return split.permute(0, 2, 1, 3).reshape(-1, size, size)


def view_of_a_permutation(image, size):
    height, width = image.shape
    split = image.view(height // size, size, width // size, size)
    return split.permute(0, 2, 1, 3).view(-1, size, size)


def overlapping(image, size):
    height, width = image.shape
    tiles = [
        image[top : top + size, left : left + size]
        for top in range(height - size + 1)
        for left in range(width - size + 1)
    ]
    return torch.stack(tiles)


def as_floats(image, size):
    return by_loop(image, size).float()


def as_list(image, size):
    return list(by_loop(image, size))


def flattened_tiles(image, size):
    return by_loop(image, size).flatten(1)


def through_float32(image, size):
    return by_loop(image.float(), size).to(image.dtype)


def split_and_turned(image, size):
    columns = image.split(size, dim=1)
    parts = [column.split(size, dim=0) for column in columns]
    return torch.stack([tile for row in zip(*parts, strict=True) for tile in row])


RIGHT = [by_loop, filled_one_by_one, transposed, strip_by_strip, split_and_turned]
WRONG = [
    by_unfold,
    split_only,
    assumes_square,
    width_and_height_swapped,
    view_of_a_permutation,
    overlapping,
    as_floats,
    as_list,
    flattened_tiles,
    through_float32,
]
