import torch


def by_division_first(c: torch.Tensor) -> torch.Tensor:
    return c / 5 * 9 + 32


def by_a_python_fraction(c: torch.Tensor) -> torch.Tensor:
    return 9 / 5 * c + 32


def by_functions(c: torch.Tensor) -> torch.Tensor:
    return torch.add(torch.mul(c, 9 / 5), 32)


def converted_where_needed(c: torch.Tensor) -> torch.Tensor:
    real = c if c.is_floating_point() else c.to(torch.float32)
    return real * 9 / 5 + 32


def in_place_on_a_new_one(c: torch.Tensor) -> torch.Tensor:
    f = c / 5
    f *= 9
    f += 32
    return f


def in_float64(c: torch.Tensor) -> torch.Tensor:
    return c.double() * 9 / 5 + 32


def rounded(c: torch.Tensor) -> torch.Tensor:
    return (c * 1.8 + 32).round()


def back_to_the_dtype(c: torch.Tensor) -> torch.Tensor:
    return (c * 1.8 + 32).to(c.dtype)


def upside_down(c: torch.Tensor) -> torch.Tensor:
    return c * 5 / 9 + 32


def widened_but_whole(c: torch.Tensor) -> torch.Tensor:
    return c.long() * 9 // 5 + 32


def a_list(c: torch.Tensor) -> object:
    return [value * 1.8 + 32 for value in c.flatten().tolist()]


def added_in_int8(c: torch.Tensor) -> torch.Tensor:
    return (c + 40) * 1.8 - 40


RIGHT = [
    by_division_first,
    by_a_python_fraction,
    by_functions,
    converted_where_needed,
    in_place_on_a_new_one,
]
WRONG = [
    in_float64,
    rounded,
    back_to_the_dtype,
    upside_down,
    widened_but_whole,
    a_list,
    added_in_int8,
]
