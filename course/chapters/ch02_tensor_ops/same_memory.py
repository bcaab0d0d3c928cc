"""### Same memory?

Before you write into a tensor you want to know who else will see it. Write `same_memory(a, b)`,
which returns `True` when two tensors lie over the same storage, and `False` when they don't, as a
Python bool.

- The same numbers in two places are not the same memory.
- Two views of one tensor lie over the same storage, also when they look at different parts of it:
  `x[0]` and `x[1]` count as the same memory.
- A tensor without elements looks at no memory, so with one the answer is `False`, whatever the
  other is.

```python
>>> x = torch.tensor([[1, 2, 3], [4, 5, 6]])
>>> same_memory(x, x.T)
True
>>> same_memory(x, x.clone())
False
>>> same_memory(x[0], x[1])
True
>>> same_memory(x, x[:0])
False
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def same_memory(a: torch.Tensor, b: torch.Tensor) -> bool:
    """Tell whether two tensors lie over the same storage."""
    ### BEGIN SOLUTION
    if a.numel() == 0 or b.numel() == 0:
        return False
    return a.untyped_storage().data_ptr() == b.untyped_storage().data_ptr()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T16"],
    points={"basic": 1, "edge": 1},
    hints=[
        "Neither the numbers nor the Python objects tell. What both tensors have underneath is a "
        "storage, and a storage has an address.",
        "Compare the addresses at which the two untyped storages begin. The address of the first "
        "element is something else: a view may begin in the middle.",
        "Storages of tensors without elements may all give the address 0. Ask for the number of "
        "elements first.",
    ],
)


def reference(a: torch.Tensor, b: torch.Tensor) -> bool:
    if not a.numel() or not b.numel():
        return False
    return a.untyped_storage().data_ptr() == b.untyped_storage().data_ptr()


def cases(rng: Rng) -> Iterator[Case]:
    x = rng.integers(2, rng.size(2, 4))
    yield case("equal numbers in two places", x, x.clone())
    yield case("a table and its last row", x, x[1])
    yield case("a table and itself, transposed", x, x.T)
    yield case("two rows of one table", x[0], x[1])
    yield case("the same tensor twice", x, x)
    vector = rng.reals(6)
    yield case("a vector, reshaped", vector, vector.reshape(3, 2))
    yield case("two columns of one table", x[:, 0], x[:, 1])
    yield case("a table and a reshape that had to copy", x, x.T.reshape(-1))
    yield case("other numbers", rng.reals(3), rng.reals(3, low=5, high=9))
    yield case("two empty tensors", torch.empty(0), torch.empty(0, 3), group="edge")
    yield case("a table and an empty slice of it", x, x[:0], group="edge")
    yield case("two empty slices of one table", x[:0], x[:, :0], group="edge")
    yield case("a number and its view as a vector", (n := rng.reals()), n.view(1), group="edge")


@mistake(
    "You compare the Python objects. A view is a new object over the old memory, so `is` and `id` "
    "can't find out whether memory is shared."
)
def same_object(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a is b


@mistake(
    "You compare the numbers. Equal numbers may lie in two places, and two rows of one table "
    "share memory although their numbers differ."
)
def equal_numbers(a: torch.Tensor, b: torch.Tensor) -> bool:
    return torch.equal(a, b)


@mistake(
    "You compare where the first elements lie. A view may begin in the middle of the memory that "
    "it shares, as the last row of a table does. Compare the storages under the tensors."
)
def same_first_element(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a.data_ptr() == b.data_ptr()


@mistake(
    "Tensors without elements are taken for sharers: their storages may all give the address 0, "
    "and an empty slice keeps hold of a storage that it looks at no part of."
)
def empty_ones_share(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a.untyped_storage().data_ptr() == b.untyped_storage().data_ptr()
