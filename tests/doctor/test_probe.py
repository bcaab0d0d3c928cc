"""Whatever an import does, the doctor gets an answer."""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace

import pytest

from course.kit.doctor import child
from course.kit.doctor.probe import (
    CRASHED,
    DONE,
    HUNG,
    RAISED,
    SKIPPED,
    describe_status,
    run_program,
    run_steps,
)

HEALTHY_TORCH = """
    __version__ = "2.13.0+cpu"
    class version:
        cuda = hip = None
"""


def test_an_import_that_ends_well_gives_its_facts(machine, stub):
    stub("numpy", "__version__ = '2.4.6'; print('a line that a library prints')")
    outcome = run_steps(machine, ["numpy"], timeout=20)["numpy"]
    assert outcome.kind == DONE
    assert outcome.facts["version"] == "2.4.6"


def test_an_exception_is_told_with_its_place(machine, stub):
    stub("numpy", "x = 1\nraise ImportError('libopenblas is missing')")
    outcome = run_steps(machine, ["numpy"], timeout=20)["numpy"]
    assert outcome.kind == RAISED
    assert outcome.error["type"] == "ImportError"
    assert outcome.error["message"] == "libopenblas is missing"
    assert outcome.error["where"].endswith(os.path.join("numpy", "__init__.py") + ":2")


@pytest.mark.parametrize(
    ("source", "ending"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "signal SIGSEGV"),
        ("import os; os._exit(139)", "exit status 139, as after signal SIGSEGV"),
        ("import os; os._exit(0)", "exit status 0"),
    ],
)
def test_a_crash_is_told_with_how_the_process_ended(machine, stub, source, ending):
    stub("numpy", source)
    outcome = run_steps(machine, ["numpy"], timeout=20)["numpy"]
    assert outcome.kind == CRASHED
    assert outcome.ending.endswith(ending)


def test_the_child_writes_each_event_before_the_next_thing(tmp_path, monkeypatch):
    channel = tmp_path / "events"
    seen = []

    def step():
        seen.extend(json.loads(line)["event"] for line in channel.read_text().splitlines())
        raise ModuleNotFoundError("No module named 'x'", name="x")

    monkeypatch.setitem(child.STEPS, "torch", step)
    monkeypatch.setitem(child.STEPS, "kernelspec", lambda: {"program": "python"})
    child.main(str(channel), ["torch", "torch-numpy", "kernelspec"])
    assert seen == ["started", "found"]
    events = [json.loads(line) for line in channel.read_text().splitlines()]
    assert [(event["step"], event["event"]) for event in events[2:]] == [
        ("torch", "raised"),
        ("kernelspec", "started"),
        ("kernelspec", "done"),
    ]
    assert events[2]["facts"]["missing"] == "x"
    assert events[2]["facts"]["where"].startswith(__file__)
    assert events[4]["facts"] == {"program": "python"}


def test_an_exit_during_an_import_is_an_exception_like_others(machine, stub):
    stub("numpy", "raise SystemExit(3)")
    outcome = run_steps(machine, ["numpy"], timeout=20)["numpy"]
    assert (outcome.kind, outcome.error["type"]) == (RAISED, "SystemExit")


def test_a_hang_ends_at_the_timeout(machine, stub):
    stub("numpy", "import time; time.sleep(600)")
    begin = time.monotonic()
    outcome = run_steps(machine, ["numpy"], timeout=0.5)["numpy"]
    assert outcome.kind == HUNG
    assert outcome.ending == "did not end within 0.5 seconds"
    assert time.monotonic() - begin < 10


def test_a_hang_that_leaves_a_process_behind_does_not_hold_the_doctor(machine, stub):
    stub(
        "numpy",
        """
        import subprocess, sys, time
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(12)"])
        time.sleep(600)
        """,
    )
    begin = time.monotonic()
    assert run_steps(machine, ["numpy"], timeout=0.5)["numpy"].kind == HUNG
    assert time.monotonic() - begin < 10


def test_the_steps_after_a_crash_still_run(machine, stub):
    stub("numpy", "import os; os.abort()")
    stub("matplotlib", "__version__ = '3.11.2'")
    stub("matplotlib/pyplot", "")
    outcomes = run_steps(machine, ["numpy", "matplotlib"], timeout=20)
    assert [outcomes[name].kind for name in ("numpy", "matplotlib")] == [CRASHED, DONE]


def test_the_steps_that_need_what_broke_are_skipped(machine, stub):
    stub("torch", "raise ImportError('no')")
    names = ["torch", "torch-numpy", "torch-devices", "torch-first-program"]
    outcomes = run_steps(machine, names, timeout=20)
    assert [outcomes[name].kind for name in names] == [RAISED, SKIPPED, SKIPPED, SKIPPED]


def test_a_torch_that_failed_is_not_imported_again(machine, stub, tmp_path):
    log = tmp_path / "log"
    stub("torch", f"open({str(log)!r}, 'a').write('x'); raise ImportError('no')")
    run_steps(machine, ["torch", "torch-numpy", "torch-devices"], timeout=20)
    assert log.read_text() == "x"


def test_a_crash_after_the_import_costs_only_its_step(machine, stub):
    crash = """
    class cuda:
        def is_available():
            import os; os._exit(134)
    def ones(*_): raise TypeError("ones is a stub")
    """
    stub("torch", HEALTHY_TORCH + crash)
    names = ["torch", "torch-devices", "torch-numpy"]
    outcomes = run_steps(machine, names, timeout=20)
    assert [outcomes[name].kind for name in names] == [DONE, CRASHED, RAISED]


def test_a_python_that_cannot_be_started_is_an_answer(machine, tmp_path):
    gone = replace(machine, executable=str(tmp_path / "gone" / "python"))
    outcome = run_steps(gone, ["numpy"], timeout=5)["numpy"]
    assert outcome.kind == CRASHED
    assert outcome.ending.startswith("could not be started")


def test_no_file_of_the_doctor_hides_a_package(machine, stub):
    """The doctor has a module called notebook; a child must see the package of that name."""
    stub("notebook", "__version__ = 'the real one'")
    stub("numpy", "import notebook; __version__ = notebook.__version__")
    assert run_steps(machine, ["numpy"], timeout=20)["numpy"].facts["version"] == "the real one"


def test_a_program_is_answered_for_in_every_way_it_can_end(program):
    both = program("both", "echo out; echo err >&2; exit 3")
    assert (run_program([str(both)], 5).status, run_program([str(both)], 5).text) == (3, "out\nerr")
    slow = program("slow", "exec sleep 600")
    assert run_program([str(slow)], 0.3).status is None
    assert "0.3 seconds" in run_program([str(slow)], 0.3).text
    assert run_program([str(both) + "-gone"], 5).status is None


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (-9, "was ended by signal SIGKILL"),
        (-200, "was ended by signal 200"),
        (0xC0000005, "was ended by Windows: access violation (0xC0000005)"),
        (1, "ended with exit status 1"),
        (134, "ended with exit status 134, as after signal SIGABRT"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="names of POSIX signals")
def test_an_exit_status_is_put_into_words(status: int, words: str):
    assert describe_status(status) == words
