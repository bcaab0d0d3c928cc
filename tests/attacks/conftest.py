"""One grader for all attacks of a worker process: its sandbox stays warm, as in a class."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attacked import AttackedGrader, markers
from sandboxed import needs_a_sandbox


@pytest.fixture(scope="session")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AttackedGrader]:
    before = set(markers())
    with needs_a_sandbox():
        grader = AttackedGrader(tmp_path_factory.mktemp("attacked") / "course")
    yield grader
    grader.close()
    assert set(markers()) == before, "an attack has left its mark later on"
