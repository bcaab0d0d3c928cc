"""### Where is it now?

`device` is the accelerator. These lines run from top to bottom; the last one may or may not work.

```python
a = torch.zeros(2)
b = a.to(device)
b.to("cpu")
c = b * 2
d = torch.zeros_like(b)
e = torch.zeros(2)
f = b.cpu() + e
g = torch.tensor(3.0) * b
h = b + e
```

Where does each tensor lie after the last line? Write `where_is_it()`, which returns a dict with
the keys `"a"` to `"h"`. Each value is `"cpu"`, `"device"`, or `"error"` for a line that raises.
The first is given:

```python
>>> where_is_it()["a"]
'cpu'
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def where_is_it() -> dict[str, str]:
    """Say of each tensor on which device it lies."""
    ### BEGIN SOLUTION
    return {
        "a": "cpu",
        "b": "device",
        "c": "device",
        "d": "device",
        "e": "cpu",
        "f": "cpu",
        "g": "device",
        "h": "error",
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G1", "G2"],
    hints=[
        "Which of the lines give a new value to `b`? Only a line that begins with `b =` does.",
        "A tensor made without a `device=` lies on the CPU. One made *like* another lies where the "
        "other one lies.",
        "Two tensors on different devices raise, with one exception: a CPU tensor of shape `()`.",
    ],
)


def reference() -> dict[str, str]:
    return _full("cdddccde")


def _full(letters: str) -> dict[str, str]:
    words = {"c": "cpu", "d": "device", "e": "error"}
    return {name: words[letter] for name, letter in zip("abcdefgh", letters, strict=True)}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the program above")


@mistake(
    '`b.to("cpu")` makes a new tensor, and nobody gives it a name. `b` is what it was before that '
    "line."
)
def to_changes_the_tensor() -> dict[str, str]:
    return _full("cccccccc")


@mistake(
    "`a.to(device)` leaves `a` where it is. Only the new tensor, which gets the name `b`, lies on "
    "the device."
)
def to_takes_the_original_along() -> dict[str, str]:
    return _full("ddddccde")


@mistake(
    "`torch.zeros_like(b)` takes shape, dtype and device from `b`, and `b` lies on the device."
)
def like_means_only_the_shape() -> dict[str, str]:
    return _full("cddcccde")


@mistake(
    "A CPU tensor of shape `()` is one number, and torch hands it over with the call. Only tensors "
    "with axes may not be mixed."
)
def a_number_may_not_mix() -> dict[str, str]:
    return _full("cdddccee")


@mistake(
    "torch moves nothing by itself. `b` lies on the device and `e` on the CPU, and adding them "
    "raises."
)
def torch_moves_what_it_needs() -> dict[str, str]:
    return _full("cdddccdd")
