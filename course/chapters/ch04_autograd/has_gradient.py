"""### Quiz: whose gradient is there?

```python
a = torch.ones(3, requires_grad=True)
b = torch.ones(3, requires_grad=True) * 0.01
c = torch.ones(3).requires_grad_()
d = torch.ones(3)
e = torch.ones(3, requires_grad=True)
f = torch.ones(3, requires_grad=True)
g = 2 * a
g.retain_grad()
h = a.detach()

loss = (g * b + c * d + 0 * f + h).sum()
loss.backward()
```

Write `has_gradient()`, which returns a dict from each letter, a to h, to `True` if the `.grad` of
that tensor is a tensor now, zeros included, and to `False` if it is still `None`. Decide first,
then try it out.

```python
>>> has_gradient()["a"]
True
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def has_gradient() -> dict[str, bool]:
    """Tell by letter whether .grad holds a tensor after backward."""
    ### BEGIN SOLUTION
    return {
        "a": True,
        "b": False,
        "c": True,
        "d": False,
        "e": False,
        "f": True,
        "g": True,
        "h": False,
    }
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A1"],
    hints=[
        "Ask three things of each: does it require gradients? Is it a leaf, or was retain_grad "
        "called? Is it part of the loss?",
        "`0 * f` is part of the loss all the same. Its slope has been computed, and it is zero.",
    ],
)


def reference() -> dict[str, bool]:
    a = torch.ones(3, requires_grad=True)
    b = torch.ones(3, requires_grad=True) * 0.01
    c = torch.ones(3).requires_grad_()
    d = torch.ones(3)
    e = torch.ones(3, requires_grad=True)
    f = torch.ones(3, requires_grad=True)
    g = 2 * a
    g.retain_grad()
    h = a.detach()
    loss = (g * b + c * d + 0 * f + h).sum()
    loss.backward()
    tensors = dict(zip("abcdefgh", (a, b, c, d, e, f, g, h), strict=True))
    return {letter: tensor.grad is not None for letter, tensor in tensors.items()}


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the eight tensors")


@mistake(
    "Only b differs. What is called b is the result of a multiplication; the leaf is the tensor of "
    "ones, which has no name. `backward` fills `.grad` for leaves."
)
def product_is_a_leaf() -> dict[str, bool]:
    return {**has_gradient(), "b": True}


@mistake(
    "Only f differs. f is part of the loss, with the factor 0. Its gradient has been computed, and "
    "it is zeros; that isn't the same as None."
)
def zero_is_none() -> dict[str, bool]:
    return {**has_gradient(), "f": False}


@mistake(
    "Only e differs. It requires gradients, but it isn't part of the loss, so `backward` never "
    "comes past it. Its `.grad` stays None, and doesn't become zeros."
)
def unused_gets_zeros() -> dict[str, bool]:
    return {**has_gradient(), "e": True}


@mistake(
    "Only g differs. It is no leaf, but `retain_grad()` asked for its gradient before `backward` "
    "came."
)
def retained_in_vain() -> dict[str, bool]:
    return {**has_gradient(), "g": False}


@mistake(
    "Only h differs. A detached tensor has the same numbers as a, but it doesn't require gradients "
    "and isn't joined to it."
)
def detached_gets_one() -> dict[str, bool]:
    return {**has_gradient(), "h": True}


@mistake(
    "Only d differs. It stands beside c in the loss, but it never asked for gradients, so nothing "
    "is recorded for it."
)
def everything_in_the_loss() -> dict[str, bool]:
    return {**has_gradient(), "d": True}


@mistake(
    "You answer for what requires gradients. That isn't enough: b is no leaf, and e isn't part of "
    "the loss."
)
def all_that_require_it() -> dict[str, bool]:
    return {**has_gradient(), "b": True, "e": True}
