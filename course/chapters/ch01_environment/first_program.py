"""### The first program

Write `first_program(device, rows)`. It makes a column of ones and a column of twos, each of shape
`(rows, 1)`, dtype float32, both **on** `device`. It adds them, and returns all three:
`(first, second, total)`.

`device` is a `torch.device` or a name such as `"cpu"`. The cases use the devices `cpu` and `meta`,
which every machine has. On `meta`, tensors have a shape and a device but no values.

```python
>>> first_program("cpu", 3)[2]
tensor([[3.],
        [3.],
        [3.]])
>>> first_program("meta", 3)[0].device
device(type='meta')
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake

Columns = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


def first_program(
    device: torch.device | str, rows: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Make a column of ones and one of twos on the device; return both, and their sum."""
    ### BEGIN SOLUTION
    first = torch.ones((rows, 1), device=device)
    second = torch.full((rows, 1), 2.0, device=device)
    return first, second, first + second
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E6"],
    points=2,
    hints=[
        "A tensor is made on the CPU unless it is told otherwise, and a sum lies where its parts "
        "lie.",
        "`torch.zeros((2, 5), device=device)` makes a table of zeros on a device. Two times a "
        "tensor lies where the tensor lies, and neither it nor the sum needs a `device=`.",
    ],
)


def reference(device: torch.device | str, rows: int) -> Columns:
    column = torch.full((rows, 1), 1.0, device=device)
    return column, 2 * column, 3 * column


def cases(rng: Rng) -> Iterator[Case]:
    yield case("three rows on the CPU", torch.device("cpu"), 3)
    yield case("three rows on the device meta", torch.device("meta"), 3)
    yield case("another number of rows", torch.device("cpu"), rng.size(4, 9))
    yield case("the device as a name", "meta", rng.size(2, 6))
    yield case("a single row", "cpu", 1)


@mistake(
    "The columns are made without `device=`, so they lie on the CPU, whatever device was asked "
    "for. Nothing complains, and nothing is computed on the GPU."
)
def always_on_the_cpu(device: torch.device | str, rows: int) -> Columns:
    first, second = torch.ones((rows, 1)), torch.full((rows, 1), 2.0)
    return first, second, first + second


@mistake(
    "The sum is computed on the CPU and moved afterwards. The columns themselves should lie on "
    "the device, so that the work is done there."
)
def moved_afterwards(device: torch.device | str, rows: int) -> Columns:
    first, second = torch.ones((rows, 1)), torch.full((rows, 1), 2.0)
    return first, second, (first + second).to(device)


@mistake(
    "Only one of the two columns is on the device. Adding tensors of two devices raises an error, "
    "unless both happen to be the CPU."
)
def one_left_behind(device: torch.device | str, rows: int) -> Columns:
    first, second = torch.ones((rows, 1), device=device), torch.full((rows, 1), 2.0)
    return first, second, first + second


@mistake(
    "These are rows, of shape `(1, rows)`. In a shape the number of rows comes first: a column "
    "has `rows` rows and 1 column."
)
def rows_instead_of_columns(device: torch.device | str, rows: int) -> Columns:
    first = torch.ones((1, rows), device=device)
    return first, 2 * first, 3 * first


@mistake(
    "These have one dimension, shape `(rows,)`. A column is a table that is 1 wide: its shape has "
    "two numbers."
)
def one_dimension(device: torch.device | str, rows: int) -> Columns:
    first = torch.ones(rows, device=device)
    return first, 2 * first, 3 * first


@mistake(
    "The first column takes the place of the second, in the sum too. Return both, the ones and the "
    "twos, and add the one to the other."
)
def first_twice(device: torch.device | str, rows: int) -> Columns:
    first = torch.ones((rows, 1), device=device)
    return first, first, first + first


@mistake(
    "The twos are whole numbers, int64, as `torch.full` makes them of a `2` without a point. Both "
    "columns should be float32."
)
def whole_twos(device: torch.device | str, rows: int) -> Columns:
    first = torch.ones((rows, 1), device=device)
    second = torch.full((rows, 1), 2, device=device)
    return first, second, first + second
