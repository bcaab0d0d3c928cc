"""One attack: the code of a hostile answer, and what must come of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from nbformat import NotebookNode

from autograder.simulate.material import grade_id, own_cell

Apply = Callable[[NotebookNode, Random], NotebookNode]

WRONG = ("failed", "tampered")
"""The answer runs to its end and isn't right, whether or not it is noticed to cheat."""

ENDED = ("crashed", "failed", "tampered")
"""The process that runs the answer ends, or is kept from it by an exception."""

SLOW = ("timed out",)
GREEDY = ("out of memory", "crashed", "failed", "timed out")
ANYTHING_LOST = ("failed", "tampered", "crashed", "timed out", "out of memory")


@dataclass(frozen=True)
class Attack:
    """A hostile submission, aimed at one exercise of one chapter.

    `tries` says in a sentence what it is after. `apply` makes the hostile notebook of a fully
    solved one, which it may change. Of `exercise`, one of `verdicts` and exactly `points` may come
    out; where `others_keep`, every other exercise of the notebook keeps all its points. `files` are
    handed in beside the notebook, and so are symbolic `links`, by name with what they point to.
    `seconds` is about how long it keeps a grader busy beyond an honest submission; most of it is
    waiting for a limit. `marker` is a file that it tries to leave behind on the grading machine.
    """

    name: str
    tries: str
    exercise: str
    chapter: str
    apply: Apply
    verdicts: tuple[str, ...]
    points: float = 0.0
    others_keep: bool = True
    files: tuple[tuple[str, bytes], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    marker: str = ""


@dataclass(frozen=True)
class Recipe:
    """An attack that isn't aimed yet.

    In `answer`, the source of the answer cell, NAME stands for the exercise, `right_NAME` for its
    solution, which is put into a cell before where the answer uses it, and MARKER for the path of
    a marker file. `before` is the source of a cell of the student's own before the answer, `after`
    of one after the check. `change` may do what no source can, to the notebook as a whole. `aimed`
    is the exercise and chapter that it shows best on; where it isn't `portable`, it works on no
    other.
    """

    name: str
    tries: str
    answer: str = ""
    verdicts: tuple[str, ...] = WRONG
    before: str = ""
    after: str = ""
    change: Callable[[NotebookNode, str, Random], NotebookNode] | None = None
    points: float = 0.0
    files: tuple[tuple[str, bytes], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    aimed: tuple[str, str] = ("join_rows", "ch02_tensor_ops")
    portable: bool = True

    def at(self, exercise: str, chapter: str) -> Attack:
        """Aim it at an exercise."""
        return Attack(
            name=self.name,
            tries=self.tries,
            exercise=exercise,
            chapter=chapter,
            apply=lambda notebook, random: self._applied(notebook, exercise, random),
            verdicts=self.verdicts,
            points=self.points,
            files=self.files,
            links=self.links,
            seconds=self.seconds,
            marker=self.marker if self._leaves_a_marker else "",
        )

    @property
    def marker(self) -> str:
        """The file that the attack would leave behind."""
        return f"/tmp/autograder-attack-{self.name}"

    @property
    def _leaves_a_marker(self) -> bool:
        in_files = any(self.marker.encode() in content for _, content in self.files)
        return in_files or "MARKER" in self._code

    @property
    def _code(self) -> str:
        return self.before + self.answer + self.after

    def _applied(self, notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
        ids = [grade_id(cell) for cell in notebook.cells]
        answer, check = ids.index(exercise), ids.index(f"{exercise}-check")
        solution = notebook.cells[answer].source
        if self.after:
            after = own_cell(self._aimed(self.after, exercise), f"{exercise}-after")
            notebook.cells.insert(check + 1, after)
        if self.answer:
            notebook.cells[answer].source = self._aimed(self.answer, exercise)
        if self.before:
            before = own_cell(self._aimed(self.before, exercise), f"{exercise}-before")
            notebook.cells.insert(answer, before)
        if "right_NAME" in self._code:
            right = re.sub(rf"^def {exercise}\b", f"def right_{exercise}", solution, flags=re.M)
            notebook.cells.insert(answer, own_cell(right, f"{exercise}-own"))
        return self.change(notebook, exercise, random) if self.change else notebook

    def _aimed(self, code: str, exercise: str) -> str:
        code = code.replace("MARKER", repr(self.marker))
        return code.replace("NAME", exercise).strip("\n")
