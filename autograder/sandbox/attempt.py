"""One process of a submission, watched from outside: what it sends, and when it is stopped."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import time
from collections.abc import Iterator
from typing import Any

from autograder.sandbox.ending import PATIENCE, crash, how, reason, told
from autograder.sandbox.exchange import run_of, step_message
from autograder.sandbox.job import Ended, Job, Limits, Run, Step
from autograder.sandbox.memory import resident
from autograder.sandbox.student import READY
from autograder.sandbox.wire import Messages, WireError
from course.kit.values.raw import Json

_WATCH = 0.05
_SETUP = 30.0
_PIECE = 2**18


class StartError(Exception):
    """A process for the submission could not be made ready; no code of a student's has run."""


class Attempt:
    """Does the steps of a job that are not yet in `runs`, in one process, as far as it comes.

    Cells that were run before are run again, since what they defined is needed; one that killed
    its process is not. `left` is in seconds.
    """

    def __init__(
        self,
        job: Job,
        runs: dict[str, Run],
        limits: Limits,
        held: int,
        left: float,
        sandboxed: bool,
    ) -> None:
        self.job = job
        self.runs = runs
        self.limits = limits
        self.sandboxed = sandboxed
        self.begun = time.monotonic()
        self.until = self.begun + left
        self.waiting = [n for n, step in enumerate(job.steps) if not self._skipped(step)]
        self.handle: int | None = None
        self.pid = 0
        self.stopped: Run | None = None
        self.interrupted = False
        self.called = False
        self.unclear: str | None = None
        """The step that ended badly where code of an earlier check may be to blame for it."""
        self.base = 0
        self.peak = 0

    def _skipped(self, step: Step) -> bool:
        before = self.runs.get(step.id)
        return before is not None and (step.check is not None or before.ended is not Ended.DONE)

    def steps(self) -> list[Json]:
        """Write the steps as the inside reads them."""
        waiting = set(self.waiting)
        return [step_message(step, skip=n not in waiting) for n, step in enumerate(self.job.steps)]

    def run(self, control: socket.socket, message: bytes) -> None:
        """Send the job, and gather what comes back into `runs`.

        Raises StartError when no step could be begun, and OSError when the warm process is gone.
        """
        ours, theirs = os.pipe()
        status, told = socket.socketpair()
        try:
            with told:
                socket.send_fds(control, [message[:4]], [theirs, told.fileno()])
                os.close(theirs)
            control.sendall(message[4:])
            self._begin(status)
            os.set_blocking(ours, False)
            self._watch(ours, status)
        finally:
            self._end(status)
            os.close(ours)
            status.close()

    def _begin(self, status: socket.socket) -> None:
        """Get a handle on the process: one that can't come to mean another, where there is one."""
        status.settimeout(_SETUP)
        try:
            kind, handles, _, _ = socket.recv_fds(status, 1, 1)
            if kind == b"p" and handles:
                self.handle = handles[0]
                self.pid = int(_field(f"/proc/self/fdinfo/{self.handle}", "Pid:"))
            elif kind == b"n":
                self.pid = int.from_bytes(status.recv(8), "big")
            else:
                raise StartError(reason(status.recv(2**16)))
        except TimeoutError as error:
            raise StartError("it was not ready in time") from error
        self.base = resident(self.pid)

    def _watch(self, channel: int, status: socket.socket) -> None:
        messages = Messages(self.limits.answer + 2**16)
        ready, since = False, time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(channel, selectors.EVENT_READ)
            selector.register(status, selectors.EVENT_READ)
            while self.waiting:
                now = time.monotonic()
                pause = _SETUP if not ready else self._pause(now, since)
                events = {key.fd for key, _ in selector.select(pause)}
                if channel in events and not _read(channel, messages):
                    selector.unregister(channel)
                for message in self._messages(messages):
                    if not ready:
                        if message != READY:
                            raise StartError(f"it said {str(message)[:200]}")
                        ready = True
                    elif not self._take(message):
                        return
                    since = time.monotonic()
                if self.stopped or not self.waiting:
                    return
                if status.fileno() in events:
                    self._ended_early(status, ready)
                    return
                if ready and self._stop_if_over(time.monotonic(), since):
                    return
                if not ready and time.monotonic() - since > _SETUP:
                    raise StartError("it was not ready in time")

    def _messages(self, messages: Messages) -> Iterator[Any]:
        try:
            while self.waiting and (message := messages.next()) is not None:
                yield message
        except WireError as error:
            self._stop(Run(Ended.TAMPERED, why=f"what it sent can't be read: {error}"))

    def _take(self, message: Any) -> bool:
        """Take the message of the step that runs now; False when it is not one."""
        number = self.waiting[0]
        match message:
            case [int() as said, int() | float() as seconds, dict() as content] if said == number:
                is_check = self.job.steps[number].check is not None
                run = run_of(content, seconds, time.monotonic() - self.begun, check=is_check)
            case _:
                run = None
        if run is None:
            # It speaks out of turn: what came last before may have been forged as well.
            self._stop(Run(Ended.TAMPERED, why="something was sent in place of the observations"))
            return False
        self.waiting.pop(0)
        self.interrupted = False
        step = self.job.steps[number]
        self.called |= step.check is not None
        self.runs.setdefault(step.id, run)
        return True

    def _pause(self, now: float, since: float) -> float:
        return max(min(_WATCH, since + self._seconds() - now), 0.001)

    def _seconds(self) -> float:
        """How long the step that runs now may take."""
        cell = self.job.steps[self.waiting[0]].check is None
        if not cell:
            return self.limits.check_seconds
        return self.limits.cell_seconds + self.interrupted * self.limits.grace_seconds

    def _stop_if_over(self, now: float, since: float) -> bool:
        """Stop the process where it is over a limit; True when it was stopped."""
        self.peak = max(self.peak, resident(self.pid, self.base))
        if self.peak > self.limits.memory:
            mib = self.limits.memory // 2**20
            self._stop(Run(Ended.OUT_OF_MEMORY, now - since, why=f"it used more than {mib} MiB"))
            return True
        if now >= self.until:
            why = (
                f"the whole submission took longer than {self.limits.submission_seconds:g} seconds"
            )
            self._stop(Run(Ended.TIMED_OUT, now - since, why=why))
            return True
        if now - since < self._seconds():
            return False
        if self.job.steps[self.waiting[0]].check is None and not self.interrupted:
            self.interrupted = True
            self._signal(signal.SIGINT)
            return False
        why = f"it had not ended after {self._seconds():g} seconds"
        self._stop(Run(Ended.TIMED_OUT, now - since, why=why))
        return True

    def _stop(self, run: Run) -> None:
        """End the process, since the step that runs now did not end well."""
        self.stopped = run
        self._ended_badly(run)
        self._signal(signal.SIGKILL)

    def _ended_badly(self, run: Run) -> None:
        """Note how the step that runs now ended.

        An exercise's function may have left a thread or a process behind which did that to it.
        """
        step = self.job.steps[self.waiting[0]]
        self.runs[step.id] = run
        if self.called and run.ended is not Ended.TIMED_OUT:
            self.unclear = step.id

    def _ended_early(self, status: socket.socket, ready: bool) -> None:
        """The process has ended before its last step."""
        ended = told(status)
        if not ready and "failed" in ended:
            raise StartError(str(ended["failed"]))
        if not ready:
            raise StartError(how(ended.get("status", 0)))
        self._ended_badly(crash(ended, self.peak, self.limits))

    def _end(self, status: socket.socket) -> None:
        """End the process, with all that it has started, and wait until it has."""
        self._signal(signal.SIGKILL)
        with contextlib.suppress(OSError):
            status.settimeout(PATIENCE)
            while status.recv(2**16):
                pass
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.handle is not None:
                signal.pidfd_send_signal(self.handle, number)
            elif self.pid:
                os.killpg(self.pid, number)


def _read(channel: int, messages: Messages) -> bool:
    """Take in what has arrived; False when nothing more can come."""
    try:
        data = os.read(channel, _PIECE)
    except BlockingIOError:
        return True
    messages.feed(data)
    return bool(data)


def _field(path: str, name: str) -> str:
    with open(path, encoding="ascii") as file:
        for line in file:
            if line.startswith(name):
                return line.removeprefix(name).strip()
    return "0"
