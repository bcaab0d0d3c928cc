"""### Quiz: who changes too?

Read the code, and don't run it yet:

```python
a = np.zeros(3)                                # float64
t = torch.from_numpy(a)
c = torch.tensor(a)
d = torch.as_tensor(a)
e = torch.as_tensor(a, dtype=torch.float32)
f = t.double()
g = t.numpy()
h = torch.from_numpy(a[:2].copy())

t += 1
a = a + 10
f[0] = 5
```

What is in place 0 of each at the end? Write `who_follows()`, which returns a dict from the eight
names, `"a"`, `"t"`, `"c"`, `"d"`, `"e"`, `"f"`, `"g"` and `"h"`, to plain numbers, such as `0` or
`0.0`. (Where you want to look afterwards: `t[0]` is a tensor still, `t[0].item()` a number.)

It helps to draw: one strip for each memory, and the names that look at it.

```python
>>> who_follows()["c"]
0
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def who_follows() -> dict[str, float]:
    """Tell by name which number is in place 0 at the end."""
    ### BEGIN SOLUTION
    return {"a": 11, "t": 5, "c": 0, "d": 5, "e": 0, "f": 5, "g": 5, "h": 0}
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N1", "N2", "N3"],
    points=2,
    hints=[
        "First only the eight lines that make something: which of the names look at the memory of "
        "the first array? Which reasons to copy do you find?",
        "`t.double()` on a tensor that is float64 already has nothing to do, and gives `t` back.",
        "`a = a + 10` makes a new array and moves the name `a` over to it. What the others look "
        "at is the old memory, with what `t += 1` left in it.",
    ],
)


def reference() -> dict[str, float]:
    a = np.zeros(3)
    t = torch.from_numpy(a)
    c = torch.tensor(a)
    d = torch.as_tensor(a)
    e = torch.as_tensor(a, dtype=torch.float32)
    f = t.double()
    g = t.numpy()
    h = torch.from_numpy(a[:2].copy())
    t += 1
    a = a + 10
    f[0] = 5
    everything = {"a": a, "t": t, "c": c, "d": d, "e": e, "f": f, "g": g, "h": h}
    return {name: value[0].item() for name, value in everything.items()}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the eight names")


@mistake(
    "Only `a` differs. `a = a + 10` is computed from what `a` held by then, and `t += 1` had "
    "already written ones into that memory."
)
def forgot_the_first_step() -> dict[str, float]:
    return {**who_follows(), "a": 10}


@mistake(
    "You let `a = a + 10` write into the shared memory. It makes a new array and moves the name: "
    "nobody else sees a 10. Only what is done in place is seen by others."
)
def rebinding_is_seen() -> dict[str, float]:
    return {**who_follows(), "a": 5}


@mistake(
    "You take `t.double()` for a copy. `t` is float64 already, so there is nothing to convert, and "
    "`f` is `t` itself: its 5 arrives in all that share."
)
def double_copies() -> dict[str, float]:
    return {**who_follows(), "t": 1, "d": 1, "g": 1}


@mistake(
    "Only `e` differs. float32 numbers need a memory of their own, so `e` was copied before "
    "anything changed, and still holds a 0."
)
def e_shares() -> dict[str, float]:
    return {**who_follows(), "e": 5}


@mistake(
    "Only `d` differs. `as_tensor` without another dtype shares the array's memory as "
    "`from_numpy` does, and so sees every change."
)
def as_tensor_copies() -> dict[str, float]:
    return {**who_follows(), "d": 0}


@mistake(
    "Only `g` differs. `numpy()` gives a window onto the tensor's memory, not a record of the "
    "moment: what `t` and `f` write afterwards is seen through it."
)
def numpy_is_a_record() -> dict[str, float]:
    return {**who_follows(), "g": 0}


@mistake(
    "Only `h` differs. `copy()` stands between the array and the tensor: `from_numpy` shares, but "
    "with the copy."
)
def h_shares() -> dict[str, float]:
    return {**who_follows(), "h": 5}
