import torch


def by_add_(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return balance.add_(amount)


def by_out(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return torch.add(balance, amount, out=balance)


def by_slice(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    balance[:] = balance + amount
    return balance


def by_copy_(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return balance.copy_(amount + balance)


def by_add(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return torch.add(balance, amount)


def withdrawn(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return balance.sub_(amount)


def added_to_the_amount(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    amount += balance
    return amount


def copied_first(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    return balance.clone().add_(amount)


def balance_replaced(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    balance[:] = amount
    return balance


def amount_returned(balance: torch.Tensor, amount: torch.Tensor | float) -> object:
    balance += amount
    return amount


def first_account_only(balance: torch.Tensor, amount: torch.Tensor | float) -> torch.Tensor:
    balance[:1] += amount if isinstance(amount, float | int) else amount[:1]
    return balance


RIGHT = [by_add_, by_out, by_slice, by_copy_]
WRONG = [
    by_add,
    withdrawn,
    added_to_the_amount,
    copied_first,
    balance_replaced,
    amount_returned,
    first_account_only,
]
