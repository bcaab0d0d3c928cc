"""Every limit holds, each by itself, and a submission goes on after it as far as it can."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from inside import QUICKLY, SHORT, Inside, cell, check, ends, raised, said, values
from sandboxed import family

from autograder.sandbox import Box, Ended, Job
from autograder.sandbox.job import MIB

LOOP = "while True: pass"


def test_a_cell_that_takes_too_long_is_interrupted_and_keeps_what_it_defined(
    inside: Inside,
) -> None:
    outcome = inside.run(
        cell("slow", f"before = 1\n{LOOP}"), cell("next", "print(before)"), **QUICKLY
    )
    assert ends(outcome) == {"slow": Ended.DONE, "next": Ended.DONE}
    assert raised(outcome.runs["slow"]).startswith("KeyboardInterrupt")
    assert said(outcome.runs["next"]) == "1\n"
    assert outcome.starts == 1


def test_a_cell_that_is_deaf_to_interrupts_is_ended(inside: Inside) -> None:
    deaf = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n{LOOP}"
    outcome = inside.run(
        cell("first", "kept = 7"), cell("deaf", deaf), cell("next", "print(kept)"), **QUICKLY
    )
    assert ends(outcome) == {"first": Ended.DONE, "deaf": Ended.TIMED_OUT, "next": Ended.DONE}
    assert "0.5" in outcome.runs["deaf"].why or "1 second" in outcome.runs["deaf"].why
    assert said(outcome.runs["next"]) == "7\n", "cells before it were run again"
    assert outcome.starts == 2


def test_a_function_that_takes_too_long_is_ended_alone(inside: Inside) -> None:
    outcome = inside.run(
        cell("both", f"def good(x):\n    return x + 1\ndef slow(x):\n    {LOOP}"),
        check("slow"),
        check("good"),
        **QUICKLY,
    )
    assert outcome.runs["slow-check"].ended is Ended.TIMED_OUT
    assert "0.5 seconds" in outcome.runs["slow-check"].why
    assert values(outcome.runs["good-check"]) == [3, 4]


def test_a_whole_submission_has_a_time_of_its_own(inside: Inside) -> None:
    nap = "import time\ntime.sleep(0.4)"
    steps = [cell(f"nap {n}", nap) for n in range(10)]
    outcome = inside.run(*steps, submission_seconds=1.0)
    assert set(outcome.runs) == {step.id for step in steps}
    assert outcome.runs["nap 0"].ended is Ended.DONE
    late = outcome.runs["nap 9"]
    assert late.ended is Ended.TIMED_OUT
    assert "whole submission took longer than 1 second" in late.why
    assert outcome.seconds < 2.5


FILL = "held = bytearray({mib} * 2**20)\nheld[::4096] = bytes(len(range(0, len(held), 4096)))"


def test_a_process_gets_no_more_than_its_memory(inside: Inside) -> None:
    run = inside.ran(FILL.format(mib=600), memory=256 * MIB)
    assert raised(run).startswith("MemoryError")
    assert raised(inside.ran(FILL.format(mib=100), memory=256 * MIB)) == ""


CHILDREN = """
import os, time
children = []
for _ in range({count}):
    child = os.fork()
    if child == 0:
        held = bytearray(100 * 2**20)
        held[::4096] = bytes(len(range(0, len(held), 4096)))
        time.sleep({seconds})
        os._exit(0)
    children.append(child)
for child in children:
    os.waitpid(child, 0)
"""


def test_several_processes_get_no_more_memory_together(inside: Inside) -> None:
    run = inside.ran(CHILDREN.format(count=4, seconds=20), memory=256 * MIB)
    assert run.ended is Ended.OUT_OF_MEMORY
    assert "256 MiB" in run.why
    run = inside.ran(CHILDREN.format(count=1, seconds=0.3), memory=256 * MIB)
    assert run.ended is Ended.DONE


def test_a_submission_may_start_only_so_many_processes(inside: Inside) -> None:
    source = """
import os, time
started = 0
try:
    while started < 200:
        if os.fork() == 0:
            time.sleep(20)
            os._exit(0)
        started += 1
except BlockingIOError:
    print(started)
"""
    # It has threads of its libraries itself.
    assert 10 <= int(inside.says(source, processes=20)) < 20


def test_processes_of_one_submission_take_none_from_another(inside: Inside, given: Path) -> None:
    hoard = """
import os, time
for _ in range(40):
    if os.fork() == 0:
        time.sleep(20)
        os._exit(0)
time.sleep(3)
"""
    with Box(given, replace(SHORT, processes=50)) as other, ThreadPoolExecutor(1) as pool:
        other.run(Job((cell("warm", "1"),)))
        hoarding = pool.submit(other.run, Job((cell("hoard", hoard),)))
        until = time.monotonic() + 10
        while len(family(other.pid)) < 40 and time.monotonic() < until:
            time.sleep(0.02)
        assert len(family(other.pid)) >= 40
        outcome = inside.run(
            cell("forks", "import os\nif os.fork() == 0: os._exit(0)"), processes=20
        )
        assert not hoarding.done()
        assert outcome.runs["forks"].ended is Ended.DONE
        assert raised(outcome.runs["forks"]) == ""


def test_a_submission_may_open_only_so_many_files(inside: Inside) -> None:
    source = """
import os
opened = 0
try:
    while opened < 1000:
        os.open("/dev/null", os.O_RDONLY)
        opened += 1
except OSError as error:
    print(opened, error.strerror)
"""
    count, _, why = inside.says(source, open_files=50).partition(" ")
    assert 30 <= int(count) < 50
    assert why == "Too many open files"


WRITE = """
import os
written = 0
try:
    for number in range(100):
        with open(f"{folder}/{{number}}", "wb") as file:
            file.write(bytes(2**20))
            file.flush()
        written += 1
except OSError as error:
    print(written, error.strerror)
"""


@pytest.mark.parametrize("folder", ["/scratch/tmp", "/dev/shm", ".", "/scratch"])
def test_files_take_only_so_much_room_wherever_they_lie(folder: str, inside: Inside) -> None:
    room = 8 * MIB
    written, _, why = inside.says(WRITE.format(folder=folder), scratch=room).partition(" ")
    assert 4 <= int(written) <= 8
    assert why == "No space left on device"


def test_a_file_is_no_larger_than_the_room(inside: Inside) -> None:
    source = "with open('large', 'wb') as file:\n    file.truncate(2**40)"
    assert "File too large" in raised(inside.ran(source))


def test_there_are_only_so_many_files(inside: Inside) -> None:
    source = """
made = 0
try:
    for made in range(10_000):
        open(f"{made}", "w").close()
except OSError:
    pass
print(made)
"""
    assert int(inside.says(source)) < 4096


def test_what_a_cell_puts_out_is_cut(inside: Inside) -> None:
    text = inside.says("for _ in range(300):\n    print('x' * 10_000)")
    assert 50_000 < len(text) <= 100_000


def test_a_result_that_is_too_large_is_not_sent(inside: Inside) -> None:
    huge = "def huge(x):\n    return 'x' * 2**20\ndef small(x):\n    return x"
    outcome = inside.run(cell("both", huge), check("huge"), check("small"), answer=2**18)
    assert outcome.runs["huge-check"].ended is Ended.CRASHED
    assert "too large" in outcome.runs["huge-check"].why
    assert values(outcome.runs["small-check"]) == [2, 3]


def test_a_message_longer_than_any_is_not_read(inside: Inside) -> None:
    forged = """
import os
for number in range(3, 64):
    try:
        os.write(number, (2**31).to_bytes(4, "big") + b"x" * 1000)
    except OSError:
        pass
"""
    run = inside.ran(forged)
    assert run.ended is Ended.TAMPERED
    assert "2147483648 bytes" in run.why


def test_processor_time_is_limited_beside_the_clock(inside: Inside) -> None:
    asked = "import resource\nprint(resource.getrlimit(resource.RLIMIT_CPU))"
    assert inside.says(asked, submission_seconds=20) == "(21, 21)"


# -- without a sandbox ---------------------------------------------------------------------------


def test_without_a_sandbox_cells_and_functions_run_as_well(unsandboxed: Inside) -> None:
    outcome = unsandboxed.run(
        cell("cell", "print('here')\ndef good(x):\n    return x + 1"),
        check("good"),
        files=[("data.txt", b"text")],
    )
    assert said(outcome.runs["cell"]) == "here\n"
    assert values(outcome.runs["good-check"]) == [3, 4]
    files = unsandboxed.run(cell("a", "print(open('data.txt').read())"), files=[("data.txt", b"1")])
    assert said(files.runs["a"]) == "1\n"


def test_without_a_sandbox_time_is_limited_as_well(unsandboxed: Inside) -> None:
    deaf = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n{LOOP}"
    outcome = unsandboxed.run(
        cell("slow", f"kept = 1\n{LOOP}"),
        cell("deaf", deaf),
        cell("next", "print(kept)"),
        **QUICKLY,
    )
    assert raised(outcome.runs["slow"]).startswith("KeyboardInterrupt")
    assert outcome.runs["deaf"].ended is Ended.TIMED_OUT
    assert outcome.runs["next"].ended is Ended.DONE
    assert said(outcome.runs["next"]) == "1\n"


def test_without_a_sandbox_memory_is_limited_as_well(unsandboxed: Inside) -> None:
    run = unsandboxed.ran(FILL.format(mib=600), memory=256 * MIB)
    assert raised(run).startswith("MemoryError")
    run = unsandboxed.ran(CHILDREN.format(count=4, seconds=20), memory=256 * MIB)
    assert run.ended is Ended.OUT_OF_MEMORY
