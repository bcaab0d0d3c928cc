"""Pictures for failures whose lesson is visual, chosen by what failed and by the inputs' shapes.

Two are tables, which cost nothing and follow the theme: how shapes meet in broadcasting, and in
which cell of memory each element lies. The graph behind a gradient is drawn. None shows more of
what was expected than the rows above it.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from course.kit.draw.alignment import Meeting, align
from course.kit.judging.advice import part
from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Failure
from course.kit.language import _
from course.kit.observing.raised import Raised
from course.kit.report.blocks import FIRST, Block, Drawing, Marked, Piece, Row, Table
from course.kit.values.seen import SeenTensor

Shape = tuple[int, ...]
Shaped = tuple[str, Shape]

_MOST_AXES = 8
_MOST_CELLS = 12
_MOST_ELEMENTS = 64
_CLASH = re.compile(
    r"The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) "
    r"at non-singleton dimension (\d+)"
)
_CLASH_OF_ARRAYS = re.compile(r"could not be broadcast together with shapes (\(.*?\)) (\(.*?\))")


def pictures(exercise: Exercise, failure: Failure) -> list[Block]:
    """Choose the picture that shows a failure; none where no picture is sure to help."""
    fact = failure.difference.fact
    found: Block | None = None
    if fact == "raised":
        found = _clash(exercise, failure)
    elif fact == "shape":
        found = _stretched(exercise, failure)
    elif fact == "strides":
        found = _cells(failure)
    elif fact in ("gradients", "requires_grad"):
        found = _graph(failure)
    return [found] if found else []


def _clash(exercise: Exercise, failure: Failure) -> Block | None:
    """Align the two shapes that an operation couldn't bring together, where it is sure which."""
    raised = failure.got.raised
    if raised is None or not raised.lines:
        return None
    operands = _operands(raised)
    named = [(n.name, n.shape) for n in raised.names if n.shape is not None and n.name in operands]
    if told := _CLASH.search(raised.message):
        m, n, dim = map(int, told.groups())
        fitting = [
            pair
            for pair in itertools.permutations(named, 2)
            if _meets(pair[0][1], pair[1][1], dim) == (m, n)
        ]
    elif told := _CLASH_OF_ARRAYS.search(raised.message):
        shapes = [told[i].strip().replace(" ", "") for i in (1, 2)]
        fitting = [
            pair
            for pair in itertools.permutations(named, 2)
            if [str(shape).replace(" ", "") for _name, shape in pair] == shapes
        ]
    else:
        return None
    if len({(a[1], b[1]) for a, b in fitting}) != 1:
        return None
    return _alignment(*fitting[0])


def _operands(raised: Raised) -> set[str]:
    """Give the names that the operation that failed works on; none where it works on more."""
    line = raised.lines[-1][2]
    try:
        (statement,) = ast.parse(line[slice(*raised.columns)] if raised.columns else line).body
    except (SyntaxError, ValueError):
        return set()
    match statement:
        case ast.AugAssign(target=left, op=operator, value=right):
            operation: ast.AST | None = ast.BinOp(left, operator, right)
        case ast.Expr() | ast.Return() | ast.Assign():
            operation = statement.value
        case _:
            return set()
    match operation:
        case ast.BinOp(left=left, op=operator, right=right) if not isinstance(
            operator, ast.MatMult
        ):
            operands = [left, right]
        case ast.Compare(left=left, comparators=[right]):
            operands = [left, right]
        case ast.Call(func=ast.Attribute(value=owner), args=args, keywords=keywords):
            operands = [owner, *args, *(keyword.value for keyword in keywords)]
        case _:
            return set()
    if not all(isinstance(operand, ast.Name | ast.Constant) for operand in operands):
        return set()
    return {operand.id for operand in operands if isinstance(operand, ast.Name)}


def _meets(a: Shape, b: Shape, dim: int) -> tuple[int | None, int | None] | None:
    """Give the lengths that meet in a dimension of the result; None where it has no such."""
    meetings = align(a, b)
    return meetings[dim].lengths if dim < len(meetings) else None


def _stretched(exercise: Exercise, failure: Failure) -> Block | None:
    """Show that the result has the shape to which two inputs stretch each other.

    Only where each is stretched by the other: then it's likely that nobody meant it. A column and
    a row are left out, since the shape of their matrix product is the same.
    """
    difference = failure.difference
    expected, got = (
        part(o.value, difference.where) if o.value is not None else None
        for o in (failure.expected, failure.got)
    )
    if not (isinstance(expected, SeenTensor) and isinstance(got, SeenTensor)):
        return None
    for a, b in itertools.combinations(_inputs(exercise, failure), 2):
        meetings = align(a[1], b[1])
        stretched = [any(meeting.stretched(i) for meeting in meetings) for i in (0, 1)]
        is_product = len(a[1]) == len(b[1]) == 2
        if (
            all(stretched)
            and not is_product
            and got.shape == tuple(meeting.result for meeting in meetings)
        ):
            return _alignment(a, b)
    return None


def _inputs(exercise: Exercise, failure: Failure) -> list[Shaped]:
    args, kwargs = failure.case.fresh()
    named: list[tuple[str, Any]] = [
        *zip(exercise.parameters, args, strict=False),
        *kwargs.items(),
    ]
    tensors = [(n, v) for n, v in named if isinstance(v, torch.Tensor | np.ndarray)]
    return [(name, tuple(value.shape)) for name, value in tensors]


def _alignment(a: Shaped, b: Shaped) -> Table | None:
    meetings = align(a[1], b[1])
    if not 0 < len(meetings) <= _MOST_AXES:
        return None
    rows = [
        Row(
            _("{name}, shape {shape}").format(name=name, shape=shape),
            tuple(_length(meeting, operand) for meeting in meetings),
        )
        for operand, (name, shape) in enumerate((a, b))
    ]
    results = ["✗" if m.result is None else str(m.result) for m in meetings]
    rows.append(Row(_("result"), tuple(map(Marked.plain, results))))
    titles = tuple(_("dim {dim}").format(dim=dim) for dim in range(len(meetings)))
    heading = _("How {a} and {b} meet: shapes aligned from the right").format(a=a[0], b=b[0])
    return Table(heading, titles, tuple(rows), _said(a, b, meetings))


def _length(meeting: Meeting, operand: int) -> Marked:
    mark = FIRST if meeting.result is None else ""
    return Marked.of([Piece(meeting.text(operand), mark)])


def _said(a: Shaped, b: Shaped, meetings: Sequence[Meeting]) -> str:
    clashes = [dim for dim, meeting in enumerate(meetings) if meeting.result is None]
    if clashes:
        said = _("In dim {dim}, {m} meets {n}: two lengths fit when they are equal or one is 1.")
        m, n = meetings[clashes[0]].lengths
        return said.format(dim=clashes[0], m=m, n=n)
    result = tuple(meeting.result for meeting in meetings)
    said = _(
        "Lengths of 1 and missing axes are stretched. Together, {a} and {b} give {shape}: the "
        "shape of your result."
    )
    return said.format(a=a[0], b=b[0], shape=result)


def _cells(failure: Failure) -> Block | None:
    """Show in which cell of memory each element lies, expected and got."""
    difference = failure.difference
    pair = [
        part(o.value, difference.where) if o.value is not None else None
        for o in (failure.expected, failure.got)
    ]
    sides = [seen for seen in pair if isinstance(seen, SeenTensor)]
    if len(sides) != 2 or not 0 < np.prod(sides[0].shape) <= _MOST_ELEMENTS:
        return None
    places = [_places(seen) for seen in sides]
    count = max(max(found) for found in places) + 1
    shown = range(min(count, _MOST_CELLS))
    rows = []
    for name, found in zip((_("expected"), _("got")), places, strict=True):
        cells = [Marked.plain(_indices(found.get(cell, []))) for cell in shown]
        rest = [Marked.plain("…")] if count > len(shown) else []
        rows.append(Row(name, (*cells, *rest)))
    titles = [_("cell {cell}").format(cell=cell) for cell in shown]
    titles += ["…"] if count > len(shown) else []
    return Table(
        _("Which element lies in which cell of memory, counted from the first"),
        tuple(titles),
        tuple(rows),
        _steps(*sides),
    )


def _places(seen: SeenTensor) -> dict[int, list[str]]:
    """Give the indices of the elements in each cell, counted from the first element."""
    found: dict[int, list[str]] = {}
    for index in np.ndindex(*seen.shape):
        cell = sum(i * stride for i, stride in zip(index, seen.strides, strict=True))
        found.setdefault(cell, []).append(",".join(map(str, index)))
    return found


def _indices(found: Sequence[str]) -> str:
    if len(found) > 2:
        return f"[{found[0]}] …"
    return " ".join(f"[{index}]" for index in found) or "-"


def _steps(expected: SeenTensor, got: SeenTensor) -> str:
    """Say of each axis on which the strides part how far a step goes."""
    sentence = _("One step along dim {dim} goes {expected} on as expected, and {got} in yours.")
    return " ".join(
        sentence.format(dim=dim, expected=_cell_count(left), got=_cell_count(right))
        for dim, (left, right) in enumerate(zip(expected.strides, got.strides, strict=True))
        if left != right and expected.shape[dim] > 1
    )


def _cell_count(stride: int) -> str:
    return _("1 cell") if stride == 1 else _("{count} cells").format(count=stride)


def _graph(failure: Failure) -> Block | None:
    """Draw the graph behind the student's result, where one was observed."""
    from course.kit.draw.lineage import drawn

    steps = failure.got.lineage
    if not steps:
        return None
    return Drawing(_("What your result was made from, as autograd remembers it"), drawn(steps))
