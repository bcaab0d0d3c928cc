"""### Move a whole batch

A batch from a data loader is seldom one tensor. It is a dict with images and labels, a tuple, a
list of dicts, with names and `None` in between. A training loop wants to say "all of this, to the
device" in one line.

Write `move_batch(batch, device)`, which gives the same structure with every tensor on `device`:

- dicts, lists and tuples, nested as deep as you like, stay dicts, lists and tuples (plain ones:
  named tuples and other special kinds don't occur);
- everything else (strings, numbers, `None`, NumPy arrays, ...) is passed on as it is: the same
  object, neither copied nor gone through;
- a tensor that lies on `device` already is **not copied**;
- a tensor that requires a gradient still does so afterwards;
- the batch that was passed in stays as it was, and so do its dicts and lists.

Something is a tensor if `isinstance(something, torch.Tensor)` says so. A parameter of a network is
one, and so is every tensor of the simulated accelerator, though `type(...)` gives another class.

```python
>>> batch = {"image": torch.tensor([1.0, 2.0]), "name": "cat.png", "boxes": [None, (3, 4)]}
>>> move_batch(batch, torch.device("cpu"))
{'image': tensor([1., 2.]), 'name': 'cat.png', 'boxes': [None, (3, 4)]}
>>> device = accelerator.device()
>>> move_batch(batch, device)["image"].device == device
True
```
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from course.build.author import ACCELERATOR, Case, Exercise, Rng, case, mistake, on_accelerator
from course.kit import accelerator  # noqa: F401 - the worked example uses it


def move_batch(batch: object, device: torch.device) -> object:
    """Give the same structure with every tensor on the device."""
    ### BEGIN SOLUTION
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: move_batch(value, device) for key, value in batch.items()}
    if isinstance(batch, list):
        return [move_batch(item, device) for item in batch]
    if isinstance(batch, tuple):
        return tuple(move_batch(item, device) for item in batch)
    return batch
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G1", "G4", "G5"],
    points={"basic": 2, "edge": 1},
    facts=["sequence", "shares", "transfers", "requires_grad"],
    hints=[
        "What to do depends on what `batch` is: a tensor, a dict, a list, a tuple, anything else. "
        "Ask with `isinstance`, one after the other.",
        "A dict holds things that may be dicts themselves. Let your function call itself for each "
        "of them.",
        "For a dict, make a new one with the same keys, whose values went through `move_batch`. A "
        "list and a tuple go alike. What is left comes back as it is.",
    ],
)


def reference(batch: Any, device: torch.device) -> Any:
    match batch:
        case torch.Tensor():
            return batch.to(device)
        case dict():
            return {key: reference(value, device) for key, value in batch.items()}
        case list() | tuple():
            return type(batch)(reference(item, device) for item in batch)
    return batch


def cases(rng: Rng) -> Iterator[Case]:
    cpu = torch.device("cpu")
    yield case("a tensor to the accelerator", rng.reals(2), ACCELERATOR)
    yield case("a tensor back to the CPU", on_accelerator(rng.integers(3)), cpu)
    pair = {"image": rng.reals(2, 2), "label": rng.integers(1)}
    yield case("a dict to the accelerator", pair, ACCELERATOR)
    yield case("a list of two", [rng.reals(2), rng.reals(3)], ACCELERATOR)
    yield case("a tuple of two", (rng.reals(3), rng.integers(3)), ACCELERATOR)
    mixed = {"id": 7, "name": "cat.png", "image": rng.reals(3, 2), "mask": None, "flip": True}
    yield case("a dict with other things in it", mixed, ACCELERATOR)
    deep = [{"x": (rng.reals(2), [rng.reals(rng.size())])}, {"x": (rng.reals(1), [])}]
    yield case("nested", deep, ACCELERATOR)
    part = {"here": rng.reals(4), "there": on_accelerator(rng.reals(4))}
    yield case("partly there already", part, ACCELERATOR)
    stays = [rng.reals(5), {"y": rng.bools(4)}]
    array = {"pixels": np.array([0.5, 2.5]), "label": rng.integers(2)}
    yield case("a NumPy array next to a tensor", array, ACCELERATOR)
    needy = [rng.reals(3).requires_grad_(), rng.reals(2)]
    yield case("a tensor that requires a gradient", needy, ACCELERATOR, group="edge")
    yield case("on the CPU already", stays, cpu, group="edge")
    there = (on_accelerator(rng.reals(6)), on_accelerator(rng.reals(4)))
    yield case("on the accelerator already", there, ACCELERATOR, group="edge")
    numbers = {0: torch.tensor(rng.number()), "shape": (3, 4), "dtype": torch.float16}
    yield case("a tensor of shape () among numbers", numbers, ACCELERATOR, group="edge")
    yield case("no tensor at all", {"names": ["a", "b"], "count": 2}, ACCELERATOR, group="edge")
    yield case("None", None, ACCELERATOR, group="edge")
    empty = {"list": [], "tuple": (), "dict": {}, "rows": rng.reals(0, 2)}
    yield case("empty things", empty, ACCELERATOR, group="edge")


@mistake(
    "Only the outermost dict or list is gone through. What lies in a list within a dict stays "
    "where it was."
)
def one_level(batch: Any, device: torch.device) -> Any:
    def moved(value: Any) -> Any:
        return value.to(device) if isinstance(value, torch.Tensor) else value

    if isinstance(batch, dict):
        return {key: moved(value) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(map(moved, batch))
    return moved(batch)


@mistake(
    "The tensors arrive, but in the dicts and lists of the caller, which now hold other tensors "
    "than before. Make new ones."
)
def changes_the_batch(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict | list):
        for key in batch if isinstance(batch, dict) else range(len(batch)):
            batch[key] = changes_the_batch(batch[key], device)
        return batch
    if isinstance(batch, tuple):
        return tuple(changes_the_batch(item, device) for item in batch)
    return batch


@mistake(
    "A tuple comes back as a list. Code that unpacks it won't notice; code that uses it as a key, "
    "or asks for a tuple, will."
)
def tuples_become_lists(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: tuples_become_lists(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return [tuples_become_lists(item, device) for item in batch]
    return batch


@mistake(
    "A tensor that lies on the device already is copied all the same. `.to` leaves it alone unless "
    "it is told otherwise."
)
def always_copies(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, torch.Tensor):
        return batch.to(device, copy=True)
    if isinstance(batch, dict):
        return {key: always_copies(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(always_copies(item, device) for item in batch)
    return batch


@mistake(
    "Whatever is neither tensor, dict, list nor tuple is lost: in its place stands `None`, which "
    "is also what a function gives that ends without `return`. Names and numbers go along as they "
    "are."
)
def only_tensors_survive(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {key: only_tensors_survive(value, device) for key, value in batch.items()}
    if isinstance(batch, list | tuple):
        return type(batch)(only_tensors_survive(item, device) for item in batch)
    return None


@mistake(
    "`.to` gives a new tensor, and here nobody keeps it. What is returned is the batch as it was."
)
def not_kept(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, torch.Tensor):
        batch.to(device)
    elif isinstance(batch, dict):
        for value in batch.values():
            not_kept(value, device)
    elif isinstance(batch, list | tuple):
        for item in batch:
            not_kept(item, device)
    return batch
