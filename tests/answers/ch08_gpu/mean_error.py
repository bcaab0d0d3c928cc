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


RIGHT = [by_cat, by_stack_of_sums, in_place, from_a_cpu_zero]
WRONG = [floats, printed, skips_by_asking, root, absolute, cpu_in_the_loop, first_batch]
