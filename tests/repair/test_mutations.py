"""Notebooks broken at random: always readable enough to grade, in bounded time, the same twice."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from work_to_mend import as_notebook, assert_can_be_graded

from autograder.simulate.mutations import MUTATIONS, mutate, mutate_by
from autograder.submission import Handed, Mended
from autograder.submission.mending import mend_against
from course.kit.mending.released import Released

RELEASES = sorted((Path(__file__).parents[2] / "release").glob("*/*/*.ipynb"))


@cache
def _read(path: Path) -> tuple[bytes, NotebookNode, Released]:
    notebook = nbformat.read(path, as_version=4)
    return path.read_bytes(), notebook, Released.of(notebook)


def _mended(data: bytes, released: Released) -> Mended:
    """Mend without the wall that turns an exception into an unreadable notebook."""
    started = time.perf_counter()
    mended = mend_against(Handed(data, (), ()), released)
    assert time.perf_counter() - started < 5
    return mended


def _hold_to_its_promises(path: Path, data: bytes) -> None:
    _, notebook, released = _read(path)
    mended = _mended(data, released)
    assert_can_be_graded(mended, notebook)
    assert all(note.text.isprintable() for note in mended.notes)
    again = _mended(as_notebook(mended, notebook), released)
    assert again.cells == mended.cells
    assert again.notes == ()


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_way_of_breaking_a_notebook_can_be_mended(name: str) -> None:
    for seed in range(10):
        path = RELEASES[seed % len(RELEASES)]
        _hold_to_its_promises(path, mutate_by(name, _read(path)[0], seed))


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_notebooks_broken_in_several_ways_can_be_mended(path: Path) -> None:
    for seed in range(25):
        _hold_to_its_promises(path, mutate(_read(path)[0], seed))


def test_a_seed_breaks_a_notebook_the_same_way_each_time() -> None:
    data = _read(RELEASES[0])[0]
    assert [mutate(data, seed) for seed in range(20)] == [mutate(data, seed) for seed in range(20)]


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_changes_notebooks(name: str) -> None:
    data = _read(RELEASES[0])[0]
    assert any(mutate_by(name, data, seed) != mutate_by(name, data, 0) for seed in range(1, 10))


def test_most_broken_notebooks_remain_readable_and_some_do_not() -> None:
    data, _, released = _read(RELEASES[0])
    readable = [_mended(mutate(data, seed), released).readable for seed in range(100)]
    assert 60 < sum(readable) < 100
