"""Grading one submission, from the bytes that were handed in to a verdict for every exercise."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode

from autograder.grading import notebook as notebooks
from autograder.grading.judging import Judge
from autograder.grading.material import Material
from autograder.grading.outputs import clean, detail_of, error_of, of_notes, of_verdict, text
from autograder.grading.plan import Cases, plan
from autograder.grading.result import Graded, Result
from autograder.grading.sources import set_aside
from autograder.sandbox import Box, Ended, Outcome, Run
from autograder.submission import Cell, Handed, Note, mend
from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Verdict
from course.kit.report import Report


def fingerprint(handed: Handed, material: Material, secret: bytes, student: str) -> str:
    """Digest all that a result depends on; the same means that grading again changes nothing."""
    digest = hmac.new(secret, f"{material.version} {student}".encode(), hashlib.sha256)
    for name, data in (("", handed.notebook), *handed.besides, *handed.files):
        found = "none" if data is None else hashlib.sha256(data).hexdigest()
        digest.update(f"{name}\0{found}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()


def grade(student: str, handed: Handed, material: Material, secret: bytes, box: Box) -> Result:
    """Grade one submission.

    Raises SandboxError where there is no sandbox to run it in.
    """
    started = time.perf_counter()
    mended = mend(handed, material.release)
    exercises = material.chapter.exercises
    cases = {name: material.cases(name, secret, student) for name in exercises}
    aside = set_aside(mended.cells, material.given)
    outcome = box.run(plan(mended.cells, handed, exercises, cases, material.folder, aside))
    graded = judged(mended.cells, cases, outcome, material, aside)
    notes = (*mended.notes, *_stopped(mended.cells, outcome), *_left_out(mended.cells, aside))
    return Result(
        student=student,
        chapter=material.folder,
        fingerprint=fingerprint(handed, material, secret, student),
        verdicts=_rows(graded, material),
        notebook=_written(mended.cells, graded, material, notes),
        notes=notes,
        seconds=time.perf_counter() - started,
    )


def not_judged(student: str, handed: Handed, material: Material, why: str) -> Result:
    """Give the result of a submission that could not be graded, by no fault of the student's.

    It has no fingerprint, so that it is graded again the next time.
    """
    mended = mend(handed, material.release)
    runs = {cell.id: Run(Ended.NOT_RUN, why=why) for cell in mended.cells if cell.role == "check"}
    none: Cases = dict.fromkeys(material.chapter.exercises, ())
    graded = judged(mended.cells, none, Outcome(runs, starts=0, seconds=0.0), material, {})
    return Result(
        student=student,
        chapter=material.folder,
        fingerprint="",
        verdicts=_rows(graded, material),
        notebook=_written(mended.cells, graded, material, mended.notes),
        notes=mended.notes,
        seconds=0.0,
    )


class Judged:
    """The verdicts of one notebook, by the id of the check's cell, and all cells' outputs."""

    def __init__(self) -> None:
        self.verdicts: dict[str, tuple[Verdict, Run | None]] = {}
        self.outputs: dict[str, list[NotebookNode]] = {}


def judged(
    cells: Sequence[Cell],
    cases: Cases,
    outcome: Outcome,
    material: Material,
    aside: Mapping[str, str],
) -> Judged:
    """Judge every check of a notebook that has run, but for the cells in `aside`."""
    judge = Judge(cells, aside)
    found = Judged()
    for cell in cells:
        run = outcome.runs.get(cell.id)
        if cell.role != "check" and run is not None:
            found.outputs[cell.id] = clean(run.outputs)
    answers = {cell.exercise: cell.id for cell in cells if cell.role == "answer"}
    for cell in cells:
        if cell.role == "check":
            exercise, run = material.chapter.exercises[cell.exercise], outcome.runs.get(cell.id)
            answer = answers.get(cell.exercise, "")
            raised, ended = error_of(found.outputs.get(answer, [])), outcome.runs.get(answer)
            verdict = judge.verdict(exercise, cases[cell.exercise], run, raised, ended)
            found.verdicts[cell.id] = verdict, run
            found.outputs[cell.id] = of_verdict(Report(exercise, verdict))
    return found


def _rows(graded: Judged, material: Material) -> tuple[Graded, ...]:
    """Give the verdicts in the chapter's order, whatever the notebook's."""
    found = {verdict.exercise: (verdict, run) for verdict, run in graded.verdicts.values()}
    return tuple(
        _row(exercise, *found[name]) for name, exercise in material.chapter.exercises.items()
    )


def _row(exercise: Exercise, verdict: Verdict, run: Run | None) -> Graded:
    return Graded(
        exercise=verdict.exercise,
        verdict=verdict.verdict,
        points=verdict.points,
        max_points=verdict.max_points,
        seconds=round(run.seconds, 4) if run else 0.0,
        detail=text(detail_of(exercise, verdict)),
    )


def _written(
    cells: Sequence[Cell], graded: Judged, material: Material, notes: Sequence[Note]
) -> str:
    """Write the notebook, with what is to be known of an exercise above its report."""
    outputs = dict(graded.outputs)
    for cell in cells:
        if cell.role == "check":
            about = [note for note in notes if note.exercise == cell.exercise]
            outputs[cell.id] = [*of_notes(about), *outputs[cell.id]]
    return notebooks.executed(cells, outputs, material.release)


def _left_out(cells: Sequence[Cell], aside: Mapping[str, str]) -> list[Note]:
    return [
        _note(cell, f"reaches into the code that checks ({aside[cell.id]}); it was not run.")
        for cell in cells
        if cell.id in aside
    ]


def _stopped(cells: Sequence[Cell], outcome: Outcome) -> list[Note]:
    """Say which cells, other than checks, had to be stopped."""
    runs = ((cell, outcome.runs.get(cell.id)) for cell in cells if cell.role != "check")
    return [
        _note(cell, f"was left out when the notebook was run: {run.ended}, since {run.why}.")
        for cell, run in runs
        if run is not None and run.why
    ]


def _note(cell: Cell, what: str) -> Note:
    which = f"The answer to {cell.exercise}" if cell.exercise else f"The cell {cell.id}"
    return Note(f"{which} {what}", cell.exercise)
