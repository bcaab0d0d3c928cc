"""Other right and wrong answers to `convolve`."""

import torch


def _padded(images, padding):
    return torch.nn.functional.pad(images, (padding, padding, padding, padding))


def as_matrix_product(images, kernels, stride, padding):
    x = _padded(images, padding)
    n, c, height, width = x.shape
    k, _, tall, wide = kernels.shape
    rows, columns = (height - tall) // stride + 1, (width - wide) // stride + 1
    s = x.stride()
    windows = torch.as_strided(
        x,
        (n, rows, columns, c, tall, wide),
        (s[0], s[2] * stride, s[3] * stride, s[1], s[2], s[3]),
        x.storage_offset(),
    )
    flat = windows.reshape(n * rows * columns, c * tall * wide)
    table = flat @ kernels.reshape(k, -1).T
    return table.reshape(n, rows, columns, k).permute(0, 3, 1, 2)


def patch_by_patch(images, kernels, stride, padding):
    x = _padded(images, padding)
    tall, wide = kernels.shape[2:]
    rows, columns = (x.shape[2] - tall) // stride + 1, (x.shape[3] - wide) // stride + 1
    result = x.new_empty(len(x), len(kernels), rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, None, :, top : top + tall, left : left + wide]
            result[:, :, i, j] = (patch * kernels).sum(dim=(2, 3, 4))
    return result


def shifted_images(images, kernels, stride, padding):
    x = _padded(images, padding)
    tall, wide = kernels.shape[2:]
    down = (x.shape[2] - tall) // stride * stride + 1
    right = (x.shape[3] - wide) // stride * stride + 1
    total = 0
    for a in range(tall):
        for b in range(wide):
            part = x[:, None, :, a : a + down : stride, b : b + right : stride]
            total = total + (part * kernels[None, :, :, a, b, None, None]).sum(2)
    return total


def the_function_itself(images, kernels, stride, padding):
    return torch.nn.functional.conv2d(images, kernels, stride=stride, padding=padding)


def a_private_one(images, kernels, stride, padding):
    size = kernels.shape[2:]
    return torch._C._nn.thnn_conv2d(images, kernels, size, None, [stride] * 2, [padding] * 2)


def another_private_one(images, kernels, stride, padding):
    size, steps, border = kernels.shape[2:], [stride] * 2, [padding] * 2
    return torch._C._nn.slow_conv_dilated2d(images, kernels, size, None, steps, border, [1, 1])


def through_nnpack(images, kernels, stride, padding):
    return torch._nnpack_spatial_convolution(images, kernels, None, padding, stride)


def by_mode(images, kernels, stride, padding):
    x = _padded(images, padding)
    return torch._convolution_mode(x, kernels, None, [stride] * 2, "valid", [1, 1], 1)


def by_unfold(images, kernels, stride, padding):
    x = _padded(images, padding)
    windows = x.unfold(2, kernels.shape[2], stride).unfold(3, kernels.shape[3], stride)
    return torch.einsum("ncijhw,kchw->nkij", windows, kernels)


def sum_over_kernels(images, kernels, stride, padding):
    return patch_by_patch(images, kernels, stride, padding).sum(1, keepdim=True)


def images_padded_in_place(images, kernels, stride, padding):
    images[..., 0] = 0
    return patch_by_patch(images, kernels, stride, padding)


def padding_after(images, kernels, stride, padding):
    return _padded(patch_by_patch(images, kernels, stride, 0), padding)


def rows_and_columns_exchanged(images, kernels, stride, padding):
    return patch_by_patch(images.mT, kernels.mT, stride, padding)


def kernels_transposed(images, kernels, stride, padding):
    return patch_by_patch(images, kernels.mT, stride, padding)


def border_of_ones(images, kernels, stride, padding):
    sides = (padding, padding, padding, padding)
    x = torch.nn.functional.pad(images, sides, value=1.0)
    return patch_by_patch(x, kernels, stride, 0)


def mean_over_channels(images, kernels, stride, padding):
    return patch_by_patch(images, kernels, stride, padding) / images.shape[1]


RIGHT = [as_matrix_product, patch_by_patch, shifted_images]
WRONG = [
    the_function_itself,
    a_private_one,
    another_private_one,
    through_nnpack,
    by_mode,
    by_unfold,
    sum_over_kernels,
    images_padded_in_place,
    padding_after,
    rows_and_columns_exchanged,
    kernels_transposed,
    border_of_ones,
    mean_over_channels,
]
