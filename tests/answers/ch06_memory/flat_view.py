"""Other right and wrong answers to `flat_view`."""

import itertools

import torch


def by_the_cells(x):
    cells = [x.storage_offset()] if x.numel() else []
    for n, s in zip(x.shape, x.stride(), strict=True):
        cells = [cell + i * s for cell in cells for i in range(n)]
    steps = {after - before for before, after in itertools.pairwise(cells)}
    if len(steps) > 1:
        return None
    return torch.as_strided(x, (len(cells),), (*steps, 1)[:1], x.storage_offset())


def from_the_inside(x):
    step, reach = 1, None
    for n, s in reversed(list(zip(x.shape, x.stride(), strict=True))):
        if n == 1 or x.numel() == 0:
            continue
        if reach is None:
            step, reach = s, s * n
        elif s == reach:
            reach = s * n
        else:
            return None
    return x.as_strided([x.numel()], [step])


def squeezed(x):
    slim = x.squeeze()
    for axis in range(slim.ndim - 1):
        fits = slim.stride(axis) == slim.shape[axis + 1] * slim.stride(axis + 1)
        if x.numel() > 1 and not fits:
            return None
    step = slim.stride(-1) if slim.ndim else 1
    return torch.as_strided(x, (x.numel(),), (step,), x.storage_offset())


def tried(x):
    try:
        return x.view(-1)
    except RuntimeError:
        return None


def flattened(x):
    flat = torch.flatten(x)
    return flat if flat.data_ptr() == x.data_ptr() else None


def first_stride(x):
    if by_the_cells(x) is None:
        return None
    return torch.as_strided(x, (x.numel(),), (x.stride(0) if x.ndim else 1,), x.storage_offset())


def offset_forgotten(x):
    flat = by_the_cells(x)
    return None if flat is None else torch.as_strided(x, flat.shape, flat.stride(), 0)


def empty_refused(x):
    return by_the_cells(x) if x.numel() else None


def outer_against_length(x):
    axes = [(n, s) for n, s in zip(x.shape, x.stride(), strict=True) if n > 1]
    for (_, outer), (length, _) in itertools.pairwise(axes):
        if outer != length:
            return None
    return torch.as_strided(x, (x.numel(),), (axes[-1][1] if axes else 1,), x.storage_offset())


def _used(x):
    return [(n, s) for n, s in zip(x.shape, x.stride(), strict=True) if n != 1]


def any_pair_fits(x):
    if x.numel() < 2:
        return by_the_cells(x)
    axes = _used(x)
    fits = [a[1] == b[0] * b[1] for a, b in itertools.pairwise(axes)]
    return x.as_strided((x.numel(),), (axes[-1][1],)) if any(fits) or not fits else None


def ends_compared(x):
    if x.numel() < 2:
        return by_the_cells(x)
    axes = _used(x)
    fits = axes[0][1] == x.numel() // axes[0][0] * axes[-1][1]
    return x.as_strided((x.numel(),), (axes[-1][1],)) if fits else None


def first_and_last_pair(x):
    if x.numel() < 2:
        return by_the_cells(x)
    axes = _used(x)
    pairs = [*itertools.pairwise(axes[:2]), *itertools.pairwise(axes[-2:])]
    fits = all(a[1] == b[0] * b[1] for a, b in pairs)
    return x.as_strided((x.numel(),), (axes[-1][1],)) if fits else None


def sorted_by_stride(x):
    if x.numel() < 2:
        return by_the_cells(x)
    axes = sorted(_used(x), key=lambda axis: -axis[1])
    fits = all(a[1] == b[0] * b[1] for a, b in itertools.pairwise(axes))
    return x.as_strided((x.numel(),), (axes[-1][1],)) if fits else None


def raises(x):
    flat = by_the_cells(x)
    if flat is None:
        raise RuntimeError("needs a copy")
    return flat


RIGHT = [by_the_cells, from_the_inside, squeezed]
WRONG = [
    tried,
    flattened,
    first_stride,
    offset_forgotten,
    empty_refused,
    outer_against_length,
    any_pair_fits,
    ends_compared,
    first_and_last_pair,
    sorted_by_stride,
    raises,
]
