"""Other right and wrong answers to `hessian_vector`."""

import torch


def dot_with_v(function, x, v):
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
    slope = (gradient * v).sum()
    if slope.grad_fn is None:
        return torch.zeros(x.shape, dtype=x.dtype)
    return torch.autograd.grad(slope, leaf, allow_unused=True, materialize_grads=True)[0]


def forward_over_reverse(function, x, v):
    return torch.func.jvp(torch.func.grad(function), (x.detach(),), (v,))[1]


def by_backward(function, x, v):
    leaf = x.detach().clone().requires_grad_()
    function(leaf).backward(create_graph=True)
    gradient, leaf.grad = leaf.grad, None
    if gradient.requires_grad:
        gradient.backward(v)
    return torch.zeros_like(x) if leaf.grad is None else leaf.grad


def grad_not_cleared(function, x, v):
    leaf = x.detach().clone().requires_grad_()
    function(leaf).backward(create_graph=True)
    if leaf.grad.requires_grad:
        (leaf.grad * v).sum().backward()
        return leaf.grad.detach()
    return torch.zeros_like(x)


def no_graph(function, x, v):
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf)
    return torch.autograd.grad(gradient, leaf, v)[0] if gradient.requires_grad else x * 0


def ready_made(function, x, v):
    return torch.autograd.functional.hvp(function, x.detach(), v)[1]


def functional_vhp(function, x, v):
    return torch.autograd.functional.vhp(function, x.detach(), v)[1]


def full_hessian(function, x, v):
    return torch.tensordot(torch.func.hessian(function)(x.detach()), v, dims=v.ndim)


def ones_for_v(function, x, v):
    return dot_with_v(function, x, torch.ones_like(v))


def gradient_twice(function, x, v):
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf)
    return gradient * gradient * v


def zeros_of_the_default_dtype(function, x, v):
    leaf = x.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(function(leaf), leaf, create_graph=True)
    if not gradient.requires_grad:
        return torch.zeros(x.shape)
    return torch.autograd.grad(gradient, leaf, v)[0]


RIGHT = [dot_with_v, forward_over_reverse, by_backward]
WRONG = [
    grad_not_cleared,
    no_graph,
    ready_made,
    functional_vhp,
    full_hessian,
    ones_for_v,
    gradient_twice,
    zeros_of_the_default_dtype,
]
