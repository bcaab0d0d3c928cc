"""The small course, and nbgrader as it is in an activated environment: it finds `alembic`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_course import SmallCourse


@pytest.fixture(autouse=True, scope="session")
def activated() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def generated(activated: None, tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    course = SmallCourse.make(tmp_path_factory.mktemp("small") / "course")
    course.generate_assignment()
    return course


@pytest.fixture
def course(generated: SmallCourse, tmp_path: Path) -> SmallCourse:
    """A copy of the course in which the chapter has been generated."""
    return SmallCourse(Path(shutil.copytree(generated.root, tmp_path / "course")))
