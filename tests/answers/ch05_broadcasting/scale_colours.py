"""Other right and wrong answers to `scale_colours`."""

import torch


def by_moving_the_axis(images, mean, std):
    return ((images.movedim(-3, -1) - mean) / std).movedim(-1, -3)


def colour_by_colour(images, mean, std):
    dtype = torch.promote_types(images.dtype, mean.dtype)
    scaled = torch.empty(images.shape, dtype=dtype)
    for c in range(len(mean)):
        scaled[..., c, :, :] = (images[..., c, :, :] - mean[c].item()) / std[c].item()
    return scaled


def by_view(images, mean, std):
    return images.sub(mean.view(-1, 1, 1)).div(std.view(-1, 1, 1))


def by_transposing(images, mean, std):
    return ((images.transpose(-1, -3) - mean) / std).transpose(-1, -2)


def always_float32(images, mean, std):
    return (images.float() - mean[:, None, None]) / std[:, None, None]


def multiplied(images, mean, std):
    return (images - mean[:, None, None]) * std[:, None, None]


def batch_only(images, mean, std):
    return torch.stack([(images[:, c] - mean[c]) / std[c] for c in range(len(mean))], 1)


def cast_back(images, mean, std):
    return ((images - mean[:, None, None]) / std[:, None, None]).to(images.dtype)


def dtype_of_the_images(images, mean, std):
    if images.is_floating_point():
        mean, std = mean.to(images.dtype), std.to(images.dtype)
    return by_view(images, mean, std)


def half_stays_half(images, mean, std):
    scaled = by_view(images, mean, std)
    return scaled.half() if images.dtype == torch.float16 else scaled


RIGHT = [by_moving_the_axis, colour_by_colour, by_view]
WRONG = [
    by_transposing,
    always_float32,
    multiplied,
    batch_only,
    cast_back,
    dtype_of_the_images,
    half_stays_half,
]
