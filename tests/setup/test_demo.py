"""The demonstration: what it decides before it begins, what it types, and one small round."""

import json
import sys
from pathlib import Path

import pytest
from steps import command, demo, sandbox
from steps.demo_commands import grading, preparing
from steps.demo_summary import complaints
from steps.outcome import compare, table
from steps.sandbox import why_none
from steps.simulated_class import SimulatedClass, read_mark, write_mark
from steps.telling import Finding, StepFailed

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(sys.prefix)  # the environment that the tests run in
SMALL = "ch07_numpy"
LACKING = Finding("there is none.", "get one.")


def typed(commands: object) -> list[str]:
    return [" ".join(each.words) for each in commands]


@pytest.mark.parametrize(
    ("system", "program", "trouble", "cause", "remedy"),
    [
        ("Linux", None, "", "bubblewrap is missing", "sudo apt install bubblewrap"),
        ("Linux", "/usr/bin/bwrap", "no uid map", "can't make a sandbox: no uid map", "sysctl"),
        ("Darwin", None, "", "with your rights", "on Linux"),
        ("Windows", None, "", "doesn't run on Windows", "WSL"),
    ],
)
def test_a_machine_without_a_sandbox_is_told_why(
    system: str, program: str | None, trouble: str, cause: str, remedy: str
) -> None:
    finding = why_none(system, lambda name: program, lambda path: trouble)
    assert finding is not None
    assert cause in finding.cause
    assert remedy in finding.remedy


def test_a_bubblewrap_that_works_is_enough() -> None:
    assert why_none("Linux", lambda name: "/usr/bin/bwrap", lambda path: "") is None


def test_a_bubblewrap_that_fails_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: no permission' >&2\nexit 1\n")
    broken.chmod(0o755)
    assert sandbox.tried(str(broken)) == "bwrap: no permission"
    assert "No such file" in sandbox.tried(str(tmp_path / "missing"))


def test_hostile_code_never_runs_without_a_sandbox() -> None:
    with pytest.raises(StepFailed, match="there is none") as failed:
        demo.demand_sandbox(SimulatedClass(), LACKING, "Linux")
    assert "--honest 1" in str(failed.value)
    assert str(failed.value).startswith("The demonstration stopped at: looking for a sandbox.")


def test_damaged_notebooks_alone_need_a_sandbox_too() -> None:
    with pytest.raises(StepFailed):
        demo.demand_sandbox(SimulatedClass(honest=0.99), LACKING, "Darwin")


def test_an_honest_class_needs_no_sandbox_but_on_windows() -> None:
    honest = SimulatedClass(honest=1)
    demo.demand_sandbox(honest, LACKING, "Darwin")
    demo.demand_sandbox(honest, None, "Linux")
    with pytest.raises(StepFailed) as failed:
        demo.demand_sandbox(honest, LACKING, "Windows")
    assert "--honest" not in str(failed.value)


@pytest.mark.parametrize("sandboxed", [True, False])
def test_grading_leaves_the_sandbox_out_only_when_told(sandboxed: bool) -> None:
    first = typed(grading(sandboxed, workers=0))[0]
    assert first.startswith("autograder grade")
    assert ("--unsandboxed" in first) is not sandboxed


def test_the_round_is_what_an_instructor_types() -> None:
    class_of_four = SimulatedClass((SMALL,), students=4, seed=7, honest=0.2)
    assert typed(preparing(class_of_four)) == [
        f"nbgrader generate_assignment {SMALL}",
        f"autograder simulate {SMALL} --out . --students 4 --seed 7 "
        "--honest 0.2 --damaged 0.5 --hostile 0.3",
        "nbgrader db student import students.csv",
    ]
    assert typed(grading(True, workers=3)) == [
        "autograder grade --json verdicts.json --workers 3",
        "autograder feedback --workers 3",
        "autograder export --out exports/grades.csv",
        "autograder export --exercises --out exports/exercises.csv",
        "autograder export --format canvas --out exports/canvas.csv",
        "autograder export --format gradescope --out exports/gradescope",
    ]


def test_an_honest_class_has_nobody_else() -> None:
    assert SimulatedClass(honest=1).shares == (1, 0, 0)
    assert sum(SimulatedClass().shares) == pytest.approx(1)


@pytest.fixture
def with_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo.sandbox, "why_none", lambda system: None)


@pytest.mark.usefixtures("with_sandbox")
def test_a_folder_of_someone_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    with pytest.raises(StepFailed, match="not made by this demonstration"):
        demo.begin(ROOT, tmp_path, SimulatedClass(), keep=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.usefixtures("with_sandbox")
@pytest.mark.parametrize(
    ("ready", "keep", "students"), [(True, True, 5), (True, False, 9), (False, True, 9)]
)
def test_only_a_whole_class_is_kept(tmp_path: Path, ready: bool, keep: bool, students: int) -> None:
    write_mark(tmp_path, SimulatedClass((SMALL,), students=5, ready=ready))
    wanted = SimulatedClass((SMALL,), students=9)
    assert demo.begin(ROOT, tmp_path, wanted, keep=keep).students == students


@pytest.mark.usefixtures("with_sandbox")
def test_a_chapter_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(StepFailed) as failed:
        demo.begin(ROOT, tmp_path, SimulatedClass(("ch99_magic",)), keep=False)
    assert "no chapter ch99_magic" in str(failed.value)
    assert SMALL in str(failed.value)


def test_a_mark_comes_back_as_it_was_written(tmp_path: Path) -> None:
    simulated = SimulatedClass((SMALL,), 4, 2, 0.5, ready=True)
    write_mark(tmp_path, simulated)
    assert read_mark(tmp_path) == simulated
    (tmp_path / "demo.json").write_text("[]")
    assert read_mark(tmp_path) is None


def test_the_folder_of_a_demonstration_is_not_committed() -> None:
    usual = command.demo_parser().parse_args([])
    assert (usual.students, usual.honest, usual.folder, usual.keep) == (30, 0.6, None, False)
    assert "/demo/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "arguments", [["--students", "0"], ["--honest", "1.1"], ["--workers", "few"]]
)
def test_a_class_that_cannot_be_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command.demo_parser().parse_args(arguments)
    assert arguments[0] in capsys.readouterr().err


def test_an_interrupted_demonstration_says_how_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command.signal, "signal", lambda number, handler: None)
    monkeypatch.setattr(command.demo, "begin", interrupt)
    assert command.main(["demo"]) == 130
    assert "start.py demo --keep" in capsys.readouterr().err
    assert command.main(["demo", "--folder", "a class"]) == 130
    assert "start.py demo --keep --folder '/" in capsys.readouterr().err


def row(student: str, exercise: str, points: float, verdict: str = "passed") -> dict:
    return {
        "student": student,
        "chapter": SMALL,
        "exercise": exercise,
        "verdict": verdict,
        "points": points,
        "max_points": 2.0,
    }


DUE = {"student-017": {"predict": 2.0, "centred": 0.0}}
STORY = {
    "student-017": {
        "chapter": SMALL,
        "kind": "hostile",
        "what": "Ends the process.",
        "exercises": {"predict": {"answer": "solution"}, "centred": {"answer": "attack:exits"}},
    }
}


def test_points_that_are_right_are_counted_and_attacks_are_told() -> None:
    rows = [row("student-017", "predict", 2.0), row("student-017", "centred", 0.0, "crashed")]
    outcome = compare(rows, DUE, STORY)
    assert outcome.is_right
    assert complaints(outcome) == []
    assert [str(attack) for attack in outcome.attacks] == [
        "student-017, centred: Ends the process. -> crashed, 0 of 2"
    ]
    assert table(outcome.chapters) == [
        "                       ch07_numpy",
        "submissions                     1",
        "mean points              2.0 of 4",
        "  passed                        1",
        "  crashed                       1",
        "points that are right      2 of 2",
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("student-017", "predict", 1.5)], "predict: 2 due, 1.5 got"),
        ([row("student-017", "centred", 0.0)], "predict: 2 due, none got"),
        ([row("student-018", "predict", 2.0)], "student-018, predict: none due, 2 got"),
        (
            [
                row("student-017", "predict", 2.0),
                row("student-017", "centred", 0.0, "not judged"),
            ],
            "1 exercises could not be judged",
        ),
    ],
)
def test_every_difference_from_the_truth_is_told(rows: list[dict], told: str) -> None:
    outcome = compare(rows, DUE, STORY)
    assert not outcome.is_right
    assert any(told in line for line in complaints(outcome))


needs_sandbox = pytest.mark.skipif(
    why_none(command.platform.system()) is not None, reason="this machine has no sandbox"
)


@needs_sandbox
@pytest.mark.timeout(1000)
def test_a_small_class_goes_the_whole_round_and_gets_what_it_is_worth(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo of four"
    wanted = SimulatedClass((SMALL,), students=4, seed=3, honest=0.3)
    simulated = demo.begin(ROOT, folder, wanted, keep=False)
    code = demo.go_round(ROOT, HERE, folder, simulated, workers=1)
    told = capsys.readouterr()
    assert (code, told.err) == (0, "")
    assert "points that are right" in told.out
    assert "Graded in" in told.out
    due = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    assert len(due) == len(list((folder / "feedback").glob(f"*/{SMALL}/{SMALL}.html"))) == 4
    exports = {path.name for path in (folder / "exports").iterdir()}
    assert exports == {"grades.csv", "exercises.csv", "canvas.csv", "gradescope"}
    grades = (folder / "exports" / "grades.csv").read_text(encoding="utf-8")
    assert all(student in grades for student in due)
    kept = read_mark(folder)
    assert kept is not None
    assert kept.ready
