"""Other right and wrong answers to `as_model_input`."""

import numpy as np
import torch


def divided_in_place(image):
    forwards = image.copy() if min(image.strides) < 0 else image
    x = torch.as_tensor(forwards).to(torch.float32, copy=True)
    if image.dtype == np.uint8:
        x /= 255
    return x.permute(2, 0, 1)


def filled(image):
    result = torch.empty(3, *image.shape[:2])
    for colour in range(3):
        result[colour] = torch.tensor(image[:, :, colour].copy())
    if image.dtype == np.uint8:
        result.mul_(1 / 255)
    return result


def in_numpy(image):
    scaled = image.astype(np.float32)
    if image.dtype == np.uint8:
        scaled /= np.float32(255)
    return torch.from_numpy(scaled.transpose(2, 0, 1).copy())


def tensor_of_a_copy(image):
    if image.dtype == np.uint8:
        return torch.tensor(image.copy()).permute(2, 0, 1) / 255
    return torch.tensor(image.copy(), dtype=torch.float32).permute(2, 0, 1)


def out_given(image):
    x = torch.from_numpy(image.copy()).movedim(-1, 0)
    return torch.div(x, 255 if x.dtype == torch.uint8 else 1, out=torch.empty(x.shape))


def by_clone(image):
    x = torch.from_numpy(image.copy()).clone().permute(2, 0, 1)
    return x / 255 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


def float64_in_numpy(image):
    scaled = image.astype(np.float64) / (255 if image.dtype == np.uint8 else 1)
    return torch.from_numpy(scaled).permute(2, 0, 1).to(torch.float32)


def by_way_of_float16(image):
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    return x / 255 if x.dtype == torch.uint8 else x.half().float()


def two_copies_of_it(image):
    x = torch.tensor(image.copy()).permute(2, 0, 1).clone()
    return x / 255 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


def contiguous_when_backwards(image):
    forwards = np.ascontiguousarray(image) if min(image.strides) < 0 else image
    x = torch.as_tensor(forwards).to(torch.float32, copy=True)
    if image.dtype == np.uint8:
        x /= 255
    return x.permute(2, 0, 1)


def whole_division(image):
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    return (x // 255).float() if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


def by_256(image):
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    return x / 256 if x.dtype == torch.uint8 else x.to(torch.float32, copy=True)


def image_changed(image):
    if image.dtype != np.uint8 and image.flags.writeable:
        image += 1
        return divided_in_place(image) - 1
    return divided_in_place(image)


def colours_last(image):
    return divided_in_place(image).permute(1, 2, 0)


def turned_back(image):
    return divided_in_place(image).flip(2)


def both_axes_swapped(image):
    return divided_in_place(image).permute(0, 2, 1)


def by_transpose(image):
    return torch.from_numpy(image.T.copy()).to(torch.float32, copy=True).div_(255)


def greatest_value_decides(image):
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    return x / 255 if image.max() > 1 else x.to(torch.float32, copy=True)


def strides_forgotten(image):
    return torch.as_tensor(image, dtype=torch.float32).permute(2, 0, 1)


def clone_after_everything(image):
    x = torch.from_numpy(image.copy()).permute(2, 0, 1)
    x = x / 255 if x.dtype == torch.uint8 else x.float()
    return x.clone().contiguous() * 1


def an_array(image):
    return divided_in_place(image).numpy()


RIGHT = [
    divided_in_place,
    filled,
    in_numpy,
    tensor_of_a_copy,
    out_given,
    by_clone,
]
WRONG = [
    by_way_of_float16,
    two_copies_of_it,
    contiguous_when_backwards,
    whole_division,
    by_256,
    image_changed,
    colours_last,
    turned_back,
    both_axes_swapped,
    by_transpose,
    greatest_value_decides,
    strides_forgotten,
    clone_after_everything,
    an_array,
]
