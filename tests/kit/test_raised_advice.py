"""Each meaning is told of the exception that torch, NumPy or Python really raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from course.kit import accelerator
from course.kit.judging.line_advice import _CLASS_CALLED, _NO_GRADIENT, _NOTHING_SAVED
from course.kit.judging.raised_advice import _MEANINGS, of_exception
from course.kit.observing.raised import describe

X = torch.arange(6.0).reshape(2, 3)
LEAF = torch.ones(2, requires_grad=True)
ROW = np.ones((1, 4, 3), dtype=np.uint8)


class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
        return 2 * x

    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> torch.Tensor:
        (x,) = ctx.saved_tensors
        return gradient * x


class FirstSaved(Doubled):
    @staticmethod
    def backward(ctx: Any, gradient: torch.Tensor) -> torch.Tensor:
        return gradient * ctx.saved_tensors[0]


def twice_back() -> None:
    y = (LEAF**2).sum()
    y.backward()
    y.backward()


def overwritten() -> None:
    y = LEAF * 1
    z = y**2
    y += 1
    z.sum().backward()


def on_accelerator() -> torch.Tensor:
    return torch.ones(2, device=accelerator.device())


def recursive() -> None:
    recursive()


def no_such_length() -> int:
    batch = torch.ones(5)
    return batch.shape[0] * batch.shape[1]


def no_such_length_of_an_item() -> int:
    return X[0].shape[1]


def no_such_dim() -> torch.Tensor:
    table = X
    return table.sum(dim=2) + 1


def too_small_a_place() -> None:
    torch.zeros(3, 3)[2:] = X


def changed_tuple() -> None:
    shape = (3, -1)
    shape[1] = 4  # type: ignore[index]


RAISED: dict[str, tuple[Callable[[], object], str]] = {
    "name": (lambda: undefined_name, "Nothing is called undefined_name here"),  # type: ignore[name-defined]  # noqa: F821
    "a function of torch": (lambda: relu(X), "but there is `torch.relu`."),  # type: ignore[name-defined]  # noqa: F821
    "a function of its functional": (lambda: mse_loss(X, X), "`torch.nn.functional.mse_loss`"),  # type: ignore[name-defined]  # noqa: F821
    "a function of both": (lambda: prod([2, 3]), "there is `torch.prod` and `math.prod`"),  # type: ignore[name-defined]  # noqa: F821
    "a function of math": (lambda: isqrt(5), "there is `math.isqrt`"),  # type: ignore[name-defined]  # noqa: F821
    "a function of NumPy": (lambda: array([1]), "there is `np.array`"),  # type: ignore[name-defined]  # noqa: F821
    "a dtype": (lambda: X.to(float64), "there is `torch.float64`"),  # type: ignore[name-defined]  # noqa: F821
    "a name like a function": (lambda: 2 * mean, "Nothing is called mean here. Is it"),  # type: ignore[name-defined]  # noqa: F821
    "a single letter": (lambda: t(X), "Nothing is called t here. Is it"),  # type: ignore[name-defined]  # noqa: F821
    "a key without quotes": (lambda: {1: 2, a: (3, 4)}, "stands in quotes"),  # type: ignore[name-defined]  # noqa: F821
    "a name with a format": (lambda: f"{cost:.2f}", "Nothing is called cost here. Is it"),  # type: ignore[name-defined]  # noqa: F821
    "fewer inputs": (lambda: (lambda a: a)(), "fewer inputs"),
    "more inputs": (lambda: (lambda a: a)(1, 2), "more inputs"),
    "None plus": (lambda: None + 1, "Something is None"),
    "None.shape": (lambda: None.shape, "Something is None"),
    "int of None": (lambda: int(None), "such as `sort`"),  # type: ignore[call-overload]
    "a string and a number": (lambda: "numpy<" + 2, "meets a value of type int"),  # type: ignore[operator]
    "a number and a string": (lambda: 2 + "a", "meets a value of type int"),  # type: ignore[operator]
    "a string and None": (lambda: "numpy<" + None, "Something is None"),  # type: ignore[operator]
    "change a tuple": (changed_tuple, "type tuple can't be changed"),
    "index a number": (lambda: X.size(0)[1], "A single int"),  # type: ignore[index]
    "go through a number": (lambda: list(2.5), "A single float"),  # type: ignore[call-overload]
    "len of a number": (lambda: len(3), "A single int"),  # type: ignore[arg-type]
    "whole numbers between reals": (lambda: torch.randint(0.5, 2.0, (3,)), "draws whole numbers"),  # type: ignore[call-overload]
    "too small a place": (too_small_a_place, "has to fit its place"),
    ".grad that isn't there": (lambda: X.grad.zero_(), "an operation made it"),
    "a product with no .grad": (lambda: 2 * X.grad, "before `backward`"),
    "a function of no .grad": (lambda: torch.sum(X.grad), "doesn't require gradients"),
    "call a tensor": (lambda: X(0), "this is a Tensor"),
    "tensor.nonsense": (lambda: X.nonsense, "Tensors have no `nonsense`"),
    "torch.nonsense": (lambda: torch.nonsense, "torch has no `nonsense`"),
    "shapes": (lambda: X + torch.ones(2), "aligned from the right"),
    "shapes of arrays": (lambda: np.ones((2, 3)) + np.ones(2), "aligned from the right"),
    "matmul": (lambda: X @ X, "(n, k) times (k, m)"),
    "matmul of vectors": (lambda: torch.ones(2) @ torch.ones(3), "(n, k) times (k, m)"),
    "matrix times vector": (lambda: torch.mv(X, torch.ones(2)), "(n, k) times (k, m)"),
    "reshape": (lambda: X.reshape(4, 2), "as many elements"),
    "view": (lambda: X.T.view(6), "never copies"),
    "beyond the storage": (lambda: X.as_strided((3, 3), (3, 1)), "beyond the storage"),
    "before the storage": (lambda: X.as_strided((1,), (1,), -1), "the offset is below 0"),
    "a negative length": (lambda: X.as_strided((-1,), (1,)), "A length in this shape is below 0"),
    "cat": (lambda: torch.cat([X, X.T]), "joined"),
    "stack": (lambda: torch.stack([X, X.T]), "joined"),
    "concatenate": (lambda: np.concatenate([np.ones((2, 3)), np.ones((3, 2))]), "joined"),
    "dim": (lambda: X.sum(2), "dims 0 to n - 1"),
    "no such dim": (no_such_dim, "`table` has the shape (2, 3), with fewer axes"),
    "no such length": (no_such_length, "`batch` has the shape (5,), with fewer axes"),
    "no such length of an item": (no_such_length_of_an_item, "fewer axes than this asks"),
    "too many indices": (lambda: X[0, 0, 0], "more indices"),
    "index": (lambda: X[5], "index 0"),
    "list index": (lambda: [1][3], "index 0"),
    "no grad": (lambda: X.sum().backward(), "the graph was cut"),
    "in place on a leaf": (lambda: LEAF.add_(1), "collects gradients"),
    "overwritten": (overwritten, "was overwritten"),
    "twice": (twice_back, "After one way back"),
    "from several": (lambda: (LEAF * 2).backward(), "From one number"),
    "numpy": (lambda: LEAF.numpy(), "leave its graph"),
    "a leaf of ints": (lambda: torch.arange(3).requires_grad_(), "have no slopes"),
    "a parameter of ints": (lambda: torch.nn.Parameter(torch.arange(3)), "have no slopes"),
    "nothing saved": (lambda: Doubled.apply(LEAF).sum().backward(), "`ctx.save_for_backward`"),
    "nothing to index": (lambda: FirstSaved.apply(LEAF).sum().backward(), "`ctx.saved_tensors`"),
    "a Function called": (lambda: Doubled(LEAF).sum(), "`Doubled.apply(...)`"),
    "a Function in a product": (lambda: 2 * Doubled(LEAF), "`Doubled.apply(...)`"),
    "an object of a Function": (lambda: Doubled()(LEAF), "the `apply` of the class"),
    "an array's to": (lambda: ROW.to("cpu"), "NumPy's arrays have no `to`"),
    "backwards": (lambda: torch.from_numpy(ROW[:, ::-1]), "`.copy()` lays"),
    "one row backwards": (
        lambda: torch.from_numpy(np.ascontiguousarray(ROW[::-1])),
        "a single row, which counts as contiguous",
    ),
    "dtypes of a product": (lambda: X @ X.T.double(), "one dtype"),
    "cast": (lambda: torch.ones(2, dtype=torch.long).add_(0.5), "written back"),
    "mean of ints": (lambda: torch.arange(3).mean(), "floating dtypes only"),
    "item": (lambda: X.item(), "one number out of a tensor"),
    "if": (lambda: bool(X > 1), "one for each element"),
    "if of an array": (lambda: bool(np.ones(2) > 0), "one for each element"),
    "overlapping": (lambda: torch.ones(1).expand(3).add_(1), "one cell of memory"),
    "two devices": (lambda: on_accelerator() + torch.ones(2), "on one device"),
    "recursion": (recursive, "calls itself"),
    "by zero": (lambda: 1 / 0, "divided by is 0"),
    "remainder of zero": (lambda: 1 % 0, "divided by is 0"),
    "key": (lambda: {"1": 2}[1], "no such key"),
    "int of a letter": (lambda: int("u"), "a text that is one number"),
    "int of a decimal": (lambda: int("12.1"), "without a point"),
    "float of a letter": (lambda: float("u"), "a text that is one number"),
    "another": (lambda: "word".index("x"), ""),
}


@pytest.mark.filterwarnings("ignore:.*should not be instantiated:DeprecationWarning")
@pytest.mark.parametrize("name", RAISED)
def test_an_exception_is_explained(name: str) -> None:
    provoke, meaning = RAISED[name]
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each of these raises its own
        provoke()
    told = of_exception(describe(caught.value))
    assert meaning in told, describe(caught.value).message
    assert bool(meaning) == bool(told)


@pytest.mark.filterwarnings("ignore:.*should not be instantiated:DeprecationWarning")
def test_every_meaning_is_met_above() -> None:
    told = set()
    for provoke, _ in RAISED.values():
        with pytest.raises(Exception) as caught:  # noqa: PT011 - each of these raises its own
            provoke()
        told.add(of_exception(describe(caught.value)))
    meanings = {m for _, _, m in _MEANINGS} | {_NO_GRADIENT, _NOTHING_SAVED, _CLASS_CALLED}
    gaps = re.compile(r"\\{(?:0|name)\\}")
    templates = {gaps.sub(".+", re.escape(m)) for m in meanings}
    assert [t for t in templates if not any(re.fullmatch(t, text) for text in told)] == []
