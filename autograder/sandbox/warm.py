"""The warm process: it has imported torch and the kit, and is forked for each submission.

It runs inside bubblewrap (or, unsandboxed, without), knows no secret, no reference and no expected
answer, and never runs a student's code itself. `python -m autograder.sandbox.warm SOCKET MODE`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import os
import signal
import socket
import sys
from pathlib import Path

from autograder.sandbox import confine
from autograder.sandbox.job import Limits
from autograder.sandbox.wire import pack, parsed

SANDBOXED, UNSANDBOXED = "sandboxed", "unsandboxed"
_FAILED = 70


def main(arguments: list[str]) -> None:
    """Serve jobs from the control socket until it is closed."""
    control = socket.socket(fileno=int(arguments[0]))
    sandboxed = arguments[1] == SANDBOXED
    if sandboxed:
        confine.become_nobody()
    shell = warmed()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    held = confine.addresses_held()
    gc.collect()
    gc.freeze()
    control.sendall(pack(["warm", held, os.getpid()]))
    while True:
        received = _receive(control)
        if received is None:
            return
        data, (channel, status) = received
        if os.fork() == 0:
            control.close()
            _parent(data, shell, held, channel, status, sandboxed=sandboxed)
        os.close(channel)
        os.close(status)


def warmed():  # type: ignore[no-untyped-def]
    """Import what notebooks use, so that no submission waits for it."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot
    import numpy  # noqa: F401
    import torch
    import torch._dynamo

    import course.kit.device.simulated
    import course.kit.draw
    import course.kit.notebook.calls  # noqa: F401
    from autograder.sandbox import student  # noqa: F401
    from autograder.sandbox.shell import make_shell

    # A process that is forked has none of the threads of the one before.
    torch.set_num_threads(1)
    shell = make_shell()
    shell.run("None")
    return shell


def _receive(control: socket.socket) -> tuple[bytes, list[int]] | None:
    """Take one job and the two descriptors that come with it; None when there is no more."""
    head, descriptors, _, _ = socket.recv_fds(control, 4, 2)
    while 0 < len(head) < 4:
        head += control.recv(4 - len(head))
    if not head:
        return None
    left = int.from_bytes(head, "big")
    data = bytearray()
    while len(data) < left:
        piece = control.recv(min(left - len(data), 2**20))
        if not piece:
            return None
        data += piece
    return bytes(data), descriptors


def _parent(  # type: ignore[no-untyped-def]
    data: bytes, shell, held: int, channel: int, status: int, *, sandboxed: bool
) -> None:
    """Part from all others, fork the student's process, and say how that ended."""
    told = socket.socket(fileno=status)
    code = _FAILED
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        job = parsed(data)
        limits = Limits(**job["limits"])
        if sandboxed:
            confine.enter_own_namespaces(limits)
        child = os.fork()
        if child == 0:
            told.close()
            _student(job, shell, limits, held, channel, sandboxed=sandboxed)
        os.close(channel)
        if sandboxed:
            socket.send_fds(told, [b"p"], [os.pidfd_open(child)])
        else:
            told.sendall(b"n" + child.to_bytes(8, "big"))
        _, ended, used = os.wait4(child, 0)
        told.sendall(pack({"status": ended, "peak": used.ru_maxrss * 1024}))
        code = 0
    except BaseException as error:
        with contextlib.suppress(OSError):
            told.sendall(b"e" + pack({"failed": f"{type(error).__name__}: {error}"}))
    finally:
        os._exit(code)


def _student(  # type: ignore[no-untyped-def]
    job, shell, limits: Limits, held: int, channel: int, *, sandboxed: bool
) -> None:
    from autograder.sandbox.student import run_job

    folder = Path(job["folder"])
    try:
        # Whoever runs in the background of a shell has inherited that interrupts are ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if sandboxed:
            confine.give_everything_up(limits, held, keep=channel)
        else:
            os.setsid()
            confine.set_limits(limits, held)
        temporary = confine.TEMPORARY if sandboxed else str(folder.parent)
        os.environ.update(HOME=str(folder), TMPDIR=temporary, USER="student")
        run_job(job, shell, channel, folder)
    finally:
        os._exit(0)


def limits_as_json(limits: Limits) -> dict[str, float]:
    """Give limits in the form in which a job carries them."""
    return dataclasses.asdict(limits)


if __name__ == "__main__":
    main(sys.argv[1:])
