"""Other right and wrong answers to `centred`."""

import numpy as np
import torch


def force(x):
    return x - np.median(x.numpy(force=True)).item()


def as_a_tensor(x):
    median = np.median(np.asarray(x.detach()))
    return x.sub(torch.as_tensor(median, dtype=x.dtype))


def without_gradient_inside(x):
    with torch.no_grad():
        ordered = x.flatten().sort().values
        middle = len(ordered) // 2
        low = ordered[middle - 1 + len(ordered) % 2]
        median = (low + ordered[middle]) / 2
    return x - median


def quantile_detached(x):
    return x - x.detach().quantile(0.5)


def negated_and_added(x):
    return x + torch.full_like(x, -float(np.median(x.detach())))


def quantile_without_grad_mode(x):
    with torch.no_grad():
        return x - x.quantile(0.5)


def by_way_of_a_list(x):
    return x.add(-float(np.median(x.tolist())))


def median_in_float32(x):
    return x - float(np.median(x.detach().float().numpy()))


def detached_too_early(x):
    x = x.detach()
    return x - float(np.median(x.numpy()))


def mean_for_median(x):
    return x - float(np.mean(x.detach().numpy()))


def by_rows(x):
    return x - torch.from_numpy(np.asarray(np.median(x.detach().numpy(), axis=-1, keepdims=True)))


def in_place_on_the_detached(x):
    plain = x.detach()
    plain -= float(np.median(plain.numpy()))
    return x


def median_times_one(x):
    return (x - float(np.median(x.detach().numpy()))).detach().requires_grad_(x.requires_grad)


def torch_tensor_of_it(x):
    return torch.tensor(x - float(np.median(x.detach().numpy())))


def float64_result(x):
    return x - torch.from_numpy(np.full(x.shape, np.median(x.detach().numpy()), dtype=np.float64))


def scaled(x):
    return 2 * (x - float(np.median(x.detach().numpy()))) - (
        x.detach() - float(np.median(x.detach().numpy()))
    )


RIGHT = [
    force,
    as_a_tensor,
    without_gradient_inside,
    quantile_detached,
    negated_and_added,
    by_way_of_a_list,
]
WRONG = [
    median_in_float32,
    detached_too_early,
    quantile_without_grad_mode,
    mean_for_median,
    by_rows,
    in_place_on_the_detached,
    median_times_one,
    torch_tensor_of_it,
    float64_result,
    scaled,
]
