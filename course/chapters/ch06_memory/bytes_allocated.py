"""### Quiz: how many bytes?

`x` is a contiguous float32 tensor of shape `(rows, columns)`, with at least 2 rows and 2 columns.
A float32 takes 4 bytes, a float64 or int64 takes 8, a bool takes 1. How many bytes of **new**
memory does each expression take, temporaries included?

| letter | expression | letter | expression |
|---|---|---|---|
| a | `x + 1` | g | `x[:, 1:]` |
| b | `x.add_(1)` | h | `x.repeat(5, 1)` |
| c | `x.T` | i | `x.double()` |
| d | `x.T.contiguous()` | j | `x.expand(5, rows, columns)` |
| e | `x > 0` | k | `2 * x + 1` |
| f | `x.sum(dim=0)` | l | `x[:] = x + 1` |

(`repeat(5, 1)` puts the table below itself until there are five; `double()` converts to float64.)

Write `bytes_allocated(rows, columns)`, which returns a dict from each letter to the number of
bytes, for any `rows` and `columns`. Decide first; `allocated` from above measures.

```python
>>> bytes_allocated(3, 4)["a"]
48
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def bytes_allocated(rows: int, columns: int) -> dict[str, int]:
    """Tell by letter how many bytes each of the twelve expressions allocates."""
    ### BEGIN SOLUTION
    whole = 4 * rows * columns
    return {
        "a": whole,
        "b": 0,
        "c": 0,
        "d": whole,
        "e": rows * columns,
        "f": 4 * columns,
        "g": 0,
        "h": 5 * whole,
        "i": 2 * whole,
        "j": 0,
        "k": 2 * whole,
        "l": whole,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M1", "M2", "M4"],
    points=2,
    hints=[
        "Views take nothing: slices, `.T`, `expand`. In place takes nothing either, unless "
        "something is computed on the right first.",
        "Otherwise ask for the shape of the result and for its dtype: elements times bytes. What "
        "is the dtype of a comparison?",
        "An expression with two operations makes two results. That the first one is thrown away "
        "at once doesn't make it free.",
    ],
)


def reference(rows: int, columns: int) -> dict[str, int]:
    elements = rows * columns
    return {
        "a": 4 * elements,
        "b": 0,
        "c": 0,
        "d": 4 * elements,
        "e": elements,
        "f": 4 * columns,
        "g": 0,
        "h": 20 * elements,
        "i": 8 * elements,
        "j": 0,
        "k": 8 * elements,
        "l": 4 * elements,
    }


def cases(rng: Rng) -> Iterator[Case]:
    yield case("three rows and four columns", 3, 4)
    yield case("a thousand rows", 1000, 2 + rng.size(1, 9))
    yield case("more columns than rows", rng.size(2, 5), rng.size(10, 30))
    yield case("a square", 4, 4)


@mistake(
    "Only k differs. There are two operations and so two results: `2 * x` is made first, and is "
    "thrown away only when the sum is there."
)
def temporary_forgotten(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "k": 4 * rows * columns}


@mistake(
    "Only l differs. The old memory is written, but `x + 1` on the right is a new tensor before "
    "its numbers are copied over."
)
def assignment_is_free(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "l": 0}


@mistake(
    "You forgot what is thrown away: `2 * x` and, in l, `x + 1` are tensors of their own, if only "
    "for a moment."
)
def both_temporaries_forgotten(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "k": 4 * rows * columns, "l": 0}


@mistake(
    "Only d differs. The transpose is free, but `contiguous` has to lay its numbers out in reading "
    "order, and that takes memory."
)
def contiguous_is_free(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "d": 0}


@mistake(
    "Only e differs. The result of a comparison holds bools, and a bool takes one byte, not four."
)
def bools_of_four_bytes(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "e": 4 * rows * columns}


@mistake(
    "Only j differs. `expand` repeats by a stride of 0: five times the table, in the memory of "
    "one. It is `repeat` that copies."
)
def expand_copies(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "j": 5 * 4 * rows * columns}


@mistake("Only h differs. `repeat` writes the table five times into new memory; `expand` is free.")
def repeat_is_free(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "h": 0}


@mistake(
    "Only f differs. `sum(dim=0)` adds up the rows, so the result has one number for each column."
)
def sum_by_rows(rows: int, columns: int) -> dict[str, int]:
    return {**bytes_allocated(rows, columns), "f": 4 * rows}


@mistake(
    "You counted elements, not bytes. A float32 takes 4 bytes, a float64 takes 8, and only a bool "
    "takes 1."
)
def counted_elements(rows: int, columns: int) -> dict[str, int]:
    each = bytes_allocated(rows, columns)
    by_size = {"e": 1, "i": 8}
    return {letter: size // by_size.get(letter, 4) for letter, size in each.items()}
