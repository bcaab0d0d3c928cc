from typing import Any

import torch


def by_match(batch: Any, device: torch.device) -> Any:
    match batch:
        case torch.Tensor():
            return batch if batch.device == device else batch.to(device)
        case dict():
            return dict(zip(batch, map(lambda v: by_match(v, device), batch.values()), strict=True))
        case tuple():
            return (*(by_match(item, device) for item in batch),)
        case list():
            return [*(by_match(item, device) for item in batch)]
        case _:
            return batch


def by_pytree(batch: Any, device: torch.device) -> Any:
    from torch.utils._pytree import tree_map_only

    return tree_map_only(torch.Tensor, lambda x: x.to(device), batch)


def by_asking_for_to(batch: Any, device: torch.device) -> Any:
    if torch.is_tensor(batch):
        return batch.to(device=device)
    if isinstance(batch, (list, tuple)):
        return type(batch)([by_asking_for_to(item, device) for item in batch])
    if isinstance(batch, dict):
        copied = dict(batch)
        for key in copied:
            copied[key] = by_asking_for_to(copied[key], device)
        return copied
    return batch


def accelerator_only(batch: Any, device: torch.device) -> Any:
    return by_match(batch, torch.device("cuda"))


def no_tuples(batch: Any, device: torch.device) -> Any:
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: no_tuples(value, device) for key, value in batch.items()}
    if isinstance(batch, list):
        return [no_tuples(item, device) for item in batch]
    return batch


def numbers_become_tensors(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, int | float):
        return torch.tensor(batch, device=device)
    if isinstance(batch, dict):
        return {key: numbers_become_tensors(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(numbers_become_tensors(item, device) for item in batch)
    return by_match(batch, device)


def cloned(batch: Any, device: torch.device) -> Any:
    if torch.is_tensor(batch):
        return batch.to(device).clone()
    if isinstance(batch, dict):
        return {key: cloned(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(cloned(item, device) for item in batch)
    return batch


def by_way_of_the_cpu(batch: Any, device: torch.device) -> Any:
    return by_match(by_match(batch, torch.device("cpu")), device)


def lists_become_tuples(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, list):
        return tuple(lists_become_tuples(item, device) for item in batch)
    return by_match(batch, device)


def drops_none(batch: Any, device: torch.device) -> Any:
    moved = by_match(batch, device)
    return {k: v for k, v in moved.items() if v is not None} if isinstance(moved, dict) else moved


def detached(batch: Any, device: torch.device) -> Any:
    if torch.is_tensor(batch):
        return batch.detach().to(device)
    if isinstance(batch, dict):
        return {key: detached(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(detached(item, device) for item in batch)
    return batch


def whatever_can_be_gone_through(batch: Any, device: torch.device) -> Any:
    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        return {k: whatever_can_be_gone_through(v, device) for k, v in batch.items()}
    if hasattr(batch, "__iter__") and not isinstance(batch, str):
        return type(batch)(whatever_can_be_gone_through(item, device) for item in batch)
    return batch


def the_rest_is_copied(batch: Any, device: torch.device) -> Any:
    from copy import deepcopy

    if torch.is_tensor(batch):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: the_rest_is_copied(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(the_rest_is_copied(item, device) for item in batch)
    return deepcopy(batch)


def arrays_become_tensors(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, dict):
        return {key: arrays_become_tensors(value, device) for key, value in batch.items()}
    if type(batch).__name__ == "ndarray":
        return torch.from_numpy(batch).to(device)
    return by_match(batch, device)


RIGHT = [by_match, by_pytree, by_asking_for_to]
WRONG = [
    detached,
    whatever_can_be_gone_through,
    the_rest_is_copied,
    arrays_become_tensors,
    accelerator_only,
    no_tuples,
    numbers_become_tensors,
    cloned,
    by_way_of_the_cpu,
    lists_become_tuples,
    drops_none,
]
