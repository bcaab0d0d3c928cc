"""### A parameter of one's own

Training starts from numbers that somebody hands you: a list of first guesses, or the parameters
of a model that was trained before. The new parameters must be independent of them.

Write `new_parameter(start)`, which returns a tensor with the values and the shape of `start`

- that requires gradients;
- that has memory of its own: training it must not change `start`, and `start` stays as it is, its
  `requires_grad` included;
- that is a leaf: if `start` requires gradients, none may flow back to it.

A floating `start` keeps its dtype, float16 and float64 included. Whole numbers of any dtype, such
as int64, int32 or uint8, become float32, since whole numbers can't require gradients.

```python
>>> new_parameter(torch.tensor([1.5, 2.0]))
tensor([1.5000, 2.0000], requires_grad=True)
>>> new_parameter(torch.tensor([3, 4]))
tensor([3., 4.], requires_grad=True)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def new_parameter(start: torch.Tensor) -> torch.Tensor:
    """Give a leaf that requires gradients, with the values of start and memory of its own."""
    ### BEGIN SOLUTION
    dtype = start.dtype if start.is_floating_point() else torch.float32
    return start.detach().to(dtype, copy=True).requires_grad_()
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A1"],
    facts=["requires_grad", "shares", "gradients"],
    hints=[
        "Three things have to happen: cut the tensor from where it came from, copy its memory, "
        "and ask for gradients. Each has a method of its own.",
        "`detach()` cuts but still looks at the same memory. `clone()` copies but stays in the "
        "graph. You need both.",
        "`is_floating_point()` tells whether the dtype may stay. If it may not, `.float()` gives "
        "float32. Call `requires_grad_()` last, on the copy.",
    ],
)


def reference(start: torch.Tensor) -> torch.Tensor:
    copy = start.detach().clone()
    return (copy if copy.is_floating_point() else copy.float()).requires_grad_()


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two numbers", torch.tensor([1.5, 2.0]))
    yield case("a table", rng.reals(2, 3))
    yield case("float64", rng.reals(3, dtype=torch.float64) + 0.1)
    yield case("whole numbers", rng.integers(3))
    yield case("a single number", rng.reals())
    yield case("a tensor that requires gradients", rng.reals(rng.size(3, 5)).requires_grad_())
    yield case("a column of a larger table", rng.strided(rng.reals(3, 2)))
    yield case("int32", rng.integers(2, dtype=torch.int32))
    yield case("uint8, as in an image", rng.integers(2, 2, low=0, high=255, dtype=torch.uint8))
    yield case("float16", rng.reals(3, dtype=torch.float16))
    yield case("bfloat16", rng.reals(2, dtype=torch.bfloat16))


@mistake(
    "What you return is `start` itself, and it was switched over to require gradients: "
    "`requires_grad_()` makes no new tensor. Training it would overwrite the numbers that you were "
    "given."
)
def start_itself(start: torch.Tensor) -> torch.Tensor:
    if start.is_floating_point():
        return start.requires_grad_()
    return start.float().requires_grad_()


@mistake(
    "The result is a new tensor, but it still looks at the memory of `start`: neither `detach()` "
    "nor `torch.nn.Parameter` copies anything. The first step of training would change `start` as "
    "well."
)
def shares_the_memory(start: torch.Tensor) -> torch.Tensor:
    if start.is_floating_point():
        return start.detach().requires_grad_()
    return start.float().requires_grad_()


@mistake(
    "The copy is still joined to `start`: copying is recorded like any other operation, by "
    "`clone()` too. Where `start` requires gradients, they flow back to it, and the copy is no "
    "leaf."
)
def still_in_the_graph(start: torch.Tensor) -> torch.Tensor:
    copy = start.clone() if start.is_floating_point() else start.float()
    return copy.requires_grad_()


@mistake(
    "int64 is converted, but whole numbers come in other dtypes too, such as int32 and uint8. Ask "
    "whether the dtype is a floating one, rather than which of the others it is."
)
def only_int64_converted(start: torch.Tensor) -> torch.Tensor:
    copy = start.detach().clone()
    return (copy.float() if copy.dtype == torch.int64 else copy).requires_grad_()


@mistake(
    "float32 and float64 keep their dtype, float16 and bfloat16 don't. They are floating too, and "
    "stay what they are."
)
def half_widened(start: torch.Tensor) -> torch.Tensor:
    copy = start.detach().clone()
    return (
        copy if start.dtype in (torch.float32, torch.float64) else copy.float()
    ).requires_grad_()


@mistake(
    "The result doesn't require gradients, so autograd will not watch it, and its `.grad` stays "
    "None for ever."
)
def nobody_asked(start: torch.Tensor) -> torch.Tensor:
    copy = start.detach().clone()
    return copy if copy.is_floating_point() else copy.float()


@mistake(
    "Whole numbers can't require gradients. torch says so itself: only tensors of floating point "
    "dtype can. Convert them first."
)
def whole_numbers_kept(start: torch.Tensor) -> torch.Tensor:
    return start.detach().clone().requires_grad_()


@mistake(
    "Everything came out as float32. A floating `start` keeps its dtype: float64 stays float64, "
    "and loses no digits; float16 stays float16."
)
def always_float32(start: torch.Tensor) -> torch.Tensor:
    return start.detach().clone().float().requires_grad_()
