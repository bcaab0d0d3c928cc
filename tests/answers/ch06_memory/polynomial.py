"""Other right and wrong answers to `polynomial`."""

import numpy as np
import torch


def filled_first(coefficients, x):
    if not coefficients:
        return torch.zeros_like(x)
    first, *rest = coefficients
    result = torch.full_like(x, first)
    for number in rest:
        result *= x
        result += number
    return result


def with_out(coefficients, x):
    result = torch.empty(x.shape, dtype=x.dtype).zero_()
    for number in coefficients:
        torch.mul(result, x, out=result)
        torch.add(result, number, out=result)
    return result


def a_clone_as_room(coefficients, x):
    result = x.clone().zero_()
    for number in coefficients:
        result.mul_(x)
        result.add_(number)
    return result


def nothing_for_nothing(coefficients, x):
    if not coefficients:
        return x.new_zeros(()).expand(x.shape)
    return filled_first(coefficients, x)


def by_numpy(coefficients, x):
    values = np.polyval(coefficients, x.numpy())
    return torch.from_numpy(np.asarray(values, dtype=x.numpy().dtype))


def by_numpy_from_a_list(coefficients, x):
    values = np.polyval(coefficients, np.array(x.tolist())).reshape(tuple(x.shape))
    return torch.from_numpy(values).to(x.dtype)


def fused(coefficients, x):
    result = torch.zeros_like(x)
    for number in coefficients:
        result = torch.addcmul(torch.full_like(x, number), result, x)
    return result


def powers(coefficients, x):
    return sum((c * x**p for p, c in enumerate(reversed(coefficients))), start=torch.zeros_like(x))


def two_rooms(coefficients, x):
    result, power = torch.zeros_like(x), torch.ones_like(x)
    for number in reversed(coefficients):
        result.add_(power, alpha=number)
        power.mul_(x)
    return result


def into_x(coefficients, x):
    copy = x.clone()
    x.zero_()
    for number in coefficients:
        x.mul_(copy).add_(number)
    return x


def through_numbers(coefficients, x):
    values = []
    for value in x.flatten().tolist():
        total = 0.0
        for number in coefficients:
            total = total * value + number
        values.append(total)
    return torch.tensor(values).reshape(x.shape)


def scalar_for_nothing(coefficients, x):
    return filled_first(coefficients, x) if coefficients else torch.tensor(0.0)


RIGHT = [filled_first, with_out, a_clone_as_room, nothing_for_nothing]
WRONG = [
    by_numpy,
    by_numpy_from_a_list,
    fused,
    powers,
    two_rooms,
    into_x,
    through_numbers,
    scalar_for_nothing,
]
