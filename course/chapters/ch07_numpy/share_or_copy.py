"""### Quiz: who shares, who copies?

```python
x = torch.arange(6.0).reshape(2, 3)   # float32
n = np.arange(6.0).reshape(2, 3)      # float64
```

| letter | expression | letter | expression |
|---|---|---|---|
| a | `x.numpy()` | g | `torch.as_tensor(n)` |
| b | `x.T.numpy()` | h | `torch.as_tensor(n, dtype=torch.float32)` |
| c | `np.asarray(x)` | i | `torch.from_dlpack(n)` |
| d | `np.array(x.numpy())` | j | `torch.from_numpy(n).to(torch.float64)` |
| e | `torch.from_numpy(n)` | k | `torch.from_numpy(n).float()` |
| f | `torch.tensor(n)` | l | `torch.asarray(n, copy=True)` |

Which of the results look at the memory of the `x` or the `n` that they are made from? Write
`share_or_copy()`, which returns a dict from each letter to `True` (shares) or `False` (has memory
of its own). Decide first. If you are unsure of one, change the result and look at the source.

```python
>>> share_or_copy()["a"]
True
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def share_or_copy() -> dict[str, bool]:
    """Tell by letter which of the twelve results share memory with their source."""
    ### BEGIN SOLUTION
    return {
        "a": True,
        "b": True,
        "c": True,
        "d": False,
        "e": True,
        "f": False,
        "g": True,
        "h": False,
        "i": True,
        "j": True,
        "k": False,
        "l": False,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N1", "N2", "N3"],
    points=2,
    hints=[
        "Ask of each: is there a reason to copy? Another dtype is one, and so is being asked to.",
        "Two functions copy always, one on each side: `torch.tensor` and `np.array`. Those with "
        "*as* in the name share where they can.",
        "`n` is float64. So a conversion to float64 has nothing to do, and gives back what it "
        "got. One to float32 needs four bytes a number in place of eight.",
    ],
)


def reference() -> dict[str, bool]:
    x = torch.arange(6.0).reshape(2, 3)
    n = np.arange(6.0).reshape(2, 3)
    results = {
        "a": x.numpy(),
        "b": x.T.numpy(),
        "c": np.asarray(x),
        "d": np.array(x.numpy()),
        "e": torch.from_numpy(n),
        "f": torch.tensor(n),
        "g": torch.as_tensor(n),
        "h": torch.as_tensor(n, dtype=torch.float32),
        "i": torch.from_dlpack(n),
        "j": torch.from_numpy(n).to(torch.float64),
        "k": torch.from_numpy(n).float(),
        "l": torch.asarray(n, copy=True),
    }
    sources = {letter: x.numpy() if letter in "abcd" else n for letter in results}
    return {k: np.shares_memory(np.asarray(y), sources[k]) for k, y in results.items()}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the twelve expressions")


@mistake(
    "Only f differs. `torch.tensor` always copies, whatever it is given; that is what it is for."
)
def tensor_shares() -> dict[str, bool]:
    return {**share_or_copy(), "f": True}


@mistake(
    "You expect `as_tensor` to share whatever you ask of it. float32 numbers are half as long as "
    "float64 ones, and one memory can't hold both: h is a copy."
)
def dtype_does_not_matter() -> dict[str, bool]:
    return {**share_or_copy(), "h": True}


@mistake(
    "h and k share nothing. Both make float32 numbers of float64 ones, and these need a memory of "
    "their own."
)
def conversions_share() -> dict[str, bool]:
    return {**share_or_copy(), "h": True, "k": True}


@mistake(
    "Only j differs. `n` is float64 already, so `.to(torch.float64)` has nothing to do and gives "
    "back the tensor itself. It is no way to make a copy."
)
def to_always_copies() -> dict[str, bool]:
    return {**share_or_copy(), "j": False}


@mistake(
    "Only b differs. A transpose is a view, and NumPy arrays have strides too: the array reads the "
    "same memory in the other order."
)
def transpose_copies() -> dict[str, bool]:
    return {**share_or_copy(), "b": False}


@mistake(
    "Only d differs. `np.array` copies unless it is told otherwise, as `torch.tensor` does on the "
    "other side. The one that shares is `np.asarray`."
)
def np_array_shares() -> dict[str, bool]:
    return {**share_or_copy(), "d": True}


@mistake(
    "Only c differs. `np.asarray` on a tensor asks it for its array, and gets the same as "
    "`x.numpy()`: the shared one."
)
def asarray_copies() -> dict[str, bool]:
    return {**share_or_copy(), "c": False}


@mistake(
    "Only i differs. DLPack is an agreement on how to hand memory from one library to another "
    "without copying it."
)
def dlpack_copies() -> dict[str, bool]:
    return {**share_or_copy(), "i": False}


@mistake(
    "Only g differs. With no other dtype asked for, `as_tensor` has no reason to copy an array, "
    "and shares. (A list it would have to copy.)"
)
def as_tensor_copies() -> dict[str, bool]:
    return {**share_or_copy(), "g": False}
