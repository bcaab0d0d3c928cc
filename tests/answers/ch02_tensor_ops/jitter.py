import torch


def own_generator(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    own = torch.Generator().manual_seed(seed)
    return x + spread * torch.randn(x.shape, generator=own, dtype=torch.float64)


def like_a_converted_copy(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    exact = x.to(torch.float64)
    return exact + torch.randn_like(exact) * spread


def normal_in_place(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    noise = torch.empty_like(x, dtype=torch.double).normal_(0, 1)
    return torch.add(x, noise, alpha=spread)


def normal_of_that_spread(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + torch.normal(0.0, spread, x.shape, dtype=torch.float64)


def no_spread(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + torch.randn_like(x, dtype=torch.float64)


def only_the_noise(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return spread * torch.randn_like(x, dtype=torch.float64)


def one_noise_for_all(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + spread * torch.randn((), dtype=torch.float64)


def back_to_the_dtype_of_x(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return (x + spread * torch.randn_like(x, dtype=torch.float64)).to(x.dtype)


def spread_squared(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + spread**2 * torch.randn_like(x, dtype=torch.float64)


def in_place(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x.add_(spread * torch.randn_like(x, dtype=torch.float64))


def first_number_wasted(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    torch.randn(1, dtype=torch.float64)
    return x + spread * torch.randn_like(x, dtype=torch.float64)


def data_in_float32(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x.float() + spread * torch.randn(x.shape, dtype=torch.float64)


def spread_in_float32(x: torch.Tensor, spread: float, seed: int) -> torch.Tensor:
    torch.manual_seed(seed)
    return x + torch.tensor(spread) * torch.randn(x.shape, dtype=torch.float64)


RIGHT = [own_generator, like_a_converted_copy, normal_in_place, normal_of_that_spread]
WRONG = [
    no_spread,
    only_the_noise,
    one_noise_for_all,
    back_to_the_dtype_of_x,
    spread_squared,
    in_place,
    first_number_wasted,
    data_in_float32,
    spread_in_float32,
]
