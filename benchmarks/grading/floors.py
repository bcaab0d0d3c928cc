"""The floor: what running a class takes in forks of a warm process when nothing is graded."""

from __future__ import annotations

import contextlib
import io
import os
import time
import warnings
from pathlib import Path

import nbformat
from course_folder import CourseFolder

from autograder.grading.material import load
from autograder.grading.plan import plan
from autograder.sandbox.job import Check, Step
from autograder.sandbox.warm import warmed
from autograder.submission import mend, read_folder
from course.kit.cases.case import Case

ALL_CELLS = "all cells, no checks"
SAME_STEPS = "the same steps, unobserved"


def floor(course: CourseFolder, kind: str, workers: int) -> float:
    """Run every submission in a fork of its own, so many at a time; the seconds it takes."""
    warmed()
    jobs = [_steps(course, path, kind) for path in course.submissions()]
    started = time.perf_counter()
    running = 0
    for steps in jobs:
        if running == workers:
            os.wait()
            running -= 1
        if os.fork() == 0:
            _run(steps)
        running += 1
    for _ in range(running):
        os.wait()
    return time.perf_counter() - started


def _steps(course: CourseFolder, path: Path, kind: str) -> tuple[Step, ...]:
    chapter = path.parent.name
    if kind == ALL_CELLS:
        cells = nbformat.read(path, as_version=4).cells
        wanted = [c for c in cells if c.cell_type == "code" and not _is_check(c)]
        return tuple(Step(cell.id, source=cell.source) for cell in wanted)
    material = load(course.root / "release" / "en", chapter)
    student = path.parent.parent.name
    handed = read_folder(path.parent, chapter)
    exercises = material.chapter.exercises
    cases = {name: material.cases(name, b"measured", student) for name in exercises}
    return plan(mend(handed, material.release).cells, handed, exercises, cases, chapter).steps


def _is_check(cell: nbformat.NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _run(steps: tuple[Step, ...]) -> None:
    namespace: dict[str, object] = {"__name__": "__main__"}
    warnings.simplefilter("ignore")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    with contextlib.redirect_stdout(io.StringIO()):
        for step in steps:
            with contextlib.suppress(BaseException):
                if step.check:
                    _call(step.check, namespace)
                else:
                    exec(compile(step.source, step.id, "exec"), namespace)
    os._exit(0)


def _call(check: Check, namespace: dict[str, object]) -> None:
    function = namespace[check.exercise]
    for node in check.cases:
        args, kwargs = Case(node["about"], node["inputs"]).fresh()
        with contextlib.suppress(BaseException):
            function(*args, **kwargs)  # type: ignore[operator]
