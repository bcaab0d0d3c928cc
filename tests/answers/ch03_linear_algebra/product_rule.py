"""Other right and wrong answers to `product_rule`."""

import torch


def by_einsum(a, da, b, db):
    return torch.einsum("ij,jk->ik", da, b) + torch.einsum("ij,jk->ik", a, db)


def in_one_product(a, da, b, db):
    return torch.cat([da, a], dim=1) @ torch.cat([b, db], dim=0)


def step_without_the_rest(a, da, b, db):
    return (a + da) @ (b + db) - a @ b - da @ db


def by_jvp(a, da, b, db):
    return torch.func.jvp(torch.mm, (a, b), (da, db))[1]


def hadamard(a, da, b, db):
    return da * b + a * db


def minus(a, da, b, db):
    return da @ b - a @ db


def product_only(a, da, b, db):
    return a @ b


def transposed(a, da, b, db):
    return (da @ b + a @ db).T


def both_turned_round(a, da, b, db):
    return b @ da + db @ a


def large_difference(a, da, b, db):
    step = 0.1
    return ((a + step * da) @ (b + step * db) - a @ b) / step


def by_dual_numbers(a, da, b, db):
    from torch.autograd import forward_ad

    with forward_ad.dual_level():
        product = forward_ad.make_dual(a, da) @ forward_ad.make_dual(b, db)
        return forward_ad.unpack_dual(product).tangent.clone()


RIGHT = [by_einsum, in_one_product, step_without_the_rest]
WRONG = [
    by_jvp,
    hadamard,
    minus,
    product_only,
    transposed,
    both_turned_round,
    large_difference,
    by_dual_numbers,
]
