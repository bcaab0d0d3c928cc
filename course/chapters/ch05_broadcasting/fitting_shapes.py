"""### Quiz: which shape comes out?

Two tensors are added. Which shape has the sum, or do they not fit?

| letter | `a.shape` | `b.shape` |
|---|---|---|
| a | `(5, 2)` | `(2,)` |
| b | `(5, 2)` | `(5,)` |
| c | `(4, 1)` | `(3,)` |
| d | `(5,)` | `(5, 1)` |
| e | `(2, 3, 4)` | `(3, 1)` |
| f | `(5, 1, 4, 1)` | `(6, 1, 3)` |
| g | `(3, 1, 2)` | `(3, 2)` |
| h | `(2, 3)` | `()` |
| i | `(1, 4)` | `(0, 1)` |
| j | `(3, 0)` | `(3, 5)` |

Write `fitting_shapes()`, which returns a dict from each letter to the shape of the sum, written
as a tuple, or to `None` where the shapes don't fit. Decide first, on paper: write one shape below
the other, aligned from the right.

```python
>>> fitting_shapes()["a"]
(5, 2)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def fitting_shapes() -> dict[str, tuple[int, ...] | None]:
    """Give the shape of each of the ten sums by its letter, or None where there is none."""
    ### BEGIN SOLUTION
    return {
        "a": (5, 2),
        "b": None,
        "c": (4, 3),
        "d": (5, 5),
        "e": (2, 3, 4),
        "f": (5, 6, 4, 3),
        "g": (3, 3, 2),
        "h": (2, 3),
        "i": (0, 4),
        "j": None,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B2", "B4"],
    points=2,
    hints=[
        "Write the shorter shape below the longer one so that their last entries stand below each "
        "other. Where nothing stands, think of a 1.",
        "Now go column by column. Equal lengths stay; a 1 takes the other length; anything else is "
        "an error.",
        "Length 0 is a length like any other: a 1 beside it becomes 0, and no other length fits.",
    ],
)


def reference() -> dict[str, tuple[int, ...] | None]:
    pairs = {
        "a": ((5, 2), (2,)),
        "b": ((5, 2), (5,)),
        "c": ((4, 1), (3,)),
        "d": ((5,), (5, 1)),
        "e": ((2, 3, 4), (3, 1)),
        "f": ((5, 1, 4, 1), (6, 1, 3)),
        "g": ((3, 1, 2), (3, 2)),
        "h": ((2, 3), ()),
        "i": ((1, 4), (0, 1)),
        "j": ((3, 0), (3, 5)),
    }
    return {letter: _shape(*pair) for letter, pair in pairs.items()}


def _shape(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...] | None:
    try:
        return tuple((torch.zeros(a) + torch.zeros(b)).shape)
    except RuntimeError:
        return None


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the ten sums")


@mistake(
    "You aligned the shapes from the left. They are aligned from the right: the last axes stand "
    "below each other, and the axes that are missing are the first ones."
)
def aligned_from_the_left() -> dict[str, tuple[int, ...] | None]:
    return {
        "a": None,
        "b": (5, 2),
        "c": None,
        "d": (5, 1),
        "e": None,
        "f": None,
        "g": (3, 2, 2),
        "h": (2, 3),
        "i": (0, 4),
        "j": None,
    }


@mistake(
    "You let nothing but equal shapes, or a single number, be added. A missing axis and an axis of "
    "length 1 are stretched."
)
def only_equal_shapes() -> dict[str, tuple[int, ...] | None]:
    return {**dict.fromkeys("abcdefgij"), "h": (2, 3)}


@mistake(
    "Only d differs. It looks as if both held five numbers that belong together, but aligned from "
    "the right the 5 of the first stands above the 1 of the second. Both are stretched."
)
def pairs_up() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "d": (5, 1)}


@mistake(
    "Only d differs. The shapes (5,) and (5, 1) fit, but the result is no vector: from the right, "
    "5 stands above 1, and then nothing above 5."
)
def stays_a_vector() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "d": (5,)}


@mistake(
    "Only i differs. The 1 is stretched to the other length, and that is 0: the result has no "
    "elements. It is not the greater of the two lengths that decides."
)
def greater_length() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "i": (1, 4)}


@mistake(
    "In i and j you took the greater of the two lengths. Only a length 1 is stretched. Beside a 0 "
    "it becomes 0, and 5 doesn't fit a 0."
)
def zero_gives_way() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "i": (1, 4), "j": (3, 5)}


@mistake(
    "Only j differs. A length 0 doesn't take in everything: the rule makes an exception for 1 "
    "alone, and 0 and 5 are different lengths."
)
def zero_swallows() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "j": (3, 0)}


@mistake(
    "Only i differs. Length 0 is allowed: equal lengths and the 1 are treated as always, and the 1 "
    "becomes 0."
)
def zero_is_an_error() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "i": None}


@mistake(
    "Only g differs. Below the axes 3, 1, 2 of the first stand those of the second as nothing, 3, "
    "2. So the 1 in the middle becomes 3."
)
def missed_the_middle() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "g": (3, 1, 2)}


@mistake(
    "Only b differs. Below the 2 stands the 5, and neither of them is 1. That the table has 5 rows "
    "doesn't count: the last axes meet first."
)
def rows_fit() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "b": (5, 2)}


@mistake(
    "Only h differs. A number has the shape (), all of its axes are missing, and missing axes are "
    "stretched: it fits every shape."
)
def numbers_do_not_fit() -> dict[str, tuple[int, ...] | None]:
    return {**fitting_shapes(), "h": None}
