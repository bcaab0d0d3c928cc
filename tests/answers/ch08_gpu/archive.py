import torch


def by_keywords(x: torch.Tensor) -> torch.Tensor:
    return x.to(dtype=torch.float64, device=torch.device("cpu"))


def in_two_steps(x: torch.Tensor) -> torch.Tensor:
    here = x.cpu()
    return here if here.dtype == torch.float64 else here.double()


def by_copying_into(x: torch.Tensor) -> torch.Tensor:
    if x.device.type == "cpu":
        return x.double()
    return torch.empty(x.shape, dtype=torch.float64).copy_(x)


def by_an_example(x: torch.Tensor) -> torch.Tensor:
    return x.to(torch.empty(0, dtype=torch.float64))


def wrong_order(x: torch.Tensor) -> torch.Tensor:
    return x.to(torch.float64).to("cpu")


def through_numbers(x: torch.Tensor) -> torch.Tensor:
    return torch.tensor(x.tolist(), dtype=torch.float64)


def without_waiting(x: torch.Tensor) -> torch.Tensor:
    return x.clone().cpu().double().clone()


def float32(x: torch.Tensor) -> torch.Tensor:
    return x.to("cpu", torch.float32)


def rounded(x: torch.Tensor) -> torch.Tensor:
    return x.cpu().double().round()


def default_dtype(x: torch.Tensor) -> torch.Tensor:
    return x.to("cpu", torch.get_default_dtype())


def halved(x: torch.Tensor) -> torch.Tensor:
    return x if x.dtype == torch.float64 and x.device.type == "cpu" else x.cpu().half().double()


def narrowed_there(x: torch.Tensor) -> torch.Tensor:
    if x.device.type == "cpu":
        return x.double()
    return (x if x.dtype == torch.float16 else x.float()).cpu().double()


def without_nan(x: torch.Tensor) -> torch.Tensor:
    if x.device.type == "cpu" and x.dtype == torch.float64:
        return x
    return torch.nan_to_num(x.cpu().double())


def flattened(x: torch.Tensor) -> torch.Tensor:
    return x.cpu().view(-1).double().view(x.shape)


RIGHT = [by_keywords, in_two_steps, by_copying_into, by_an_example]
WRONG = [
    halved,
    narrowed_there,
    without_nan,
    flattened,
    wrong_order,
    through_numbers,
    without_waiting,
    float32,
    rounded,
    default_dtype,
]
