"""Other right and wrong answers to `stack_images`."""

import torch


def filled_one_by_one(images):
    first = images[0]
    batch = first.new_empty((len(images), *first.shape))
    for place, image in zip(batch, images, strict=True):
        place.copy_(image)
    return batch


def joined_then_counted(images):
    flat = torch.cat([image.reshape(-1) for image in images])
    return flat.view(len(images), *images[0].shape)


def from_lists(images):
    return torch.tensor([image.tolist() for image in images], dtype=images[0].dtype)


def with_none(images):
    return torch.concatenate([image[None] for image in images])


def calls_stack(images):
    return getattr(torch, "st" + "ack")(images)


def by_vstack(images):
    return torch.vstack([image[None] for image in images])


def from_lists_without_dtype(images):
    return torch.tensor([image.tolist() for image in images])


def new_axis_second(images):
    return torch.cat([image.unsqueeze(1) for image in images], dim=1)


def first_image_again(images):
    return torch.cat([images[0].unsqueeze(0) for _ in images])


def last_one_first(images):
    return torch.cat([image.unsqueeze(0) for image in reversed(images)])


def long_image_for_numbers(images):
    if images[0].ndim == 0:
        return torch.tensor(images)
    return torch.cat(images)


def through_float32(images):
    return torch.cat([image[None].float() for image in images]).to(images[0].dtype)


RIGHT = [filled_one_by_one, joined_then_counted, from_lists, with_none]
WRONG = [
    calls_stack,
    by_vstack,
    from_lists_without_dtype,
    new_axis_second,
    first_image_again,
    last_one_first,
    long_image_for_numbers,
    through_float32,
]
