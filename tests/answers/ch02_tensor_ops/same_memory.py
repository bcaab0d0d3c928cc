"""Other right and wrong answers to `same_memory`."""

import numpy as np
import torch


def by_whole_storage(a, b):
    def storage(t):
        return t.untyped_storage().data_ptr() if t.numel() else None

    return storage(a) is not None and storage(a) == storage(b)


def by_start_of_memory(a, b):
    starts = [t.data_ptr() - t.storage_offset() * t.element_size() for t in (a, b)]
    return 0 not in a.shape and 0 not in b.shape and starts[0] == starts[1]


def by_id(a, b):
    return id(a) == id(b)


def by_overlap(a, b):
    return bool(np.shares_memory(a.numpy(), b.numpy()))


def by_values(a, b):
    return a.shape == b.shape and bool((a == b).all())


def by_writing(a, b):
    """Write into one and look at the other; two rows of one table are missed."""
    if not a.numel() or not b.numel():
        return False
    old, seen = a.clone(), b.clone()
    a += 1
    changed = not torch.equal(b, seen)
    a.copy_(old)
    return changed


def leaves_it_changed(a, b):
    if not a.numel() or not b.numel():
        return False
    seen = b.clone()
    a += 1
    return not torch.equal(b, seen)


def by_length_of_storage(a, b):
    return a.untyped_storage().nbytes() == b.untyped_storage().nbytes()


def first_only(a, b):
    return a.numel() > 0 and a.untyped_storage().data_ptr() == b.untyped_storage().data_ptr()


def views_share(a, b):
    return a._is_view() or b._is_view()


RIGHT = [by_whole_storage, by_start_of_memory]
WRONG = [
    by_id,
    by_overlap,
    by_values,
    by_writing,
    leaves_it_changed,
    by_length_of_storage,
    first_only,
    views_share,
]
