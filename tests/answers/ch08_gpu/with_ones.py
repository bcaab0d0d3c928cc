import torch


def by_padding(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(x, (0, 1), value=1)


def by_filling(x: torch.Tensor) -> torch.Tensor:
    wide = x.new_empty(x.shape[0], x.shape[1] + 1)
    wide[:, :-1] = x
    wide[:, -1] = 1
    return wide


def by_ones_like(x: torch.Tensor) -> torch.Tensor:
    return torch.hstack([x, torch.ones_like(x[:, :1])])


def by_full(x: torch.Tensor) -> torch.Tensor:
    one = torch.full((len(x), 1), 1, dtype=x.dtype, device=x.device)
    return torch.cat((x, one), 1)


def ones_in_front(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x.new_ones(len(x), 1), x], dim=1)


def zeros(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(x, (0, 1))


def as_many_ones_as_columns(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones_like(x)], dim=1)


def from_a_list(x: torch.Tensor) -> torch.Tensor:
    ones = torch.tensor([[1.0]] * len(x), device=x.device, dtype=x.dtype).reshape(len(x), 1)
    return torch.cat([x, ones], dim=1)


def named_device(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype, device="cuda")], dim=1)


def long_way(x: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.pad(x.cpu(), (0, 1), value=1).to(x.device)


def by_arithmetic(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, x[:, :1] * 0 + 1], dim=1)


def through_float32(x: torch.Tensor) -> torch.Tensor:
    ones = torch.ones(len(x), 1, device=x.device)
    return torch.cat([x.float(), ones], dim=1).to(x.dtype)


def int64(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, torch.ones(len(x), 1, device=x.device, dtype=torch.int64)], dim=1)


def by_expanding(x: torch.Tensor) -> torch.Tensor:
    return torch.cat([x, x.new_ones(()).expand(len(x), 1)], dim=1)


RIGHT = [by_expanding, by_padding, by_filling, by_ones_like, by_full]
WRONG = [
    by_arithmetic,
    through_float32,
    int64,
    ones_in_front,
    zeros,
    as_many_ones_as_columns,
    from_a_list,
    named_device,
    long_way,
]
