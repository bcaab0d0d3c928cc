"""What a `.venv` still needs is read from its stamp."""

import dataclasses
from pathlib import Path

import pytest
from steps import stamp as stamps
from steps.stamp import Need, Stamp, need

WANTED = Stamp(root="/home/student-017/course", inputs="abc")
THERE = dataclasses.replace(WANTED, finished=True)


def with_(**changes: object) -> Stamp:
    return dataclasses.replace(THERE, **changes)


@pytest.mark.parametrize(
    ("stamp", "wanted", "expected"),
    [
        (THERE, WANTED, Need.NOTHING),
        (with_(test=True, cpu=True), WANTED, Need.NOTHING),
        (with_(inputs="older"), WANTED, Need.INSTALL),
        (THERE, dataclasses.replace(WANTED, test=True), Need.INSTALL),
        (THERE, dataclasses.replace(WANTED, cpu=True), Need.INSTALL),
        (None, WANTED, Need.INSTALL),
        (with_(finished=False), WANTED, Need.REMAKE),
        (with_(root="/home/student-017/Downloads/course"), WANTED, Need.REMAKE),
    ],
)
def test_a_stamp_says_what_is_needed(stamp: Stamp | None, wanted: Stamp, expected: Need) -> None:
    assert need(stamp, wanted, usable=True) is expected


@pytest.mark.parametrize("stamp", [THERE, None])
def test_an_unusable_python_means_a_new_environment(stamp: Stamp | None) -> None:
    assert need(stamp, WANTED, usable=False) is Need.REMAKE


def test_a_stamp_is_read_as_it_was_written(tmp_path: Path) -> None:
    stamps.write(tmp_path, with_(cpu=True, healthy=True))
    assert stamps.read(tmp_path) == with_(cpu=True, healthy=True)
    assert [path.name for path in tmp_path.iterdir()] == [stamps.NAME]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"root": "/x"}', '{"other": 1}'])
def test_a_stamp_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    assert stamps.read(tmp_path) is None
    (tmp_path / stamps.NAME).write_text(text)
    assert stamps.read(tmp_path) is None


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "setup").mkdir()
    (tmp_path / "pyproject.toml").write_bytes(b"[project]\nname = 'course'\n")
    (tmp_path / "setup" / "constraints.txt").write_bytes(b"torch==2.13.0\n")
    return tmp_path


@pytest.mark.parametrize("name", ["pyproject.toml", "setup/constraints.txt"])
def test_a_change_of_either_list_changes_the_fingerprint(repository: Path, name: str) -> None:
    before = stamps.fingerprint(repository, (3, 11))
    with (repository / name).open("a") as file:
        file.write("# new\n")
    assert stamps.fingerprint(repository, (3, 11)) != before


def test_another_python_changes_the_fingerprint(repository: Path) -> None:
    assert stamps.fingerprint(repository, (3, 11)) != stamps.fingerprint(repository, (3, 12))


def test_line_endings_do_not_change_the_fingerprint(repository: Path) -> None:
    before = stamps.fingerprint(repository, (3, 11))
    for path in (repository / "pyproject.toml", repository / "setup" / "constraints.txt"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert stamps.fingerprint(repository, (3, 11)) == before
