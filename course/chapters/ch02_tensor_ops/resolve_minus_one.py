"""### What does -1 stand for?

`x.reshape(3, -1)` leaves one length for torch to compute. Write `resolve_minus_one(count, shape)`,
which computes it: `count` is the number of elements of the tensor, `shape` a tuple of ints of
which at most one is -1 and the others are 0 or more. It returns the shape with all lengths known,
as a tuple of Python ints. A shape without -1 whose lengths multiply to `count` comes back as it
is.

Raise `ValueError`

- when no length fits: 12 elements don't go into `(5, -1)`, nor into `(5, 2)`, `(2, 3)` or `(4, 4)`;
- when more than one length is -1;
- when a 0 stands beside the -1, as in `(0, -1)`: any length would do, so none is determined.

Use arithmetic, not `reshape`, `view` or `unflatten`.

```python
>>> resolve_minus_one(12, (3, -1))
(3, 4)
>>> resolve_minus_one(24, (2, -1, 3))
(2, 4, 3)
>>> resolve_minus_one(0, (-1, 3))
(0, 3)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def resolve_minus_one(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    """Give shape with its -1 replaced by the length that makes count elements fit."""
    ### BEGIN SOLUTION
    known = 1
    for length in shape:
        if length != -1:
            known *= length
    if shape.count(-1) > 1:
        raise ValueError("only one length may be -1")
    if shape.count(-1) == 1 and known == 0:
        raise ValueError("beside a 0, any length would fit in place of -1")
    missing = count // known if -1 in shape else 1
    if known * missing != count:
        raise ValueError(f"{count} elements don't fit into {shape}")
    return tuple(missing if length == -1 else length for length in shape)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T15", "T14"],
    points={"basic": 1, "edge": 1},
    banned=[
        "torch.reshape",
        "torch.view",
        "torch.unflatten",
        "torch.view_as",
        "torch.reshape_as",
    ],
    hints=[
        "The lengths of a shape, multiplied, give the number of elements. Multiply those that are "
        "known: how many times does the product go into `count`?",
        "`//` divides integers and gives an int; `%` gives what remains. What does a remainder "
        "other than 0 mean here?",
        "`shape.count(-1)` counts the -1s. Deal with the errors first: more than one -1, and a "
        "known product of 0 beside a -1, by which you couldn't divide.",
        "Without a -1 there is nothing to compute, but the product must equal `count`.",
    ],
)


def reference(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    try:
        return tuple(torch.empty(count).reshape(shape).shape)
    except RuntimeError as error:
        raise ValueError(str(error)) from None


def cases(rng: Rng) -> Iterator[Case]:
    rows, columns, blocks = rng.size(2, 6), rng.size(3, 7), rng.size(2, 5)
    yield case("12 elements in 3 rows", 12, (3, -1))
    yield case("the -1 in front", rows * columns, (-1, columns))
    yield case("the -1 in the middle", blocks * rows * columns, (blocks, -1, columns))
    yield case("a vector of all elements", rows * columns, (-1,))
    yield case("no -1", rows * columns, (rows, columns))
    yield case("a -1 that stands for 1", rows * columns, (rows, -1, columns))
    yield case("a length that doesn't divide the count", 12, (5, -1), group="edge")
    yield case("no -1, and too few places", 12, (5, 2), group="edge")
    yield case("no -1, and half as many places as elements", 12, (2, 3), group="edge")
    yield case("no -1, and too many places", 12, (4, 4), group="edge")
    yield case("no -1, and no places for the elements", 12, (0, 3), group="edge")
    yield case("no -1, and no elements", 0, (columns, 0), group="edge")
    yield case("more places than elements", rows, (-1, 2 * rows), group="edge")
    yield case("two -1s", rows * rows, (-1, -1), group="edge")
    yield case("no elements", 0, (-1, columns), group="edge")
    yield case("a 0 beside the -1", 0, (0, -1), group="edge")
    yield case("a 0 beside the -1, and elements", rows, (-1, 0), group="edge")
    yield case("one element and no axes", 1, (), group="edge")


def _resolved(count: int, shape: tuple[int, ...], known: int) -> tuple[int, ...]:
    if shape.count(-1) > 1 or (-1 in shape and known == 0):
        raise ValueError
    if count % known if -1 in shape else known != count:
        raise ValueError
    return tuple(count // known if length == -1 else length for length in shape)


def _known(shape: tuple[int, ...]) -> int:
    known = 1
    for length in shape:
        known *= length if length != -1 else 1
    return known


@mistake(
    "A length came out as a float: `/` always gives one, even for 12 / 3. The length of an axis "
    "is an int."
)
def float_length(count: int, shape: tuple[int, ...]) -> tuple[float, ...]:
    _resolved(count, shape, _known(shape))
    return tuple(count / _known(shape) if length == -1 else length for length in shape)


@mistake(
    "The -1 was multiplied along with the known lengths, which turns the product negative. It is "
    "a placeholder: leave it out of the product."
)
def minus_one_multiplied(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    known = _known(shape) * (-1) ** shape.count(-1)
    return _resolved(count, shape, known)


@mistake(
    "`//` drops the remainder, so that a length is found even where none fits: 12 elements and "
    "(5, -1) give (5, 2), with room for 10 of them. Check that the product is the count."
)
def remainder_dropped(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    known = _known(shape)
    if shape.count(-1) > 1 or (-1 in shape and known == 0):
        raise ValueError
    if -1 not in shape and known != count:
        raise ValueError
    return tuple(count // known if length == -1 else length for length in shape)


@mistake(
    "A shape without -1 is returned unseen. Where nothing is left to compute, the lengths must "
    "still multiply to the number of elements."
)
def full_shape_trusted(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape if -1 not in shape else _resolved(count, shape, _known(shape))


@mistake(
    "With a 0 beside the -1 you divide by zero, and the caller gets a ZeroDivisionError. The task "
    "asks for a ValueError, since no length is determined."
)
def divides_by_zero(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    known = _known(shape)
    if shape.count(-1) > 1 or count % known:
        raise ValueError
    return _resolved(count, shape, known)


@mistake(
    "Without a -1 you only ask whether there is a remainder. 6 divides 12 without one, and yet 12 "
    "elements don't fit into (2, 3): the product must be the count itself."
)
def only_the_remainder_checked(count: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    known = _known(shape)
    if shape.count(-1) > 1 or (-1 in shape and known == 0):
        raise ValueError
    if known and count % known:
        raise ValueError
    return tuple(count // known if length == -1 else length for length in shape)
