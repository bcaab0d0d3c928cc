"""How a student's process ended, in words."""

from __future__ import annotations

import contextlib
import os
import signal
import socket

from autograder.sandbox.job import Ended, Limits, Run
from autograder.sandbox.wire import WireError, parsed
from course.kit.values.raw import Json

PATIENCE = 10.0
"""Seconds within which an ended process must be gone."""


def crash(ended: Json, peak: int, limits: Limits) -> Run:
    """Tell why a process ended before its last step; `peak` are the bytes it was seen to hold."""
    status = ended.get("status", 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return Run(Ended.TIMED_OUT, why="it used up its processor time")
        if number == signal.SIGKILL or peak > 0.8 * limits.memory:
            return Run(Ended.OUT_OF_MEMORY, why="it needed more memory than there is")
    return Run(Ended.CRASHED, why=how(status))


def how(status: int) -> str:
    """Say how a process ended, by the status that waiting for it gave."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        names = {known.value: known.name for known in signal.Signals}
        return f"Python was ended by the signal {names.get(number, number)}"
    return "Python was ended in the middle of it"


def told(status: socket.socket) -> Json:
    """Read what the parent of an ended process says of it."""
    data = b""
    with contextlib.suppress(OSError):
        status.settimeout(PATIENCE)
        while piece := status.recv(2**16):
            data += piece
    if data[:1] == b"e":
        return {"failed": reason(data[1:])}
    with contextlib.suppress(WireError):
        found = parsed(data[4:])
        return found if isinstance(found, dict) else {}
    return {}


def reason(data: bytes) -> str:
    """Read why a process could not be made ready."""
    with contextlib.suppress(WireError):
        found = parsed(data[4:])
        if isinstance(found, dict):
            return str(found.get("failed", ""))
    return "it ended at once"
