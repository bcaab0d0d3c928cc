"""### Old memory or new?

A step of a calculation is given as a function of two arguments, such as `operator.add`, which is
what `+` calls. Before it runs a million times, you want to know: does its result lie in the
memory of the first argument, or in memory of its own?

Write `reuses_memory(step, z, other)`, which returns `True` if the tensor that `step` gives for `z`
and `other` lies over the same storage as the tensor that `step` was given first, and `False`
otherwise, as a Python bool.

- A view counts as the same storage, wherever in it the view begins.
- `z` itself must hold afterwards what it held before, and some steps write. The safe way is to
  give the step a clone of `z` instead. Not other numbers, though, and not another dtype: some
  steps work on what `z` is, and on nothing else.
- `z` has elements, and so has the result.

```python
>>> z = torch.tensor([10.0, 20.0, 30.0])
>>> reuses_memory(operator.add, z, 1)
False
>>> reuses_memory(operator.iadd, z, 1)
True
>>> reuses_memory(operator.getitem, z, 1)
True
>>> z
tensor([10., 20., 30.])
```

`operator.iadd` is what `+=` calls, and `operator.getitem(z, 1)` is `z[1]`.
"""

import operator
from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def reuses_memory(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    """Tell whether the result of a step lies in the memory that it was given."""
    ### BEGIN SOLUTION
    trial = z.clone()
    result = step(trial, other)
    return result.untyped_storage().data_ptr() == trial.untyped_storage().data_ptr()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["M1", "M3"],
    points=2,
    hints=[
        "Neither `id` nor the numbers can tell. Every tensor has a storage, and a storage has an "
        "address.",
        "Give the clone a name first, let the step work on it, and give the result a name too. "
        "While both names live, their memory can't be handed to anyone else.",
        "Compare `untyped_storage().data_ptr()` of the result with that of the clone.",
    ],
)


def _storage(x: torch.Tensor) -> int:
    return x.untyped_storage().data_ptr()


def reference(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    trial = z.clone()
    result = step(trial, other)
    return _storage(result) == _storage(trial)


def cases(rng: Rng) -> Iterator[Case]:
    three = rng.reals(3, low=1)
    yield case("z + 1", operator.add, three, 1)
    yield case("z += 1", operator.iadd, three, 1)
    yield case("z[1], a view from the middle", operator.getitem, three, 1)
    yield case("z += 0, which changes no number", operator.iadd, three, 0)
    yield case("z + 0, which changes no number", operator.add, three, 0)
    table = rng.integers(2, 3)
    yield case("z *= 2 on a table", operator.imul, table, 2)
    yield case("torch.mul", torch.mul, table, rng.integers(2, 3))
    yield case("a slice", operator.getitem, table, slice(1, 2))
    yield case("a list of rows", operator.getitem, table, [1, 0])
    yield case("a reshape", torch.reshape, table, (3, 2))
    yield case("a reshape of a transposed table", torch.reshape, table.T, (6,))
    yield case("z -= x", operator.isub, rng.reals(2, 2), rng.reals(2, 2, low=1))
    yield case("a comparison", operator.gt, rng.reals(4), 0)
    yield case("z |= 1, for whole numbers only", operator.ior, rng.integers(4), 1)
    square = rng.reals(2, 2, low=-1, high=1) + 4 * torch.eye(2)
    yield case("solving two equations", torch.linalg.solve, square, rng.reals(2))
    yield case("a parameter of a model, made of z", torch.nn.Parameter, rng.reals(3), False)
    yield case("filling z by way of temporaries", torch.nn.init.orthogonal_, rng.reals(3, 2), 1.0)


@mistake(
    "You ask whether the result is the same Python object. A view is a new object over old "
    "memory, so neither `is` nor `id` finds it."
)
def same_object(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    trial = z.clone()
    return step(trial, other) is trial


@mistake(
    "You compare where the first elements lie. A view may begin in the middle of the memory that "
    "it shares, as `z[1]` does: compare the storages."
)
def same_first_element(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    trial = z.clone()
    return step(trial, other).data_ptr() == trial.data_ptr()


@mistake(
    "You look whether the numbers have changed. A view shares memory and changes nothing, and so "
    "does `+= 0`: the numbers don't tell whose memory it is."
)
def numbers_changed(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    trial = z.clone()
    step(trial, other)
    return not torch.equal(trial, z)


@mistake(
    "The answer is right, but the step was let loose on `z` itself, and a step that writes has "
    "changed it. Try the step on a clone."
)
def wrote_into_z(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    return _storage(step(z, other)) == _storage(z)


@mistake(
    "The step worked on a clone of `z`, and then the result was compared with `z`. The clone has "
    "memory of its own, so the answer is always False. Compare with what the step was given."
)
def compared_with_the_wrong_one(
    step: Callable[..., torch.Tensor], z: torch.Tensor, other: object
) -> bool:
    return _storage(step(z.clone(), other)) == _storage(z)


@mistake(
    "You ask which tensor the result is a view of (`_base`). Not all that lies over the same "
    "memory is noted down as a view: a parameter isn't, nor is what `detach` returns."
)
def by_its_base(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    trial = z.clone()
    result = step(trial, other)
    return result is trial or result._base is trial


@mistake(
    "You look whether the result holds other numbers than `z`. `z + 0` is new memory with the "
    "old numbers: equal numbers don't mean the same memory."
)
def equal_numbers(step: Callable[..., torch.Tensor], z: torch.Tensor, other: object) -> bool:
    return torch.equal(step(z.clone(), other), z)
