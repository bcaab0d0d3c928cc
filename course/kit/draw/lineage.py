"""The picture of the graph behind a result that was observed earlier: for reports."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _

from course.kit.draw import words
from course.kit.draw.arrange import page
from course.kit.draw.boxes import CUT, LEAF, RESULT, STEP, Boxes, Node, listing
from course.kit.draw.picture import Picture
from course.kit.observing.lineage import Step


def drawn(steps: Sequence[Step]) -> Picture:
    """Draw a graph: leaves at the top, the result at the bottom, what it leaves out beside it."""
    used = {parent for step in steps for parent in step.parents}
    nodes = [_node(step, number in used) for number, step in enumerate(steps)]
    notes = _notes(steps, used)
    return Picture(page([Boxes(tuple(nodes))], notes), f"{' '.join(notes)}\n\n{listing(nodes)}")


def _node(step: Step, is_used: bool) -> Node:
    shape = _("shape {shape}").format(shape=step.shape)
    if step.is_result:
        title = _("result: {operation}").format(operation=step.operation)
        if step.operation:
            return Node(title, (shape,), step.parents, RESULT)
        title = step.name or _("result")
        lines = (shape, _("made by no recorded operation"))
        return Node(title, lines, (), CUT)
    if step.operation:
        return Node(step.operation, (), step.parents, STEP)
    if is_used:
        return Node(step.name or _("a leaf"), (shape,), (), LEAF)
    return Node(step.name, (shape, _("not in this graph")), (), CUT)


def _notes(steps: Sequence[Step], used: set[int]) -> list[str]:
    missing = [
        step.name
        for number, step in enumerate(steps)
        if step.name and number not in used and not step.is_result
    ]
    said = []
    if any(step.operation for step in steps):
        said.append(_("Values go down along the arrows; gradients come back up."))
    else:
        said.append(_("There is no graph behind the result: backward has nowhere to go."))
    if missing:
        names = words.listed(missing)
        said.append(_("No way leads back from the result to {names}.").format(names=names))
    return said
