"""What runs in a student's process: the cells of a notebook, and its functions on their cases.

Nothing here decides anything or knows what is expected. Whatever the student's code does to it
can only change what is sent, and what is sent is judged elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.sandbox.shell import Shell
from autograder.sandbox.wire import pack, write_all
from course.kit.cases.case import Case
from course.kit.judging.exercise import CHECKS
from course.kit.observing.observe import Observation, observe_cases
from course.kit.values.raw import Json
from course.kit.values.seen import SeenItems, SeenMapping, SeenOther, SeenTensor

READY = "ready"
LARGEST = 2**22
"""Bytes of one value that are sent; no exercise has an answer that is nearly as large."""


def run_job(job: Json, shell: Shell, channel: int, folder: Path) -> None:
    """Do the steps of a job that are to be done, and send a message for each."""
    send, clock, longest = write_all, time.perf_counter, job["longest"]
    _lay_out(job, folder)
    send(channel, pack(READY))
    for number, step in enumerate(job["steps"]):
        if step["skip"]:
            continue
        started = clock()
        if "check" in step:
            message = {"observations": _observations(shell, step["check"])}
        else:
            message = {"outputs": shell.run(step["source"])}
        data = pack([number, clock() - started, message])
        if len(data) > longest:
            data = pack([number, clock() - started, {"too_long": len(data)}])
        send(channel, data)


def _lay_out(job: Json, folder: Path) -> None:
    """Put the files of the submission, and those given out with the chapter, where it runs."""
    folder.mkdir(parents=True, exist_ok=True)
    checks = folder / CHECKS
    if job["given"] and not checks.is_symlink():
        checks.symlink_to(job["given"])
    for name, text in job["files"]:
        path = folder / PurePosixPath(name)
        # What was given out stays as it is; and a file that can't be written is only missed by
        # the code that reads it.
        if checks not in (path, *path.parents):
            with contextlib.suppress(OSError):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(bytes.fromhex(text))
    os.chdir(folder)
    sys.path.insert(0, "")


def _observations(shell: Shell, check: Json) -> list[Json] | None:
    function = shell.user_ns.get(check["exercise"])
    if not callable(function):
        return None
    cases = [Case(case["about"], case["inputs"]) for case in check["cases"]]
    observed = observe_cases(
        function,
        cases,
        parameters=check["parameters"],
        facts=check["facts"],
        watched=check["watched"],
    )
    return [_encoded(observation) for observation in observed]


def _encoded(observation: Observation) -> Json:
    """Encode an observation, with what only reports tell: where it failed, what it printed."""
    if observation.value is not None and _size(observation.value) > LARGEST:
        too_large = SeenOther(type(observation.value).__name__, "too large to look at")
        observation = Observation(value=too_large, called=observation.called)
    node = observation.to_json()
    if observation.raised and observation.raised.lines:
        node["lines"] = [list(line) for line in observation.raised.lines]
    for fact in ("printed", "none"):
        if said := getattr(observation, fact):
            node[fact] = said
    return node


def _size(seen: Any) -> int:
    match seen:
        case SeenTensor():
            return seen.values.numel() * seen.values.itemsize
        case SeenItems():
            return sum(map(_size, seen.items))
        case SeenMapping():
            return sum(map(_size, (*seen.keys, *seen.values)))
        case SeenOther():
            return len(seen.text)
    return len(seen.value) if isinstance(seen.value, str) else 8
