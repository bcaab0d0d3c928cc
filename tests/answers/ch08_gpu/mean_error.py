import torch

Batches = list[torch.Tensor]


def by_cat(predictions: Batches, targets: Batches) -> float:
    p = torch.cat([x.flatten() for x in predictions])
    t = torch.cat([x.flatten() for x in targets])
    return float(torch.nn.functional.mse_loss(p, t))


def by_stack_of_sums(predictions: Batches, targets: Batches) -> float:
    sums = [((p - t) ** 2).sum() for p, t in zip(predictions, targets, strict=True)]
    return torch.stack(sums).sum().item() / sum(len(p.flatten()) for p in predictions)


def in_place(predictions: Batches, targets: Batches) -> float:
    total = torch.zeros((), device=predictions[0].device)
    for p, t in zip(predictions, targets, strict=True):
        total += torch.nn.functional.mse_loss(p, t, reduction="sum")
    return (total / sum(p.numel() for p in predictions)).item()


def from_a_cpu_zero(predictions: Batches, targets: Batches) -> float:
    total = torch.tensor(0.0)
    for p, t in zip(predictions, targets, strict=True):
        total = total + (p - t).pow(2).sum()
    return float(total) / sum(p.numel() for p in predictions)


def floats(predictions: Batches, targets: Batches) -> float:
    total = 0.0
    for p, t in zip(predictions, targets, strict=True):
        total += float((p - t).square().sum())
    return total / sum(p.numel() for p in predictions)


def printed(predictions: Batches, targets: Batches) -> float:
    for p in predictions:
        print(p)
    return by_cat(predictions, targets)


def skips_by_asking(predictions: Batches, targets: Batches) -> float:
    total = torch.zeros((), device=predictions[0].device)
    for p, t in zip(predictions, targets, strict=True):
        error = (p - t).square().sum()
        if error > 0:
            total += error
    return total.item() / sum(p.numel() for p in predictions)


def root(predictions: Batches, targets: Batches) -> float:
    return by_cat(predictions, targets) ** 0.5


def absolute(predictions: Batches, targets: Batches) -> float:
    errors = [(p - t).abs().sum() for p, t in zip(predictions, targets, strict=True)]
    return torch.stack(errors).sum().item() / sum(p.numel() for p in predictions)


def cpu_in_the_loop(predictions: Batches, targets: Batches) -> float:
    sums = [((p - t) ** 2).sum().cpu() for p, t in zip(predictions, targets, strict=True)]
    return torch.stack(sums).sum().item() / sum(p.numel() for p in predictions)


def first_batch(predictions: Batches, targets: Batches) -> float:
    return (predictions[0] - targets[0]).square().mean().item()


def by_weights(predictions: Batches, targets: Batches) -> float:
    total = sum(p.numel() for p in predictions)
    pairs = [(p, t) for p, t in zip(predictions, targets, strict=True) if p.numel()]
    parts = [(p - t).square().mean() * (p.numel() / total) for p, t in pairs]
    return torch.stack(parts).sum().item()


def without_nan(predictions: Batches, targets: Batches) -> float:
    errors = [(p - t).flatten() for p, t in zip(predictions, targets, strict=True)]
    return torch.cat(errors).square().nanmean().item()


def in_float32(predictions: Batches, targets: Batches) -> float:
    return by_cat([p.float() for p in predictions], [t.float() for t in targets])


def only_vectors(predictions: Batches, targets: Batches) -> float:
    return torch.nn.functional.mse_loss(torch.cat(predictions), torch.cat(targets)).item()


RIGHT = [by_weights, by_cat, by_stack_of_sums, in_place, from_a_cpu_zero]
WRONG = [
    without_nan,
    in_float32,
    only_vectors,
    floats,
    printed,
    skips_by_asking,
    root,
    absolute,
    cpu_in_the_loop,
    first_batch,
]
