"""Options and fixtures that all tests share."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from own_course import own_course  # noqa: F401 - a fixture for all tests
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

REPOSITORY = Path(__file__).parents[1]
MEASURED = (
    *(f"tests/{n}" for n in ("build", "doctor", "draw", "kit", "lab", "notebook", "report")),
    *(f"tests/repair/test_{n}" for n in ("c", "f", "l", "mi", "r", "u")),
)
"""Where coverage is measured: these cover the code, and tests take up to twice as long by it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what is there now as the new goldens"
    )


class ByFile(LoadScopeScheduling):
    """Gives a file of tests to one worker; a folder that shares one costly fixture, too.

    The contract is one long file: of that, all tests of one exercise go together. The workers end
    at nearly the same time, since what takes minutes comes first, and these small groups last.
    """

    TOGETHER = ("tests/nbgrader", "tests/browser", "tests/draw", "tests/attacks", "tests/sandbox")
    CONTRACT = "tests/contract"

    @classmethod
    def turn(cls, nodeid: str) -> int:
        """Say when a test's turn is: the lower, the sooner."""
        if nodeid.startswith(cls.CONTRACT):
            return len(cls.TOGETHER) + 1
        started = map(nodeid.startswith, cls.TOGETHER)
        return next((turn for turn, is_it in enumerate(started) if is_it), len(cls.TOGETHER))

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.startswith(self.CONTRACT):
            return file + test[test.find("[") :]
        return next((folder for folder in self.TOGETHER if file.startswith(folder)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    config.option.loadscopereorder = False  # it goes by numbers of tests, and not by their length
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: ByFile.turn(item.nodeid))
    for item in items:
        if not item.nodeid.startswith(MEASURED):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def heard_interrupts() -> Iterator[None]:
    """Let each test hear interrupts, as programs that it starts do then.

    Whoever runs in the background of a shell ignores them, and so may a test before.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
