"""The commands of a demonstration, as an instructor types them in the course folder."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from steps.simulated_class import SimulatedClass

VERDICTS = "verdicts.json"
EXPORTS = "exports"
PROGRESS = re.compile(r"\b(\d+)/(\d+) \[")


@dataclass(frozen=True)
class Command:
    """One command of the round, as it is typed in the demonstration's folder.

    One that `leaves` a file has done its work when that is there, whatever its exit status says.
    """

    title: str
    words: tuple[str, ...]
    leaves: str = ""
    note: Callable[[str], str] = lambda line: ""


def preparing(simulated: SimulatedClass) -> Iterator[Command]:
    """The commands that make what an instructor gives out, and what students hand in."""
    for chapter in simulated.chapters:
        yield Command(
            f"Making the students' version of {chapter}, by nbgrader",
            ("nbgrader", "generate_assignment", chapter),
        )
    shares = zip(("--honest", "--damaged", "--hostile"), simulated.shares, strict=True)
    yield Command(
        f"Making up a class of {simulated.students}, some with damaged notebooks, some hostile"
        if not simulated.is_trusted
        else f"Making up a class of {simulated.students}, all of them honest",
        (
            *("autograder", "simulate", *simulated.chapters, "--out", "."),
            *("--students", str(simulated.students), "--seed", str(simulated.seed)),
            *(word for name, share in shares for word in (name, f"{share:g}")),
        ),
    )
    yield Command(
        "Telling nbgrader the students' names",
        ("nbgrader", "db", "student", "import", "students.csv"),
    )


def grading(sandboxed: bool, workers: int) -> Iterator[Command]:
    """The commands that an instructor types when a class has handed in; grading comes first.

    `workers` is how many processes share the work; 0 for as many as there are cores.
    """
    where = "each submission in a sandbox" if sandboxed else "without a sandbox"
    shared = ("--workers", str(workers)) if workers else ()
    yield Command(
        f"Grading what was handed in, {where}",
        (
            *("autograder", "grade", "--json", VERDICTS),
            *shared,
            *(() if sandboxed else ("--unsandboxed",)),
        ),
        # Without a verdict for some exercise it ends with 1; the summary says so.
        leaves=VERDICTS,
        note=_graded_so_far,
    )
    yield Command("Writing a feedback page for every student", ("autograder", "feedback", *shared))
    for title, name, options in (
        ("points by chapter, as CSV", "grades.csv", ()),
        ("points by exercise, as CSV", "exercises.csv", ("--exercises",)),
        ("a gradebook to import in Canvas", "canvas.csv", ("--format", "canvas")),
        ("results for Gradescope", "gradescope", ("--format", "gradescope")),
    ):
        out = ("--out", f"{EXPORTS}/{name}")
        yield Command(f"Exporting {title}", ("autograder", "export", *options, *out))


def _graded_so_far(line: str) -> str:
    found = PROGRESS.search(line)
    return f"{found[1]} of {found[2]} graded" if found and found[1] != "0" else ""
