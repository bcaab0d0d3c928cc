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
    mistake_as_answer,
    with_copy_of,
    without,
    without_demonstrations,
)
from own_assignments import id_of, in_parts, many_checks

from course.build.authored import read_exercise
from course.kit.exercise import CHECKS

TRAPS, PARTS = "traps", "parts"
SOLVED, UNTOUCHED = "student-017", "student-018"
MISTAKEN = ("student-101", "student-102", "student-103")
TWINS = ("student-201", "student-202")
ENDLESS = "student-203"
UNITS = [*traps.RIGHT, *traps.WRONG, "cheat", "witness"]
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


def release(course: CourseCopy) -> Released:
    """Run nbgrader's release step on all chapters, and on two assignments of the tests' own."""
    many_checks(course, TRAPS, HOME, traps.EXERCISE, UNITS)
    in_parts(course, PARTS, HALVES)
    commands = [command("generate_assignment", name) for name in (*CHAPTERS, TRAPS, PARTS)]
    return Released(course, course.nbgrader(*commands))


def grade(course: CourseCopy) -> Graded:
    """Hand in for every student, run nbgrader's autograder, and write feedback."""
    for chapter in CHAPTERS:
        _submit_chapter(course, chapter)
    _submit_damaged(course)
    _submit_traps(course)
    parts = {id_of(unit): answer for unit, answer in HALVES.items()}
    course.submit(SOLVED, PARTS, answered(course.notebook("release", PARTS), parts))
    # An endless loop is given up after so many seconds.
    options = {TRAPS: ["--Execute.timeout=20"]}
    assignments = (*CHAPTERS, TRAPS, PARTS)
    grading = course.nbgrader(*(command("autograde", a, *options.get(a, [])) for a in assignments))
    feedback = course.nbgrader(*(command("generate_feedback", a) for a in (HOME, TRAPS)))
    return Graded(course, grading, feedback)


def _submit_chapter(course: CourseCopy, chapter: str) -> None:
    release = course.notebook("release", chapter)
    course.submit(SOLVED, chapter, course.notebook("source", chapter))
    course.submit(UNTOUCHED, chapter, release)
    for number, student in enumerate(MISTAKEN):
        answers = {name: _mistake(chapter, name, number) for name in exercises(chapter)}
        course.submit(student, chapter, without_demonstrations(answered(release, answers)))


def _mistake(chapter: str, exercise: str, number: int) -> str:
    authored = read_exercise(chapter, exercise)
    return mistake_as_answer(authored, list(authored.mistakes)[number])


DAMAGE = {
    "typing error": "student-301",
    "deleted check": "student-302",
    "deleted answer and check": "student-303",
    "copied answer": "student-304",
    "copied check": "student-305",
    "answer turned into prose": "student-306",
    "other name": "student-307",
}


def _submit_damaged(course: CourseCopy) -> None:
    solutions = solved_answers(course)
    solved = without_demonstrations(answered(course.notebook("release", HOME), solutions))
    name, check = traps.EXERCISE, f"{traps.EXERCISE}-check"
    right = solutions[name]
    changed = {
        "typing error": answered(solved, {name: right.replace(":\n", "\n", 1)}),
        "other name": answered(solved, {name: right.replace(f"def {name}", "def joined")}),
        "deleted check": without(solved, check),
        "deleted answer and check": without(solved, name, check),
        "copied answer": with_copy_of(solved, name),
        "copied check": with_copy_of(solved, check),
        "answer turned into prose": as_markdown(solved, name),
    }
    for damage, notebook in changed.items():
        course.submit(DAMAGE[damage], HOME, notebook)


def solved_answers(course: CourseCopy) -> dict[str, str]:
    """The solutions of the chapter of `join_rows`, by exercise."""
    cells = course.notebook("source", HOME).cells
    return {grade_id(c): c.source for c in cells if grade_id(c) in exercises(HOME)}


def _submit_traps(course: CourseCopy) -> None:
    answers: Mapping[str, str] = traps.RIGHT | traps.WRONG
    answers = {**answers, "cheat": traps.CHEAT, "witness": traps.WITNESS}
    for student in TWINS:
        course.submit(student, TRAPS, _with_answers(course, answers))
    endless = {UNITS[0]: traps.LOOP, UNITS[1]: traps.RIGHT[UNITS[1]]}
    course.submit(ENDLESS, TRAPS, _with_answers(course, endless))


def _with_answers(course: CourseCopy, answers: Mapping[str, str]) -> NotebookNode:
    """Answer the traps' units; the answers find a right one, named so, in a cell before."""
    notebook = answered(
        course.notebook("release", TRAPS), {id_of(unit): a for unit, a in answers.items()}
    )
    name = traps.EXERCISE
    right = solved_answers(course)[name].replace(f"def {name}", "def right")
    notebook.cells.insert(1, new_code_cell(right, id="helper"))
    return notebook

