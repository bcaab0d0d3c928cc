"""A sandbox, and the same without its walls, each warm for all tests of a worker process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import few_exercises
import pytest
from inside import Inside
from sandboxed import needs_a_sandbox

from autograder.sandbox import Box


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return few_exercises.write(tmp_path_factory.mktemp("sandbox") / "course")


@pytest.fixture(scope="session")
def inside(given: Path) -> Iterator[Inside]:
    with Box(given) as box:
        inside = Inside(box)
        with needs_a_sandbox():
            inside.ran("1")
        yield inside


@pytest.fixture(scope="session")
def unsandboxed(given: Path) -> Iterator[Inside]:
    with Box(given, sandboxed=False) as box:
        yield Inside(box)
