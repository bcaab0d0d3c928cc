"""Cells as mending gives them, and chapters of the course as they are graded."""

from __future__ import annotations

from functools import cache

import nbformat
from few_exercises import REPOSITORY
from nbformat import NotebookNode

from autograder.grading.material import Material, load
from autograder.simulate.handed_in import notebook_bytes
from autograder.simulate.material import Material as Written
from autograder.simulate.material import read_material
from autograder.submission import Cell, Handed
from course.build.authored import chapter_names
from course.kit.judging.exercise import Chapter, load_chapter

RELEASES = REPOSITORY / "release" / "en"
CHAPTERS = tuple(chapter_names())


def own(source: str, id: str = "own") -> Cell:
    return Cell(id, "code", source, "own")


def given(source: str, id: str = "given") -> Cell:
    return Cell(id, "code", source, "given")


def answer(exercise: str, source: str) -> Cell:
    return Cell(exercise, "code", source, "answer", exercise)


def check(exercise: str) -> Cell:
    return Cell(f"{exercise}-check", "code", f"check({exercise})", "check", exercise)


@cache
def chapter(name: str) -> Chapter:
    return load_chapter(RELEASES / name / "checks.json")


@cache
def material(name: str) -> Material:
    return load(RELEASES, name)


@cache
def written(name: str) -> Written:
    return read_material(REPOSITORY, name)


def released(name: str) -> NotebookNode:
    return nbformat.read(RELEASES / name / f"{name}.ipynb", as_version=4)


def handed(notebook: NotebookNode) -> Handed:
    return Handed(notebook_bytes(notebook), (), ())
