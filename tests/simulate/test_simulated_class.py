"""What `simulate` writes: the layout, the same bytes each time, the shares asked for."""

from __future__ import annotations

import csv
import hashlib
import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

import pytest
from simulated_chapters import CHAPTERS, REPOSITORY, SECRET, TENSORS, material

from autograder.simulate import command
from autograder.simulate.handed_in import DAMAGED, HONEST, HOSTILE
from autograder.simulate.simulation import Mix, simulate

STUDENTS = 60


def written(out: Path, *, students: int = STUDENTS, seed: int = 5, **more: object) -> Path:
    simulate(REPOSITORY, out, students, seed, [TENSORS], SECRET, **more)  # type: ignore[arg-type]
    return out


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("class") / "out")


def read(folder: Path, name: str) -> dict:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def digests(folder: Path) -> dict[str, str]:
    """Every file by its path, links by what they point to."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[str(path.relative_to(folder))] = f"-> {path.readlink()}"
        elif path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[str(path.relative_to(folder))] = digest
    return found


def test_the_same_arguments_give_the_same_bytes(simulated: Path, tmp_path: Path) -> None:
    assert digests(written(tmp_path / "again")) == digests(simulated)


def test_another_seed_gives_another_class(simulated: Path, tmp_path: Path) -> None:
    other = digests(written(tmp_path / "other", seed=6, students=5))
    mine = digests(simulated)
    assert other["submitted/student-0001/ch02_tensor_ops/ch02_tensor_ops.ipynb"] not in (
        mine.values()
    )


def test_a_larger_class_begins_with_the_smaller_one(simulated: Path, tmp_path: Path) -> None:
    smaller = written(tmp_path / "smaller", students=10)
    mine = digests(simulated / "submitted")
    assert digests(smaller / "submitted").items() <= mine.items()


def test_every_student_hands_in_a_folder_as_nbgrader_collects_it(simulated: Path) -> None:
    folders = sorted(path.name for path in (simulated / "submitted").iterdir())
    assert folders == [f"student-{number:04}" for number in range(1, STUDENTS + 1)]
    for student, entry in read(simulated, "class.json").items():
        folder = simulated / "submitted" / student
        assert [path.name for path in folder.iterdir()] == [entry["chapter"]]


def test_every_exercise_of_every_student_has_points_and_verdicts(simulated: Path) -> None:
    expected, story = read(simulated, "expected.json"), read(simulated, "class.json")
    exercises = material().exercises
    assert list(expected) == list(story)
    for student, entry in story.items():
        assert list(entry["exercises"]) == list(exercises)
        for name, due in entry["exercises"].items():
            assert expected[student][name] == due["points"]
            assert 0 <= due["points"] <= exercises[name].max_points
            assert due["verdicts"]
            if due["points"] == exercises[name].max_points:
                assert due["verdicts"] == ["passed"]
            else:
                assert "passed" not in due["verdicts"]


def test_a_class_has_honest_damaged_and_hostile_students(simulated: Path) -> None:
    kinds = Counter(entry["kind"] for entry in read(simulated, "class.json").values())
    assert set(kinds) == {HONEST, DAMAGED, HOSTILE}
    assert kinds[HONEST] > kinds[DAMAGED] > kinds[HOSTILE]


@pytest.mark.parametrize("kind", [HONEST, DAMAGED, HOSTILE])
def test_a_class_of_one_kind_can_be_asked_for(kind: str, tmp_path: Path) -> None:
    shares = dict.fromkeys((HONEST, DAMAGED, HOSTILE), 0.0) | {kind: 1.0}
    folder = written(tmp_path / "out", students=5, mix=Mix(**shares))
    assert {entry["kind"] for entry in read(folder, "class.json").values()} == {kind}


def test_students_take_turns_with_the_chapters(tmp_path: Path) -> None:
    simulate(REPOSITORY, tmp_path / "out", 16, 1, CHAPTERS, SECRET)
    chapters = [entry["chapter"] for entry in read(tmp_path / "out", "class.json").values()]
    assert chapters == CHAPTERS * 2


def test_the_list_of_students_has_names_that_exports_stumble_over(simulated: Path) -> None:
    with (simulated / "students.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [f"student-{n:04}" for n in range(1, STUDENTS + 1)]
    names = [row["first_name"] + row["last_name"] for row in rows]
    assert any(not name.isascii() for name in names)
    assert any("," in name for name in names)
    assert any('"' in name for name in names)
    assert any(name.startswith("=") for name in names)


def test_a_class_is_never_written_over_another(simulated: Path) -> None:
    before = digests(simulated)
    with pytest.raises(FileExistsError, match="is there already"):
        written(simulated, students=1)
    assert digests(simulated) == before


def test_shares_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="shares"):
        Mix(0, 0, 0)
    with pytest.raises(ValueError, match="shares"):
        Mix(-1, 1, 1)


def run(*words: str) -> int:
    parser = ArgumentParser()
    command.add_options(parser)
    return command.run(parser.parse_args(words))


def test_the_command_writes_a_class_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSE_SECRET", SECRET.decode())
    out = tmp_path / "out"
    words = ["--students", "3", "--seed", "5", "--out", str(out), "--course", str(REPOSITORY)]
    assert run(*words, TENSORS) == 0
    assert f"{out}: 3 students" in capsys.readouterr().out
    assert digests(out) == digests(written(tmp_path / "again", students=3))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ch99_none"], "ch99_none"),
        (["--honest", "-1", TENSORS], "shares"),
        (["--course", "/nowhere"], "holds no chapter"),
    ],
)
def test_what_can_not_be_is_said_and_fails(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at_home = [] if "--course" in words else ["--course", str(REPOSITORY)]
    assert run("--students", "1", "--out", str(tmp_path / "out"), *at_home, *words) == 2
    assert said in capsys.readouterr().err
