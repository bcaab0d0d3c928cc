import torch


def by_where(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = gradient.norm()
    factor = torch.where(length > limit, limit / length, torch.ones_like(length))
    return factor * gradient


def by_minimum(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = (gradient * gradient).sum() ** 0.5
    return gradient * torch.minimum(limit / length, length.new_ones(()))


def by_maximum(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = torch.linalg.norm(gradient.flatten())
    return gradient / (length / limit).clamp(min=1)


def by_a_small_number(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = torch.sqrt(torch.sum(gradient**2))
    return gradient * torch.clamp(limit / (length + 1e-12), max=1.0)


def by_item(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = gradient.norm().item()
    return gradient * min(1, limit / length) if length else gradient


def on_the_cpu(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return by_where(gradient.cpu(), limit).to(gradient.device)


def mask(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient.masked_fill(gradient.norm() > limit, 0.0)


def minimum_of_python(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient * min(limit / gradient.norm(), 1)


def in_place(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient.mul_((limit / gradient.norm()).clamp(max=1))


def largest_number(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient * (limit / gradient.abs().max()).clamp(max=1)


def rows(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient * (limit / gradient.norm(dim=-1, keepdim=True)).clamp(max=1)


def in_float32(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    wide = gradient.float()
    return (wide * (limit / wide.norm()).clamp(max=1)).to(gradient.dtype)


def by_normalising(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    length = gradient.norm()
    direction = torch.nn.functional.normalize(gradient.reshape(-1), dim=0)
    return (direction * length.clamp(max=limit)).reshape(gradient.shape)


def never_below_a_thousandth(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient * (limit / gradient.norm().clamp(min=1e-3)).clamp(max=1)


def float64(gradient: torch.Tensor, limit: float) -> torch.Tensor:
    return gradient.double() * (limit / gradient.double().norm()).clamp(max=1)


RIGHT = [
    in_float32,
    by_normalising,
    by_where,
    by_minimum,
    by_maximum,
    by_a_small_number,
]
WRONG = [
    never_below_a_thousandth,
    float64,
    by_item,
    on_the_cpu,
    mask,
    minimum_of_python,
    in_place,
    largest_number,
    rows,
]
