"""Other right and wrong answers to `low_rank`."""

import torch


def sum_of_outer_products(a, k):
    u, s, vh = torch.linalg.svd(a)
    total = torch.zeros_like(a)
    for i in range(k):
        total += s[i] * torch.outer(u[:, i], vh[i])
    return total


def small_ones_set_to_zero(a, k):
    u, s, v = torch.svd(a)
    s = s.clone()
    s[k:] = 0
    return u @ s.diag() @ v.T


def projected_on_eigenvectors(a, k):
    _, vectors = torch.linalg.eigh(a.T @ a)
    kept = vectors[:, -k:]
    return a @ kept @ kept.T


def by_full_matrices(a, k):
    u, s, vh = torch.linalg.svd(a, full_matrices=True)
    middle = torch.zeros_like(a)
    middle[range(k), range(k)] = s[:k]
    return u @ middle @ vh


def nothing_left_out(a, k):
    return a.clone()


def the_factors(a, k):
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    return u[:, :k], s[:k], vh[:k]


def what_was_left_out(a, k):
    return a - sum_of_outer_products(a, k)


def squared_weights(a, k):
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    return u[:, :k] * s[:k] ** 2 @ vh[:k]


def in_float32(a, k):
    return sum_of_outer_products(a.float(), k)


def greatest_entries(a, k):
    kept = torch.zeros_like(a).flatten()
    places = a.abs().flatten().topk(k).indices
    kept[places] = a.flatten()[places]
    return kept.reshape(a.shape)


def one_too_few(a, k):
    return sum_of_outer_products(a, k - 1)


RIGHT = [
    sum_of_outer_products,
    small_ones_set_to_zero,
    projected_on_eigenvectors,
    by_full_matrices,
]
WRONG = [
    nothing_left_out,
    the_factors,
    what_was_left_out,
    squared_weights,
    in_float32,
    greatest_entries,
    one_too_few,
]
