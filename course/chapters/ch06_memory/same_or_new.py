"""### Quiz: old memory, new memory, or an error?

```python
x = torch.tensor([1.5, 2.5])      # float32
z = torch.tensor([10.0, 20.0])    # float32
n = torch.tensor([10, 20])        # int64
```

Each line below runs by itself, right after the three above. Afterwards, does the name on which
the line works (`z` in a to g, `n` in h to m) stand for a tensor in the memory that it had before
(`"old"`), or in other memory (`"new"`)? Or does the line raise an error (`"error"`)?

| letter | line | letter | line |
|---|---|---|---|
| a | `z = z + x` | h | `n = n + x` |
| b | `z[:] = z + x` | i | `n += x` |
| c | `z += x` | j | `n[:] = n + x` |
| d | `z = z.add(x)` | k | `torch.add(x, n, out=n)` |
| e | `z = z.add_(x)` | l | `n += 1` |
| f | `torch.add(x, z, out=z)` | m | `n = n / 1` |
| g | `z = z[:]` | | |

Write `same_or_new()`, which returns a dict from each letter to one of the three words. Decide
first, then try those that you are unsure of in a cell.

```python
>>> same_or_new()["a"]
'new'
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def same_or_new() -> dict[str, str]:
    """Tell by letter where the tensor lies after each of the thirteen lines."""
    ### BEGIN SOLUTION
    return {
        "a": "new",
        "b": "old",
        "c": "old",
        "d": "new",
        "e": "old",
        "f": "old",
        "g": "old",
        "h": "new",
        "i": "error",
        "j": "old",
        "k": "error",
        "l": "old",
        "m": "new",
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M1", "M2", "M3"],
    points=2,
    hints=[
        "A plain `name = ...` moves the name to whatever tensor stands on the right. Only if that "
        "is a view, or the tensor itself, is it in the old memory.",
        "An index on the left of `=`, `+=`, a trailing underscore and `out=` all write into memory "
        "that is already there. None of them can change its dtype.",
        "Where a float result should go into int64 memory, arithmetic in place refuses. An "
        "assignment through an index doesn't refuse: it cuts the digits off.",
    ],
)

_LINES = {
    "a": "z = z + x",
    "b": "z[:] = z + x",
    "c": "z += x",
    "d": "z = z.add(x)",
    "e": "z = z.add_(x)",
    "f": "torch.add(x, z, out=z)",
    "g": "z = z[:]",
    "h": "n = n + x",
    "i": "n += x",
    "j": "n[:] = n + x",
    "k": "torch.add(x, n, out=n)",
    "l": "n += 1",
    "m": "n = n / 1",
}


def _run(line: str) -> str:
    names = {
        "torch": torch,
        "x": torch.tensor([1.5, 2.5]),
        "z": torch.tensor([10.0, 20.0]),
        "n": torch.tensor([10, 20]),
    }
    name = "z" if "z" in line else "n"
    before = names[name]
    try:
        exec(line, names)
    except RuntimeError:
        return "error"
    same = names[name].untyped_storage().data_ptr() == before.untyped_storage().data_ptr()
    return "old" if same else "new"


def reference() -> dict[str, str]:
    return {letter: _run(line) for letter, line in _LINES.items()}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the thirteen lines")


@mistake(
    "Only b differs. The sum on its right is a new tensor, but `z[:] =` copies it into the memory "
    "that `z` has, and the name doesn't move."
)
def assignment_moves_the_name() -> dict[str, str]:
    return {**same_or_new(), "b": "new", "j": "old"}


@mistake(
    "You expect `z[:] = ...` to move the name. An index on the left of `=` writes into the memory "
    "that is there, for `z` as for `n`."
)
def index_on_the_left_moves() -> dict[str, str]:
    return {**same_or_new(), "b": "new", "j": "new"}


@mistake(
    "You expect `+=` to fit the memory to the result. It writes into the memory of `n`, which "
    "holds whole numbers, and torch refuses to put floats there. `out=n` is refused as well."
)
def dtype_adapts() -> dict[str, str]:
    return {**same_or_new(), "i": "new", "k": "new"}


@mistake(
    "You expect floats to be written into whole numbers with their digits cut off. That is what "
    "an assignment does; arithmetic in place, and `out=`, raise an error instead."
)
def cut_in_place() -> dict[str, str]:
    return {**same_or_new(), "i": "old", "k": "old"}


@mistake(
    "Only j differs. An assignment through an index casts to the dtype of the memory without a "
    "word: the digits after the point are cut off, and no error tells you."
)
def assignment_refuses() -> dict[str, str]:
    return {**same_or_new(), "j": "error"}


@mistake(
    "Only g differs. In a list, `[:]` makes a copy; of a tensor it makes a view. The name moves "
    "to another object, but the memory is the old one."
)
def colon_copies() -> dict[str, str]:
    return {**same_or_new(), "g": "new"}


@mistake(
    "Only e differs. `add_` writes into `z` and returns `z`, so the assignment moves the name to "
    "where it already was."
)
def underscore_makes_new() -> dict[str, str]:
    return {**same_or_new(), "e": "new"}


@mistake(
    "You take every line that says `z = ...` for a change of `z` itself. `z + x` and `z.add(x)` "
    "make new tensors, and `=` points the name at them."
)
def names_are_memory() -> dict[str, str]:
    return {**same_or_new(), "a": "old", "d": "old"}


@mistake(
    "You expect `n + x` to raise. Only writing into memory is bound to a dtype; a new tensor has "
    "the dtype that fits, here float32."
)
def mixing_refused() -> dict[str, str]:
    return {**same_or_new(), "h": "error"}
