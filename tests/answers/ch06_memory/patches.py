"""Other right and wrong answers to `patches`."""

import torch


def one_axis_at_a_time(image, height, width):
    m, n = image.shape
    down, right = image.stride()
    bands = image.as_strided((m - height + 1, n, height), (down, right, down))
    return bands.as_strided(
        (m - height + 1, n - width + 1, height, width), (*bands.stride(), right)
    )


def by_a_formula(image, height, width):
    sizes = [a - b + 1 for a, b in zip(image.shape, (height, width), strict=True)]
    return torch.as_strided(image, (*sizes, height, width), image.stride() * 2)


def unfolded(image, height, width):
    return image.unfold(0, height, 1).unfold(1, width, 1)


def collected(image, height, width):
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    return torch.stack(
        [
            torch.stack([image[i : i + height, j : j + width] for j in range(columns)])
            for i in range(rows)
        ]
    )


def in_one_line(image, height, width):
    return by_a_formula(image, height, width).flatten(0, 1)


def axes_exchanged(image, height, width):
    return by_a_formula(image, height, width).transpose(0, 1)


def turned_patches(image, height, width):
    return by_a_formula(image, height, width).mT


def too_many(image, height, width):
    right = by_a_formula(image, height, width)
    return torch.as_strided(image, (*image.shape, height, width), right.stride())


def paired_the_wrong_way(image, height, width):
    right = by_a_formula(image, height, width)
    down, across = image.stride()
    return torch.as_strided(image, right.shape, (down, down, across, across))


RIGHT = [one_axis_at_a_time, by_a_formula]
WRONG = [
    unfolded,
    collected,
    in_one_line,
    axes_exchanged,
    turned_patches,
    too_many,
    paired_the_wrong_way,
]
