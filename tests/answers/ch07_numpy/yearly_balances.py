"""Other right and wrong answers to `yearly_balances`."""

import numpy as np
import torch


def clones(balances, factors):
    history = [balances.detach().clone().numpy()]
    with torch.no_grad():
        for factor in factors:
            balances *= factor
            history.append(balances.detach().clone().numpy())
    return history


def by_way_of_the_window(balances, factors):
    window = balances.detach().numpy()
    history = [np.array(window)]
    for factor in factors:
        np.multiply(window, factor, out=window)
        history.append(np.array(window))
    return history


def computed_then_written(balances, factors):
    history = [balances.detach().numpy().copy()]
    for factor in factors:
        history.append((history[-1] * factor).astype(history[0].dtype))
    with torch.no_grad():
        balances.copy_(torch.tensor(history[-1]))
    return history


def returns_a_tuple(balances, factors):
    return tuple(clones(balances, factors))


def tensors(balances, factors):
    return [torch.from_numpy(state) for state in clones(balances, factors)]


def one_array(balances, factors):
    return np.stack(clones(balances, factors))


def one_year_too_many(balances, factors):
    return [*clones(balances, factors), balances.detach().numpy().copy()]


def lists(balances, factors):
    return [state.tolist() for state in clones(balances, factors)]


def first_is_a_window(balances, factors):
    first = balances.detach().numpy()
    return [first, *clones(balances, factors)[1:]]


def copies_of_detach(balances, factors):
    money = balances.detach()
    history = [money]
    for factor in factors:
        money *= factor
        history.append(money.detach())
    return [state.numpy().copy() for state in history]


def always_from_the_start(balances, factors):
    start = balances.detach().clone()
    history = [start.numpy().copy()]
    for factor in factors:
        balances.detach().copy_(start * factor)
        history.append(balances.detach().numpy().copy())
    return history


def by_data(balances, factors):
    history = [balances.data.numpy().copy()]
    for factor in factors:
        balances.data.mul_(factor)
        history.append(balances.data.clone().numpy())
    return history


RIGHT = [clones, by_way_of_the_window, computed_then_written, returns_a_tuple, by_data]
WRONG = [
    tensors,
    one_array,
    one_year_too_many,
    lists,
    first_is_a_window,
    copies_of_detach,
    always_from_the_start,
]
