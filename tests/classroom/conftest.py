"""One course folder for all tests of a worker process, emptied for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from classes import AtOnce, Classroom
from sandboxed import needs_a_sandbox
from small_course import activated  # noqa: F401 - a fixture

from autograder.classroom import pool, worker
from autograder.sandbox import SandboxError
from autograder.sandbox.box import why_no_sandbox


@pytest.fixture(scope="session")
def small_classroom(
    activated: None,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Classroom]:
    classroom = Classroom.make(tmp_path_factory.mktemp("classroom") / "course")
    yield classroom
    if hasattr(worker._here, "box"):
        worker._here.box.close()
        del worker._here.box, worker._here.setting


@pytest.fixture
def classroom(small_classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """An empty course folder, in which this very process grades."""
    monkeypatch.delenv("COURSE_SECRET", raising=False)
    monkeypatch.delenv("COURSE_LANGUAGE", raising=False)
    monkeypatch.setattr(pool, "processes", lambda workers: AtOnce)
    small_classroom.empty()
    return small_classroom


@pytest.fixture(scope="session", autouse=True)
def sandbox() -> None:
    with needs_a_sandbox():
        if reason := why_no_sandbox():
            raise SandboxError(reason)
