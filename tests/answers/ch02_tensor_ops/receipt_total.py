import torch


def converted_by_float(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return float(torch.sum(torch.mul(counts, prices)))


def in_a_python_loop(counts: torch.Tensor, prices: torch.Tensor) -> float:
    total = 0.0
    for count, price in zip(counts.reshape(-1), prices.reshape(-1), strict=True):
        total += count.item() * price.item()
    return total


def as_a_dot_product(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return torch.dot(counts.reshape(-1).to(prices.dtype), prices.reshape(-1)).item()


def through_float64(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts.double() * prices.double()).sum().tolist()


def no_item(counts: torch.Tensor, prices: torch.Tensor) -> torch.Tensor:
    return torch.sum(counts * prices, dim=None)


def as_a_vector(counts: torch.Tensor, prices: torch.Tensor) -> torch.Tensor:
    return (counts * prices).sum().reshape(1)


def text(counts: torch.Tensor, prices: torch.Tensor) -> str:
    return f"{(counts * prices).sum().item():.2f}"


def rounded(counts: torch.Tensor, prices: torch.Tensor) -> int:
    return round((counts * prices).sum().item())


def added_not_multiplied(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts + prices).sum().item()


def mean_cost(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts * prices).mean().item()


def in_place(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return prices.mul_(counts).sum().item()


def first_axis(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts * prices).sum(0).item()


def rounded_to_mills(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return round((counts * prices).sum().item(), 3)


def prices_in_float32(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return (counts * prices.float()).sum().item()


def by_functions(counts: torch.Tensor, prices: torch.Tensor) -> float:
    return counts.mul(prices).flatten().sum(dim=0).item()


RIGHT = [converted_by_float, in_a_python_loop, as_a_dot_product, through_float64, by_functions]
WRONG = [
    no_item,
    as_a_vector,
    text,
    rounded,
    added_not_multiplied,
    mean_cost,
    in_place,
    first_axis,
    rounded_to_mills,
    prices_in_float32,
]
