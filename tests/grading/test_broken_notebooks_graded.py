"""However a notebook is broken, every exercise has one verdict. COURSE_FUZZ says how many are."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import few_exercises
import nbformat
import pytest
from few_exercises import EXERCISES
from sandboxed import needs_a_sandbox

from autograder.grading.material import Material
from autograder.grading.one import grade
from autograder.sandbox import Box, Limits
from autograder.sandbox.job import MIB
from autograder.simulate.mutations import mutate
from autograder.submission import Handed
from course.kit.words import CRASHED, FAILED, NOT_ATTEMPTED, OUT_OF_MEMORY, PASSED, TIMED_OUT

BROKEN = int(os.environ.get("COURSE_FUZZ", "100"))
PARTS = 10
SHORT = Limits(
    cell_seconds=5, check_seconds=5, submission_seconds=30, grace_seconds=0.5, memory=512 * MIB
)
# Nobody cheats here; none of these breaks the grader's own code either.
WORDS = {PASSED, FAILED, NOT_ATTEMPTED, TIMED_OUT, OUT_OF_MEMORY, CRASHED}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("broken") / "course"
    few_exercises.write(root)
    return root


@pytest.fixture(scope="module")
def small(course: Path) -> Material:
    return few_exercises.material(course)


@pytest.fixture(scope="module")
def small_box(course: Path) -> Iterator[Box]:
    with Box(course / "release" / "en", SHORT) as box, needs_a_sandbox():
        yield box


@pytest.mark.parametrize("part", range(PARTS))
def test_a_broken_notebook_has_one_verdict_for_every_exercise(
    part: int, small: Material, small_box: Box
) -> None:
    whole = few_exercises.handed(few_exercises.answered({})).notebook
    assert whole is not None
    for seed in range(part, BROKEN, PARTS):
        handed = Handed(mutate(whole, seed), (), ())
        result = grade("student-017", handed, small, b"secret", small_box)
        assert [row.exercise for row in result.verdicts] == _in_order(small), seed
        for row in result.verdicts:
            assert row.verdict in WORDS, (seed, row)
            assert math.isfinite(row.points), seed
            assert 0 <= row.points <= row.max_points, seed
            assert (row.points == row.max_points) == (row.verdict == PASSED), (seed, row)
        nbformat.validate(nbformat.reads(result.notebook, as_version=4))


def _in_order(material: Material) -> list[str]:
    names = list(material.chapter.exercises)
    assert set(names) == set(EXERCISES)
    return names


def test_what_is_no_notebook_at_all_is_not_attempted(small: Material, small_box: Box) -> None:
    for data in (None, b"", b"\x00" * 1000, b"{}", b"[]", b"null", b"PK\x03\x04"):
        result = grade("student-017", Handed(data, (), ()), small, b"secret", small_box)
        assert {row.verdict for row in result.verdicts} == {NOT_ATTEMPTED}, data
        assert bool(result.notes) == (data is not None), data  # or else reading has told it


def test_a_note_of_reading_the_folder_reaches_the_result(small: Material, small_box: Box) -> None:
    whole = few_exercises.handed(few_exercises.answered({}))
    broken = replace(whole, notebook=None)
    noted = grade("student-017", broken, small, b"secret", small_box).notes
    assert set(broken.notes) <= set(noted)
