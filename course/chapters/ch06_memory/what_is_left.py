"""### Quiz: what is left?

Eight small programs. What number does each print? Follow the memory, not the names.

```python
# a
x = torch.zeros(4)
y = x[1:]
y += 1
y = y + 1
y += 1
print(x.sum())
# b
x = torch.zeros(2, 3)
y, z = x.T, x.reshape(-1)
y[2] = 5
z[2] = 1
print(x.sum())
# c
x = torch.zeros(2, 3)
y = x.T.reshape(-1)
y += 1
print(x.sum())
# d
x = torch.zeros(3)
rows = [x] * 2
rows[0] += 1
rows[1] += 1
print(x.sum())
# e
y = torch.zeros(1).expand(3)
y[1] = 7
print(y.sum())
# f
y = torch.zeros(4).unfold(0, 2, 1)
y[1, 1] = 4
print(y.sum())
# g
x = torch.arange(4.0)
y = x[x > 1]
y += 10
x[x > 1] += 1
print(x.sum())
# h
x = torch.zeros(3, dtype=torch.long)
x[:] = x + 0.75
print(x.sum())
```

`x.unfold(0, 2, 1)` gives all windows of two neighbours, as a view. Write `what_is_left()`, which
returns a dict from each letter to the number, as a Python number. Decide first, then run those
that you are unsure of.

```python
>>> what_is_left()["a"]
3
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def what_is_left() -> dict[str, float]:
    """Tell by letter which number each of the eight programs prints."""
    ### BEGIN SOLUTION
    return {
        "a": 3,
        "b": 6,
        "c": 0,
        "d": 6,
        "e": 21,
        "f": 8,
        "g": 8,
        "h": 0,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M4", "M1", "M2"],
    points=2,
    hints=[
        "For each line ask: does it write into memory, or does it point a name at a new tensor? "
        "`y += 1` writes, `y = y + 1` moves the name.",
        "For each tensor ask: is it a view or a copy? A mask between brackets on the right of `=` "
        "copies; on the left it says which cells are written.",
        "In e and f several elements of `y` are one cell. A number written into the cell is "
        "read once for each of them.",
    ],
)


def _a() -> torch.Tensor:
    x = torch.zeros(4)
    y = x[1:]
    y += 1
    y = y + 1
    y += 1
    return x.sum()


def _b() -> torch.Tensor:
    x = torch.zeros(2, 3)
    y, z = x.T, x.reshape(-1)
    y[2] = 5
    z[2] = 1
    return x.sum()


def _c() -> torch.Tensor:
    x = torch.zeros(2, 3)
    y = x.T.reshape(-1)
    y += 1
    return x.sum()


def _d() -> torch.Tensor:
    x = torch.zeros(3)
    rows = [x] * 2
    rows[0] += 1
    rows[1] += 1
    return x.sum()


def _e() -> torch.Tensor:
    y = torch.zeros(1).expand(3)
    y[1] = 7
    return y.sum()


def _f() -> torch.Tensor:
    y = torch.zeros(4).unfold(0, 2, 1)
    y[1, 1] = 4
    return y.sum()


def _g() -> torch.Tensor:
    x = torch.arange(4.0)
    y = x[x > 1]
    y += 10
    x[x > 1] += 1
    return x.sum()


def _h() -> torch.Tensor:
    x = torch.zeros(3, dtype=torch.long)
    x[:] = x + 0.75
    return x.sum()


def reference() -> dict[str, float]:
    programs = [_a, _b, _c, _d, _e, _f, _g, _h]
    return {letter: float(run()) for letter, run in zip("abcdefgh", programs, strict=True)}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the eight programs")


@mistake(
    "Only a differs. After `y = y + 1` the name `y` stands for a new tensor, and the last line "
    "writes there. Only the first of the three lines reaches `x`."
)
def name_stays() -> dict[str, float]:
    return {**what_is_left(), "a": 9}


@mistake(
    "Only a differs. `y = y + 1` doesn't reach `x`, and from then on `y` is another tensor: the "
    "last line doesn't reach `x` either."
)
def both_in_place() -> dict[str, float]:
    return {**what_is_left(), "a": 6}


@mistake(
    "Only b differs. `z` and `y` look at the same six cells, and cell 2 is `y[2, 0]` as well as "
    "`z[2]`: one of the two fives is overwritten by the 1."
)
def views_apart() -> dict[str, float]:
    return {**what_is_left(), "b": 11}


@mistake("Only b differs. `x` is contiguous, so `reshape` gives a view, and the 1 arrives in `x`.")
def reshape_copied() -> dict[str, float]:
    return {**what_is_left(), "b": 10}


@mistake(
    "Only c differs. Read row by row, the transposed table needs another order than memory has, so "
    "`reshape` copied, and nothing reaches `x`."
)
def reshape_shared() -> dict[str, float]:
    return {**what_is_left(), "c": 6}


@mistake(
    "Only d differs. `[x] * 2` is a list with the same tensor twice, not with two tensors: both "
    "lines add to `x`."
)
def list_copies() -> dict[str, float]:
    return {**what_is_left(), "d": 0}


@mistake(
    "Only d differs. Both entries of the list are `x` itself, so 1 is added twice to each of the "
    "three numbers."
)
def added_once() -> dict[str, float]:
    return {**what_is_left(), "d": 3}


@mistake(
    "Only e differs. The three elements of `y` are one cell: what is written into one of them is "
    "read in all."
)
def expanded_apart() -> dict[str, float]:
    return {**what_is_left(), "e": 7}


@mistake(
    "Only f differs. The cell that was written is the second number of window 1 and the first of "
    "window 2. In the sum over all windows it counts twice."
)
def windows_apart() -> dict[str, float]:
    return {**what_is_left(), "f": 4}


@mistake(
    "Only g differs. `y = x[x > 1]` is a copy: adding 10 to it doesn't reach `x`. It is the index "
    "on the left, in the last line but one, that writes into `x`."
)
def mask_shares() -> dict[str, float]:
    return {**what_is_left(), "g": 28}


@mistake(
    "Only g differs. `x[x > 1] += 1` does reach `x`: with the index on the left, the two numbers "
    "above 1 are read, changed and written back."
)
def mask_never_writes() -> dict[str, float]:
    return {**what_is_left(), "g": 6}


@mistake(
    "Only h differs. The memory holds whole numbers, and the assignment cuts 0.75 to 0 without a "
    "word."
)
def digits_kept() -> dict[str, float]:
    return {**what_is_left(), "h": 2.25}


@mistake(
    "Only h differs. What doesn't fit into whole numbers is cut off, not rounded: 0.75 becomes 0."
)
def rounded() -> dict[str, float]:
    return {**what_is_left(), "h": 3}
