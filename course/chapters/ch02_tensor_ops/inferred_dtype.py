"""### Predict the dtype

Before a tensor is made from a list, can you tell which dtype it will have?

Write `inferred_dtype(values)`. `values` is a flat Python list of bools, ints and floats, possibly
mixed and possibly empty. Return the dtype that `torch.tensor(values)` would choose, such as
`torch.bool`, without making a tensor of any kind: neither `torch.tensor` and its relatives nor
`torch.zeros`, `torch.full` and the like may be called, nor may torch's own functions for this
question (`torch.result_type`, `torch.promote_types`). Python's `isinstance` is all you need.

```python
>>> inferred_dtype([3, 14, 15])
torch.int64
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def inferred_dtype(values: list) -> torch.dtype:
    """Tell which dtype torch.tensor(values) would have."""
    ### BEGIN SOLUTION
    if not values or any(isinstance(value, float) for value in values):
        return torch.float32
    if all(isinstance(value, bool) for value in values):
        return torch.bool
    return torch.int64
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T4"],
    points=2,
    banned=[
        *("torch.tensor", "torch.as_tensor", "torch.asarray", "torch.scalar_tensor"),
        *("torch.from_numpy", "torch.Tensor.new_tensor", "torch.result_type"),
        "torch.promote_types",
        *("torch.empty", "torch.zeros", "torch.ones", "torch.full", "torch.eye", "torch.arange"),
        *("torch.linspace", "torch.logspace", "torch.rand", "torch.randn", "torch.randint"),
    ],
    hints=[
        "Run `torch.tensor(...)` yourself, in a cell of your own, on the lists you are unsure of: "
        "`[]`, `[True, 2]`, `[1, 2.5]`, `[True, False]`. Then write down the rule.",
        "Ask the questions in this order: is the list empty, or is any value a float? If not, are "
        "all of them bools?",
        "In Python, `isinstance(True, int)` is true as well, so ask about bools before you ask "
        "about ints. `any(...)` and `all(...)` ask a whole list.",
    ],
)


def reference(values: list) -> torch.dtype:
    return torch.tensor(values).dtype


def cases(rng: Rng) -> Iterator[Case]:
    yield case("whole numbers", [3, 14, 15])
    yield case("real numbers", [rng.number(), rng.number()])
    yield case("bools", [True, False, True])
    yield case("a float comes last", [rng.size(), rng.size(), 2.5])
    yield case("a float comes first", [0.5, rng.size(), rng.size()])
    yield case("a float that is a whole number", [rng.size(), 2.0])
    yield case("bools first, then a whole number", [True, False, rng.size(2, 9)])
    yield case("a whole number first, then a bool", [rng.size(2, 9), True])
    yield case("a float among bools", [True, rng.number(), False])
    yield case("one huge whole number", [2**40 + rng.size()])
    yield case("no values at all", [])


@mistake(
    "A Python float has 64 bits, but torch stores it in its own default dtype, float32, unless "
    "told otherwise."
)
def as_wide_as_python(values: list) -> torch.dtype:
    if not values or any(isinstance(value, float) for value in values):
        return torch.float64
    if all(isinstance(value, bool) for value in values):
        return torch.bool
    return torch.int64


@mistake(
    "You asked only the first value. One float anywhere makes the whole tensor floating, and one "
    "int makes bools into ints: all values have a say."
)
def first_value_only(values: list) -> torch.dtype:
    if not values or isinstance(values[0], float):
        return torch.float32
    if isinstance(values[0], bool):
        return torch.bool
    return torch.int64


@mistake(
    "Bools were taken for ints. In Python a bool is a kind of int, so a question about ints "
    "catches them as well; torch keeps them apart and gives a list of bools the dtype bool."
)
def bools_taken_for_ints(values: list) -> torch.dtype:
    if not values or any(isinstance(value, float) for value in values):
        return torch.float32
    return torch.int64


@mistake(
    "Only the empty list is wrong. It has neither floats nor ints, and `all(...)` of nothing is "
    "true, so it ended up as bool; torch gives it the default dtype, float32."
)
def nothing_is_bool(values: list) -> torch.dtype:
    if any(isinstance(value, float) for value in values):
        return torch.float32
    if all(isinstance(value, bool) for value in values):
        return torch.bool
    return torch.int64


@mistake(
    "Only the empty list is wrong. Without values there is nothing that speaks for whole numbers; "
    "torch falls back on the default dtype, float32."
)
def nothing_is_int(values: list) -> torch.dtype:
    if any(isinstance(value, float) for value in values):
        return torch.float32
    if values and all(isinstance(value, bool) for value in values):
        return torch.bool
    return torch.int64


@mistake(
    "A mixture of bools and ints came out as bool. The value 7 doesn't fit into a bool: torch "
    "takes the dtype that can hold all values, and that is int64."
)
def one_bool_is_enough(values: list) -> torch.dtype:
    if not values or any(isinstance(value, float) for value in values):
        return torch.float32
    if any(isinstance(value, bool) for value in values):
        return torch.bool
    return torch.int64


@mistake(
    "The first value alone decides, and it is asked about ints before bools. All values have a "
    "say; and in Python a bool is an int as well."
)
def first_value_as_int(values: list) -> torch.dtype:
    return torch.int64 if values and isinstance(values[0], int) else torch.float32


@mistake(
    "Where there is no float, the first value decides between bool and int64. Its neighbours have "
    "a say too: one int among bools makes all of them int64."
)
def first_value_without_floats(values: list) -> torch.dtype:
    if not values or any(isinstance(value, float) for value in values):
        return torch.float32
    return torch.bool if isinstance(values[0], bool) else torch.int64
