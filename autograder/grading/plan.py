"""From a mended notebook to a job: which of its cells to run, and what to observe."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from autograder.grading.names import names_in
from autograder.grading.needs import needs
from autograder.sandbox.job import Check, Job, Step
from autograder.submission import Cell, Handed
from course.kit.judging.exercise import Exercise, KnownCase

Cases = Mapping[str, tuple[KnownCase, ...]]


def plan(
    cells: Sequence[Cell],
    handed: Handed,
    exercises: Mapping[str, Exercise],
    cases: Cases,
    folder: str,
    aside: Collection[str] = (),
) -> Job:
    """Make the job of one submission: its steps are in the order of the notebook.

    Of the cells that were given out and are unchanged, only those run that bind a name which the
    student's code uses: demonstrations take far longer than answers, and change no verdict. The
    cells whose ids are in `aside` don't run.
    """
    needed = _needed(cells)
    steps = []
    for cell in cells:
        if cell.role == "check":
            exercise = exercises[cell.exercise]
            steps.append(Step(cell.id, check=_check(exercise, cases[exercise.name])))
        elif _runs(cell, needed) and cell.id not in aside:
            steps.append(Step(cell.id, source=cell.source))
    return Job(tuple(steps), handed.files, folder)


def _runs(cell: Cell, needed: Collection[str]) -> bool:
    return cell.kind == "code" and (cell.role != "given" or cell.id in needed)


def _check(exercise: Exercise, cases: tuple[KnownCase, ...]) -> Check:
    return Check(
        exercise.name,
        exercise.parameters,
        exercise.rules.facts,
        exercise.rules.watched,
        tuple(known.case.to_json() for known in cases),
    )


def _needed(cells: Sequence[Cell]) -> set[str]:
    """Find the given cells that bind what the student's code uses, and what those use in turn."""
    code = [cell for cell in cells if cell.kind == "code"]
    given = {cell.id: cell.source for cell in code if cell.role == "given"}
    wanted: set[str] = set()
    for cell in code:
        if cell.role in ("answer", "own"):
            wanted |= needs(cell.source)
    found: set[str] = set()
    while new := {id for id in given.keys() - found if names_in(given[id]).bound & wanted}:
        found |= new
        wanted |= {name for id in new for name in needs(given[id])}
    return found
