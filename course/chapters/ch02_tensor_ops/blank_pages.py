"""### Reserve room for a stack of pages

A scanner is about to deliver `count` pages. Each has the shape and the dtype of `page`, and each
will be written over whatever stands in its place. To fill the memory first would be work for
nothing.

Write `blank_pages(page, count)`, which reserves the room: an uninitialised tensor of shape
`(count, *page.shape)` with the dtype of `page`, in memory of its own. Nothing may be written into
it: functions that make a filled tensor (`torch.zeros`, `torch.ones`, `torch.full` and their
relatives), functions that copy (`clone`, `repeat`, `torch.stack` and the like), and writing
afterwards (`zero_`, `fill_`, `x[:] = 0`) are all ruled out.

Nobody looks at the values of your result, since they mean nothing. One point is for the edges: a
`page` that is a single number without axes, and a `count` of 0.

```python
>>> page = torch.tensor([[17, 250, 8]], dtype=torch.uint8)
>>> blank_pages(page, 2).shape
torch.Size([2, 1, 3])
>>> blank_pages(page, 2).dtype
torch.uint8
```
"""

import math
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def blank_pages(page: torch.Tensor, count: int) -> torch.Tensor:
    """Reserve uninitialised room for count pages like page."""
    ### BEGIN SOLUTION
    return torch.empty((count, *page.shape), dtype=page.dtype)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T1"],
    points={"basic": 1, "edge": 1},
    ignore=["values"],
    facts=["shares"],
    banned=[
        *("torch.zeros", "torch.zeros_like", "torch.Tensor.new_zeros"),
        *("torch.ones", "torch.ones_like", "torch.Tensor.new_ones"),
        *("torch.full", "torch.full_like", "torch.Tensor.new_full"),
        *("torch.rand", "torch.rand_like", "torch.randn", "torch.randn_like", "torch.randint"),
        *("torch.Tensor.repeat", "torch.tile", "torch.repeat_interleave", "torch.clone"),
        *("torch.stack", "torch.cat", "torch.vstack", "torch.Tensor.contiguous"),
        *("torch.Tensor.zero_", "torch.Tensor.fill_", "torch.Tensor.copy_"),
        "torch.Tensor.__setitem__",
    ],
    hints=[
        "Three questions about a new tensor: which shape, which dtype, which values? The last "
        "doesn't matter here, and `page.shape` and `page.dtype` help with the first two.",
        "A shape can be given as a tuple. With a star, one sequence is unpacked into another: if "
        "`s` is `(4, 5)`, then `(9, *s)` is `(9, 4, 5)`.",
        "Without `dtype=`, the memory is reserved for float32, whatever the pages hold.",
    ],
)


def _zeros(shape: tuple[int, ...], dtype: torch.dtype) -> torch.Tensor:
    """Stand in for torch.empty, whose values would make each build record something else."""
    return torch.tensor([0] * math.prod(shape), dtype=dtype).reshape(shape)


def reference(page: torch.Tensor, count: int) -> torch.Tensor:
    return _zeros((count, *page.shape), page.dtype)


def cases(rng: Rng) -> Iterator[Case]:
    page = rng.integers(1, 3, low=0, high=255, dtype=torch.uint8)
    yield case("two small pages of uint8", page, 2)
    yield case("pages of one axis, float32", rng.reals(rng.size(4, 6)), 3)
    yield case("pages of two axes, float64", rng.reals(2, 3, dtype=torch.float64), rng.size(4, 6))
    yield case("pages of three axes, bool", rng.bools(3, 1, 2), 2)
    yield case("a page that is a single number without axes", rng.integers(), 4, group="edge")
    yield case("a single page", rng.integers(3, 2), 1)
    yield case("a stack of no pages", rng.integers(2, 4), 0, group="edge")


@mistake(
    "Without `dtype=`, `torch.empty` reserves room for float32, whatever dtype the pages have. "
    "Pass on the dtype of `page`."
)
def default_dtype(page: torch.Tensor, count: int) -> torch.Tensor:
    return _zeros((count, *page.shape), torch.float32)


@mistake(
    "The shape and the dtype are right, but every element was written once, with zeros that "
    "nobody will read. `torch.empty` reserves the same memory and leaves it as it is."
)
def filled_with_zeros(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.zeros((count, *page.shape), dtype=page.dtype)


@mistake(
    "The room is reserved as it should be, and then zeros are written into it that nobody will "
    "read. Leave that step out."
)
def zeroed_afterwards(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty((count, *page.shape), dtype=page.dtype).zero_()


@mistake(
    "This reserves room for one page. The result needs one axis more than `page`: the first one, "
    "of length `count`, counts the pages."
)
def one_page(page: torch.Tensor, count: int) -> torch.Tensor:
    return _zeros(page.shape, page.dtype)


@mistake(
    "`page.shape` is itself a sequence of sizes, so `count` and `page.shape` side by side are a "
    "number and a sequence. torch wants one flat row of whole numbers: unpack the sequence."
)
def shape_within_a_shape(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty((count, page.shape), dtype=page.dtype)


@mistake(
    "`count` became the last axis. The pages are stacked along the first one, so that `result[0]` "
    "is a whole page."
)
def count_at_the_end(page: torch.Tensor, count: int) -> torch.Tensor:
    return _zeros((*page.shape, count), page.dtype)
