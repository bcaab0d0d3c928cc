"""A wrong argument is answered with what is accepted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from course.kit import draw

X = torch.arange(6).reshape(2, 3)
PACKED = np.zeros(3, dtype=[("kind", "i1"), ("v", "f4")])
MASK = torch.ones(2, 3, dtype=torch.uint8)

CASES: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: draw.matmul(X, X), ValueError, "a has 3 columns and b has 2 rows"),
    (lambda: draw.matmul(X, X[0]), ValueError, "b has shape \\(3,\\); a matrix has two axes"),
    (lambda: draw.matmul(X, X.T.float()), TypeError, "cannot be multiplied: .*same dtype"),
    (lambda: draw.matmul(X, X.T, at=(2, 0)), ValueError, "shape \\(2, 2\\) and so no entry"),
    (lambda: draw.timings([1.0]), TypeError, "timings needs the seconds by size"),
    (lambda: draw.timings({"loop": 0.1}), TypeError, "timings needs the seconds by size"),
    (lambda: draw.timings({}), ValueError, "timings needs the seconds by size"),
    (lambda: draw.timings({"loop": {8: 0.0}}), ValueError, "above 0 and finite; loop has others"),
    (lambda: draw.timings({str(i): {1: 1} for i in range(9)}), ValueError, "8 ways apart; got 9"),
    (lambda: draw.tensor("abc"), TypeError, "x is str. Give a tensor of numbers"),
    (lambda: draw.tensor([[1], [1, 2]]), TypeError, "x is list"),
    (lambda: draw.tensor(np.array(["a"])), TypeError, "NumPy array of dtype <U1"),
    (lambda: draw.tensor(torch.zeros(1, 1, 1, 1)), ValueError, "at most 3. .*such as x\\[0\\]"),
    (lambda: draw.tensor(torch.eye(2).to_sparse()), TypeError, "without plain values"),
    (lambda: draw.tensor(torch.ones(2, device="meta")), TypeError, "without plain values"),
    (lambda: draw.tensor(X, highlight=draw.at[5]), ValueError, "out of bounds.*draw.at\\[0, :\\]"),
    (lambda: draw.tensor(X, highlight=MASK), TypeError, "mask.bool()"),
    (lambda: draw.tensor(X, highlight=X[:, :2] > 0), ValueError, "x has shape \\(2, 3\\)"),
    (lambda: draw.slices(X, [["a"]]), TypeError, "does not work as its index"),
    (lambda: draw.slices(X, 1.5), ValueError, "does not work as its index"),
    (lambda: draw.slices(X, draw.at[None, None]), ValueError, "has 4 axes"),
    (lambda: draw.reshape(X, 4, -1), ValueError, "6 cells cannot be laid out as \\(4, -1\\)"),
    (lambda: draw.reshape(X, -1, -1), ValueError, "Only one size"),
    (lambda: draw.reshape(X, -2, 3), ValueError, "at least 0, or -1"),
    (lambda: draw.reshape(X, 2.0, 3), TypeError, "whole numbers"),
    (lambda: draw.sum_axis(X, 2), ValueError, "Give one from -2 to 1"),
    (lambda: draw.sum_axis(X, "rows"), TypeError, "dim is a whole number"),
    (lambda: draw.sum_axis(3.5, 0), ValueError, "has no axes"),
    (lambda: draw.cat(X), TypeError, "as a list"),
    (lambda: draw.cat([X, X[:, :2]]), ValueError, "along dim 0.*A \\(2, 3\\) and B \\(2, 2\\)"),
    (lambda: draw.cat([X, X[0]]), ValueError, "same number of axes"),
    (lambda: draw.cat([X], 2), ValueError, "from -2 to 1"),
    (lambda: draw.cat([X], True), TypeError, "dim is a whole number"),
    (lambda: draw.cat([X, X], names="A"), ValueError, "one name for each of the 2"),
    (lambda: draw.memory(), ValueError, "memory\\(x=x, y=y\\)"),
    (lambda: draw.memory(X, x=X), ValueError, "a name of its own"),
    (lambda: draw.memory(a=[1]), TypeError, "a is list; only tensors and arrays"),
    (lambda: draw.memory(X, X.view(torch.int32)), ValueError, "different dtypes"),
    (lambda: draw.broadcast(X, X, "@"), ValueError, "none of the operations"),
    (lambda: draw.broadcast("ab", X), TypeError, "a is str"),
    (lambda: draw.broadcast((2, -1), (2,)), TypeError, "whole numbers from 0; a is \\(2, -1\\)"),
    (lambda: draw.strides([1, 2]), TypeError, "x is list; only tensors have strides"),
    (lambda: draw.strides(torch.zeros(1, 1, 1, 1)), ValueError, "at most 3"),
    (lambda: draw.memory(v=PACKED["v"]), ValueError, "elements of v don't lie in whole cells"),
    (lambda: draw.losses([]), ValueError, "at least one finite"),
    (lambda: draw.losses([float("nan")]), ValueError, "at least one finite"),
    (lambda: draw.losses(["a"]), TypeError, "list of numbers"),
    (lambda: draw.losses(3), TypeError, "list of numbers"),
]


@pytest.mark.parametrize(("call", "kind", "says"), CASES)
def test_a_wrong_argument_is_explained(
    call: Callable[[], object], kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says):
        call()
