"""### Quiz: changed in place

Each function is called with a fresh leaf `x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)`,
and then `.sum().backward()` is called on what it returns.

```python
def a(x):
    x += 1
    return x

def b(x):
    y = x.exp()
    y += 1
    return y

def c(x):
    y = x.sin()
    y += 1
    return y

def d(x):
    y = x**2
    with torch.no_grad():
        x += 1
    return y

def e(x):
    y = x**2
    x.data += 1
    return y

def f(x):
    y = x.clone()
    y += 1
    return y**2

def g(x):
    y = x * 3
    y *= 2
    return y
```

Write `when_it_fails()`, which returns a dict from each letter to one of four strings:

- `"at once"`: the line that changes something in place raises an error;
- `"in backward"`: the function returns, and `backward` raises;
- `"wrong"`: nothing raises, and the gradient is not that of the function at (1, 2, 3);
- `"right"`: nothing raises, and the gradient is right.

Decide first. Then try those of which you are unsure.

```python
>>> when_it_fails()["a"]
'at once'
```
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def when_it_fails() -> dict[str, str]:
    """Tell by letter what becomes of the gradient after the change in place."""
    ### BEGIN SOLUTION
    return {
        "a": "at once",
        "b": "in backward",
        "c": "right",
        "d": "in backward",
        "e": "wrong",
        "f": "right",
        "g": "right",
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    points=2,
    hints=[
        "For each function ask: which values does its derivative need, and are they still there "
        "when `backward` comes? The slope of exp is its own result; that of sin needs the input.",
        "A leaf that requires gradients may be changed only where nothing is recorded. `no_grad` "
        "allows it, but the version counter goes up all the same; `.data` goes around both.",
        "`clone` makes a tensor that is no leaf. Multiplying by a number needs only that number.",
    ],
)


def _exp(x: torch.Tensor) -> torch.Tensor:
    y = x.exp()
    y += 1
    return y


def _sin(x: torch.Tensor) -> torch.Tensor:
    y = x.sin()
    y += 1
    return y


def _no_grad(x: torch.Tensor) -> torch.Tensor:
    y = x**2
    with torch.no_grad():
        x += 1
    return y


def _data(x: torch.Tensor) -> torch.Tensor:
    y = x**2
    x.data += 1
    return y


def _clone(x: torch.Tensor) -> torch.Tensor:
    y = x.clone()
    y += 1
    return y**2


def _tripled(x: torch.Tensor) -> torch.Tensor:
    y = x * 3
    y *= 2
    return y


def _what_happens(
    function: Callable[[torch.Tensor], torch.Tensor], slope: torch.Tensor | None
) -> str:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    try:
        y = function(x)
    except RuntimeError:
        return "at once"
    try:
        y.sum().backward()
    except RuntimeError:
        return "in backward"
    return "right" if torch.allclose(x.grad, slope) else "wrong"


def reference() -> dict[str, str]:
    x = torch.tensor([1.0, 2.0, 3.0])
    return {
        "a": _what_happens(lambda x: x.add_(1), None),
        "b": _what_happens(_exp, x.exp()),
        "c": _what_happens(_sin, x.cos()),
        "d": _what_happens(_no_grad, 2 * x),
        "e": _what_happens(_data, 2 * x),
        "f": _what_happens(_clone, 2 * (x + 1)),
        "g": _what_happens(_tripled, torch.full((3,), 6.0)),
    }


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the seven functions")


@mistake(
    "You expect every change in place to end in an error. What matters is whether `backward` needs "
    "the value that was overwritten: in c, f and g it doesn't. And in e nobody notices."
)
def always_an_error() -> dict[str, str]:
    return {**dict.fromkeys("bcdefg", "in backward"), "a": "at once"}


@mistake(
    "Only a differs. No graph has to be gone through to find this error: `x` is a leaf that "
    "requires gradients, and the line that changes it in place is refused itself."
)
def leaf_is_noticed_late() -> dict[str, str]:
    return {**when_it_fails(), "a": "in backward"}


@mistake(
    "Only b differs. `backward` needs the result of exp, and it has been overwritten. But that "
    "isn't done in silence: torch counts the changes, and raises rather than use another value."
)
def exp_goes_wrong_in_silence() -> dict[str, str]:
    return {**when_it_fails(), "b": "wrong"}


@mistake(
    "c and g differ. Both change a result in place, and neither derivative needs it: that of sin "
    "is the cosine of the input, and that of a product with a number is the number."
)
def results_are_always_kept() -> dict[str, str]:
    return {**when_it_fails(), "c": "in backward", "g": "in backward"}


@mistake(
    "Only b differs. The derivative of exp is its own result, so torch kept that result for "
    "`backward`, and it has been overwritten."
)
def exp_keeps_its_input() -> dict[str, str]:
    return {**when_it_fails(), "b": "right"}


@mistake(
    "Only c differs. The derivative of sin is the cosine of its input. The result is not needed, "
    "so it may be overwritten."
)
def sin_keeps_its_result() -> dict[str, str]:
    return {**when_it_fails(), "c": "in backward"}


@mistake(
    "Only d differs. `no_grad` keeps the change from being recorded, but the values are changed "
    "all the same, and the version counter tells `backward` so."
)
def no_grad_hides_it() -> dict[str, str]:
    return {**when_it_fails(), "d": "right"}


@mistake(
    "Only d differs. Within `no_grad` the change itself is allowed, even to a leaf. The error "
    "comes later, when `backward` finds that x has another version than the one it kept."
)
def no_grad_raises() -> dict[str, str]:
    return {**when_it_fails(), "d": "at once"}


@mistake(
    "Only d differs. `no_grad` keeps the change from being recorded, and `backward` would compute "
    "with the new x. But the version counter has gone up, and `backward` raises instead. Only "
    "`.data` goes past the counter."
)
def no_grad_goes_wrong_in_silence() -> dict[str, str]:
    return {**when_it_fails(), "d": "wrong"}


@mistake(
    "d and e differ. Neither way of changing x leaves `backward` the x that it kept. In d the "
    "version counter tells it so, and it raises; in e nothing does, and the gradient is wrong."
)
def hidden_is_harmless() -> dict[str, str]:
    return {**when_it_fails(), "d": "right", "e": "right"}


@mistake(
    "Only e differs. `.data` goes past the version counter, so `backward` notices nothing. It uses "
    "the new x where it should have used the old one: 2 (x + 1) instead of 2 x."
)
def data_is_noticed() -> dict[str, str]:
    return {**when_it_fails(), "e": "in backward"}


@mistake(
    "Only e differs. No error comes, but `backward` computes 2 x with the x that it finds now, "
    "which is greater by 1. `.data` is a way to get wrong gradients in silence."
)
def data_is_harmless() -> dict[str, str]:
    return {**when_it_fails(), "e": "right"}


@mistake(
    "Only f differs. A clone is no leaf, so it may be changed, and the change is recorded like any "
    "operation. The square then keeps the changed value, which is the one that it was made from."
)
def clone_is_a_leaf() -> dict[str, str]:
    return {**when_it_fails(), "f": "at once"}


@mistake(
    "Only g differs. Multiplying by a number needs nothing but that number for its derivative, so "
    "no kept value was overwritten."
)
def product_keeps_its_result() -> dict[str, str]:
    return {**when_it_fails(), "g": "in backward"}
