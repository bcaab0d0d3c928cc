"""One damage: what an honest student breaks before handing in, and what it may cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from nbformat import NotebookNode

from autograder.simulate.handed_in import notebook_bytes

Change = Callable[[NotebookNode, str, Random], NotebookNode]
Folder = Callable[[str, NotebookNode, Random], dict[str, bytes]]

NOTHING, THE_EXERCISE, EVERYTHING = "nothing", "the exercise", "everything"


def unchanged(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Leave the notebook as it is."""
    return notebook


def only_the_notebook(chapter: str, notebook: NotebookNode, random: Random) -> dict[str, bytes]:
    """Hand in the notebook under the chapter's name, and nothing else."""
    return {f"{chapter}.ipynb": notebook_bytes(notebook)}


@dataclass(frozen=True)
class Damage:
    """One mishap.

    `happened` says what a student did, in a sentence. `change` is given a notebook that it may
    change, and the exercise that it happens to; `folder` makes the files that are handed in.
    `costs` is what is lost by it: nothing, the exercise, or everything; `verdicts` are those that
    what is lost may end with. One that leaves no cell to be found by its metadata, or concerns the
    file as a whole, comes `alone`.
    """

    name: str
    happened: str
    change: Change = unchanged
    folder: Folder = only_the_notebook
    costs: str = NOTHING
    verdicts: tuple[str, ...] = ("not attempted", "failed")
    alone: bool = False


def mishaps(
    *mishaps: tuple[str, str, Change], costs: str = NOTHING, alone: bool = False
) -> tuple[Damage, ...]:
    """Make damages of one price from name, what happened, and the change to the notebook."""
    return tuple(
        Damage(name, happened, change, costs=costs, alone=alone)
        for name, happened, change in mishaps
    )
