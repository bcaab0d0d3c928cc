"""Other right and wrong answers to `predict`."""

import numpy as np
import torch


def by_summing(features, weights):
    return (torch.tensor(features, dtype=weights.dtype) * weights).sum(dim=1)


def by_astype(features, weights):
    dtype = {torch.float32: np.float32, torch.float64: np.float64}[weights.dtype]
    return torch.mv(torch.from_numpy(features.astype(dtype)), weights)


def in_numpy_and_back(features, weights):
    w = weights.numpy()
    return torch.from_numpy(features.astype(w.dtype) @ w)


def by_type_as(features, weights):
    return torch.einsum("ij,j->i", torch.from_numpy(features).type_as(weights), weights)


def computed_wider(features, weights):
    return (torch.from_numpy(features).double() @ weights.double()).to(weights.dtype)


def everything_float64(features, weights):
    return torch.from_numpy(features).double() @ weights.double()


def through_float32_and_back(features, weights):
    return (torch.from_numpy(features).float() @ weights.float()).to(weights.dtype)


def summed_the_other_way(features, weights):
    return (torch.from_numpy(features).to(weights.dtype) * weights).sum(dim=0)


def keeps_the_axis(features, weights):
    return torch.from_numpy(features).to(weights.dtype) @ weights[:, None]


def weights_first(features, weights):
    return weights @ torch.from_numpy(features).to(weights.dtype)


def in_place(features, weights):
    x = torch.from_numpy(features).to(weights.dtype)
    x *= weights
    return x.sum(dim=1)


def old_constructor(features, weights):
    return torch.Tensor(features) @ weights


RIGHT = [by_summing, by_astype, in_numpy_and_back, by_type_as, computed_wider]
WRONG = [
    everything_float64,
    through_float32_and_back,
    summed_the_other_way,
    keeps_the_axis,
    weights_first,
    in_place,
    old_constructor,
]
