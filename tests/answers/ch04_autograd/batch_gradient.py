"""Other right and wrong answers to `batch_gradient`."""

import torch


def by_formula(w, batches):
    total, samples = torch.zeros_like(w.detach()), 0
    for inputs, targets in batches:
        total += 2 * inputs.T @ (inputs @ w.detach() - targets)
        samples += len(targets)
    return total / samples


def divided_at_the_end(w, batches):
    w = torch.tensor(w.tolist(), dtype=w.dtype, requires_grad=True)
    count = 0
    for inputs, targets in batches:
        torch.square(inputs.mv(w) - targets).sum().backward()
        count += inputs.shape[0]
    return w.grad / count


def one_loss(w, batches):
    w = w.detach().requires_grad_()
    errors = torch.cat([i @ w - t for i, t in batches])
    return torch.autograd.grad((errors**2).mean(), w)[0]


def weighted_means(w, batches):
    w = w.detach().clone().requires_grad_()
    count = sum(len(t) for _, t in batches)
    for inputs, targets in batches:
        if len(targets):
            (((inputs @ w - targets) ** 2).mean() * len(targets) / count).backward()
    return w.grad


def cleared_each_time(w, batches):
    w = w.detach().clone().requires_grad_()
    count = sum(len(t) for _, t in batches)
    for inputs, targets in batches:
        w.grad = None
        (((inputs @ w - targets) ** 2).sum() / count).backward()
    return w.grad


def means_skipping_empty(w, batches):
    w = w.detach().clone().requires_grad_()
    full = [b for b in batches if len(b[1])]
    for inputs, targets in full:
        (((inputs @ w - targets) ** 2).mean() / len(full)).backward()
    return w.grad


def only_first(w, batches):
    w = w.detach().clone().requires_grad_()
    inputs, targets = batches[0]
    ((inputs @ w - targets) ** 2).mean().backward()
    return w.grad


def wrong_sign(w, batches):
    total, samples = 0, 0
    for inputs, targets in batches:
        total = total + 2 * inputs.T @ (targets - inputs @ w.detach())
        samples += len(targets)
    return total / samples


def column_targets(w, batches):
    w = w.detach().clone().requires_grad_()
    count = sum(len(t) for _, t in batches)
    for inputs, targets in batches:
        (((inputs @ w - targets[:, None]) ** 2).sum() / count).backward()
    return w.grad


RIGHT = [by_formula, divided_at_the_end, one_loss, weighted_means]
WRONG = [cleared_each_time, means_skipping_empty, only_first, wrong_sign, column_targets]
