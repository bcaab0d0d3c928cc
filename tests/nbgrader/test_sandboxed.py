"""nbgrader's own `autograde`, as this course sets it up: submissions run in the sandbox.

What it gives is held against plain nbgrader, with the same secret. Of the exercises, `join_rows`
is asked many times, so that each answer has cells of its own.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import traps
from class_of_students import (
    DAMAGED,
    HOME,
    MISTAKEN,
    PARTS,
    SOLVED,
    STOPPED,
    TRAPS,
    TWINS,
    UNTOUCHED,
    Graded,
    solved_answers,
)
from course_copy import REPOSITORY, CourseCopy, Grade, command, verdicts
from nbformat.v4 import new_code_cell
from notebook_edits import answered
from own_assignments import id_of, many_checks

from autograder.sandbox.box import why_no_sandbox
from course.hidden import SECRET_FILE

pytestmark = [
    pytest.mark.timeout(1000),
    pytest.mark.skipif(bool(why_no_sandbox()), reason=why_no_sandbox()),
]

OTHER = "ch07_numpy"
SAME = [
    *((SOLVED, chapter) for chapter in (HOME, OTHER)),
    (UNTOUCHED, HOME),
    *((MISTAKEN, chapter) for chapter in (HOME, OTHER)),
    (SOLVED, DAMAGED),
    (SOLVED, PARTS),
    (TWINS[0], TRAPS),
]
"""What is graded both ways."""

# These end the process, or would keep it, or the machine's memory, for ever.
STOPPING = {
    "ends its process": "def join_rows(a, b):\n    import os\n    os._exit(0)",
    "never ends, whoever asks": """
def join_rows(a, b):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
""",
    "takes all memory": """
import numpy
taken = []
def join_rows(a, b):
    while True:
        taken.append(numpy.empty(2**28, dtype="uint8"))
""",
}

# Each does what the sandbox is to prevent, and is right when it could.
READS = """
from pathlib import Path
def join_rows(a, b):
    assert Path({path!r}).read_bytes()
    return right(a, b)
"""
WRITES = """
from pathlib import Path
def join_rows(a, b):
    with Path({path!r}).open("ab") as file:
        file.write(b"mine")
    return right(a, b)
"""
# Right for the inputs that are listed, and for no others.
KNOWS = """
SEEN = {seen!r}
def join_rows(a, b):
    assert f"{{a.tolist()}} {{b.tolist()}}" in SEEN
    return right(a, b)
"""
WALLS = "walls"
READ = ("the source", "the gradebook", "the secret", "someone else's work", "a file beside")
WRITTEN = ("the gradebook", "a new file", "someone else's work")
KNOWN = ("the cases of plain nbgrader", "all of them but one")


@dataclass(frozen=True)
class Sandboxed:
    """A second copy of the course, graded in the sandbox, and what nbgrader said meanwhile."""

    course: CourseCopy
    plain: CourseCopy
    grading: tuple[subprocess.CompletedProcess[str], ...]

    def grades(self, student: str, assignment: str) -> dict[str, Grade]:
        return self.course.grades(student, assignment)


def places(root: Path) -> dict[str, Path]:
    """Files of a course folder, none of which concerns a student."""
    return {
        "the source": root / "source" / "en" / HOME / f"{HOME}.ipynb",
        "the gradebook": root / "gradebook.db",
        "the secret": root / SECRET_FILE,
        "someone else's work": root / "submitted" / MISTAKEN / HOME / f"{HOME}.ipynb",
        "a file beside": root / "nbgrader_config.py",
        "a new file": root / "new",
    }


def units() -> list[str]:
    reads, writes = (f"reads {what}" for what in READ), (f"writes {what}" for what in WRITTEN)
    return [*reads, *writes, *(f"knows {what}" for what in KNOWN)]


def answers(root: Path, seen: list[str]) -> dict[str, str]:
    """What a student hands in for the walls' units; `seen` are the inputs of plain nbgrader."""
    at = places(root)
    sources = [READS.format(path=str(at[what])) for what in READ]
    sources += [WRITES.format(path=str(at[what])) for what in WRITTEN]
    sources += [KNOWS.format(seen={*seen}), KNOWS.format(seen={*seen[:-1]})]
    return dict(zip(units(), sources, strict=True))


@pytest.fixture(scope="module")
def sandboxed(graded: Graded, tmp_path_factory: pytest.TempPathFactory) -> Sandboxed:
    course, plain = CourseCopy(tmp_path_factory.mktemp("sandboxed")), graded.course
    _copy_course(plain, course)
    many_checks(course, WALLS, HOME, traps.EXERCISE, units())
    assignments = [*dict.fromkeys(assignment for _, assignment in SAME), STOPPED, WALLS]
    released = course.nbgrader(*(command("generate_assignment", name) for name in assignments))
    assert released.returncode == 0, released.stdout[-4000:]
    for student, assignment in SAME:
        handed_in = plain.assignment("submitted", assignment, student)
        shutil.copytree(handed_in, course.assignment("submitted", assignment, student))
    for answer, source in STOPPING.items():
        two = {"stopping": source, "right": traps.RIGHT["a helper in another cell"]}
        _hand_in(course, id_of(answer), STOPPED, two)
    witnessed = plain.assignment("autograded", TRAPS, TWINS[0]) / "witness.txt"
    seen = sorted({*witnessed.read_text(encoding="utf-8").splitlines()})
    _hand_in(course, TWINS[0], WALLS, answers(course.root, seen))
    return Sandboxed(course, plain, _autograde(course, assignments))


def _copy_course(plain: CourseCopy, course: CourseCopy) -> None:
    """Copy what an instructor starts from."""
    shutil.copy(plain.root / SECRET_FILE, course.root)
    shutil.copytree(plain.root / "source", course.root / "source")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course.root)


def _autograde(
    course: CourseCopy, assignments: Sequence[str]
) -> tuple[subprocess.CompletedProcess[str], ...]:
    """Run nbgrader's autograder: on the chapter that is the tests' own where that is at home."""
    hurry = {STOPPED: ["--Execute.timeout=5"]}
    usual = [name for name in assignments if name != PARTS]
    first = course.nbgrader(*(command("autograde", n, *hurry.get(n, [])) for n in usual))
    use = next(cell.source for cell in course.notebook("source", PARTS).cells if cell.id == "use")
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"\n{use}")
    return first, course.nbgrader(command("autograde", PARTS))


def _hand_in(course: CourseCopy, student: str, assignment: str, given: Mapping[str, str]) -> None:
    release = course.notebook("release", assignment)
    notebook = answered(release, {id_of(unit): answer for unit, answer in given.items()})
    right = solved_answers(course)[traps.EXERCISE].replace(f"def {traps.EXERCISE}", "def right")
    notebook.cells.insert(1, new_code_cell(right, id="helper"))
    course.submit(student, assignment, notebook)


def test_the_sandbox_grades_the_whole_class_without_an_error(sandboxed: Sandboxed) -> None:
    for run in sandboxed.grading:
        assert run.returncode == 0, run.stdout[-6000:]


@pytest.mark.parametrize(("student", "assignment"), SAME)
def test_scores_are_those_of_plain_nbgrader(
    sandboxed: Sandboxed, student: str, assignment: str
) -> None:
    plain = sandboxed.plain.grades(student, assignment)
    assert len(plain) > 0
    assert sandboxed.grades(student, assignment) == plain


@pytest.mark.parametrize("student", [SOLVED, MISTAKEN, UNTOUCHED])
def test_verdicts_and_what_they_say_are_those_of_plain_nbgrader(
    sandboxed: Sandboxed, student: str
) -> None:
    found, plain = (
        verdicts(course.notebook("autograded", HOME, student))
        for course in (sandboxed.course, sandboxed.plain)
    )
    assert found == plain


@pytest.mark.parametrize("answer", STOPPING)
def test_an_answer_that_stops_its_process_costs_no_other_exercise(
    sandboxed: Sandboxed, answer: str
) -> None:
    grades = sandboxed.grades(id_of(answer), STOPPED)
    assert grades["stopping"].score == 0
    assert grades["right"].full


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("ends its process", "crashed"),
        ("never ends, whoever asks", "timed out"),
        ("takes all memory", "out of memory"),
    ],
)
def test_how_a_process_ended_is_told(sandboxed: Sandboxed, answer: str, verdict: str) -> None:
    outputs = sandboxed.course.notebook("autograded", STOPPED, id_of(answer)).cells
    shown = str([cell.outputs for cell in outputs if cell.id == "stopping-check"])
    assert verdict in shown


@pytest.mark.parametrize("what", READ)
def test_a_submission_cannot_read(sandboxed: Sandboxed, what: str) -> None:
    assert places(sandboxed.course.root)[what].read_bytes(), "it would be there to be read"
    assert sandboxed.grades(TWINS[0], WALLS)[id_of(f"reads {what}")].score == 0


@pytest.mark.parametrize("what", WRITTEN)
def test_a_submission_cannot_write(sandboxed: Sandboxed, what: str) -> None:
    path = places(sandboxed.course.root)[what]
    assert not path.exists() or not path.read_bytes().endswith(b"mine")
    assert sandboxed.grades(TWINS[0], WALLS)[id_of(f"writes {what}")].score == 0


def test_hidden_cases_are_those_of_plain_nbgrader(sandboxed: Sandboxed) -> None:
    every, all_but_one = (
        sandboxed.grades(TWINS[0], WALLS)[id_of(f"knows {what}")] for what in KNOWN
    )
    assert every.full
    assert not all_but_one.full
