"""### Exact numbers for the archive

A measurement was computed on the accelerator, in float32 or float16 to save time. For the archive
it has to be on the CPU and in float64.

Write `archive(x)`, which gives the values of `x` as a float64 tensor on the CPU. `x` may have any
shape, strides and dtype, and no digit that it has may get lost; NaN and infinity stay what they
are. Between the devices travels what has to, and no byte more: an element goes over in the dtype
that it has, and grows on arrival. If `x` is in the right place in the right dtype, it is returned
as it is, without a copy.

```python
>>> archive(torch.tensor([0.5, 2.25]))
tensor([0.5000, 2.2500], dtype=torch.float64)
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake, on_accelerator


def archive(x: torch.Tensor) -> torch.Tensor:
    """Give the values as float64 on the CPU."""
    ### BEGIN SOLUTION
    return x.to("cpu", torch.double)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G3"],
    facts=["transfers", "moved", "shares"],
    tolerance=(0.0, 0.0),  # values are copied, and none may pass through float32
    hints=[
        "`.to` takes a device, or a dtype, or both at once: the device first.",
        "If you do it in two steps, the order matters: what is the dtype at the moment at which it "
        "travels?",
        'The other name of `torch.float64` is `torch.double`, and the CPU\'s name is `"cpu"`.',
    ],
)


def reference(x: torch.Tensor) -> torch.Tensor:
    return x.cpu().to(torch.float64)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("float32 on the accelerator", on_accelerator(rng.reals(3) + 0.1))
    half = rng.reals(2, rng.size(2, 4), dtype=torch.float16)
    yield case("float16 on the accelerator", on_accelerator(half))
    yield case("whole numbers on the accelerator", on_accelerator(rng.integers(2, 5)))
    beyond = torch.tensor([float("nan"), 1e6, float("-inf"), 0.3])
    yield case("NaN, infinity and a large number, there", on_accelerator(beyond))
    large = 2**24 + 1 + 2 * rng.integers(3, low=0, high=9)
    yield case("large whole numbers on the accelerator", on_accelerator(large))
    yield case("a transposed table on the accelerator", on_accelerator(rng.reals(2, 3).T))
    yield case("float32 on the CPU", rng.reals(2, 2) + 0.1)
    yield case("float64 on the CPU", rng.reals(3, 2, dtype=torch.float64))
    yield case("bools on the accelerator", on_accelerator(rng.bools(5)))
    yield case("no elements", on_accelerator(rng.reals(0)))
    # A float has digits that float32 doesn't keep; through float32 and back, they are lost.
    yield case("float64 with many digits, on the CPU", rng.reals(4, dtype=torch.float64) + 0.1)


@mistake(
    "The elements grow to 8 bytes on the accelerator and travel afterwards: twice the bytes of "
    "float32. Change the dtype after the move, or together with it."
)
def widened_before(x: torch.Tensor) -> torch.Tensor:
    return x.double().cpu()


@mistake("The values are on the CPU in the dtype that they had. The archive wants float64.")
def same_dtype(x: torch.Tensor) -> torch.Tensor:
    return x.cpu()


@mistake("The dtype is right, but the values are still on the accelerator.")
def same_device(x: torch.Tensor) -> torch.Tensor:
    return x.to(torch.double)


@mistake(
    "A tensor that needed nothing is copied all the same. `.to` gives back the tensor itself where "
    "there is nothing to do; `copy=True`, `clone` and `torch.tensor` always copy."
)
def always_a_copy(x: torch.Tensor) -> torch.Tensor:
    return x.to("cpu", torch.double, copy=True)


@mistake(
    "The values pass through a dtype that keeps fewer digits than they have: float32 keeps about "
    "7. Going on to float64 from there doesn't bring them back."
)
def by_way_of_float(x: torch.Tensor) -> torch.Tensor:
    return x.cpu().float().double()
