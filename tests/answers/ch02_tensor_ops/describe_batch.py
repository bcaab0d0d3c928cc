"""Other right and wrong answers to `describe_batch`."""

import math

import torch


def by_product(batch):
    return len(batch), math.prod(batch.shape[1:]), math.prod(batch.shape)


def by_meta_item(batch):
    items, *lengths = batch.size()
    return [items, torch.empty(lengths, device="meta").numel(), batch.nelement()]


def first_two_axes(batch):
    return batch.shape[0], batch.shape[0] * batch.shape[-1], batch.numel()


def shape_in_place_of_items(batch):
    return batch.shape, batch.shape[1:].numel(), batch.numel()


def tensors_for_ints(batch):
    lengths = torch.tensor(batch.shape)
    return lengths[0], lengths[1:].prod(), lengths.prod()


def zero_when_empty(batch):
    per_item = batch.numel() // len(batch) if len(batch) else 0
    return len(batch), per_item, batch.numel()


RIGHT = [by_product, by_meta_item]
WRONG = [first_two_axes, shape_in_place_of_items, tensors_for_ints, zero_when_empty]
