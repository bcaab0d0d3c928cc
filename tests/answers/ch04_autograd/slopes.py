"""Other right and wrong answers to `slopes`."""

import torch


def one_by_one(function, x):
    found = []
    for value in x.detach().reshape(-1):
        leaf = value.clone().requires_grad_()
        function(leaf).backward()
        found.append(leaf.grad)
    return torch.stack(found).reshape(x.shape) if found else torch.zeros_like(x.detach())


def ones_as_gradient(function, x):
    leaf = x.detach().requires_grad_()
    y = function(leaf)
    y.backward(gradient=torch.ones(y.shape, dtype=y.dtype))
    return leaf.grad


def forward_mode(function, x):
    x = x.detach()
    return torch.func.jvp(function, (x,), (torch.ones_like(x),))[1]


def by_mean(function, x):
    leaf = x.detach().clone().requires_grad_()
    function(leaf).mean().backward()
    return leaf.grad


def only_largest(function, x):
    leaf = x.detach().clone().requires_grad_()
    function(leaf).max().backward()
    return leaf.grad


def difference(function, x):
    x = x.detach()
    return (function(x + 0.01) - function(x)) / 0.01


def accumulates(function, x):
    leaf = x.detach().clone().requires_grad_()
    function(leaf).sum().backward()
    function(leaf).sum().backward()
    return leaf.grad


def of_x_itself(function, x):
    function(x.requires_grad_()).sum().backward()
    return x.grad


RIGHT = [one_by_one, ones_as_gradient, forward_mode]
WRONG = [by_mean, only_largest, difference, accumulates, of_x_itself]
