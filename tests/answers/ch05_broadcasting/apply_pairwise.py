"""Other right and wrong answers to `apply_pairwise`."""

import itertools

import torch


def stretched(a, b):
    axes = max(a.ndim, b.ndim)
    shape = []
    for k in range(axes):
        m = 1 if k < axes - a.ndim else a.shape[k - axes]
        n = 1 if k < axes - b.ndim else b.shape[k - axes]
        if m != n and m != 1 and n != 1:
            raise ValueError
        shape.append(n if m == 1 else m)
    views = []
    for x in (a, b):
        x = x[(None,) * (axes - x.ndim)]
        steps = [0 if n == 1 else s for n, s in zip(x.shape, x.stride(), strict=True)]
        views.append(x.as_strided(shape, steps))
    return views


def index_by_index(function, a, b):
    left, right = stretched(a, b)
    result = torch.zeros(left.shape, dtype=torch.float64)
    for index in itertools.product(*map(range, left.shape)):
        result[index] = function(left[index].item(), right[index].item())
    return result


def by_remainders(function, a, b):
    shape = stretched(a, b)[0].shape
    result = torch.empty(shape, dtype=torch.float64)
    for index in itertools.product(*map(range, shape)):
        pair = []
        for x in (a, b):
            own = index[len(index) - x.ndim :]
            pair.append(x[tuple(i % n for i, n in zip(own, x.shape, strict=True))].item())
        result[index] = function(*pair)
    return result


def pairs_of_lists(function, a, b):
    left, right = stretched(a, b)
    values = [
        function(x, y)
        for x, y in zip(left.reshape(-1).tolist(), right.reshape(-1).tolist(), strict=True)
    ]
    return torch.DoubleTensor(values).view(left.shape)


def by_broadcast_tensors(function, a, b):
    try:
        left, right = torch.broadcast_tensors(a, b)
    except RuntimeError:
        raise ValueError from None
    values = list(map(function, left.flatten().tolist(), right.flatten().tolist()))
    return torch.tensor(values, dtype=torch.float64).reshape(left.shape)


def runtime_error(function, a, b):
    try:
        return index_by_index(function, a, b)
    except ValueError:
        raise RuntimeError from None


def transposed(function, a, b):
    return index_by_index(function, a, b).transpose(0, -1)


def tables_only(function, a, b):
    left, right = stretched(a, b)
    rows = [list(map(function, x, y)) for x, y in zip(left.tolist(), right.tolist(), strict=True)]
    return torch.tensor(rows, dtype=torch.float64)


def through_float32(function, a, b):
    return index_by_index(function, a, b).float().double()


def tensors_for_numbers(function, a, b):
    left, right = stretched(a.float(), b.float())
    return torch.tensor(
        [function(x, y) for x, y in zip(left.flatten(), right.flatten(), strict=True)]
    ).double()


def copied_by_adding(function, a, b):
    shape = stretched(a, b)[0].shape
    left, right = a + torch.zeros(shape, dtype=a.dtype), b + torch.zeros(shape, dtype=b.dtype)
    values = list(map(function, left.flatten().tolist(), right.flatten().tolist()))
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def copied_by_adding_each_other(function, a, b):
    stretched(a, b)
    left, right = a + torch.zeros_like(b), torch.zeros_like(a) + b
    values = list(map(function, left.flatten().tolist(), right.flatten().tolist()))
    return torch.tensor(values, dtype=torch.float64).reshape(left.shape)


def called_once_more(function, a, b):
    function(1, 1)
    return index_by_index(function, a, b)


def by_numpy(function, a, b):
    left, right = (x.numpy().ravel().tolist() for x in stretched(a, b))
    values = list(map(function, left, right))
    return torch.tensor(values, dtype=torch.float64).reshape(stretched(a, b)[0].shape)


RIGHT = [index_by_index, by_remainders, pairs_of_lists]
WRONG = [
    by_broadcast_tensors,
    runtime_error,
    transposed,
    tables_only,
    through_float32,
    tensors_for_numbers,
    copied_by_adding,
    copied_by_adding_each_other,
    called_once_more,
    by_numpy,
]
