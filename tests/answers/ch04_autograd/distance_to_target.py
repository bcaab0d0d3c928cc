"""Other right and wrong answers to `distance_to_target`."""

import torch


def by_mse_loss(prediction, target):
    with torch.no_grad():
        fixed = target.clone()
    return torch.nn.functional.mse_loss(prediction, fixed)


def by_data(prediction, target):
    return (prediction - target.data).pow(2).sum() / prediction.numel()


def by_new_tensor(prediction, target):
    return torch.mean(torch.square(prediction - torch.tensor(target.tolist(), dtype=target.dtype)))


def item_of_it(prediction, target):
    return ((prediction - target.detach()) ** 2).mean().item()


def patched(prediction, target):
    loss = ((prediction.detach() - target.detach()) ** 2).mean()
    return loss.requires_grad_(prediction.requires_grad)


def absolute(prediction, target):
    return (prediction - target.detach()).abs().mean()


def detached_difference(prediction, target):
    return (prediction - target).detach().square().mean()


def halves(prediction, target):
    return ((prediction - target.detach()) ** 2).mean() / 2


RIGHT = [by_mse_loss, by_data, by_new_tensor]
WRONG = [item_of_it, patched, absolute, detached_difference, halves]
