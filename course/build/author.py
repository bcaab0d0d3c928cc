"""What an exercise file imports: `Exercise`, `case`, `mistake`, `Rng`, and the accelerator.

An input of a case is `on_accelerator(tensor)` or `ACCELERATOR`, the device itself. Nothing on it
is float64 or complex, which not every accelerator has.

`docs/writing-an-exercise.md` shows how they go together.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import torch

from course.kit.cases.case import Case, case
from course.kit.device.accelerator import ACCELERATOR, on_accelerator
from course.kit.values.close import Tolerance

__all__ = ["ACCELERATOR", "Case", "Exercise", "Rng", "case", "mistake", "on_accelerator"]

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """The declaration of one exercise.

    concepts: ids of the concepts (`course/build/concepts.py`) that it grades.
    hints: two to four, each nearer to the answer; none contains the solution's code.
    points: a number, or numbers by group of cases ("basic", "edge", "layout").
    facts: facts that count on top of type, shape, device, dtype, values and changed inputs:
        "sequence" (a list is no tuple), "strides", "shares", "requires_grad", "gradients",
        "allocated", and of the traffic with the accelerator "transfers", "moved" (bytes) and
        "waits". Of these four, no more than the reference's is asked. Of "sent" (bytes copied
        there) and "fetched" (times that values come from there), no less is asked.
    ignore: facts of the usual ones that don't count here, such as "values" for `torch.empty`.
    banned: torch functions that are the answer itself, by any one of their names
        ("torch.cat"; methods, operators and aliases fall under it).
    required: torch functions that must be called, since they are the lesson.
    tolerance: (relative, absolute), where the dtype's own is too strict or too lax.
    budget: seconds that all visible cases may take together.
    """

    concepts: Sequence[str]
    hints: Sequence[str]
    points: float | Mapping[str, float] = 1
    facts: Sequence[str] = ()
    ignore: Sequence[str] = ()
    banned: Sequence[str] = ()
    required: Sequence[str] = ()
    tolerance: Tolerance | None = None
    budget: float = 1.0


def mistake(explanation: str, *, rounding: Collection[str] = ()) -> Callable[[Function], Function]:
    """Record a plausible wrong answer, with the sentence that explains the misunderstanding.

    The explanation speaks to the student who made it: what the code does, and why that is
    something else than what was asked. `rounding` names groups of cases in which the values that
    it gives are what rounding leaves, other digits on every machine: there it is recognised by
    giving wrong values at all.
    """

    def record(function: Function) -> Function:
        function.explanation = explanation  # type: ignore[attr-defined]
        function.rounding = frozenset(rounding)  # type: ignore[attr-defined]
        return function

    return record


class Rng:
    """Random inputs for cases: the same for the same seed, on every platform and version.

    Reals are multiples of 1/4, which people read easily and which sums and products keep exact
    in every floating dtype, so that recorded answers don't depend on the machine.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def below(self, count: int) -> int:
        """Draw an integer from 0 to `count` - 1."""
        return int(self._random.random() * count)

    def size(self, low: int = 1, high: int = 5) -> int:
        """Draw a length from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def shape(self, ndim: int, low: int = 1, high: int = 4) -> tuple[int, ...]:
        """Draw a shape of `ndim` lengths, each from `low` to `high`."""
        return tuple(self.size(low, high) for _ in range(ndim))

    def choice(self, items: Sequence[Any]) -> Any:
        """Draw one of `items`."""
        return items[self.below(len(items))]

    def permutation(self, count: int) -> list[int]:
        """Draw an order of 0 … `count` - 1."""
        keys = [self._random.random() for _ in range(count)]
        return sorted(range(count), key=keys.__getitem__)

    def number(self, low: float = -4, high: float = 4) -> float:
        """Draw a multiple of 1/4 from `low` to `high`, both included."""
        return low + self.below(int((high - low) * 4) + 1) / 4

    def reals(
        self,
        *shape: int,
        low: float = -4,
        high: float = 4,
        dtype: torch.dtype = torch.float32,
    ) -> torch.Tensor:
        """Draw a floating tensor of `shape` from multiples of 1/4 in [`low`, `high`]."""
        values = [self.number(low, high) for _ in range(_count(shape))]
        return torch.tensor(values, dtype=dtype).reshape(shape)

    def integers(
        self, *shape: int, low: int = -9, high: int = 9, dtype: torch.dtype = torch.int64
    ) -> torch.Tensor:
        """Draw an integer tensor of `shape` with values from `low` to `high`, both included."""
        values = [low + self.below(high - low + 1) for _ in range(_count(shape))]
        return torch.tensor(values, dtype=dtype).reshape(shape)

    def bools(self, *shape: int) -> torch.Tensor:
        """Draw a bool tensor of `shape`."""
        values = [self.below(2) == 1 for _ in range(_count(shape))]
        return torch.tensor(values, dtype=torch.bool).reshape(shape)

    def strided(self, tensor: torch.Tensor) -> torch.Tensor:
        """Give a tensor equal to `tensor` that is not contiguous and starts inside its storage.

        A 0-d tensor only gets an offset.
        """
        room = torch.zeros((*tensor.shape[:-1], 2 * max(tensor.shape[-1:], default=1) + 1))
        room = room.to(tensor.dtype)
        spread = room[..., 1::2] if tensor.ndim else room[1]
        return spread.copy_(tensor)


def _count(shape: Sequence[int]) -> int:
    count = 1
    for length in shape:
        count *= length
    return count
