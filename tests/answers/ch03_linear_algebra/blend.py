"""Other right and wrong answers to `blend`."""

import torch


def by_lerp(front, back, alpha):
    return torch.lerp(back, front, alpha)


def step_towards_the_front(front, back, alpha):
    return back + alpha * (front - back)


def pixel_by_pixel(front, back, alpha):
    result = torch.empty_like(front)
    for i in range(front.shape[0]):
        for j in range(front.shape[1]):
            weight = alpha[i, j]
            result[i, j] = weight * front[i, j] + (1 - weight) * back[i, j]
    return result


def half_and_half(front, back, alpha):
    return (front + back) / 2


def hard_edge(front, back, alpha):
    return torch.where(alpha > 0.5, front, back)


def only_the_front(front, back, alpha):
    return alpha * front


def front_overwritten(front, back, alpha):
    front.mul_(alpha).add_((1 - alpha) * back)
    return front


def alpha_overwritten(front, back, alpha):
    result = alpha * front
    return result + alpha.neg_().add_(1) * back


def in_float32(front, back, alpha):
    return (alpha * front + (1 - alpha) * back).float()


def cut_off_at_255(front, back, alpha):
    return (alpha * front + (1 - alpha) * back).clamp(0, 255)


RIGHT = [by_lerp, step_towards_the_front, pixel_by_pixel]
WRONG = [
    half_and_half,
    hard_edge,
    only_the_front,
    front_overwritten,
    alpha_overwritten,
    in_float32,
    cut_off_at_255,
]
