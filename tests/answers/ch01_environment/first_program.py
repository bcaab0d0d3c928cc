import torch


def moved_before_adding(device, rows):
    first = torch.ones(rows, 1).to(device)
    second = torch.full((rows, 1), 2.0).to(device)
    return first, second, torch.add(first, second)


def with_a_default_device(device, rows):
    with torch.device(device):
        first, second = torch.ones(rows, 1), torch.full((rows, 1), 2.0)
    return [first, second, first.add(second)]


def from_the_first(device, rows):
    first = torch.zeros((rows, 1), dtype=torch.float32, device=device) + 1
    second = first + first
    return first, second, second + first


def only_the_sum(device, rows):
    return torch.ones((rows, 1), device=device) + torch.full((rows, 1), 2.0, device=device)


def integers(device, rows):
    first = torch.full((rows, 1), 1, device=device)
    return first, 2 * first, 3 * first


def two_columns_of_ones(device, rows):
    first = torch.ones((rows, 1), device=device)
    return first, first.clone(), first + first


def added_in_place(device, rows):
    first = torch.ones((rows, 1), device=device)
    second = torch.full((rows, 1), 2.0, device=device)
    first += second
    return first, second, first


def always_three_rows(device, rows):
    first = torch.ones((3, 1), device=device)
    return first, 2 * first, 3 * first


def moved_and_forgotten(device, rows):
    first, second = torch.ones((rows, 1)), torch.full((rows, 1), 2.0)
    first.to(device)
    second.to(device)
    return first, second, first + second


def set_beside_each_other(device, rows):
    first = torch.ones((rows, 1), device=device)
    return first, 2 * first, torch.cat([first, 2 * first], dim=1)


RIGHT = [moved_before_adding, with_a_default_device, from_the_first]
WRONG = [
    only_the_sum,
    integers,
    two_columns_of_ones,
    added_in_place,
    always_three_rows,
    moved_and_forgotten,
    set_beside_each_other,
]
