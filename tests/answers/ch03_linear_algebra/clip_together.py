"""Other right and wrong answers to `clip_together`."""

import torch


def norm_of_norms(gradients, largest):
    total = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in gradients]))
    return [g * (largest / total).clamp(max=1) for g in gradients]


def with_python_numbers(gradients, largest):
    total = sum(float((g.double() ** 2).sum()) for g in gradients) ** 0.5
    if total <= largest:
        return list(gradients)
    return [largest * g / total for g in gradients]


def with_a_little_added(gradients, largest):
    total = torch.cat([g.reshape(-1) for g in gradients]).norm()
    return [g * min(1.0, float(largest / (total + 1e-30))) for g in gradients]


def as_torch_does(gradients, largest):
    total = torch.linalg.vector_norm(torch.stack([torch.linalg.vector_norm(g) for g in gradients]))
    return [g * torch.clamp(largest / (total + 1e-6), max=1.0) for g in gradients]


def only_the_first(gradients, largest):
    total = gradients[0].norm()
    return [g * min(1.0, float(largest / (total + 1e-30))) for g in gradients]


def all_to_one(gradients, largest):
    total = torch.cat([g.reshape(-1) for g in gradients]).norm()
    return [g / total if total > largest else g for g in gradients]


def by_the_l1_norm(gradients, largest):
    total = sum(g.abs().sum() for g in gradients)
    return [g * largest / total if total > largest else g for g in gradients]


def in_float32(gradients, largest):
    return [g.float() for g in norm_of_norms(gradients, largest)]


def by_the_greatest(gradients, largest):
    total = max(g.abs().max() for g in gradients)
    return [g * largest / total if total > largest else g for g in gradients]


def one_long_vector(gradients, largest):
    return torch.cat([g.flatten() for g in norm_of_norms(gradients, largest)])


def nothing_done(gradients, largest):
    return gradients


def by_total_norm(gradients, largest):
    total = torch.nn.utils.get_total_norm(gradients)
    return [g * torch.clamp(largest / total, max=1.0) for g in gradients]


def by_gradients_of_leaves(gradients, largest):
    leaves = [g.clone().requires_grad_() for g in gradients]
    for leaf, gradient in zip(leaves, gradients, strict=True):
        leaf.grad = gradient.clone()
    torch.nn.utils.clip_grad_norm_(leaves, largest)
    return [leaf.grad for leaf in leaves]


def joined_and_split(gradients, largest):
    flat = torch.cat([g.flatten() for g in gradients])
    flat = flat * min(1.0, float(largest / flat.norm().clamp(min=1e-30)))
    parts = flat.split([g.numel() for g in gradients])
    return [p.reshape(g.shape) for p, g in zip(parts, gradients, strict=True)]


def split_and_cast_back(gradients, largest):
    parts = joined_and_split(gradients, largest)
    return [p.to(g.dtype) for p, g in zip(parts, gradients, strict=True)]


RIGHT = [
    norm_of_norms,
    with_python_numbers,
    with_a_little_added,
    as_torch_does,
    split_and_cast_back,
]
WRONG = [
    only_the_first,
    all_to_one,
    by_the_l1_norm,
    in_float32,
    by_the_greatest,
    one_long_vector,
    nothing_done,
    by_total_norm,
    by_gradients_of_leaves,
    joined_and_split,
]
