import random

import torch


def global_seed(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.rand(count) * (high - low) + low


def own_generator(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    own = torch.Generator()
    own.manual_seed(seed)
    unit = torch.rand((count,), generator=own)
    return (1 - unit) * low + unit * high


def uniform_in_place(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    own = torch.Generator().manual_seed(seed)
    return torch.empty(count).uniform_(low, high, generator=own)


def one_at_a_time(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    places = [low + (high - low) * torch.rand(1).item() for _ in range(count)]
    return torch.tensor(places, dtype=torch.float32)


def whole_metres(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.randint(int(low), int(high) + 1, (count,)).float()


def pythons_random(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    random.seed(seed)
    return torch.tensor([random.uniform(low, high) for _ in range(count)])


def always_seed_zero(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(0)
    return torch.rand(count) * (high - low) + low


def generator_not_passed(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.Generator().manual_seed(seed)
    return torch.rand(count) * (high - low) + low


def double_places(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.rand(count, dtype=torch.float64) * (high - low) + low


def a_column(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.rand(count, 1) * (high - low) + low


def evenly_placed(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.linspace(low, high, count)


def sorted_places(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return (torch.rand(count) * (high - low) + low).sort().values


def by_lerp(seed: int, count: int, low: float, high: float) -> torch.Tensor:
    torch.manual_seed(seed)
    return torch.lerp(torch.tensor(float(low)), torch.tensor(float(high)), torch.rand(count))


RIGHT = [global_seed, own_generator, uniform_in_place, one_at_a_time, by_lerp]
WRONG = [
    whole_metres,
    pythons_random,
    always_seed_zero,
    generator_not_passed,
    double_places,
    a_column,
    evenly_placed,
    sorted_places,
]
