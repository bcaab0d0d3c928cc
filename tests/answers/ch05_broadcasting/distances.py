"""Other right and wrong answers to `distances`."""

import math

import torch


def in_one_buffer(a, b):
    result = a.new_empty(len(a), len(b))
    buffer = torch.empty_like(b)
    for i in range(len(a)):
        torch.sub(a[i], b, out=buffer)
        buffer.square_()
        torch.sum(buffer, 1, out=result[i])
    return result.sqrt_()


def by_coordinates_in_place(a, b):
    total = a.new_zeros(len(a), len(b))
    difference = torch.empty_like(total)
    for k in range(a.shape[1]):
        torch.sub(a[:, k, None], b[:, k], out=difference)
        total.addcmul_(difference, difference)
    return total.sqrt_()


def by_einsum(a, b):
    origin = a[:1]
    a, b = a - origin, b - origin
    squares_a = torch.einsum("nd,nd->n", a, a)
    squares_b = torch.einsum("md,md->m", b, b)
    squares = torch.einsum("nd,md->nm", a, b) * -2 + squares_a[:, None] + squares_b[None, :]
    return torch.where(squares > 0, squares, 0.0).sqrt()


def in_float64(a, b):
    x, y = a.double(), b.double()
    if a.dtype == torch.float64:
        x, y = x - a[0], y - a[0]
    squares = (x * x).sum(1, keepdim=True) + (y * y).sum(1) - 2 * (x @ y.T)
    return squares.clamp(min=0).sqrt().to(a.dtype)


def in_float64_and_centred(a, b):
    x, y = a.double(), b.double()
    centre = torch.cat([x, y]).mean(0)
    x, y = x - centre, y - centre
    squares = x.pow(2).sum(1)[:, None] + y.pow(2).sum(1)[None, :] - 2 * torch.mm(x, y.T)
    return squares.clamp_min(0).sqrt().to(a.dtype)


def centred_on_all(a, b):
    centre = (a.sum(0) + b.sum(0)) / (len(a) + len(b))
    x, y = a - centre, b - centre
    squares = torch.addmm((y * y).sum(1), x, y.T, alpha=-2)
    squares += (x * x).sum(1, keepdim=True)
    return squares.clamp_(min=0).sqrt_()


def in_plain_python(a, b):
    rows = [[math.dist(p, q) for q in b.tolist()] for p in a.tolist()]
    return torch.tensor(rows, dtype=a.dtype)


def one_by_one(a, b):
    result = a.new_empty(len(a), len(b))
    for i in range(len(a)):
        for j in range(len(b)):
            result[i, j] = torch.dist(a[i], b[j])
    return result


def the_function_itself(a, b):
    return torch.cdist(a, b)


def the_function_behind_it(a, b):
    return torch.ops.aten._cdist_forward(a, b, 2.0, 2)


def by_numpy(a, b):
    x, y = a.numpy(), b.numpy()
    return torch.from_numpy(((x[:, None] - y) ** 2).sum(2) ** 0.5)


def moved_by_the_least_number(a, b):
    a, b = a - a.min(), b - a.min()
    return ((a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * (a @ b.T)).clamp(min=0).sqrt()


def coordinate_by_coordinate(a, b):
    total = torch.zeros(len(a), len(b), dtype=a.dtype)
    for k in range(a.shape[1]):
        total += (a[:, k, None] - b[:, k]) ** 2
    return total.sqrt()


def transposed(a, b):
    return in_one_buffer(b, a)


def abs_for_clamp_uncentred(a, b):
    return ((a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * (a @ b.T)).abs().sqrt()


def tiny_added(a, b):
    centre = b.mean(0)
    a, b = a - centre, b - centre
    return ((a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * (a @ b.T) + 1e-6).sqrt()


def always_float64(a, b):
    return in_one_buffer(a.double(), b.double())


RIGHT = [
    in_one_buffer,
    by_coordinates_in_place,
    by_einsum,
    in_float64,
    in_float64_and_centred,
    centred_on_all,
    in_plain_python,
    one_by_one,
]
WRONG = [
    the_function_itself,
    the_function_behind_it,
    by_numpy,
    moved_by_the_least_number,
    coordinate_by_coordinate,
    transposed,
    abs_for_clamp_uncentred,
    tiny_added,
    always_float64,
]
