"""### Capstone, first part: the shape

Write `broadcast_shapes(shapes)`: `shapes` is a list of tuples, and the result is the tuple that all
of them are stretched to together, by the rule: align from the right; a missing axis counts as 1;
where lengths differ, those of 1 are stretched; anything else is a `ValueError`.

There may be two shapes, more than two, one, or none: the shape of no tensors at all is `()`.
Shapes may have any number of axes, none included. A length 0 is a length like any other. Work on
the lengths alone: they may be far larger than any memory, so no tensor can be made in these shapes.
What torch and NumPy have for broadcasting, such as `torch.broadcast_shapes`, may not be called.

```python
>>> broadcast_shapes([(1, 2), (3, 1)])
(3, 2)
>>> broadcast_shapes([(8, 1, 6, 1), (7, 1, 5)])
(8, 7, 6, 5)
>>> broadcast_shapes([(4, 3), (4,)])
Traceback (most recent call last):
ValueError: lengths 3 and 4 do not fit
```

The text of the error is up to you.
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def broadcast_shapes(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Give the shape that all shapes are stretched to; raise ValueError where they don't fit."""
    ### BEGIN SOLUTION
    axes = max((len(shape) for shape in shapes), default=0)
    result = [1] * axes
    for shape in shapes:
        for place, length in enumerate(shape, axes - len(shape)):
            if result[place] == 1:
                result[place] = length
            elif length not in (1, result[place]):
                raise ValueError(f"lengths {result[place]} and {length} do not fit")
    return tuple(result)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B2", "B4"],
    points={"basic": 2, "edge": 1},
    banned=[
        "torch.broadcast_shapes",
        "torch.broadcast_tensors",
        "torch.expand",
        "torch.broadcast_to",
        "torch.add",
        "torch.mul",
        "torch.sub",
    ],
    hints=[
        "How many axes has the result? As many as the longest shape. Start with a list of that "
        "many ones, which fit everything.",
        "Take the shapes one after the other, and let each change the list. The last length of a "
        "shape belongs to the last place; a shorter shape begins further to the right.",
        "At each place there are three possibilities: the list has a 1 there and takes the length; "
        "the length is 1 or the same, and nothing changes; or they don't fit.",
    ],
)


def reference(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    try:
        return tuple(torch.broadcast_shapes(*shapes))
    except RuntimeError as error:
        raise ValueError("lengths don't fit") from error


def cases(rng: Rng) -> Iterator[Case]:
    n = rng.size(2, 6)
    yield case("a row and a column", [(1, 2), (3, 1)])
    yield case("a table and a row", [(n, 3), (3,)])
    yield case("a row and a table", [(3,), (n, 3)])
    yield case("a table and one number for each row", [(4, 3), (4,)])
    yield case("four axes and three", [(8, 1, 6, 1), (7, 1, 5)])
    yield case("a vector and a column", [(n,), (n, 1)])
    yield case("the same shape twice", [(n, 3, 2), (n, 3, 2)])
    yield case("lengths that don't fit in the middle", [(2, 3, 4), (2, 1 + 3, 4)])
    yield case("three shapes", [(4, 1, 1), (3, 1), (n,)])
    yield case("three shapes, of which the last doesn't fit", [(2, 1), (1, 3), (4,)])
    yield case("three shapes, stretched twice", [(1, 1), (5, 1), (5, 4)])
    yield case("a shape without axes", [(2, n), ()], group="edge")
    yield case("no axes at all", [(), ()], group="edge")
    yield case("one shape", [(1, n, 1)], group="edge")
    huge = 10**15
    yield case("lengths beyond all memory", [(huge, 1), (1, huge)], group="edge")
    yield case("a huge length that doesn't fit", [(huge, 3), (huge, 2)], group="edge")
    yield case("no shapes", [], group="edge")
    yield case("only ones", [(1,), (1, 1), (1,)], group="edge")
    yield case("0 and 1", [(0, 3), (1, 3)], group="edge")
    yield case("1 and 0", [(1,), (n, 0)], group="edge")
    yield case("0 and a missing axis", [(0, 2), (2,)], group="edge")
    yield case("0 and 2", [(0,), (2,)], group="edge")
    yield case("2, 1 and 0", [(2, 1), (1, 1), (0, 1)], group="edge")


def _broadcast(shapes: list, pick: object, align: str = "right") -> tuple[int, ...]:
    axes = max((len(shape) for shape in shapes), default=0)
    padded = []
    for shape in shapes:
        ones = (1,) * (axes - len(shape))
        padded.append(ones + tuple(shape) if align == "right" else tuple(shape) + ones)
    return tuple(pick(set(lengths)) for lengths in zip(*padded, strict=True))


def _by_the_rule(lengths: set[int]) -> int:
    others = lengths - {1}
    if len(others) > 1:
        raise ValueError
    return others.pop() if others else 1


@mistake(
    "The shapes are aligned from the left. The missing axes are the first ones: the last lengths "
    "stand below each other."
)
def from_the_left(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    return _broadcast(shapes, _by_the_rule, "left")


@mistake(
    "The greatest length wins everywhere: lengths that don't fit are let through, and a 1 wins "
    "over a 0. Lengths must be equal, unless one is 1; and a 1 beside a 0 becomes 0."
)
def greatest(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    return _broadcast(shapes, max)


@mistake(
    "Only lengths of 0 differ: a 1 beside a 0 stays 1. The greater length doesn't decide; it is "
    "the 1 that is stretched, and it becomes 0."
)
def greater_than_zero(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    def pick(lengths: set[int]) -> int:
        _by_the_rule(lengths)
        return max(lengths)

    return _broadcast(shapes, pick)


@mistake(
    "0 is treated like 1: it gives way to any other length. Only the 1 does so, and 0 beside 2 is "
    "an error."
)
def zero_gives_way(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    return _broadcast(shapes, lambda lengths: _by_the_rule(lengths - {0}) if lengths else 1)


@mistake(
    "Axes that only one of the shapes has are lost. A missing axis counts as 1, and is stretched "
    "like one."
)
def shortest_counts(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    axes = min((len(shape) for shape in shapes), default=0)
    return _broadcast([shape[len(shape) - axes :] for shape in shapes], _by_the_rule)


@mistake("Only the first two shapes count. There may be more, or fewer: go through all of them.")
def first_two(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    return _broadcast(shapes[:2], _by_the_rule)


@mistake("For shapes that don't fit, None is returned. The task asks for a ValueError.")
def none_for_an_error(shapes: list[tuple[int, ...]]) -> tuple[int, ...] | None:
    try:
        return _broadcast(shapes, _by_the_rule)
    except ValueError:
        return None


@mistake(
    "Each shape fits the first one, but the others don't have to fit each other. Compare with what "
    "has been found so far."
)
def compared_with_the_first(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    found: list[tuple[int, ...]] = [_broadcast([shapes[0], s], _by_the_rule) for s in shapes]
    return _broadcast(found, max)
