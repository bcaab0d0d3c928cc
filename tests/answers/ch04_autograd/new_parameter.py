"""Other right and wrong answers to `new_parameter`."""

import torch


def from_lists(start):
    dtype = start.dtype if start.dtype.is_floating_point else torch.float32
    return torch.tensor(start.tolist(), dtype=dtype, requires_grad=True)


def empty_and_filled(start):
    dtype = start.dtype if start.is_floating_point() else torch.float32
    made = torch.empty(start.shape, dtype=dtype)
    with torch.no_grad():
        made.copy_(start)
    made.requires_grad = True
    return made


def cloned_then_detached(start):
    return (start.clone().detach() * 1.0).requires_grad_(True)


def scaled(start):
    return start.detach().clone().float().requires_grad_() * 1


def zeros(start):
    dtype = start.dtype if start.is_floating_point() else torch.float32
    return torch.zeros(start.shape, dtype=dtype, requires_grad=True)


def always_double(start):
    return start.detach().to(torch.float64, copy=True).requires_grad_()


def flattened(start):
    return start.detach().float().reshape(-1).clone().requires_grad_()


def through_data(start):
    return start.data.requires_grad_() if start.is_floating_point() else start.float()


def only_int64_and_int32(start):
    copy = start.detach().clone()
    whole = (torch.int64, torch.int32)
    return (copy.float() if copy.dtype in whole else copy).requires_grad_()


def float16_only_kept(start):
    copy = start.detach().clone()
    kept = (torch.float64, torch.float32, torch.float16)
    return (copy if copy.dtype in kept else copy.float()).requires_grad_()


RIGHT = [from_lists, empty_and_filled, cloned_then_detached]
WRONG = [
    scaled,
    zeros,
    always_double,
    flattened,
    through_data,
    only_int64_and_int32,
    float16_only_kept,
]
