"""### Any array as a tensor

Now the other way. Write `from_array(array)`, which returns a tensor with the values, the shape and
the dtype of a NumPy array. It **shares the array's memory where it safely can, and copies only
where it must**:

- a negative stride, a stride that is no whole number of elements, or bytes in the other order:
  torch can't use that memory, so copy. The tensor has the dtype of the same name, in the machine's
  own byte order;
- a read-only array: torch could share it and write to it all the same. Nobody may, so copy;
- a dtype that torch hasn't got, such as strings: raise TypeError.

Everything else shares, with the strides of the array; an array without axes too (of such a one
`torch.asarray` makes a copy). The array stays as it was. A copy has the strides that `copy()` or
`astype(...)` gives it: you needn't ask for an order. Leave `torch.from_dlpack` alone here: a
negative stride would end the notebook's kernel.

```python
>>> brightness = np.array([10, 20, 30], dtype=np.uint8)
>>> from_array(brightness[::-1])
tensor([30, 20, 10], dtype=torch.uint8)
>>> from_array(np.array([1.5, 2.5], dtype=">f4"))
tensor([1.5000, 2.5000])
```
"""

from collections.abc import Iterator

import numpy as np
import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def from_array(array: np.ndarray) -> torch.Tensor:
    """Give the array as a tensor, over the same memory where that is safe."""
    ### BEGIN SOLUTION
    native = array.dtype.newbyteorder("=")
    steps_fit = all(step >= 0 and step % array.itemsize == 0 for step in array.strides)
    if not (steps_fit and array.flags.writeable and array.dtype == native):
        array = array.astype(native, order="C")
    return torch.from_numpy(array)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["N2", "N3", "N4"],
    points={"basic": 1, "edge": 2},
    facts=["shares", "strides"],
    hints=[
        "`torch.from_numpy` shares, and raises ValueError for all that it can't share but one: a "
        "read-only array it accepts. Look at `array.flags.writeable` yourself.",
        "A copy of the right kind makes `torch.from_numpy` content. `array.copy()` always gives "
        "positive strides, and `array.dtype.newbyteorder('=')` is the dtype in native order.",
        "`array.astype(dtype)` copies and turns the bytes, both at once. For strings "
        "`torch.from_numpy` raises the TypeError that is wanted.",
        "`np.ascontiguousarray` is no help: it copies only what isn't contiguous, and a vector of "
        "one element counts as that, backwards too.",
    ],
)


def reference(array: np.ndarray) -> torch.Tensor:
    if not array.flags.writeable:
        array = array.copy()
    try:
        return torch.from_numpy(array)
    except ValueError:
        return torch.from_numpy(array.astype(array.dtype.newbyteorder("="), order="C"))


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a vector", rng.reals(3, dtype=torch.float64).numpy())
    yield case("a table of whole numbers", rng.integers(2, 3).numpy())
    yield case("a reversed vector", rng.reals(4).numpy()[::-1])
    yield case("a transposed table", rng.reals(3, 2).numpy().T)
    yield case("every second column", rng.reals(2, 6).numpy()[:, ::2])
    yield case("an image, mirrored", rng.integers(3, 4).numpy().astype(np.uint8)[:, ::-1])
    yield case("an array without axes", np.array(rng.number()), group="edge")
    yield case("no rows", np.empty((0, 3)), group="edge")
    yield case("one row, reversed", rng.reals(1, 3).numpy()[::-1], group="edge")
    yield case("float16", rng.reals(3).numpy().astype(np.float16), group="edge")
    yield case("uint16", rng.integers(3, low=0).numpy().astype(np.uint16), group="edge")
    yield case("strings", np.array(["cat", "dog"]), group="edge")
    turned = rng.reals(3).numpy().astype(">f4")
    yield case("float32 with its bytes the other way round", turned, group="edge")
    turned = rng.integers(2, 2).numpy().astype(">i8")
    yield case("int64 with its bytes the other way round", turned, group="edge")
    locked = rng.reals(2, 2, dtype=torch.float64).numpy().copy()
    locked.flags.writeable = False
    yield case("a read-only table", locked, group="edge")
    stretched = np.broadcast_to(np.array(rng.number()), (3,))
    yield case("a number broadcast to three", stretched, group="edge")
    packed = np.zeros(3, dtype=[("kind", "i1"), ("value", "<f4")])
    packed["value"] = rng.reals(3).numpy()
    room = np.frombuffer(bytearray(packed.tobytes()), dtype=np.uint8)
    values = np.ndarray((3,), "<f4", room, 1, (5,))
    yield case("numbers of 4 bytes in records of 5", values, group="edge")
    packed = np.zeros(2, dtype=[("kind", "i1"), ("xyz", "<f4", 3)])
    packed["xyz"] = rng.reals(2, 3).numpy()
    room = np.frombuffer(bytearray(packed.tobytes()), dtype=np.uint8)
    vectors = np.ndarray((2, 3), "<f4", room, 1, (13, 4))
    yield case("three numbers of 4 bytes in records of 13", vectors, group="edge")
    yield case("rows in reverse", rng.reals(3, 2).numpy()[::-1], group="edge")


@mistake(
    "The tensor always has memory of its own. Most arrays can be shared, and for a large one that "
    "is the difference between no time and no memory left."
)
def always_copies(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array.astype(array.dtype.newbyteorder("="), order="C"))


@mistake(
    "A read-only array is shared. Somebody locked it, and your tensor is a way around the lock: "
    "writing to it would change the array."
)
def lock_picked(array: np.ndarray) -> torch.Tensor:
    try:
        return torch.from_numpy(array)
    except ValueError:
        return torch.from_numpy(array.astype(array.dtype.newbyteorder("="), order="C"))


@mistake(
    "A negative stride, or one that is no whole number of elements, stops your function. torch "
    "can't step like that: copy such an array first."
)
def strides_forgotten(array: np.ndarray) -> torch.Tensor:
    native = array.dtype.newbyteorder("=")
    if not array.flags.writeable or array.dtype != native:
        array = array.astype(native, order="C")
    return torch.from_numpy(array)


@mistake(
    "Numbers whose bytes stand the other way round stop your function. A copy alone keeps their "
    "order; ask for the native dtype when you copy."
)
def byte_order_forgotten(array: np.ndarray) -> torch.Tensor:
    if not array.flags.writeable:
        array = array.copy()
    try:
        return torch.from_numpy(array)
    except ValueError:
        return torch.from_numpy(array.copy())


@mistake(
    "`np.ascontiguousarray` gives back the array itself if that counts as contiguous. One row in "
    "reverse does, and so its stride is negative still. And what has gaps is copied, though torch "
    "can share it."
)
def ascontiguous(array: np.ndarray) -> torch.Tensor:
    native = array.dtype.newbyteorder("=")
    if not array.flags.writeable or array.dtype != native:
        array = array.astype(native, order="C")
    return torch.from_numpy(np.ascontiguousarray(array))


@mistake(
    "The bytes were turned by name only: `view` reads the same bytes as if they had been in native "
    "order, and gets other numbers."
)
def bytes_reinterpreted(array: np.ndarray) -> torch.Tensor:
    array = array.view(array.dtype.newbyteorder("="))
    return reference(array)


@mistake(
    "All that isn't contiguous is copied. Only negative strides and those that are no whole number "
    "of elements are a reason: a transposed table or every second column torch can share."
)
def copies_what_has_gaps(array: np.ndarray) -> torch.Tensor:
    native = array.dtype.newbyteorder("=")
    plain = array.flags.c_contiguous and all(step >= 0 for step in array.strides)
    if not (plain and array.flags.writeable and array.dtype == native):
        array = array.astype(native, order="C")
    return torch.from_numpy(array)
