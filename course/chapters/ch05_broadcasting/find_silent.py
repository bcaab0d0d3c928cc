"""### Find the silent ones

torch knows the lengths of axes and not their meaning. Here the axes have names. An operand is
described by a tuple of pairs `(name, length)`, one for each axis. An axis that was put in with
`None` has no name: `(None, 1)`.

Write `find_silent(situations)`. `situations` is a list of pairs of operands that are to be added.
Return a list with one word for each:

- `"raises"`: the shapes don't fit, and torch raises an error;
- `"silent"`: it runs, but somewhere two axes with **different names** meet;
- `"right"`: it runs, and axes that meet have the same name, or one of them has none.

An axis that meets nothing, because the other operand has fewer axes, is right. An axis with a name
and length 1 is not free: meeting another name is silent all the same. Lengths may be 0.

```python
>>> predictions, targets = (("house", 4),), (("house", 4), ("price", 1))
>>> points, mean = (("pupil", 3), ("test", 2)), (("pupil", 3), ("test", 1))
>>> find_silent([(predictions, targets), (points, mean), (points, (("pupil", 3),))])
['silent', 'right', 'raises']
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def find_silent(situations: list) -> list[str]:
    """Tell for each pair of operands whether adding them raises, is silently wrong, or is right."""
    ### BEGIN SOLUTION
    words = []
    for a, b in situations:
        # zip ends with the shorter of the two, so that missing axes meet nothing.
        meetings = list(zip(reversed(a), reversed(b), strict=False))
        if any(m != n and m != 1 and n != 1 for (_, m), (_, n) in meetings):
            words.append("raises")
        elif any(x != y and x is not None and y is not None for (x, _), (y, _) in meetings):
            words.append("silent")
        else:
            words.append("right")
    return words
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4", "B2"],
    points=2,
    hints=[
        "Which axes meet? `zip(reversed(a), reversed(b))` goes through two tuples from the right "
        "and ends with the shorter one.",
        "Look at the lengths of all meetings first: if one of them doesn't fit, the answer is "
        '`"raises"`, whatever the names are. Two lengths fit if they are equal or if one is 1.',
        "If the lengths fit, look at the names: two names that are both there and differ make it "
        '`"silent"`.',
    ],
)


def reference(situations: list) -> list[str]:
    return [_judged(*situation) for situation in situations]


def _judged(a: tuple, b: tuple) -> str:
    try:
        torch.broadcast_shapes(*(tuple(length for _, length in axes) for axes in (a, b)))
    except RuntimeError:
        return "raises"
    met = [{x, y} - {None} for (x, _), (y, _) in zip(a[::-1], b[::-1], strict=False)]
    return "silent" if any(len(names) > 1 for names in met) else "right"


def cases(rng: Rng) -> Iterator[Case]:
    n = rng.size(3, 6)
    house, price = ("house", n), ("price", 1)
    pupil, test = ("pupil", 4), ("test", 3)
    yield case("predictions and targets", [((house,), (house, price))])
    yield case("the same the other way round", [((house, price), (house,))])
    yield case("targets of one number each, on both sides", [((house, price), (house, price))])
    yield case(
        "means of rows and columns",
        [
            ((pupil, test), (pupil,)),
            ((pupil, test), (test,)),
            ((pupil, test), (pupil, ("test", 1))),
            ((pupil, test), (("pupil", 1), test)),
        ],
    )
    square = (("pupil", n), ("test", n))
    yield case(
        "as many pupils as tests", [(square, (square[0],)), (square, (square[1],)), (square, ())]
    )
    rows, columns = (("row", 5), (None, 1)), (("column", 4),)
    yield case("a column made with None", [(rows, columns), (columns, rows), (columns, columns)])
    batch = (("image", 2), ("colour", 3), ("height", 5), ("width", 3))
    mean = ("colour", 3)
    yield case(
        "colours of images",
        [
            (batch, (mean,)),
            (batch, (mean, (None, 1), (None, 1))),
            (batch, (mean, (None, 1))),
            (batch[1:], (mean, (None, 1), (None, 1))),
        ],
    )
    mask = (("sentence", n), (None, 1), ("key", n + 1))
    scores = (("sentence", n), ("query", n + 1), ("key", n + 1))
    padding = (("sentence", n), ("query", n + 1))
    yield case("a mask", [(scores, mask), (scores, padding), (scores, mask[::2])])
    cube = (("sentence", n), ("query", n), ("key", n))
    words = (("sentence", n), ("key", n))
    yield case(
        "a mask, with as many sentences as places",
        [
            (cube, words),
            (cube, cube[1:]),
            (cube, cube[2:]),
            (cube, (words[0], (None, 1), words[1])),
        ],
    )
    none, one = (("day", 0),), (("day", 1),)
    yield case(
        "lengths 0 and 1",
        [(none, one), (none, (("day", 2),)), (none, (("hour", 1),)), (one, (("hour", 1),))],
    )
    yield case("all pairs of one list", [(rows, (("row", 5),)), ((("row", 5),), rows)])
    shop, kept = ("shop", 2), ("price", 3)
    yield case(
        "a clash behind axes that are right, and one in front",
        [
            ((shop, kept), (shop, ("amount", 3))),
            ((shop, kept), ((None, 1), ("pieces", 3))),
            ((shop, kept), (("day", 2), kept)),
        ],
    )
    both = (("a", 2), ("b", 3)), (("c", 2), ("b", 4))
    yield case("different names and lengths that don't fit", [both])
    yield case("numbers without axes", [((), ()), ((), (house,))])
    yield case("nothing to look at", [])


@mistake(
    "A clash of names is called right, as if only the lengths were looked at. The silent bugs are "
    "those whose lengths fit: it takes the names to find them."
)
def lengths_alone(situations: list) -> list[str]:
    return ["raises" if _judged(a, b) == "raises" else "right" for a, b in situations]


@mistake(
    "Here the first axes meet. torch aligns from the right: the last axes meet, and it is axes in "
    "front that may be missing."
)
def from_the_left(situations: list) -> list[str]:
    return [_judged(a[::-1], b[::-1]) for a, b in situations]


@mistake(
    "Every stretching counts as a silent bug here. A mean kept with length 1 is stretched along "
    "its own axis, and that is right; what counts is whether different names meet."
)
def every_stretch(situations: list) -> list[str]:
    def judged(a: tuple, b: tuple) -> str:
        if (found := _judged(a, b)) == "raises":
            return found
        return "right" if [n for _, n in a] == [n for _, n in b] else "silent"

    return [judged(a, b) for a, b in situations]


@mistake(
    "An axis of length 1 may meet anything here. One that was put in with `None` may, but a "
    "`price` of length 1 that meets a `house` is the very bug that is looked for."
)
def ones_are_free(situations: list) -> list[str]:
    def free(axes: tuple) -> tuple:
        return tuple((None if length == 1 else name, length) for name, length in axes)

    return [_judged(free(a), free(b)) for a, b in situations]


@mistake(
    "A clash of names is called silent even where lengths don't fit. There torch raises: that bug "
    "isn't silent, whatever the names are."
)
def names_first(situations: list) -> list[str]:
    def judged(a: tuple, b: tuple) -> str:
        pairs = zip(a[::-1], b[::-1], strict=False)
        return "silent" if any(len({x, y} - {None}) > 1 for (x, _), (y, _) in pairs) else ""

    return [judged(a, b) or _judged(a, b) for a, b in situations]


@mistake(
    "`None` counts as a name like the others here. An axis without a name was put in to be "
    "stretched, and may meet anything."
)
def none_is_a_name(situations: list) -> list[str]:
    def named(axes: tuple) -> tuple:
        return tuple((str(name), length) for name, length in axes)

    return [_judged(named(a), named(b)) for a, b in situations]


@mistake(
    "Operands with different numbers of axes are called silent. A missing axis meets nothing, and "
    "that alone is no bug."
)
def missing_is_silent(situations: list) -> list[str]:
    words = [_judged(a, b) for a, b in situations]
    return [
        "silent" if word == "right" and len(a) != len(b) else word
        for word, (a, b) in zip(words, situations, strict=True)
    ]


@mistake(
    "The axes furthest in front decide alone: a clash behind them is found, and forgotten when the "
    "next names agree. Once two different names have met, nothing makes that right again."
)
def forgotten(situations: list) -> list[str]:
    return [_last_found(a, b, every_meeting=True) for a, b in situations]


@mistake(
    "The foremost axes that both have names decide alone: a clash behind them is found, and "
    "forgotten when the next names agree. Once two different names have met, nothing makes that "
    "right again."
)
def forgotten_by_names(situations: list) -> list[str]:
    return [_last_found(a, b, every_meeting=False) for a, b in situations]


def _last_found(a: tuple, b: tuple, *, every_meeting: bool) -> str:
    word = "right"
    if _judged(a, b) == "raises":
        return "raises"
    for (x, _), (y, _) in zip(a[::-1], b[::-1], strict=False):
        named = x is not None and y is not None
        if named or every_meeting:
            word = "silent" if named and x != y else "right"
    return word
