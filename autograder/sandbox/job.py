"""What goes into the sandbox, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from course.kit.values.raw import Json

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Times are in seconds of the clock, sizes in bytes.

    `memory` comes on top of what the warm process holds, and is for all processes together;
    `answer` bounds what one step may send out.
    """

    cell_seconds: float = 30.0
    check_seconds: float = 20.0
    submission_seconds: float = 180.0
    grace_seconds: float = 2.0
    memory: int = 2048 * MIB
    processes: int = 64
    open_files: int = 256
    scratch: int = 64 * MIB
    answer: int = 16 * MIB


@dataclass(frozen=True)
class Check:
    """What an exercise's function is to be observed on: inputs only, nothing expected."""

    exercise: str
    parameters: tuple[str, ...]
    facts: tuple[str, ...]
    watched: tuple[str, ...]
    cases: tuple[Json, ...]


@dataclass(frozen=True)
class Step:
    """One thing to do: run a cell, or observe the function of an exercise."""

    id: str
    source: str = ""
    check: Check | None = None


@dataclass(frozen=True)
class Job:
    """All the steps of one submission, in the order of its notebook, and the files it may read."""

    steps: tuple[Step, ...]
    files: tuple[tuple[str, bytes], ...] = ()
    folder: str = ""


class Ended(StrEnum):
    """How a step ended."""

    DONE = "done"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    TAMPERED = "tampered"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Run:
    """What became of one step.

    A cell has `outputs`, as a notebook keeps them. A check has `observations`, one for each
    case, still as the student's process sent them; or none, when there is no function to call.
    `why` says in words how it ended, where it wasn't done.
    """

    ended: Ended
    seconds: float = 0.0
    outputs: list[Json] = field(default_factory=list)
    observations: list[Any] | None = None
    why: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of every step of a job, by the step's id, and how many processes it took."""

    runs: dict[str, Run]
    starts: int
    seconds: float
