"""A run may be killed or interrupted at any moment: the next goes on, and ends the same.

How many kills there are is set by COURSE_KILLS.
"""

from __future__ import annotations

import os
import signal
import time
from random import Random
from typing import Any

import pytest
from classes import AtOnce, Classroom, contents
from runs import Run, processes_of
from sandboxed import family

from autograder.classroom import pool

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="sends signals")
KILLS = int(os.environ.get("COURSE_KILLS", "2"))
STUDENTS = 20
SEED = 5
MOST_WITHOUT_WORKERS = 2
"""The command itself, and the process that watches over what its workers share."""
MOST_SECONDS = 4.0
"""About as long as one worker takes for the whole class."""


@pytest.fixture
def handed_in(classroom: Classroom) -> Classroom:
    """A class of which nobody is graded yet."""
    classroom.hand_in(STUDENTS, SEED)
    return classroom


@pytest.fixture(scope="module")
def undisturbed(small_classroom: Classroom) -> dict[str, Any]:
    """What an undisturbed run writes into the gradebook."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "processes", lambda workers: AtOnce)
        small_classroom.empty()
        small_classroom.hand_in(STUDENTS, SEED)
        assert small_classroom.grade() == 0
    return contents(small_classroom)


def others(classroom: Classroom) -> set[int]:
    return processes_of(classroom) - family(os.getpid())


def nobody_is_left(classroom: Classroom) -> bool:
    """Tell whether all processes of runs are gone, but for this one's own sandbox."""
    until = time.monotonic() + 20
    while (left := others(classroom)) and time.monotonic() < until:
        time.sleep(0.05)
    return not left


@pytest.mark.timeout(300 + 60 * KILLS)
def test_a_run_that_is_killed_at_any_moment_is_gone_on_with(
    undisturbed: dict[str, Any], handed_in: Classroom
) -> None:
    random = Random(SEED)
    killed = kills = 0
    while kills < KILLS:
        handed_in.empty()
        handed_in.hand_in(STUDENTS, SEED)
        for _ in range(min(random.choice((1, 2)), KILLS - kills)):  # what goes on may be killed too
            kills += 1
            run = Run(handed_in)
            if random.random() < 2 / 3:
                run.until(run.is_grading)
            time.sleep(random.uniform(0, MOST_SECONDS))
            killed += run.process.poll() is None
            run.kill()
            assert nobody_is_left(handed_in)
        assert handed_in.grade() == 0
        assert contents(handed_in) == undisturbed
    assert killed, "every run had ended before"


def test_ctrl_c_while_workers_start_is_told_in_one_line(handed_in: Classroom) -> None:
    run = Run(handed_in)
    run.until(lambda: len(family(run.process.pid)) > MOST_WITHOUT_WORKERS)
    os.killpg(run.process.pid, signal.SIGINT)
    assert run.wait() == 130, run.said
    assert "Run the same command again to go on" in run.said
    assert "Traceback" not in run.said
    assert nobody_is_left(handed_in)


def test_a_run_that_is_asked_to_end_says_how_to_go_on(
    undisturbed: dict[str, Any], handed_in: Classroom
) -> None:
    run = Run(handed_in)
    run.until(run.is_grading)
    os.kill(run.process.pid, signal.SIGTERM)
    assert run.wait() == 130, run.said
    assert "Run the same command again to go on" in run.said
    assert "Traceback" not in run.said
    assert nobody_is_left(handed_in)
    assert run.recorded() < STUDENTS
    assert handed_in.grade() == 0
    assert contents(handed_in) == undisturbed


def test_a_worker_that_dies_costs_nothing(
    undisturbed: dict[str, Any], handed_in: Classroom
) -> None:
    run = Run(handed_in)
    run.until(run.is_grading)
    run.kill_a_worker()
    assert run.wait() == 0, run.said
    assert contents(handed_in) == undisturbed
    assert nobody_is_left(handed_in)
