"""Other right and wrong answers to `reuses_memory`."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode


def spans_compared(step, z, other):
    trial = z.clone()
    result = step(trial, other)
    first = trial.untyped_storage().data_ptr()
    return first <= result.data_ptr() < first + trial.untyped_storage().nbytes()


def by_the_storage_object(step, z, other):
    trial = torch.empty_like(z).copy_(z)
    result = step(trial, other)
    return bool(result.untyped_storage()._cdata == trial.untyped_storage()._cdata)


def put_back(step, z, other):
    before = z.clone()
    result = step(z, other)
    shares = result.untyped_storage().data_ptr() == z.untyped_storage().data_ptr()
    z.copy_(before)
    return shares


def seen_by_writing(step, z, other):
    trial = z.clone()
    result = step(trial, other)
    before = trial.clone()
    result.fill_(99) if result.dtype != torch.bool else result.logical_not_()
    return not torch.equal(trial, before)


def on_zeros(step, z, other):
    trial = torch.zeros_like(z)
    return step(trial, other).untyped_storage().data_ptr() == trial.untyped_storage().data_ptr()


def in_float(step, z, other):
    trial = z.clone().float()
    return step(trial, other).untyped_storage().data_ptr() == trial.untyped_storage().data_ptr()


class _NewStorages(TorchDispatchMode):
    def __init__(self, known):
        super().__init__()
        self.known, self.found = {known.untyped_storage().data_ptr()}, False

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if isinstance(result, torch.Tensor):
            self.found |= result.untyped_storage().data_ptr() not in self.known
        return result


def nothing_allocated(step, z, other):
    trial = z.clone()
    with _NewStorages(trial) as watcher:
        step(trial, other)
    return not watcher.found


def always(step, z, other):
    return True


def never(step, z, other):
    return False


def ids(step, z, other):
    trial = z.clone()
    return id(step(trial, other)) == id(trial)


def as_tensor(step, z, other):
    trial = z.clone()
    result = step(trial, other)
    return torch.tensor(result.untyped_storage().data_ptr() == trial.untyped_storage().data_ptr())


def same_shape(step, z, other):
    return step(z.clone(), other).shape == z.shape


def is_a_view(step, z, other):
    return step(z.clone(), other)._base is not None


def one_temporary(step, z, other):
    storage = step(z.clone(), other).untyped_storage().data_ptr()
    return storage == z.untyped_storage().data_ptr()


RIGHT = [spans_compared, by_the_storage_object, put_back, seen_by_writing]
WRONG = [
    on_zeros,
    in_float,
    nothing_allocated,
    always,
    never,
    ids,
    as_tensor,
    same_shape,
    is_a_view,
    one_temporary,
]
