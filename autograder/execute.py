"""nbgrader's own `autograde`, and formgrader's button, with the autograder's sandbox.

Named in nbgrader_config.py in place of nbgrader's Execute. Everything else of nbgrader's grading
stays as it is: it restores cells before, and reads the points from the outputs after.
"""

from __future__ import annotations

import atexit
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_solution
from traitlets import Enum, Float

from autograder.course import Course
from autograder.grading.material import Material, load
from autograder.grading.one import Judged, judged
from autograder.grading.plan import plan
from autograder.grading.sources import set_aside
from autograder.sandbox import Box, Limits
from autograder.submission import Cell, read_folder
from course.hidden import course_root

Resources = dict[str, Any]

_CHECKED = re.compile(r"^check\(\s*(\w+)\s*\)", re.MULTILINE)


class SandboxedExecute(Execute):
    """Runs a submission in the sandbox and judges it outside; in all of its cells.

    A notebook that has no check of an exercise is run as nbgrader runs it, which is logged.
    """

    sandbox = Enum(
        ["on", "off"],
        default_value="on",
        help="off: run students' code in a kernel, with the rights of whoever grades",
    ).tag(config=True)
    submission_seconds = Float(
        Limits().submission_seconds, help="seconds that a whole submission may take"
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: Resources, **more: Any
    ) -> tuple[NotebookNode, Resources]:
        """Run and judge `nb` in place. Raises SandboxError where there is no sandbox."""
        if self.sandbox == "off":
            return super().preprocess(nb, resources, **more)
        if not any(map(_exercise, nb.cells)):
            self.log.warning("No check of an exercise in it: it runs in a kernel, unsandboxed.")
            return super().preprocess(nb, resources, **more)
        known = resources["nbgrader"]
        folder = Path(resources["metadata"]["path"]).resolve()
        course = Course(course_root(folder))
        material = load(course.releases, known["assignment"])
        found = self._judged(_cells(nb), folder, course, material, known["student"])
        for number, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                cell.outputs = found.outputs.get(str(number), [])
                cell.execution_count = None
        return nb, resources

    def _judged(
        self, cells: list[Cell], folder: Path, course: Course, material: Material, student: str
    ) -> Judged:
        exercises = material.chapter.exercises
        checked = {cell.exercise for cell in cells if cell.role == "check"}
        cases = {name: material.cases(name, course.secret, student) for name in checked}
        handed = read_folder(folder, material.folder)
        aside = set_aside(cells, material.given)
        job = plan(cells, handed, exercises, cases, material.folder, aside)
        cell_seconds = float(self.timeout or self.submission_seconds)
        limits = Limits(
            cell_seconds=cell_seconds,
            # nbgrader's limit is for every cell, those with checks too.
            check_seconds=min(Limits().check_seconds, cell_seconds),
            submission_seconds=self.submission_seconds,
        )
        return judged(cells, cases, _box(course.releases, limits).run(job), material, aside)


def _cells(nb: NotebookNode) -> list[Cell]:
    """Read the cells of a notebook that nbgrader has restored, each by its number."""
    cells = []
    for number, cell in enumerate(nb.cells):
        exercise, role = _exercise(cell), "own"
        if exercise:
            role = "check"
        elif is_solution(cell):
            exercise, role = cell.metadata.nbgrader.grade_id, "answer"
        cells.append(Cell(str(number), cell.cell_type, cell.source, role, exercise))
    return cells


def _exercise(cell: NotebookNode) -> str:
    """Name the exercise that a graded cell checks; "" for any other cell."""
    if cell.cell_type != "code" or not is_grade(cell):
        return ""
    found = _CHECKED.search(cell.source)
    return found[1] if found else ""


@lru_cache(maxsize=1)
def _box(releases: Path, limits: Limits) -> Box:
    """Give the sandbox of this process, which stays warm for the next submission."""
    box = Box(releases, limits)
    atexit.register(box.close)
    return box
