"""The working folder takes newer releases and never a student's work."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.kit.lab.opening import fill
from course.kit.lab.trouble import Trouble
from course.kit.working.copies import RECORD, Action, decide, files_of, refresh

NAMES = ("ch01/ch01.ipynb", "ch01/data/map.csv", "ch02/ch02.ipynb")
CONTENTS = st.sampled_from([b"", b"one", b"two", b"three"])
RELEASES = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, CONTENTS))
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("release"), RELEASES),
        st.tuples(st.just("edit"), st.sampled_from(NAMES), CONTENTS),
        st.tuples(st.just("delete"), st.sampled_from(NAMES)),
        st.tuples(st.just("lose the record")),
    ),
    max_size=8,
)


def lay_out(root: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    root.mkdir(parents=True, exist_ok=True)
    return root


def files_in(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


@settings(max_examples=150, deadline=None)
@given(EVENTS)
def test_no_history_overwrites_a_changed_file_and_an_untouched_one_follows(events: list) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "work")
        folder.mkdir()
        given_out: dict[str, bytes] = {}  # what the set-up itself put there last, and may replace
        for number, (kind, *what) in enumerate(events):
            if kind == "edit":
                lay_out(folder, {what[0]: what[1]})
            elif kind == "delete":
                (folder / what[0]).unlink(missing_ok=True)
            elif kind == "lose the record":
                (folder / RECORD).unlink(missing_ok=True)
                given_out = {}
            else:
                release = lay_out(Path(place, f"release{number}"), what[0])
                before = files_in(folder)
                refresh(release, folder, "en")
                after = files_in(folder)
                for name, content in before.items():
                    if name not in what[0] or content != given_out.get(name):
                        assert after[name] == content
                for name, content in what[0].items():
                    if name not in before or before[name] == given_out.get(name):
                        assert after[name] == content
                    if after[name] == content:
                        given_out[name] = content
                assert refresh(release, folder, "en").added == []


@pytest.mark.parametrize(
    ("present", "copied", "released", "action"),
    [
        (None, None, "new", Action.ADD),
        (None, "old", "new", Action.ADD),
        ("old", "old", "new", Action.UPDATE),
        ("new", "old", "new", Action.NOTHING),
        ("mine", "old", "new", Action.KEEP),
        ("mine", None, "new", Action.KEEP),
        ("mine", "new", "new", Action.KEEP),
    ],
)
def test_three_hashes_decide(
    present: str | None, copied: str | None, released: str, action: Action
) -> None:
    assert decide(present, copied, released) is action


def test_a_changed_file_is_reported_only_when_the_release_has_a_newer_one(tmp_path: Path) -> None:
    name = NAMES[0]
    release = lay_out(tmp_path / "release", {name: b"first"})
    folder = tmp_path / "work"
    assert refresh(release, folder, "en").added == [name]
    (folder / name).write_bytes(b"my answer")
    assert refresh(release, folder, "en").kept == []
    (release / name).write_bytes(b"second")
    assert refresh(release, folder, "en").kept == [name]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"lang": "en", "copied": 3}'])
def test_with_a_damaged_record_every_different_file_is_kept(tmp_path: Path, damage: str) -> None:
    release = lay_out(tmp_path / "release", {NAMES[0]: b"first"})
    folder = tmp_path / "work"
    refresh(release, folder, "en")
    (folder / RECORD).write_text(damage)
    (release / NAMES[0]).write_bytes(b"second")
    assert refresh(release, folder, "en").kept == [NAMES[0]]
    assert (folder / NAMES[0]).read_bytes() == b"first"


def test_a_file_moved_away_behind_a_link_stays_as_it_is(tmp_path: Path) -> None:
    release = lay_out(tmp_path / "release", {NAMES[0]: b"first"})
    refresh(release, tmp_path / "work", "en")
    target = tmp_path / "work" / NAMES[0]
    moved = target.rename(tmp_path / "elsewhere.ipynb")
    try:
        target.symlink_to(moved)
    except OSError:
        pytest.skip("this system makes no links for this account")
    (release / NAMES[0]).write_bytes(b"second")
    assert refresh(release, tmp_path / "work", "en").kept == [NAMES[0]]
    assert target.is_symlink()
    assert moved.read_bytes() == b"first"


def test_a_file_in_the_place_of_a_folder_stays(tmp_path: Path) -> None:
    release = lay_out(tmp_path / "release", {NAMES[1]: b"map"})
    folder = lay_out(tmp_path / "work", {"ch01": b"my notes on chapter 1"})
    assert refresh(release, folder, "en").kept == [NAMES[1]]
    assert (folder / "ch01").read_bytes() == b"my notes on chapter 1"


def test_checks_that_differ_give_way_and_are_kept(tmp_path: Path) -> None:
    """A copy of an older release that was made by hand: its checks don't fit the newer notebook."""
    release = lay_out(tmp_path / "release", {"ch01/checks.json": b"new"})
    folder = lay_out(tmp_path / "work", {"ch01/checks.json": b"old"})
    (taken,) = refresh(release, folder, "en").taken
    assert (folder / "ch01/checks.json").read_bytes() == b"new"
    assert (folder / taken.kept).read_bytes() == b"old"


def test_hidden_files_of_a_release_are_not_copied(tmp_path: Path) -> None:
    release = lay_out(
        tmp_path / "release", {NAMES[0]: b"a", ".ipynb_checkpoints/x.ipynb": b"b", ".DS_Store": b""}
    )
    assert files_of(release) == [NAMES[0]]


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    release = lay_out(tmp_path / "release", dict.fromkeys(NAMES, b"x"))
    refresh(release, tmp_path / "work", "en")
    assert list((tmp_path / "work").rglob("*.part")) == []
    assert json.loads((tmp_path / "work" / RECORD).read_text())["lang"] == "en"


def test_a_folder_stays_in_its_language_until_another_is_asked_for(tmp_path: Path) -> None:
    releases = tmp_path / "release"
    lay_out(releases, {"en/ch01.ipynb": b"tensors", "de/ch01.ipynb": b"Tensoren"})
    folder = tmp_path / "work"
    for lang, expected in [(None, b"tensors"), ("de", b"Tensoren"), (None, b"Tensoren")]:
        fill(releases, folder, lang)
        assert (folder / "ch01.ipynb").read_bytes() == expected


def test_a_language_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    lay_out(tmp_path / "release", {"en/ch01.ipynb": b"", "de/ch01.ipynb": b""})
    with pytest.raises(Trouble) as failed:
        fill(tmp_path / "release", tmp_path / "work", "../en")
    assert "no release/../en in this copy" in str(failed.value)
    assert "--lang: de, en." in str(failed.value)


def test_without_any_release_the_reader_hears_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as failed:
        fill(tmp_path / "release", tmp_path / "work", None)
    assert "complete copy of the course" in str(failed.value)


def test_the_release_itself_is_no_place_to_work_in(tmp_path: Path) -> None:
    releases = lay_out(tmp_path / "release", {"en/ch01.ipynb": b""})
    with pytest.raises(Trouble) as failed:
        fill(releases, releases / "en", None)
    assert "--folder" in str(failed.value)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    releases = lay_out(tmp_path / "release", {"en/ch01.ipynb": b""})
    (tmp_path / "notes.txt").write_text("a file, not a folder")
    with pytest.raises(Trouble) as failed:
        fill(releases, tmp_path / "notes.txt", None)
    assert "notes.txt" in str(failed.value)


def test_what_changed_is_told_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    releases = lay_out(tmp_path / "release", {"en/ch01.ipynb": b"1", "en/ch02.ipynb": b"1"})
    folder = tmp_path / "work"
    fill(releases, folder, None)
    lay_out(releases, {"en/ch01.ipynb": b"2", "en/ch02.ipynb": b"2"})
    (folder / "ch02.ipynb").write_bytes(b"mine")
    capsys.readouterr()
    fill(releases, folder, None)
    assert capsys.readouterr().out.splitlines() == [
        "ch01.ipynb is now that of the newest release; yours had no changes.",
        "ch02.ipynb is kept as you changed it, though the release has a newer one.",
        "To get a newer one too, rename yours and run this again.",
    ]
