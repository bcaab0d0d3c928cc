"""Other right and wrong answers to `log1pexp`."""

import torch


class Stable(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        slope = torch.where(x >= 0, 1 / (1 + torch.exp(-x)), torch.exp(x) / (1 + torch.exp(x)))
        ctx.slope = torch.where(x > 700, torch.ones_like(x), slope)
        return torch.where(x > 0, x, 0 * x) + torch.log1p(torch.exp(-torch.abs(x)))

    @staticmethod
    def backward(ctx, v):
        return ctx.slope * v


def as_a_class(x):
    return Stable.apply(x)


def detached_and_straight(x):
    fixed = x.detach()
    value = fixed.relu() + torch.log1p(torch.exp(-fixed.abs()))
    return value + torch.sigmoid(fixed) * (x - fixed)


def clamped_before_where(x):
    low = torch.log1p(torch.exp(x.clamp(max=20)))
    high = x + torch.log1p(torch.exp(-x.clamp(min=10)))
    return torch.where(x > 15, high, low)


class Ignoring(Stable):
    @staticmethod
    def backward(ctx, v):
        return ctx.slope


class Squared(Stable):
    @staticmethod
    def backward(ctx, v):
        return ctx.slope * v * v


class Unstable(Stable):
    @staticmethod
    def forward(ctx, x):
        ctx.slope = torch.exp(x) / (1 + torch.exp(x))
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


def ignoring(x):
    return Ignoring.apply(x)


def squared(x):
    return Squared.apply(x)


def unstable_slope(x):
    return Unstable.apply(x)


def softplus(x):
    return torch.nn.functional.softplus(x, threshold=1000)


def logsigmoid(x):
    return -torch.nn.functional.logsigmoid(-x)


def relu(x):
    return x.relu() + torch.log1p(torch.exp(-x.abs()))


def stuck(x):
    return torch.where(x > 30, x, torch.log1p(torch.exp(x)))


def logsumexp(x):
    return torch.logsumexp(torch.stack([x, torch.zeros_like(x)]), 0)


def log_without_1p(x):
    return x + 0 if x.ndim > 3 else x.clamp(min=0) + torch.log(1 + torch.exp(-x.abs()))


def nans_replaced(x):
    return torch.log1p(torch.exp(x.clamp(max=80)))


class Logarithm(Stable):
    @staticmethod
    def forward(ctx, x):
        ctx.slope = torch.sigmoid(x)
        return x.clamp(min=0) + torch.log(1 + torch.exp(-x.abs()))


class Narrow(Stable):
    @staticmethod
    def forward(ctx, x):
        ctx.slope = torch.sigmoid(x.float()).to(x.dtype)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


class FromOne(Stable):
    @staticmethod
    def forward(ctx, x):
        ctx.slope = 1 - torch.sigmoid(-x)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))


def plain_logarithm(x):
    return Logarithm.apply(x)


def slope_in_float32(x):
    return Narrow.apply(x)


def slope_from_one(x):
    return FromOne.apply(x)


def half_of_both(x):
    return (x + x.abs()) / 2 + torch.log1p(torch.exp(-x.abs()))


def tiny_ones_dropped(x):
    return torch.where(x < -20, 0 * x, as_a_class(x))


RIGHT = [as_a_class, detached_and_straight, clamped_before_where]
WRONG = [
    ignoring,
    squared,
    unstable_slope,
    softplus,
    logsigmoid,
    relu,
    stuck,
    logsumexp,
    log_without_1p,
    nans_replaced,
    plain_logarithm,
    slope_in_float32,
    slope_from_one,
    half_of_both,
    tiny_ones_dropped,
]
