"""### Whose cells overlap?

Two threads may write at the same time only if no cell belongs to both. Write
`overlapping(tensors)`, which is given a list of tensors and returns the list of all pairs `(i, j)`
with `i < j` such that some cell of memory is looked at by both `tensors[i]` and `tensors[j]`. The
pairs are sorted: by `i`, and those with the same `i` by `j`. Each may be a tuple or a list.

Sharing a storage isn't enough: the left and the right half of a table share one, and no cell
belongs to both. Nor do the first and the last address tell: the even and the odd columns lie in
between each other. A tensor without elements overlaps with nothing. All tensors in a list have
the same dtype and few elements, and stay as they are.

```python
>>> x = torch.arange(12).reshape(3, 4)
>>> overlapping([x[0], x[1], x[:, 2], x.clone()])
[(0, 2), (1, 2)]
>>> overlapping([x[:, ::2], x[:, 1::2]])
[]
```
"""

import itertools
from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def overlapping(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    """List the pairs of tensors that look at a common cell of memory."""
    ### BEGIN SOLUTION
    cells = []
    for x in tensors:
        places = {x.storage_offset()} if x.numel() else set()
        for length, stride in zip(x.shape, x.stride(), strict=True):
            places = {place + i * stride for place in places for i in range(length)}
        storage = x.untyped_storage().data_ptr()
        cells.append({(storage, place) for place in places})
    pairs = itertools.combinations(range(len(tensors)), 2)
    return [(i, j) for i, j in pairs if cells[i] & cells[j]]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4"],
    points=3,
    hints=[
        "First list the cells of each tensor: the place in its storage of every element, by the "
        "formula with offset and strides. A Python set is a good home for them.",
        "Place 5 of one storage isn't place 5 of another. Put the address of the storage beside "
        "the place, as a pair.",
        "Two sets have something in common if `a & b` isn't empty. Go through all `i`, and for "
        "each through all `j` above it: then the pairs come out sorted.",
    ],
)


def _cells(x: torch.Tensor) -> set[int]:
    size = x.untyped_storage().nbytes() // x.element_size()
    base = x.untyped_storage().data_ptr()
    places = torch.arange(size).as_strided(x.shape, x.stride(), x.storage_offset())
    return {base + place * x.element_size() for place in places.flatten().tolist()}


def reference(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    cells = [_cells(x) if x.numel() else set() for x in tensors]
    count = len(tensors)
    return [(i, j) for i in range(count) for j in range(i + 1, count) if cells[i] & cells[j]]


def cases(rng: Rng) -> Iterator[Case]:
    x = torch.arange(12).reshape(3, 4)
    yield case("two rows, a column, a clone", [x[0], x[1], x[:, 2], x.clone()])
    yield case("even and odd columns", [x[:, ::2], x[:, 1::2]])
    table = rng.integers(4, 5)
    yield case("a table and its transpose", [table, table.T])
    yield case("left half, right half, middle", [table[:, :2], table[:, 3:], table[:, 1:4]])
    yield case("diagonals and a corner", [table.diagonal(), table.diagonal(1), table[:2, :2]])
    row = rng.reals(8)
    yield case("windows of a row", [row[:3], row[2:5], row[5:], row[::4]])
    yield case("equal numbers in two places", [row, row.clone(), row[:4].clone()])
    yield case("an expanded row and its source", [row[1:4].expand(2, 3), row[3:4], row[4:]])
    yield case("the same tensor three times", [row, row, row])
    around = [row[:2], row[3:5], row[4:6], row[1:3]]
    yield case("the first and the last, and the two in between", around)
    yield case("an empty slice", [row[2:2], row, row[7]])
    yield case("a number without axes", [row[2], row[2:], row[3:]])
    yield case("parts of two storages", [table[0], x[1, 1:], table[:, 4], x[:, 3]])
    yield case("one tensor", [row])
    yield case("no tensors", [])


def _pairs(
    tensors: list[torch.Tensor], test: Callable[[torch.Tensor, torch.Tensor], bool]
) -> list[tuple[int, int]]:
    count = len(tensors)
    return [
        (i, j)
        for i in range(count)
        for j in range(i + 1, count)
        if tensors[i].numel() and tensors[j].numel() and test(tensors[i], tensors[j])
    ]


def _storage(x: torch.Tensor) -> int:
    return x.untyped_storage().data_ptr()


@mistake(
    "You compare the storages. Two rows of one table share a storage, and still no cell belongs "
    "to both."
)
def same_storage(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    return _pairs(tensors, lambda a, b: _storage(a) == _storage(b))


@mistake(
    "You compare where the first elements lie. Two tensors may begin in different cells and still "
    "meet further on, as a row and a column do."
)
def same_first_element(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    return _pairs(tensors, lambda a, b: a.data_ptr() == b.data_ptr())


def _ends(x: torch.Tensor) -> tuple[int, int]:
    steps = sum((n - 1) * s for n, s in zip(x.shape, x.stride(), strict=True))
    return x.data_ptr(), x.data_ptr() + steps * x.element_size()


@mistake(
    "You compare the first and the last cell of each tensor. Even and odd columns reach over the "
    "same stretch of memory without a cell in common: look at the cells themselves."
)
def stretches(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    def meet(a: torch.Tensor, b: torch.Tensor) -> bool:
        return _ends(a)[0] <= _ends(b)[1] and _ends(b)[0] <= _ends(a)[1]

    return _pairs(tensors, meet)


@mistake(
    "Places were compared without their storages. Cell 0 of one storage and cell 0 of another are "
    "two cells."
)
def storages_mixed(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    def places(x: torch.Tensor) -> set[int]:
        return {(c - _storage(x)) // x.element_size() for c in _cells(x)}

    return _pairs(tensors, lambda a, b: bool(places(a) & places(b)))


@mistake(
    "You look for a number that both tensors hold. Equal numbers may lie in different cells; what "
    "counts is where they lie."
)
def common_numbers(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    return _pairs(tensors, lambda a, b: bool(torch.isin(a, b).any()))


@mistake(
    "The pairs are the right ones, sorted by `j`: (1, 2) comes before (0, 3). The first number "
    "decides, and the second only where the first is the same."
)
def sorted_by_the_second(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    return sorted(overlapping(tensors), key=lambda pair: pair[::-1])


@mistake(
    "You look only at neighbours in the list, i and i + 1. Any two tensors of the list may meet."
)
def neighbours_only(tensors: list[torch.Tensor]) -> list[tuple[int, int]]:
    return [(i, j) for i, j in overlapping(tensors) if j == i + 1]
