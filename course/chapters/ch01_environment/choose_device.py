"""### Choose the device

Write `choose_device(cuda, mps, dtype)`. `cuda` and `mps` are bools: whether PyTorch can use an
NVIDIA GPU, and whether it can use Apple's. `dtype` is the kind of number that you want to compute
with. Return a `torch.device`:

- `torch.device("cuda")`, without a number, where CUDA can be used;
- otherwise `torch.device("mps")` where Apple's GPU can be used, except for `torch.float64`. That
  is the only dtype of the cases that it cannot hold: `torch.int64`, for example, it can;
- otherwise `torch.device("cpu")`.

The answer is a function of its inputs: do not ask the machine that you sit at.

```python
>>> choose_device(True, False, torch.float32)
device(type='cuda')
>>> choose_device(False, True, torch.float64)
device(type='cpu')
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def choose_device(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    """Choose where to compute with numbers of this dtype."""
    ### BEGIN SOLUTION
    if cuda:
        return torch.device("cuda")
    if mps and dtype != torch.float64:
        return torch.device("mps")
    return torch.device("cpu")
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E5"],
    points=2,
    hints=[
        "Go through the list in its order, and return at the first that fits.",
        "dtypes compare with `==`. Only one of the three devices has trouble with one of them.",
        "Two conditions: `if cuda:` first, then one that asks for two things at once, joined by "
        "`and`. What is left computes on the CPU.",
    ],
)

_OTHERS = (torch.float16, torch.int64, torch.bool, torch.uint8)


def reference(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    apple = "cpu" if dtype is torch.float64 else "mps"
    return torch.device("cuda" if cuda else apple if mps else "cpu")


def cases(rng: Rng) -> Iterator[Case]:
    yield case("an NVIDIA GPU", True, False, torch.float32)
    yield case("a Mac", False, True, torch.float32)
    yield case("a laptop without either", False, False, torch.float32)
    yield case("a Mac, float64", False, True, torch.float64)
    yield case("an NVIDIA GPU, float64", True, False, torch.float64)
    yield case("both, which goes to CUDA", True, True, torch.float32)
    yield case("no GPU, float64", False, False, torch.float64)
    yield case("a Mac, int64", False, True, torch.int64)
    yield case("a Mac, another dtype", False, True, rng.choice(_OTHERS))
    yield case("both, float64", True, True, torch.float64)


@mistake(
    "This is a string. Many functions accept it, but a `torch.device` is asked for: "
    "`torch.device(...)` makes one from the name."
)
def only_the_name(cuda: bool, mps: bool, dtype: torch.dtype) -> object:
    if cuda:
        return "cuda"
    return "mps" if mps and dtype != torch.float64 else "cpu"


@mistake(
    "Apple's GPU cannot hold float64: the first such tensor would raise a TypeError there. For "
    "that dtype the answer is the CPU."
)
def forgets_float64(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    return torch.device("cuda" if cuda else "mps" if mps else "cpu")


@mistake(
    "float64 is sent to the CPU everywhere. Only Apple's GPU has no float64: on CUDA it works, "
    "if more slowly."
)
def float64_never_on_a_gpu(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    if dtype == torch.float64:
        return torch.device("cpu")
    return torch.device("cuda" if cuda else "mps" if mps else "cpu")


@mistake(
    "`cuda:0` is the first GPU by number. The task asks for `cuda` without one, the current GPU: "
    "as devices the two are different."
)
def numbered(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    if cuda:
        return torch.device("cuda:0")
    return torch.device("mps" if mps and dtype != torch.float64 else "cpu")


@mistake(
    "This asks the machine that it runs on, and not its inputs. The inputs may describe another "
    "machine than yours."
)
def asks_this_machine(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    return torch.device("cpu")


@mistake(
    "Every dtype of 8 bytes is kept from Apple's GPU. The size is not what matters: int64 fits, "
    "and only float64 is missing."
)
def no_eight_bytes_on_apple(cuda: bool, mps: bool, dtype: torch.dtype) -> torch.device:
    if cuda:
        return torch.device("cuda")
    return torch.device("mps" if mps and dtype.itemsize < 8 else "cpu")
