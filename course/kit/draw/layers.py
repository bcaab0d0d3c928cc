"""Laying out a graph: each node on a level below those it is made from, with few crossings.

This is the layered method of Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of
Hierarchical System Structures" (1981), in its plainest form: levels by the longest path, an edge
over several levels bent at each of them, and an order within a level by the mean place of the
neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 8
BEND_WIDTH = 14.0
GAP = 22.0


@dataclass
class Spot:
    """A node's place, or that of a bend in an edge: its level, its middle, its neighbours."""

    width: float
    level: int
    x: float = 0.0
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """The places of nodes and edges.

    `levels` and `middles` go by node. `routes` has, for each edge in the order of `parents`, the
    places of its bends from the top down, as pairs of level and x.
    """

    levels: tuple[int, ...]
    middles: tuple[float, ...]
    routes: tuple[tuple[tuple[int, float], ...], ...]


def lay_out(parents: Sequence[Sequence[int]], widths: Sequence[float]) -> Layout:
    """Place the nodes of a graph, given for each node its width and the nodes above it.

    A node comes after all of its parents in the sequence. The same parent may stand there twice.
    """
    levels = _levels(parents)
    spots = [Spot(width, level) for width, level in zip(widths, levels, strict=True)]
    chains = [_chain(spots, parent, node) for node, above in enumerate(parents) for parent in above]
    rows = [
        [i for i, spot in enumerate(spots) if spot.level == level]
        for level in range(max(levels) + 1)
    ]
    for sweep in range(SWEEPS):
        _reorder(spots, rows, downwards=sweep % 2 == 0)
    _pack(spots, rows)
    for _sweep in range(8 * SWEEPS):
        _straighten(spots, rows)
    return Layout(
        tuple(levels),
        tuple(spot.x for spot in spots[: len(parents)]),
        tuple(tuple((spots[i].level, spots[i].x) for i in chain) for chain in chains),
    )


def _levels(parents: Sequence[Sequence[int]]) -> list[int]:
    levels: list[int] = []
    for above in parents:
        levels.append(1 + max((levels[parent] for parent in above), default=-1))
    for node, above in enumerate(parents):
        users = [levels[i] for i, others in enumerate(parents) if node in others]
        if not above and users:  # a leaf stands right above the first node that uses it
            levels[node] = min(users) - 1
    return levels


def _chain(spots: list[Spot], parent: int, node: int) -> list[int]:
    """Put a bend on each level between two nodes, join them up, and give the bends."""
    bends = []
    for level in range(spots[parent].level + 1, spots[node].level):
        bends.append(len(spots))
        spots.append(Spot(BEND_WIDTH, level))
    whole = [parent, *bends, node]
    for upper, lower in pairwise(whole):
        spots[upper].below.append(lower)
        spots[lower].above.append(upper)
    return bends


def _reorder(spots: list[Spot], rows: list[list[int]], downwards: bool) -> None:
    place = {i: (k + 0.5) / len(row) for row in rows for k, i in enumerate(row)}
    for row in rows if downwards else rows[::-1]:

        def wanted(i: int) -> float:
            beside = spots[i].above if downwards else spots[i].below
            return sum(place[j] for j in beside) / len(beside) if beside else place[i]

        row.sort(key=wanted)
        place.update({i: (k + 0.5) / len(row) for k, i in enumerate(row)})


def _pack(spots: list[Spot], rows: list[list[int]]) -> None:
    for row in rows:
        x = -(sum(spots[i].width for i in row) + GAP * (len(row) - 1)) / 2
        for i in row:
            spots[i].x = x + spots[i].width / 2
            x += spots[i].width + GAP


def _straighten(spots: list[Spot], rows: list[list[int]]) -> None:
    """Move each node towards the middle of its neighbours, as far as the others leave room."""
    for row in rows:
        wanted = [_middle(spots, i) for i in row]
        found: list[float] = []
        for k, i in enumerate(row):
            x = wanted[k]
            if found:
                room = (spots[row[k - 1]].width + spots[i].width) / 2 + GAP
                x = max(x, found[-1] + room)
            found.append(x)
        shift = sum(w - x for w, x in zip(wanted, found, strict=True)) / len(row)
        for i, x in zip(row, found, strict=True):
            spots[i].x = x + shift


def _middle(spots: list[Spot], i: int) -> float:
    beside = spots[i].above + spots[i].below
    return sum(spots[j].x for j in beside) / len(beside) if beside else spots[i].x
