"""What becomes of the other steps when one of them ends its process, or the warm one ends."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import few_exercises
import pytest
from inside import SHORT, Inside, cell, check, ends, raised, said, values
from sandboxed import family, settled

from autograder.sandbox import Box, Ended, Job, JobError, SandboxError, box
from autograder.sandbox.attempt import Attempt

EXIT = "import os\nos._exit(0)"
TWO = "def good(x):\n    return x + 1\ndef bad(x):\n    import os\n    os._exit(0)"


def test_the_steps_after_a_crash_have_what_the_cells_before_it_defined(inside: Inside) -> None:
    outcome = inside.run(
        cell("first", "kept = 1"),
        cell("crash", f"lost = 2\n{EXIT}"),
        cell("next", "print(kept, 'lost' in globals())"),
    )
    assert ends(outcome) == {"first": Ended.DONE, "crash": Ended.CRASHED, "next": Ended.DONE}
    assert said(outcome.runs["next"]) == "1 False\n"
    assert outcome.starts == 2


def test_a_cell_that_killed_its_process_is_not_run_again(inside: Inside) -> None:
    # A second run of a cell would be seen by how many processes it takes.
    outcome = inside.run(cell("crash", EXIT), cell("crash too", EXIT), cell("next", "print(1)"))
    assert outcome.starts == 3
    assert said(outcome.runs["next"]) == "1\n"


def test_what_was_observed_before_a_crash_stays_and_is_not_observed_again(inside: Inside) -> None:
    counting = "calls = 0\ndef good(x):\n    global calls\n    calls += 1\n    return calls"
    outcome = inside.run(
        cell("counting", counting),
        check("good"),
        cell("crash", EXIT),
        cell("next", "print(calls)"),
    )
    assert values(outcome.runs["good-check"]) == [1, 2]
    assert said(outcome.runs["next"]) == "0\n", "the cells ran again, the check did not"


def test_a_function_that_crashes_costs_itself_alone(inside: Inside) -> None:
    outcome = inside.run(cell("two", TWO), check("bad"), check("good"))
    assert outcome.runs["bad-check"].ended is Ended.CRASHED
    assert values(outcome.runs["good-check"]) == [3, 4]


def test_every_step_has_an_end_when_every_one_of_them_crashes(inside: Inside) -> None:
    steps = [cell(f"crash {n}", EXIT) for n in range(5)]
    assert ends(inside.run(*steps)) == {step.id: Ended.CRASHED for step in steps}


LATER = """
import os, threading
asked = threading.Event()
def end():
    asked.wait()
    os._exit(0)
def leaves_a_thread(x):
    threading.Thread(target=end, daemon=True).start()
    return x
"""


def test_what_a_function_leaves_behind_costs_no_other_step(inside: Inside) -> None:
    outcome = inside.run(
        cell("later", LATER),
        cell("other", "def good(x):\n    return x + 1"),
        check("leaves_a_thread"),
        # Only where the thread is there does this end the process.
        cell("innocent", "asked.set()\nimport time\ntime.sleep(0.3)\nprint('well')"),
        check("good"),
    )
    assert outcome.runs["innocent"].ended is Ended.DONE
    assert said(outcome.runs["innocent"]) == "well\n"
    assert values(outcome.runs["good-check"]) == [3, 4]


TWICE = """
import os
def forks(x):
    os.fork()
    return x
"""


def test_a_process_that_speaks_twice_costs_no_later_step(inside: Inside) -> None:
    outcome = inside.run(
        cell("twice", TWICE),
        check("forks"),
        cell("innocent", "def good(x):\n    return x + 1"),
        check("good"),
    )
    assert ends(outcome)["innocent"] is Ended.DONE
    assert values(outcome.runs["good-check"]) == [3, 4]


def test_a_step_that_fails_by_itself_is_tried_twice_and_no_more(inside: Inside) -> None:
    outcome = inside.run(cell("two", TWO), check("good"), check("bad"))
    assert outcome.runs["bad-check"].ended is Ended.CRASHED
    assert values(outcome.runs["good-check"]) == [3, 4]
    assert outcome.starts == 2


def test_a_crash_is_named_by_its_signal(inside: Inside) -> None:
    run = inside.ran("import ctypes\nctypes.string_at(0)")
    assert run.ended is Ended.CRASHED
    assert "SIGSEGV" in run.why


def test_a_process_that_aborts_has_crashed(inside: Inside) -> None:
    assert inside.ran("import os\nos.abort()").ended is Ended.CRASHED


def test_a_name_that_is_no_function_is_told_from_one_that_is(inside: Inside) -> None:
    outcome = inside.run(cell("a", "number = 3\ndef fails(x):\n    1 / 0"), check("number"))
    assert outcome.runs["number-check"].ended is Ended.DONE
    assert outcome.runs["number-check"].observations is None
    outcome = inside.run(cell("a", "def fails(x):\n    1 / 0"), check("fails"), check("missing"))
    assert outcome.runs["missing-check"].observations is None
    first = outcome.runs["fails-check"].observations[0]
    assert first["raised"]["types"][0] == "ZeroDivisionError"


def test_a_cell_with_an_error_leaves_the_next_one_to_run(inside: Inside) -> None:
    outcome = inside.run(
        cell("raises", "1 / 0"), cell("no Python", "def :"), cell("a", "print('on')")
    )
    assert set(ends(outcome).values()) == {Ended.DONE}
    assert raised(outcome.runs["raises"]).startswith("ZeroDivisionError")
    assert raised(outcome.runs["no Python"]).startswith("SyntaxError")
    assert said(outcome.runs["a"]) == "on\n"


@pytest.mark.parametrize("leave", ["exit()", "quit()", "import sys\nsys.exit(1)"])
def test_leaving_as_a_script_does_ends_the_cell_only(leave: str, inside: Inside) -> None:
    outcome = inside.run(cell("leave", leave), cell("next", "print('here')"))
    assert ends(outcome) == {"leave": Ended.DONE, "next": Ended.DONE}
    assert said(outcome.runs["next"]) == "here\n"


# -- the warm process ----------------------------------------------------------------------------


def warm_python(inside: Inside) -> int:
    """Give the warm process itself, which is the last of its wrappers."""
    assert inside.box.pid
    processes = family(inside.box.pid)
    parents = {_parent(process) for process in processes}
    return next(process for process in processes if process not in parents)


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_warm_process_that_died_is_started_again(inside: Inside) -> None:
    assert inside.says("print(1)") == "1"
    os.kill(warm_python(inside), signal.SIGKILL)
    assert inside.says("print(2)") == "2"


def test_nothing_of_a_submission_is_left_when_it_has_ended(inside: Inside) -> None:
    inside.says("print(1)")
    before = settled(inside.box.pid)
    daemons = """
import os, time
for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(30)
        os._exit(0)
print("left")
"""
    assert inside.says(daemons) == "left"
    assert settled(inside.box.pid) == before


def test_a_box_that_is_closed_leaves_no_process(given: Path, unsandboxed: Inside) -> None:
    with Box(given, SHORT, sandboxed=False) as own:
        own.run(Job((cell("a", "1"),)))
        processes = family(own.pid)
        assert processes
    assert not any(family(process) for process in processes)
    assert own.pid == 0


def test_without_bubblewrap_it_is_said_what_to_do(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box.shutil, "which", lambda name: None)
    with Box(given) as own, pytest.raises(SandboxError, match="apt install bubblewrap"):
        own.run(Job((cell("a", "1"),)))


def test_on_another_system_it_is_said_what_to_do(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box.sys, "platform", "win32")
    with Box(given) as own, pytest.raises(SandboxError, match="--unsandboxed"):
        own.run(Job((cell("a", "1"),)))


def test_a_sandbox_that_can_not_be_made_is_told_with_its_own_words(
    given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with Box(given) as own, pytest.raises(SandboxError, match="No permissions to create"):
        own.run(Job((cell("a", "1"),)))


@pytest.mark.parametrize("walls", ["inside", "unsandboxed"])
def test_what_was_given_out_is_there_after_a_restart(
    walls: str, request: pytest.FixtureRequest
) -> None:
    where: Inside = request.getfixturevalue(walls)
    steps = (cell("exits", EXIT), cell("next", "import os; print(os.path.exists('checks.json'))"))
    outcome = where.box.run(Job(steps, (("mine.txt", b"1"),), few_exercises.CHAPTER))
    assert outcome.runs["exits"].ended is Ended.CRASHED
    assert said(outcome.runs["next"]).strip() == "True"


@pytest.mark.parametrize(
    "files",
    [
        (("checks.json/mine", b"1"),),
        (("checks.json", b"forged"),),
        (("mine", b"1"), ("mine/inner", b"2")),
        (("x" * 300, b"1"),),
        tuple((f"large{number}", bytes(2**23)) for number in range(10)),
    ],
    ids=["folder of a given name", "given name", "file and folder", "long name", "too much"],
)
def test_files_that_can_not_be_written_stop_nothing(
    inside: Inside, given: Path, files: tuple[tuple[str, bytes], ...]
) -> None:
    shown = "import json; print('exercises' in json.load(open('checks.json')))"
    outcome = inside.box.run(Job((cell("shown", shown),), files, few_exercises.CHAPTER))
    assert said(outcome.runs["shown"]).strip() == "True"


def test_a_job_that_can_not_be_begun_is_told_from_a_sandbox_that_is_missing(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Box(given) as own:
        own.run(Job((cell("fine", "1"),)))
        usual = own._message

        def message(attempt: Attempt, job: Job, folder: Path) -> bytes:
            whole = usual(attempt, job, folder)
            return b"\0\0\0\2[]" if job.steps[0].id == "never" else whole

        monkeypatch.setattr(own, "_message", message)
        with pytest.raises(JobError, match="could not be begun"):
            own.run(Job((cell("never", "1"),)))
