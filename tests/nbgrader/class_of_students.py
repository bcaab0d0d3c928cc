"""A class of made-up students: what each hands in, and how plain nbgrader grades them all."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

import traps
from course_copy import CHAPTERS, REPOSITORY, CourseCopy, command, grade_id
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from notebook_edits import (
    answered,
    as_markdown,
    with_copy_of,
    without,
    without_demonstrations,
)
from own_assignments import id_of, in_parts, many_checks

from autograder.simulate.mistakes import mistake_as_answer
from course.build.authored import read_exercise
from course.kit.judging.exercise import CHECKS

OWN = TRAPS, STOPPED, PARTS, DAMAGED = "traps", "stopped", "parts", "damaged"
SOLVED, UNTOUCHED = "student-017", "student-018"
MISTAKEN = "student-101"
TWINS = ("student-201", "student-202")
STOPPING = {"calls exit": "student-203", "never ends": "student-204"}
UNITS = [*traps.RIGHT, *traps.WRONG, "cheat", "witness"]
# What may happen to an exercise's cells, and whether its right answer still counts.
DAMAGE = {
    "none": True,
    "typing error": False,
    "other name": False,
    "deleted answer": False,
    "deleted check": True,
    "deleted answer and check": False,
    "copied answer": True,
    "copied check": True,
    "answer turned into prose": True,
    "none at the end": True,
}
HALVES = {
    "all": "def halve(x):\n    return x / 2",
    "basic alone": "def halve(x):\n    return abs(x) / 2",
    "edge alone": "def halve(x):\n    return min(x, 0.0) / 2",
    "none": "def halve(x):\n    return x * 2",
}


@dataclass(frozen=True)
class Graded:
    """The course with everything graded, and what nbgrader said meanwhile."""

    course: CourseCopy
    grading: subprocess.CompletedProcess[str]
    feedback: subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Released:
    """The course after nbgrader's release step, and what nbgrader said meanwhile."""

    course: CourseCopy
    releasing: subprocess.CompletedProcess[str]


def exercises(chapter: str) -> list[str]:
    """The names of a chapter's exercises, in order."""
    text = (REPOSITORY / "source" / "en" / chapter / CHECKS).read_text(encoding="utf-8")
    return list(json.loads(text)["exercises"])


HOME = next(chapter for chapter in CHAPTERS if traps.EXERCISE in exercises(chapter))
"""The chapter in which `join_rows` is."""

BY_ALL = (HOME, "ch07_numpy")
"""The chapters that all students hand in, which plain nbgrader takes long to grade. Of the others
the contract shows that solutions earn everything and mistakes lose points, `tests/grading` what the
sandboxed grader gives, and `whole_chapter.py` that every cell of the release runs."""


def release(course: CourseCopy) -> Released:
    """Run nbgrader's release step on all chapters, and on assignments of the tests' own."""
    many_checks(course, TRAPS, HOME, traps.EXERCISE, UNITS)
    many_checks(course, STOPPED, HOME, traps.EXERCISE, ["stopping", "right"])
    many_checks(course, DAMAGED, HOME, traps.EXERCISE, DAMAGE)
    in_parts(course, PARTS, HALVES)
    commands = [command("generate_assignment", name) for name in (*CHAPTERS, *OWN)]
    return Released(course, course.nbgrader(*commands))


def grade(course: CourseCopy) -> Graded:
    """Hand in for every student, run nbgrader's autograder, and write feedback."""
    for chapter in BY_ALL:
        _submit_chapter(course, chapter)
    _submit_damaged(course)
    _submit_traps(course)
    parts = {id_of(unit): answer for unit, answer in HALVES.items()}
    course.submit(SOLVED, PARTS, answered(course.notebook("release", PARTS), parts))
    grading = course.nbgrader(*(autograde(assignment) for assignment in (*BY_ALL, *OWN)))
    feedback = course.nbgrader(*(command("generate_feedback", a) for a in (HOME, TRAPS)))
    return Graded(course, grading, feedback)


def autograde(assignment: str, *options: str) -> str:
    """The command by which plain nbgrader grades an assignment, in kernels without a sandbox.

    Kernels needn't end politely, nor loops for ever.
    """
    hurry = ["--SandboxedExecute.sandbox=off", "--Execute.shutdown_kernel=immediate"]
    if assignment == STOPPED:
        hurry.append("--Execute.timeout=20")
    return command("autograde", assignment, *hurry, *options)


def _submit_chapter(course: CourseCopy, chapter: str) -> None:
    release = course.notebook("release", chapter)
    course.submit(SOLVED, chapter, course.notebook("source", chapter))
    course.submit(UNTOUCHED, chapter, without_demonstrations(release))
    names = enumerate(exercises(chapter))
    answers = {name: _mistake(chapter, name, place) for place, name in names}
    course.submit(MISTAKEN, chapter, without_demonstrations(answered(release, answers)))


def _mistake(chapter: str, exercise: str, number: int) -> str:
    """Write one of an exercise's mistakes; the contract proves of all that they lose points."""
    authored = read_exercise(chapter, exercise)
    mistakes = list(authored.mistakes)
    return mistake_as_answer(authored, mistakes[number % len(mistakes)])


def _submit_damaged(course: CourseCopy) -> None:
    """Hand in one notebook with every kind of damage, each to another of its exercises."""
    answers = dict.fromkeys(DAMAGE, f"def {traps.EXERCISE}(a, b):\n    return right(a, b)")
    answers["typing error"] = f"def {traps.EXERCISE}(a, b:\n    return right(a, b)"
    answers["other name"] = "def joined(a, b):\n    return right(a, b)"
    notebook = _with_answers(course, DAMAGED, answers)
    name = {damage: id_of(damage) for damage in DAMAGE}
    notebook = without(notebook, name["deleted answer"])
    notebook = without(notebook, name["deleted check"] + "-check")
    both = name["deleted answer and check"]
    notebook = without(notebook, both, f"{both}-check")
    notebook = with_copy_of(notebook, name["copied answer"])
    notebook = with_copy_of(notebook, name["copied check"] + "-check")
    course.submit(SOLVED, DAMAGED, as_markdown(notebook, name["answer turned into prose"]))


def solved_answers(course: CourseCopy) -> dict[str, str]:
    """The solutions of the chapter of `join_rows`, by exercise."""
    cells = course.notebook("source", HOME).cells
    return {grade_id(c): c.source for c in cells if grade_id(c) in exercises(HOME)}


def _submit_traps(course: CourseCopy) -> None:
    answers: Mapping[str, str] = traps.RIGHT | traps.WRONG
    answers = {**answers, "cheat": traps.CHEAT, "witness": traps.WITNESS}
    for student in TWINS:
        course.submit(student, TRAPS, _with_answers(course, TRAPS, answers))
    for answer, student in STOPPING.items():
        two = {"stopping": traps.STOPPING[answer], "right": traps.RIGHT[UNITS[0]]}
        course.submit(student, STOPPED, _with_answers(course, STOPPED, two))


def _with_answers(course: CourseCopy, assignment: str, answers: Mapping[str, str]) -> NotebookNode:
    """Answer an assignment's units; they find a right answer, named so, in a cell before."""
    release = course.notebook("release", assignment)
    notebook = answered(release, {id_of(unit): answer for unit, answer in answers.items()})
    name = traps.EXERCISE
    right = solved_answers(course)[name].replace(f"def {name}", "def right")
    notebook.cells.insert(1, new_code_cell(right, id="helper"))
    return notebook
