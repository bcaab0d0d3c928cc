"""How long grading takes: plain nbgrader, otter, the floor, and ours, on one simulated class.

`python benchmarks/grading/measure.py` prints a table of seconds a submission, and ratios; all in
one run on one machine, since times vary from run to run. `--otter PYTHON` names the Python of an
environment that holds otter-grader beside torch and the course's requirements. `--growth 30 300
3000` measures instead how our time a submission grows with the class.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_folder import REPOSITORY, CourseFolder
from floors import ALL_CELLS, SAME_STEPS, floor
from otter import otter

HONEST = ("--honest", "1", "--damaged", "0", "--hostile", "0")


@dataclass(frozen=True)
class Measured:
    """One way of grading: seconds for the class, and the points it gave."""

    name: str
    seconds: float
    submissions: int
    points: dict[str, float] | None = None

    @property
    def each(self) -> float:
        """Seconds a submission."""
        return self.seconds / self.submissions


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--plain", type=int, default=8, help="submissions for the slow ones")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--chapters", nargs="*", default=[])
    parser.add_argument("--otter", metavar="PYTHON")
    parser.add_argument("--growth", type=int, nargs="*")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.growth:
            growth(Path(folder), options)
        else:
            compare(Path(folder), options)


def compare(folder: Path, options: argparse.Namespace) -> None:
    whole = CourseFolder.make(folder / "whole")
    whole.simulate(options.students, options.seed, options.chapters, *HONEST)
    few = whole.with_students(folder / "few", whole.students()[:: _step(options)])
    all_of_it, part_of_it = ours(whole, options.workers), ours(few, options.workers)
    found = [further(all_of_it, part_of_it), all_of_it, part_of_it, plain(few)]
    if options.otter:
        found.append(otter_on(few, options.otter))
    for kind in (ALL_CELLS, SAME_STEPS):
        seconds = floor(whole, kind, options.workers)
        found.append(Measured(f"floor: {kind}", seconds, len(whole.submissions())))
    report(found, options.workers)


def _step(options: argparse.Namespace) -> int:
    return max(1, options.students // options.plain)


def ours(course: CourseFolder, workers: int) -> Measured:
    """Grade a class, from the start of the command to its end."""
    seconds = course.grade(workers)
    name = f"autograder grade, {workers} workers, with its start"
    return Measured(name, seconds, len(course.submissions()), course.points())


def further(more: Measured, less: Measured) -> Measured:
    """Work out what each further submission takes, when all is started."""
    count = more.submissions - less.submissions
    name = "autograder grade, each further submission"
    return Measured(name, more.seconds - less.seconds, count, more.points)


def plain(course: CourseFolder) -> Measured:
    other = course.with_students(course.root.with_name("plain"), course.students())
    other.nbgrader(*(f"generate_assignment {c}" for c in other.chapters()))
    started = time.perf_counter()
    off = "--SandboxedExecute.sandbox=off"
    other.nbgrader(*(f"autograde {chapter} {off}" for chapter in other.chapters()))
    seconds = time.perf_counter() - started
    return Measured("nbgrader autograde", seconds, len(other.submissions()), other.points())


def otter_on(course: CourseFolder, python: str) -> Measured:
    submissions = course.submissions()
    seconds, points = otter(course, python)
    return Measured("otter run", seconds, len(submissions), points)


def report(found: list[Measured], workers: int) -> None:
    reference = found[0].each
    print(f"\n{'':44} submissions   s each   ratio to ours")
    for measured in found:
        ratio = measured.each / reference
        print(f"{measured.name:44} {measured.submissions:11} {measured.each:8.3f} {ratio:11.2f}")
    agree(found)
    print(json.dumps({m.name + f" ({m.submissions})": round(m.each, 4) for m in found}))


def agree(found: list[Measured]) -> None:
    """Say whether all ways gave the same points to whom they graded alike."""
    first = found[0].points or {}
    for measured in found[1:]:
        if measured.points is not None:
            others = [s for s, p in measured.points.items() if abs(first[s] - p) > 1e-9]
            said = "the same points" if not others else f"other points for {', '.join(others)}"
            print(f"{measured.name} ({measured.submissions}): {said} as ours")


def growth(folder: Path, options: argparse.Namespace) -> None:
    """Grade classes of growing size: time a submission, memory, and the time to find all done."""
    chapters = options.chapters or ["ch01_environment"]
    before: Measured | None = None
    for students in options.growth:
        course = CourseFolder.make(folder / str(students))
        course.simulate(students, options.seed, chapters, *HONEST)
        measured = ours(course, options.workers)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        again = course.grade(options.workers)
        each = f"{measured.each:.4f} s each"
        if before:
            each += f", {further(measured, before).each:.4f} s each further one"
        print(
            f"{students:6} submissions: {each}; {again / students:.4f} s each when nothing changed"
        )
        print(f"       largest process until here {peak:.0f} MiB", flush=True)
        before = measured


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY))
    main()
