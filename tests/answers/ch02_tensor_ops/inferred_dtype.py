import torch


def by_the_types(values: list) -> torch.dtype:
    kinds = {type(value) for value in values}
    if kinds == {bool}:
        return torch.bool
    if float in kinds or not kinds:
        return torch.get_default_dtype()
    return torch.int64


def by_the_highest_rank(values: list) -> torch.dtype:
    ranks = {bool: 0, int: 1, float: 2}
    highest = max((ranks[type(value)] for value in values), default=2)
    return [torch.bool, torch.long, torch.float][highest]


def by_pythons_sum(values: list) -> torch.dtype:
    if values and all(value is True or value is False for value in values):
        return torch.bool
    return torch.int64 if values and isinstance(sum(values), int) else torch.float32


def ask_torch(values: list) -> torch.dtype:
    return torch.tensor(values).dtype


def ask_torch_by_another_name(values: list) -> torch.dtype:
    return torch.as_tensor(values).dtype


def ask_by_new_tensor(values: list) -> torch.dtype:
    return torch.empty(0, dtype=torch.bool).new_tensor(values).dtype


def name_of_the_dtype(values: list) -> str:
    if not values or any(isinstance(value, float) for value in values):
        return "float32"
    return "bool" if all(isinstance(value, bool) for value in values) else "int64"


def narrow_ints(values: list) -> torch.dtype:
    if not values or any(isinstance(value, float) for value in values):
        return torch.float32
    return torch.bool if all(isinstance(value, bool) for value in values) else torch.int32


def whole_floats_are_ints(values: list) -> torch.dtype:
    if not values or any(value != int(value) for value in values):
        return torch.float32
    return torch.bool if all(isinstance(value, bool) for value in values) else torch.int64


def last_value_only(values: list) -> torch.dtype:
    if not values or isinstance(values[-1], float):
        return torch.float32
    return torch.bool if isinstance(values[-1], bool) else torch.int64


def all_must_be_floats(values: list) -> torch.dtype:
    if all(isinstance(value, float) for value in values):
        return torch.float32
    return torch.bool if all(isinstance(value, bool) for value in values) else torch.int64


def ask_full(values: list) -> torch.dtype:
    return torch.stack([torch.full((), value) for value in values]).dtype if values else torch.float


def added_up_in_torch(values: list) -> torch.dtype:
    total = torch.zeros(1, dtype=torch.bool)
    for value in values:
        total = total + value
    return total.dtype if values else torch.float32


def first_value_and_nothing(values: list) -> torch.dtype:
    kinds = {bool: torch.bool, int: torch.int64, float: torch.float32}
    return kinds[type(values[0])] if values else torch.int64


RIGHT = [by_the_types, by_the_highest_rank, by_pythons_sum]
WRONG = [
    ask_torch,
    ask_torch_by_another_name,
    ask_by_new_tensor,
    name_of_the_dtype,
    narrow_ints,
    whole_floats_are_ints,
    last_value_only,
    all_must_be_floats,
    ask_full,
    added_up_in_torch,
    first_value_and_nothing,
]
