"""Other right and wrong answers to `loss_gradients`."""

import torch


def by_einsum(x, w, y):
    error = torch.einsum("nd,dk->nk", x, w) - y
    by_w = torch.einsum("nd,nk->dk", x, error) * 2 / x.shape[0]
    by_x = torch.einsum("nk,dk->nd", error, w) * 2 / x.shape[0]
    return torch.linalg.matrix_norm(error) ** 2 / x.shape[0], by_w, by_x


def sample_by_sample(x, w, y):
    loss, by_w, by_x = x.new_zeros(()), torch.zeros_like(w), torch.zeros_like(x)
    for i in range(len(x)):
        error = x[i] @ w - y[i]
        loss += error @ error / len(x)
        by_w += 2 * torch.outer(x[i], error) / len(x)
        by_x[i] = 2 * w @ error / len(x)
    return loss, by_w, by_x


def multiplied_out(x, w, y):
    n = x.shape[0]
    loss = torch.trace((x @ w - y).T @ (x @ w - y)) / n
    return loss, 2 * (x.T @ x @ w - x.T @ y) / n, 2 * (x @ w @ w.T - y @ w.T) / n


def by_autograd(x, w, y):
    x, w = x.clone().requires_grad_(), w.clone().requires_grad_()
    loss = ((x @ w - y) ** 2).sum() / len(x)
    loss.backward()
    return loss.detach(), w.grad, x.grad


def only_the_gradient_by_w(x, w, y):
    return by_einsum(x, w, y)[:2]


def x_not_transposed(x, w, y):
    loss, _, by_x = by_einsum(x, w, y)
    return loss, 2 * x @ (x @ w - y) / len(x), by_x


def gradients_transposed(x, w, y):
    loss, by_w, by_x = by_einsum(x, w, y)
    return loss, by_w.T, by_x.T


def loss_not_divided(x, w, y):
    loss, by_w, by_x = by_einsum(x, w, y)
    return loss * len(x), by_w, by_x


def loss_as_a_number(x, w, y):
    loss, by_w, by_x = by_einsum(x, w, y)
    return loss.item(), by_w, by_x


def root_of_the_loss(x, w, y):
    loss, by_w, by_x = by_einsum(x, w, y)
    return loss.sqrt(), by_w, by_x


def summed_over_samples(x, w, y):
    loss, by_w, by_x = by_einsum(x, w, y)
    return loss, by_w, by_x.sum(0)


RIGHT = [by_einsum, sample_by_sample, multiplied_out]
WRONG = [
    by_autograd,
    only_the_gradient_by_w,
    x_not_transposed,
    gradients_transposed,
    loss_not_divided,
    loss_as_a_number,
    root_of_the_loss,
    summed_over_samples,
]
