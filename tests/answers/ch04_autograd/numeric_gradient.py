"""Other right and wrong answers to `numeric_gradient`."""

import itertools

import torch


def in_place_on_a_copy(function, x, h):
    x = x.detach().clone(memory_format=torch.contiguous_format).double()
    found = torch.empty_like(x)
    for index in itertools.product(*map(range, x.shape)):
        kept = x[index].item()
        x[index] = kept + h
        up = function(x).item()
        x[index] = kept - h
        down = function(x).item()
        x[index] = kept
        found[index] = (up - down) / (h + h)
    return found


def rows_of_eye(function, x, h):
    x = x.detach().double()
    steps = h * torch.eye(x.numel(), dtype=torch.float64).reshape(-1, *x.shape)
    found = [(float(function(x + s)) - float(function(x - s))) / 2 / h for s in steps]
    return torch.tensor(found, dtype=torch.float64).reshape(x.shape)


def by_autograd(function, x, h):
    x = x.detach().double().requires_grad_()
    function(x).backward()
    return x.grad


def by_func(function, x, h):
    return torch.func.grad(function)(x.detach().double())


def by_grad(function, x, h):
    x = x.detach().double().requires_grad_()
    return torch.autograd.grad(function(x), x)[0]


def writes_into_a_reshaped_copy(function, x, h):
    x = x.detach().double()
    found = torch.zeros(x.shape, dtype=torch.float64)
    flat, into = x.reshape(-1), found.reshape(-1)
    for i in range(x.numel()):
        flat[i] += h
        up = function(x).item()
        flat[i] -= 2 * h
        into[i] = (up - function(x).item()) / (2 * h)
        flat[i] += h
    return found


def backwards(function, x, h):
    x = x.detach().double()
    steps = h * torch.eye(x.numel(), dtype=torch.float64).reshape(-1, *x.shape)
    found = [(float(function(x)) - float(function(x - s))) / h for s in steps]
    return torch.tensor(found, dtype=torch.float64).reshape(x.shape)


def another_step(function, x, h):
    return rows_of_eye(function, x, 1e-3)


def float32_result(function, x, h):
    return rows_of_eye(function, x, h).float()


def only_vectors(function, x, h):
    x = x.detach().double()
    found = torch.zeros_like(x)
    for i in range(len(x)):
        step = torch.zeros_like(x)
        step[i] = h
        found[i] = (function(x + step) - function(x - step)) / (2 * h)
    return found


def _along(function, x, h):
    steps = h * torch.eye(x.numel(), dtype=torch.float64).reshape(x.numel(), *x.shape)
    found = [(function(x + step) - function(x - step)) / (2 * h) for step in steps]
    return torch.tensor(found, dtype=torch.float64).reshape(x.shape)


def with_an_identity(function, x, h):
    return _along(function, x.detach().double(), h)


def h_ignored(function, x, h):
    return _along(function, x.detach().double(), 1e-5)


def h_bounded(function, x, h):
    return _along(function, x.detach().double(), min(h, 1e-4))


def by_way_of_float32(function, x, h):
    return _along(function, x.detach().float().double(), h)


def moved_and_moved_back(function, x, h):
    x = x.detach().to(torch.float64)
    found = torch.zeros(x.shape, dtype=torch.float64)
    for index in itertools.product(*map(range, x.shape)):
        x[index] += h
        up = function(x)
        x[index] -= 2 * h
        found[index] = (up - function(x)) / (2 * h)
        x[index] += h
    return found


RIGHT = [in_place_on_a_copy, rows_of_eye, with_an_identity]
WRONG = [
    by_autograd,
    by_func,
    by_grad,
    writes_into_a_reshaped_copy,
    backwards,
    another_step,
    float32_result,
    only_vectors,
    h_ignored,
    h_bounded,
    by_way_of_float32,
    moved_and_moved_back,
]
