"""The outside of the sandbox: starts the warm process, hands it jobs, and holds them to limits."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.sandbox import view
from autograder.sandbox.attempt import Attempt, StartError
from autograder.sandbox.job import Ended, Job, Limits, Outcome, Run, Step
from autograder.sandbox.warm import SANDBOXED, UNSANDBOXED, limits_as_json
from autograder.sandbox.wire import Messages, pack
from course.kit.judging.exercise import CHECKS
from course.kit.values.raw import Json

_PATIENCE = 120.0
"""Seconds that the warm process may take to import everything."""
_MOST_STARTS = 3


class SandboxError(Exception):
    """There is no sandbox here, or it broke. Says why, and what to do about it."""


class JobError(Exception):
    """One job could not be done in a sandbox that works."""


class Box:
    """A sandbox that runs one job after the other, each in a process that is forked for it.

    `given` is the folder of released chapters. Unsandboxed, a student's code runs with the
    rights of whoever grades, and only times and memory are limited. Use as a context manager;
    the warm process is started at the first job. Not for several threads.
    """

    def __init__(
        self, given: Path, limits: Limits | None = None, *, sandboxed: bool = True
    ) -> None:
        self.given = given.resolve()
        self.limits = limits or Limits()
        self.sandboxed = sandboxed
        self._warm: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._held = 0

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process from which all that runs inside descends; 0 before the first job."""
        return self._warm.pid if self._warm else 0

    def close(self) -> None:
        """End the warm process, and with it all that runs inside."""
        if self._control:
            self._control.close()
        if self._warm:
            self._warm.kill()
            self._warm.wait()
        self._warm = self._control = None

    def run(self, job: Job) -> Outcome:
        """Do all steps of a job; each ends in some way, whatever the others do.

        A step that kills its process, or must be stopped, is left out when a new process does
        the steps after it. But where an exercise's function has run before it and may have left
        something behind that did this, the step is done once more, without that.

        Raises SandboxError when there is no sandbox to run in, and JobError when there is one,
        but this job could not be begun.
        """
        runs: dict[str, Run] = {}
        started = time.monotonic()
        starts = 0
        repeated: set[str] = set()
        with self._folder() as folder:
            while any(step.id not in runs for step in job.steps):
                left = started + self.limits.submission_seconds - time.monotonic()
                if left <= 0:
                    for step in job.steps:
                        runs.setdefault(step.id, _no_time_left(self.limits))
                    break
                starts += 1
                unclear = self._once(job, runs, folder, left)
                if unclear and unclear not in repeated:
                    repeated.add(unclear)
                    del runs[unclear]
        return Outcome(runs, starts, time.monotonic() - started)

    @contextlib.contextmanager
    def _folder(self):  # type: ignore[no-untyped-def]
        """Give the folder that the job runs in, as it is called inside."""
        if self.sandboxed:
            yield Path(view.SCRATCH) / "submission"
        else:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                yield Path(folder) / "submission"

    def _once(self, job: Job, runs: dict[str, Run], folder: Path, left: float) -> str | None:
        """Do the steps that are left in one process, as far as it comes.

        Gives the step that ended badly by what may be the fault of another.
        """
        problem: Exception | None = None
        for _ in range(_MOST_STARTS):
            try:
                control = self._ready()
                attempt = Attempt(job, runs, self.limits, self._held, left, self.sandboxed)
                attempt.run(control, self._message(attempt, job, folder))
                return attempt.unclear
            except (StartError, OSError) as error:
                self.close()
                problem = error
        raise JobError(f"its process could not be begun: {problem}") from problem

    def _message(self, attempt: Attempt, job: Job, folder: Path) -> bytes:
        given = Path(view.GIVEN) if self.sandboxed else self.given
        checks = given / job.folder / CHECKS
        node: Json = {
            "steps": attempt.steps(),
            "files": [[name, data.hex()] for name, data in job.files],
            "given": str(checks) if job.folder else "",
            "folder": str(folder),
            "limits": limits_as_json(self.limits),
            "longest": self.limits.answer,
        }
        return pack(node)

    def _ready(self) -> socket.socket:
        """Give the control socket of the warm process, starting that where there is none."""
        if self._control and self._warm and self._warm.poll() is None:
            return self._control
        self.close()
        if self.sandboxed and (reason := why_no_sandbox()):
            raise SandboxError(reason)
        ours, theirs = socket.socketpair()
        mode = SANDBOXED if self.sandboxed else UNSANDBOXED
        python = [os.path.abspath(sys.executable), "-P", "-s", "-m", "autograder.sandbox.warm"]
        program = [*python, str(theirs.fileno()), mode]
        with theirs:
            self._warm = subprocess.Popen(
                view.command(self.given, program) if self.sandboxed else program,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=None if self.sandboxed else view.environment(),
            )
        self._control = ours
        self._held = _await_warm(ours, self._warm)
        self._prove(ours)
        return ours

    def _prove(self, control: socket.socket) -> None:
        """See that a process can be confined here, before any submission depends on it."""
        job = Job((Step("proof", source="None"),))
        patience = self.limits.submission_seconds
        attempt = Attempt(job, {}, self.limits, self._held, patience, self.sandboxed)
        try:
            with self._folder() as folder:
                attempt.run(control, self._message(attempt, job, folder))
        except (StartError, OSError) as error:
            self.close()
            raise SandboxError(_not_started(str(error))) from error


def why_no_sandbox() -> str:
    """Say why this machine has no sandbox, and what to do about it; "" where it has one."""
    if not sys.platform.startswith("linux"):
        return (
            "There is no sandbox for this system: students' code would run with your rights. "
            "Grade on Linux (on Windows: in WSL), or on macOS with --unsandboxed if you trust "
            "everyone who handed in."
        )
    if not shutil.which("bwrap"):
        return (
            "The sandbox needs bubblewrap, and there is no program bwrap here. "
            "Install it: sudo apt install bubblewrap (Fedora: sudo dnf install bubblewrap)."
        )
    return ""


def _await_warm(control: socket.socket, warm: subprocess.Popen[bytes]) -> int:
    """Wait until the warm process has imported everything; the bytes of addresses it holds."""
    messages = Messages(2**16)
    control.settimeout(_PATIENCE)
    try:
        while (message := messages.next()) is None:
            data = control.recv(2**16)
            if not data:
                break
            messages.feed(data)
    except OSError:
        message = None
    control.settimeout(None)
    if message is None:
        warm.kill()
        said = warm.communicate()[1].decode(errors="replace").strip()
        raise SandboxError(_not_started(said))
    return int(message[1])


def _not_started(said: str) -> str:
    last = said.splitlines()[-1] if said else "it said nothing"
    return (
        f"The sandbox could not be started: {last}. If that is about namespaces or permission, "
        "this system keeps ordinary users from making namespaces: see "
        "docs/threat-model.md, «Where it runs»."
    )


def _no_time_left(limits: Limits) -> Run:
    why = f"the whole submission took longer than {limits.submission_seconds:g} seconds"
    return Run(Ended.TIMED_OUT, why=why)
