"""Options and fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from own_course import own_course  # noqa: F401 - a fixture for all tests
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

REPOSITORY = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what is there now as the new goldens"
    )


class ByFile(LoadScopeScheduling):
    """Gives a file of tests to one worker; a folder that shares one costly fixture, too.

    The contract is one long file: of that, all tests of one exercise go together.
    """

    TOGETHER = ("tests/nbgrader", "tests/browser")
    CONTRACT = "tests/contract"

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.startswith(self.CONTRACT):
            return file + test[test.find("[") :]
        return next((folder for folder in self.TOGETHER if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `goldens/<name>` beside the test, or write it with --update-goldens."""

    def compare(name: str, text: str) -> None:
        path = request.path.parent / "goldens" / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is missing; --update-goldens writes it"
        assert text == path.read_text(encoding="utf-8")

    return compare
