"""Other right and wrong answers to `jacobian`."""

import torch


def by_backward(function, x):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    rows = []
    for output in y.reshape(-1):
        leaf.grad = None
        output.backward(retain_graph=True)
        rows.append(leaf.grad.clone() if leaf.grad is not None else torch.zeros_like(x))
    return torch.stack(rows).reshape(y.shape + x.shape)


def column_by_column(function, x):
    x = x.detach()
    columns = []
    for i in range(x.numel()):
        u = torch.zeros(x.numel(), dtype=x.dtype)
        u[i] = 1
        columns.append(torch.func.jvp(function, (x,), (u.reshape(x.shape),))[1])
    return torch.stack(columns, -1).reshape(*columns[0].shape, *x.shape)


def computed_anew(function, x):
    shape = function(x.detach()).shape
    rows = []
    for j in range(shape.numel()):
        leaf = x.detach().clone().requires_grad_()
        function(leaf).flatten()[j].backward()
        rows.append(leaf.grad)
    return torch.stack(rows).reshape(*shape, *x.shape)


def graph_not_kept(function, x):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    rows = []
    for j in range(y.numel()):
        v = torch.zeros(y.numel(), dtype=y.dtype)
        v[j] = 1
        rows.append(torch.autograd.grad(y, leaf, v.reshape(y.shape))[0])
    return torch.stack(rows).reshape(*y.shape, *x.shape)


def accumulating(function, x):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    rows = []
    for output in y.reshape(-1):
        output.backward(retain_graph=True)
        rows.append(leaf.grad)
    return torch.stack(rows).reshape(y.shape + x.shape)


def ready_made(function, x):
    return torch.func.jacrev(function)(x.detach())


def functional(function, x):
    return torch.autograd.functional.jacobian(function, x.detach())


def only_diagonal(function, x):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    (slopes,) = torch.autograd.grad(y, leaf, torch.ones_like(y))
    return torch.diag(slopes.reshape(-1)).reshape(*y.shape, *x.shape)


def vectors_only(function, x):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    rows = [torch.autograd.grad(y[j], leaf, retain_graph=True)[0] for j in range(len(y))]
    return torch.stack(rows)


RIGHT = [by_backward, column_by_column, computed_anew]
WRONG = [graph_not_kept, accumulating, ready_made, functional, only_diagonal, vectors_only]
