"""One picture of each kind, and what the tests want to know of a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
import torch

from course.kit import draw
from course.kit.draw.lineage import drawn
from course.kit.draw.paint import own_settings
from course.kit.draw.sheet import Box, Word
from course.kit.observing.lineage import lineage

NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:e[+-]?\d+)?")


def gallery() -> dict[str, Callable[[], draw.Picture]]:
    """Return one picture of each kind, as the chapters draw them, and the odd ones."""
    x = torch.arange(12).reshape(3, 4)
    z = torch.arange(18).reshape(2, 3, 3)
    halves = torch.tensor([[0.5, -1.25], [float("nan"), float("inf")]])
    mask = x % 5 == 0
    a = np.array([20.5, 21.0, 19.75, 22.0])
    times = {
        "two loops": {8: 3.1e-4, 16: 1.2e-3, 32: 4.8e-3},
        "one loop": {8: 4e-5, 16: 8e-5, 32: 1.6e-4, 64: 3.3e-4},
        "einsum": {8: 1e-5, 16: 1.02e-5, 32: 1.04e-5, 64: 1.3e-5},
        "@": {8: 9.5e-6, 16: 9.9e-6, 32: 1.03e-5, 64: 1.25e-5},
    }
    w, v = (torch.tensor([value, 1.0], requires_grad=True) for value in (0.5, 2.0))
    losses = [2.3, 1.7, 1.1, 0.8, 0.61, 0.5, float("nan"), 0.42, 0.4, 0.39]
    return {
        "lineage_cut": lambda: drawn(lineage([w.detach() * v], [("w", w), ("v", v)])),
        "lineage_none": lambda: drawn(lineage([w.detach()], [("w", w)])),
        "lineage_twice": lambda: drawn(lineage([(w * v + w).sum()], [("w", w), ("v", v)])),
        "tensor_row_marked": lambda: draw.tensor(x, highlight=draw.at[1, :]),
        "tensor_mask": lambda: draw.tensor(z, highlight=z % 5 == 0, name="z"),
        "tensor_floats": lambda: draw.tensor(halves),
        "tensor_bools": lambda: draw.tensor(mask),
        "tensor_scalar": lambda: draw.tensor(3.5),
        "tensor_empty": lambda: draw.tensor(torch.zeros(0, 3)),
        "tensor_big": lambda: draw.tensor(torch.arange(600).reshape(20, 30), highlight=draw.at[0]),
        "tensor_big_blocks": lambda: draw.tensor(torch.arange(729).reshape(9, 9, 9)),
        "slices_view": lambda: draw.slices(x, draw.at[0, :]),
        "slices_copy": lambda: draw.slices(x, draw.at[[2, 0, 2]]),
        "slices_mask": lambda: draw.slices(x, mask),
        "slices_scalar": lambda: draw.slices(x, draw.at[1, 2]),
        "slices_array": lambda: draw.slices(np.arange(6.0), draw.at[::-2], name="a"),
        "reshape_minus_one": lambda: draw.reshape(x, 2, -1),
        "reshape_copy": lambda: draw.reshape(torch.arange(6).reshape(2, 3).T, 6),
        "reshape_blocks": lambda: draw.reshape(torch.arange(12), (2, 2, 3)),
        "sum_axis_0": lambda: draw.sum_axis(z, 0),
        "sum_axis_1": lambda: draw.sum_axis(z, 1),
        "sum_axis_last": lambda: draw.sum_axis(z, -1),
        "sum_axis_row": lambda: draw.sum_axis([0.5, 0.25], 0),
        "cat_rows": lambda: draw.cat([torch.ones(2, 3), torch.zeros(1, 3, dtype=torch.long)]),
        "cat_columns": lambda: draw.cat([x, x[:, :1]], 1, names=["x", "y"]),
        "cat_blocks": lambda: draw.cat([z, z]),
        "memory_slice": lambda: draw.memory(x=x, y=x[1, :]),
        "memory_clone": lambda: draw.memory(x=x, y=x.clone()),
        "memory_expand": lambda: draw.memory(torch.arange(3).expand(5, 3)),
        "broadcast_row_column": lambda: draw.broadcast([[1, 2]], [[10], [20], [30]]),
        "broadcast_shapes": lambda: draw.broadcast((8, 1, 6, 1), (7, 1, 5)),
        "broadcast_clash": lambda: draw.broadcast(x, torch.zeros(3)),
        "broadcast_blocks": lambda: draw.broadcast(z, halves[:1, :1], "*", names=("z", "scale")),
        "broadcast_compare": lambda: draw.broadcast(torch.tensor([2, 0])[:, None], x[0], "=="),
        "broadcast_empty": lambda: draw.broadcast(torch.zeros(0, 3), torch.zeros(1, 3)),
        "broadcast_numbers": lambda: draw.broadcast(2.5, torch.tensor(1.0), "/"),
        "strides_transposed": lambda: draw.strides(x.T, name="x.T"),
        "strides_slice": lambda: draw.strides(x[1:, ::2]),
        "strides_expand": lambda: draw.strides(torch.tensor([1.5, 2.0, 4.5]).expand(4, 3)),
        "strides_windows": lambda: draw.strides(torch.arange(7).unfold(0, 3, 1), name="windows"),
        "strides_big": lambda: draw.strides(torch.arange(600.0).reshape(20, 30)[3:, 5:]),
        "strides_blocks": lambda: draw.strides(torch.arange(24).reshape(2, 3, 4), name="z"),
        "strides_scalar": lambda: draw.strides(torch.tensor(3.5)),
        "strides_empty": lambda: draw.strides(torch.zeros(0, 3)),
        "memory_array": lambda: draw.memory(a=a, t=torch.from_numpy(a[1:]), flip=a[::-2], own=x[0]),
        "bridges": draw.bridges,
        "losses": lambda: draw.losses(losses, title="The loss of the smoke test"),
        "losses_one": lambda: draw.losses([3.0]),
        "matmul": lambda: draw.matmul([[1, 0, 2], [0, 3, 1]], [[1, 5], [2, 6], [3, 4]], at=(1, 0)),
        "matmul_big": lambda: draw.matmul(torch.ones(9, 12), torch.ones(12, 2), names=("x", "w")),
        "timings": lambda: draw.timings(times, title="Four ways", across="rows"),
        "timings_one": lambda: draw.timings({"alone": {10: 0.5}}),
        "timeline_wait": lambda: draw.timeline(
            [("a", 1, 4, True), ("b", 1, 4, True), ("c", 1, 4, True)],
            [("a", 1, 4), ("b", 1, 4), ("c", 1, 4, True)],
            titles=["Waiting each time", "Waiting once"],
        ),
        "timeline_idle": lambda: draw.timeline([("multiply", 2, 0.5), ("add", 3, 6.25)]),
        "field": draw.field,
        "graph_shared": _shared,
        "graph_network": _network,
        "graph_pieces": _pieces,
        "graph_cut": lambda: draw.graph(torch.tensor([6.0, 7.0]), x=torch.ones(2).requires_grad_()),
        "graph_leaf": lambda: draw.graph(torch.ones(2, 2).requires_grad_()),
    }


def _shared() -> draw.Picture:
    a, b = (torch.tensor(number, requires_grad=True) for number in (3.0, 5.0))
    c = a * b
    e = (c + a) * torch.sin(c)
    e.backward()
    return draw.graph(e, a=a, b=b, c=c, e=e)


def _network() -> draw.Picture:
    inputs = torch.ones(5, 3)
    w, bias = torch.ones(3, 4, requires_grad=True), torch.zeros(4, requires_grad=True)
    last = torch.full((4, 1), 0.25, requires_grad=True)
    hidden = torch.tanh(inputs @ w + bias)
    return draw.graph(((hidden @ last) ** 2).mean(), w=w, bias=bias, hidden=hidden, last=last)


def _pieces() -> draw.Picture:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.empty(3)
    y[0] = x.prod()
    y[1:] = torch.stack([x.sum(), x[0] + x[1] * x[2]])
    return draw.graph(y, x=x)


def words_on(picture: draw.Picture) -> list[Word]:
    """Return every text that the picture places."""
    return [item for item in picture.sheet.items if isinstance(item, Word) and item.text.strip()]


def shown_numbers(picture: draw.Picture) -> set[str]:
    """Return the numbers that the picture shows."""
    return numbers(" ".join(word.text for word in words_on(picture)))


def collisions(boxes: Sequence[tuple[str, Box]], slack: float = 0.0) -> list[str]:
    """Return which texts run into each other, by the room that each takes."""
    return [
        f"{text!r} runs into {other!r}"
        for (text, box), (other, beside) in combinations(boxes, 2)
        if min(box.right, beside.right) - max(box.x, beside.x) > slack
        and min(box.bottom, beside.bottom) - max(box.y, beside.y) > slack
    ]


def untidy(picture: draw.Picture) -> list[str]:
    """Return which texts of a picture run into each other, before it is painted."""
    return collisions([(word.text, word.box) for word in words_on(picture)])


def painted(picture: draw.Picture) -> list[tuple[str, Box]]:
    """Return every text of the painted picture with the pixels that it takes, y downwards."""
    from matplotlib.text import Text

    figure = picture.figure
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    with own_settings():
        boxes = [text.get_window_extent(figure.canvas.get_renderer()) for text in texts]
    return [
        (text.get_text(), Box(box.x0, figure.bbox.height - box.y1, box.width, box.height))
        for text, box in zip(texts, boxes, strict=True)
    ]


def sentences(picture: draw.Picture) -> str:
    """Return the words of a picture without its line breaks."""
    return " ".join(picture.text.split())


def numbers(text: str) -> set[str]:
    """Return the numbers in a text, as they are written."""
    return {found.rstrip(".") for found in NUMBER.findall(text)}
