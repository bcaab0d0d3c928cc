"""Reading a student's folder: finding the notebook, and what must not be followed or read."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from autograder.submission import Handed, read_folder
from autograder.submission import folder as folders
from autograder.submission import walk as walks

CHAPTER = "ch07_numpy"
NOTEBOOK = f"{CHAPTER}.ipynb"


def said(handed: Handed) -> str:
    return "\n".join(note.text for note in handed.notes)


def write(folder: Path, **files: bytes) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_the_notebook_and_the_files_beside_it_are_read(tmp_path: Path) -> None:
    write(tmp_path, **{NOTEBOOK: b"{}", "checks.json": b"[]", "data/prices.csv": b"1,2"})
    assert read_folder(tmp_path, CHAPTER) == Handed(
        b"{}", (("data/prices.csv", b"1,2"),), (), NOTEBOOK
    )


def test_what_programs_leave_behind_is_left_out(tmp_path: Path) -> None:
    kept = {NOTEBOOK: b"{}", f".ipynb_checkpoints/{CHAPTER}-checkpoint.ipynb": b"old"}
    write(tmp_path, **kept, **{"__pycache__/a.pyc": b"", ".DS_Store": b"", ".git/config": b""})
    assert read_folder(tmp_path, CHAPTER) == Handed(b"{}", (), (), NOTEBOOK)


def test_what_the_course_kept_comes_last_and_is_no_file_of_the_submission(tmp_path: Path) -> None:
    kept = f"kept/{CHAPTER}-kept-2026-03-01-090507.ipynb"
    flat = f"{CHAPTER}-kept-2026-03-02-090507.ipynb"
    write(tmp_path, **{"mine.ipynb": b"{}", kept: b"older", flat: b"old"})
    write(tmp_path, **{"kept/to_numpy-kept-2026-03-01-090507.py": b"", "mine.csv": b"1"})
    handed = read_folder(tmp_path, CHAPTER)
    assert (handed.name, handed.files) == ("mine.ipynb", (("mine.csv", b"1"),))
    assert handed.besides == ((flat, b"old"), (kept, b"older"))
    (tmp_path / "mine.ipynb").unlink()
    (tmp_path / flat).unlink()
    assert read_folder(tmp_path, CHAPTER).name == kept


@pytest.mark.parametrize(
    "name",
    [
        "Untitled.ipynb",
        f"{CHAPTER}-Copy1.ipynb",
        f"{CHAPTER} (2).ipynb",
        f"{CHAPTER.upper()}.IPYNB",
        f"work/{NOTEBOOK}",
        f"{NOTEBOOK}.txt",
        f"{NOTEBOOK}.json",
        f"{CHAPTER}.zip",
        f"{CHAPTER}.py",
    ],
)
def test_a_notebook_of_another_name_is_taken_with_a_note(tmp_path: Path, name: str) -> None:
    write(tmp_path, **{name: b"{}", "notes.txt": b"mine"})
    handed = read_folder(tmp_path, CHAPTER)
    assert handed.notebook == b"{}"
    assert f"`{name}` was taken" in said(handed)
    assert handed.files == (("notes.txt", b"mine"),)


def test_names_that_differ_in_how_accents_are_written_are_the_same(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "ch09_caf\xe9")
    write(tmp_path, **{f"{name}.ipynb": b"{}", "zzz.ipynb": b"[]"})
    assert read_folder(tmp_path, unicodedata.normalize("NFC", name)).notebook == b"{}"


def test_of_several_notebooks_the_best_named_is_taken_and_the_others_are_named(
    tmp_path: Path,
) -> None:
    names = [f"{CHAPTER} (10).ipynb", f"{CHAPTER} (9).ipynb", "other.ipynb", "a/other.ipynb"]
    write(tmp_path, **{name: name.encode() for name in names})
    handed = read_folder(tmp_path, CHAPTER)
    assert handed.notebook == names[0].encode()
    assert handed.name == names[0]
    assert handed.besides == tuple((name, name.encode()) for name in names[1:])
    write(tmp_path, **{NOTEBOOK: b"the right one"})
    assert read_folder(tmp_path, CHAPTER).notebook == b"the right one"


def test_of_many_notebooks_only_a_few_are_read(tmp_path: Path) -> None:
    write(tmp_path, **{f"{n}.ipynb": b"{}" for n in range(9)})
    held = [data for _, data in read_folder(tmp_path, CHAPTER).besides]
    assert held == [b"{}"] * 4 + [None] * 4


def test_files_lie_as_the_notebook_sees_them(tmp_path: Path) -> None:
    write(tmp_path, **{f"work/{NOTEBOOK}": b"{}", "work/prices.csv": b"1", "work/in/x.csv": b"2"})
    assert dict(read_folder(tmp_path, CHAPTER).files) == {"prices.csv": b"1", "in/x.csv": b"2"}


def test_an_empty_folder_and_none_at_all_are_told_apart(tmp_path: Path) -> None:
    assert f"`{NOTEBOOK}` was expected" in said(read_folder(tmp_path, CHAPTER))
    assert "there is no folder" in said(read_folder(tmp_path / "none", CHAPTER))
    write(tmp_path, file=b"")
    assert "can't be opened" in said(read_folder(tmp_path / "file", CHAPTER))
    assert "can't be opened" in said(read_folder(Path("a\0b"), CHAPTER))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    handed = read_folder(tmp_path, CHAPTER)
    tmp_path.chmod(0o700)
    assert handed.notebook is None
    assert handed.notes


def _link(path: Path, secret: Path) -> None:
    path.symlink_to(secret)


def _pipe(path: Path, secret: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, secret: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(path.parent)  # a socket's path is limited in length
        listening.bind(path.name)


def _folder(path: Path, secret: Path) -> None:
    path.mkdir()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("make", [_link, _pipe, _socket, _folder])
def test_what_is_no_plain_file_is_not_opened(
    tmp_path: Path, make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(b"the instructor's")
    inside = tmp_path / "student"
    inside.mkdir()
    make(inside / NOTEBOOK, secret)
    if make is not _folder:
        make(inside / "data.csv", secret)
    handed = read_folder(inside, CHAPTER)
    assert handed.notebook is None
    assert handed.files == ()
    assert ("no plain file" in said(handed)) == (make is not _folder)


def test_links_to_folders_are_not_followed_not_even_as_the_folder_itself(tmp_path: Path) -> None:
    write(tmp_path, **{f"secret/{NOTEBOOK}": b"the instructor's", "student/a.csv": b"1"})
    (tmp_path / "student" / "work").symlink_to(tmp_path / "secret")
    (tmp_path / "student" / "round").symlink_to(tmp_path / "student")
    handed = read_folder(tmp_path / "student", CHAPTER)
    assert handed.notebook is None
    assert dict(handed.files) == {"a.csv": b"1"}
    (tmp_path / "linked").symlink_to(tmp_path / "secret")
    assert read_folder(tmp_path / "linked", CHAPTER).notebook is None


def test_a_notebook_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / NOTEBOOK).open("wb") as file:
        file.truncate(200_000_000)
    handed = read_folder(tmp_path, CHAPTER)
    assert handed.notebook is None
    assert "larger than 20 MB" in said(handed)


def test_a_file_that_grows_while_it_is_read_stays_within_the_limit(tmp_path: Path) -> None:
    write(tmp_path, a=b"x" * 100)
    with walks.opened(tmp_path) as folder:
        smaller = walks.Found(("a",), True, 5)
        assert walks.read(folder, smaller, 50) is None
        assert walks.read(folder, smaller, 100) == b"x" * 100


def test_a_file_that_becomes_a_link_while_it_is_read_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, secret=b"x")
    (tmp_path / "a").symlink_to(tmp_path / "secret")
    with walks.opened(tmp_path) as folder:
        assert walks.read(folder, walks.Found(("a",), True, 1), 10) is None


def test_files_are_limited_in_number_and_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "LARGEST_FILE", 1000)
    monkeypatch.setattr(folders, "LARGEST_TOTAL", 2500)
    write(tmp_path, **{NOTEBOOK: b"{}", "a": b"x" * 1001, "b": b"x" * 1000, "c": b"x" * 1000})
    write(tmp_path, d=b"x" * 1000, e=b"x")
    handed = read_folder(tmp_path, CHAPTER)
    assert [name for name, _ in handed.files] == ["b", "c", "e"]
    assert "2 files beside the notebook could not be taken along, such as `a`" in said(handed)
    monkeypatch.setattr(folders, "MOST_FILES", 1)
    assert [name for name, _ in read_folder(tmp_path, CHAPTER).files] == ["b"]


def test_folders_without_end_are_left_at_a_depth(tmp_path: Path) -> None:
    write(tmp_path, **{NOTEBOOK: b"{}", "/".join(["in"] * 200) + "/far.csv": b"1"})
    handed = read_folder(tmp_path, CHAPTER)
    assert handed.notebook == b"{}"
    assert handed.files == ()
    assert "more names" in said(handed)


def test_names_without_end_are_left_at_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "MOST_ENTRIES", 10)
    write(tmp_path, **{f"{i:02}": b"" for i in range(30)})
    handed = read_folder(tmp_path, CHAPTER)
    assert len(handed.files) == 10
    assert "more names" in said(handed)


def test_the_right_notebook_is_found_among_names_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "MOST_ENTRIES", 0)
    write(tmp_path, **{"a": b"", NOTEBOOK: b"{}"})
    assert read_folder(tmp_path, CHAPTER).notebook == b"{}"


@pytest.mark.parametrize("name", [b"\xff.csv", b"a\nb.csv", b"a\\b.csv", b"\x1b[2J.csv"])
def test_names_that_can_not_be_written_down_are_left_out(tmp_path: Path, name: bytes) -> None:
    write(tmp_path, **{NOTEBOOK: b"{}"})
    with open(os.path.join(os.fsencode(tmp_path), name), "wb"):
        pass
    handed = read_folder(tmp_path, CHAPTER)
    assert handed.notebook == b"{}"
    assert handed.files == ()
    assert "stranger ones" in said(handed)
    said(handed).encode()
