"""Other right and wrong answers to `push_forward`."""

import torch


def double_backward(function, x, u):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    v = torch.zeros_like(y, requires_grad=True)
    (pulled,) = torch.autograd.grad(y, leaf, v, create_graph=True)
    return torch.autograd.grad(pulled, v, u)[0]


def along_a_line(function, x, u):
    return torch.func.jacrev(lambda t: function(x + t * u))(torch.zeros((), dtype=x.dtype))


def output_by_output(function, x, u):
    leaf = x.detach().clone().requires_grad_()
    y = function(leaf)
    found = [(torch.autograd.grad(o, leaf, retain_graph=True)[0] * u).sum() for o in y.reshape(-1)]
    return torch.stack(found).reshape(y.shape)


def with_dual_numbers(function, x, u):
    import torch.autograd.forward_ad as forward

    with forward.dual_level():
        return forward.unpack_dual(function(forward.make_dual(x, u))).tangent.clone()


def ready_made(function, x, u):
    return torch.func.jvp(function, (x,), (u,))[1]


def functional(function, x, u):
    return torch.autograd.functional.jvp(function, x, u)[1]


def of_the_sum(function, x, u):
    leaf = x.detach().clone().requires_grad_()
    function(leaf).sum().backward()
    return leaf.grad * u


def transposed(function, x, u):
    full = torch.func.jacrev(function)(x).reshape(-1, x.numel())
    return (full.T @ u.reshape(-1)).reshape(x.shape)


def direction_normalised(function, x, u):
    return output_by_output(function, x, u / u.norm())


def flat(function, x, u):
    return output_by_output(function, x, u).reshape(-1)


RIGHT = [double_backward, along_a_line, output_by_output, with_dual_numbers]
WRONG = [ready_made, functional, of_the_sum, transposed, direction_normalised, flat]
