"""Programs that the set-up runs: pip-like ones, the doctor, the suite, JupyterLab."""

import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from steps import command, doctor, running, suite
from steps import stamp as stamps
from steps.running import run_quietly
from steps.stamp import Stamp
from steps.suite import Check
from steps.telling import Finding, StepFailed, Stopped

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(sys.prefix)  # the environment that the tests run in
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


def run_python(program: str, **options: object) -> running.Ended:
    command = [sys.executable, "-c", program]
    return run_quietly(command, cwd=ROOT, env=dict(os.environ), **options)


def test_both_streams_and_the_exit_status_are_kept() -> None:
    ended = run_python("import sys; print('out \\u00e9'); sys.stderr.write('err'); sys.exit(3)")
    assert ended.code == 3
    assert sorted(ended.output.split("\n")) == ["err", "out \u00e9"]


def test_notes_are_told_while_it_runs(capsys: pytest.CaptureFixture[str]) -> None:
    run_python("print('one'); print('two')", note=lambda line: "2" if "two" in line else "")
    assert capsys.readouterr().out == "    2\n"


def test_a_long_silence_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "QUIET", 0.1)
    run_python("import time; time.sleep(1.3)")
    assert "still at it" in capsys.readouterr().out


def test_a_long_silence_is_broken_with_what_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "QUIET", 0.1)
    run_python(
        "import time; print('torch'); print('...'); time.sleep(1.3)",
        doing=lambda line: "downloading torch" if "torch" in line else "",
    )
    assert re.search(r"still at it, [\d.]+ s: downloading torch\n", capsys.readouterr().out)


@POSIX_ONLY
def test_an_interrupted_reader_leaves_no_program_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[str]] = []
    popen = subprocess.Popen

    def remember(*arguments: object, **options: object) -> "subprocess.Popen[str]":
        started.append(popen(*arguments, **options))
        return started[-1]

    def interrupt(line: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(running.subprocess, "Popen", remember)
    with pytest.raises(KeyboardInterrupt):
        run_python("import time; print('ready'); time.sleep(60)", note=interrupt)
    assert started[0].returncode == -signal.SIGTERM


@pytest.fixture
def stamped(tmp_path: Path) -> Path:
    stamps.write(tmp_path, Stamp(root="r", inputs="i", finished=True))
    return tmp_path


@pytest.mark.parametrize("code", [0, 1])
def test_the_doctor_is_asked_until_it_is_content(
    stamped: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    asked = []

    def run(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
        asked.append(command[-3:])
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(doctor.subprocess, "run", run)
    for installed in (True, False, False):
        doctor.examine(ROOT, stamped, installed=installed)
    assert asked == [["-m", "course", "doctor"]] * (1 if code == 0 else 3)


@pytest.mark.parametrize(
    "trouble", [FileNotFoundError("no python"), subprocess.TimeoutExpired("doctor", 300)]
)
def test_a_doctor_that_fails_stops_nothing(
    stamped: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trouble: Exception,
) -> None:
    def run(command: list[str], **options: object) -> None:
        raise trouble

    monkeypatch.setattr(doctor.subprocess, "run", run)
    doctor.examine(ROOT, stamped, installed=True)
    assert "The course starts all the same." in capsys.readouterr().out


PASSES = Check("this passes", ("platform",))
FAILS = Check("this fails", ("json.tool", "no-such-file"))


@pytest.mark.parametrize(
    ("checks", "code"), [((PASSES, PASSES), 0), ((FAILS, PASSES), 1), ((PASSES, FAILS), 1)]
)
def test_a_suite_passes_only_when_all_of_it_does(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    checks: tuple[Check, ...],
    code: int,
) -> None:
    monkeypatch.setattr(suite, "CHECKS", checks)
    assert suite.run_all(ROOT, HERE, []) == code
    captured = capfd.readouterr()
    assert ("Not so: this fails." in captured.err) is (code == 1)
    assert captured.out.count("Checking that") == 2


def test_a_suite_passes_extra_arguments_to_the_last_only(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    echo = Check("it echoes", ("this",))
    monkeypatch.setattr(suite, "CHECKS", (echo, Check("it echoes too", ("this",))))
    suite.run_all(ROOT, HERE, ["-k", "pins"])
    told = [line for line in capfd.readouterr().out.splitlines() if line.startswith("Checking")]
    assert told == ["Checking that it echoes: this", "Checking that it echoes too: this -k pins"]


@POSIX_ONLY
@pytest.mark.parametrize("heard", [True, False])
def test_the_course_that_was_opened_ends_with_the_set_up(tmp_path: Path, heard: bool) -> None:
    """Ctrl-C reaches both in a terminal; where it doesn't, the set-up asks `course lab` to end."""
    inner = "import time; print('open', flush=True); time.sleep(60)"
    program = f"""
        import signal, sys
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.path.insert(0, {str(ROOT / "setup")!r})
        from pathlib import Path
        from steps import lab
        lab.lab_command = lambda python, options: [str(python), "-c", {inner!r}]
        lab.open_course(Path({sys.prefix!r}), [])
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        if heard:
            os.killpg(process.pid, signal.SIGINT)
        else:
            process.send_signal(signal.SIGINT)
        assert process.stdout.read() == ""  # which ends when both have ended
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()


@pytest.mark.parametrize(
    ("trouble", "code", "told"),
    [
        (StepFailed("installing", Finding("no disk.", "free some.")), 1, "What to do: free some."),
        (KeyboardInterrupt(), 130, "Stopped. Run the same command again"),
        (Stopped("For less, run  start.py --cpu"), 130, "more.\nFor less, run  start.py --cpu"),
    ],
)
def test_a_run_that_stops_says_so_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trouble: BaseException,
    code: int,
    told: str,
) -> None:
    def ensure(*arguments: object, **options: object) -> bool:
        raise trouble

    monkeypatch.setattr(command.environment, "ensure", ensure)
    monkeypatch.setattr(command.signal, "signal", lambda number, handler: None)
    assert command.main(["--no-browser"]) == code
    err = capsys.readouterr().err
    assert told in err
    assert "Traceback" not in err


def test_the_steps_of_a_start_come_in_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[str] = []
    parts = {"environment": "ensure", "doctor": "examine"}
    for module, name in parts.items():
        monkeypatch.setattr(
            getattr(command, module), name, lambda *a, _name=name, **k: done.append(_name)
        )

    def open_course(venv: Path, options: list[str]) -> int:
        done.append(options)
        return 7

    monkeypatch.setattr(command.lab, "open_course", open_course)
    assert command.start(["--folder", str(tmp_path), "--lang", "de", "--no-browser"]) == 7
    options = ["--folder", str(tmp_path), "--lang", "de", "--no-browser"]
    assert done == ["ensure", "examine", options]
