"""Other right and wrong answers to `descend`."""

import torch


def new_leaf_each_step(x, rate, steps):
    place, heights = x.detach(), []
    for _ in range(steps):
        leaf = place.clone().requires_grad_()
        y = 2 * (leaf**2).sum()
        y.backward()
        heights.append(float(y))
        place = place - rate * leaf.grad
    return place, heights


def by_grad(x, rate, steps):
    place, heights = x.detach().clone().requires_grad_(), []
    for _ in range(steps):
        y = 2 * place @ place
        (gradient,) = torch.autograd.grad(y, place)
        heights.append(y.item())
        place = (place - rate * gradient).detach().requires_grad_()
    return place, heights


def by_optimizer(x, rate, steps):
    place = torch.nn.Parameter(x.detach().clone())
    optimizer = torch.optim.SGD([place], lr=rate)
    heights = []
    for _ in range(steps):
        optimizer.zero_grad()
        y = 2 * (place * place).sum()
        heights.append(y.item())
        y.backward()
        optimizer.step()
    return place, heights


def really_never_cleared(x, rate, steps):
    place, heights = x.detach().clone().requires_grad_(), []
    for _ in range(steps):
        y = 2 * torch.dot(place, place)
        heights.append(y.item())
        y.backward()
        with torch.no_grad():
            place -= rate * place.grad
    return place, heights


def rebinds(x, rate, steps):
    place, heights = x.detach().clone().requires_grad_(), []
    for _ in range(steps):
        y = 2 * torch.dot(place, place)
        heights.append(y.item())
        y.backward()
        place = place - rate * place.grad
    return place, heights


def heights_as_tensors(x, rate, steps):
    place, heights = x.detach().clone(), []
    for _ in range(steps):
        heights.append(2 * torch.dot(place, place))
        place = place - rate * 4 * place
    return place, heights


def without_no_grad(x, rate, steps):
    place, heights = x.detach().clone().requires_grad_(), []
    for _ in range(steps):
        y = 2 * torch.dot(place, place)
        y.backward()
        place -= rate * place.grad
    return place, heights


def moves_the_input(x, rate, steps):
    heights = []
    for _ in range(steps):
        heights.append(2 * torch.dot(x, x).item())
        x -= rate * 4 * x
    return x, heights


RIGHT = [new_leaf_each_step, by_grad, by_optimizer]
WRONG = [really_never_cleared, rebinds, heights_as_tensors, without_no_grad, moves_the_input]
