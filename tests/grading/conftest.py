"""A sandbox with all chapters, warm for all tests of a worker process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from notebooks import RELEASES
from sandboxed import needs_a_sandbox

from autograder.sandbox import Box, Job, Limits, Step
from autograder.sandbox.job import MIB

SHORT = Limits(cell_seconds=10, check_seconds=20, submission_seconds=90, memory=1024 * MIB)


@pytest.fixture(scope="session")
def box() -> Iterator[Box]:
    with Box(RELEASES, SHORT) as box:
        with needs_a_sandbox():
            box.run(Job((Step("one", "1"),)))
        yield box
