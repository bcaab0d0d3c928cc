"""Try things in child processes, so that a crash, a hang or an exception is only an answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from course.kit.language import _

from .child import NEEDS
from .machine import Machine

DONE, RAISED, CRASHED, HUNG, SKIPPED = "done", "raised", "crashed", "hung", "skipped"

CHILD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "child.py")
# The child is not started as "python child.py": that would put this folder on its sys.path, where
# a file of ours could hide a package of the same name.
RUN_CHILD = "import runpy, sys; sys.argv.pop(0); runpy.run_path(sys.argv[0], run_name='__main__')"

WINDOWS_STATUS = {
    0xC0000005: "access violation",
    0xC000001D: "illegal instruction",
    0xC00000FD: "stack overflow",
    0xC0000135: "a DLL was not found",
    0xC0000409: "abort",
}
"""Exit statuses by which Windows reports a crash. Source: Microsoft, [MS-ERREF], section 2.3.1."""


@dataclass(frozen=True)
class Outcome:
    """How a step ended.

    ``kind`` is ``done``, ``raised``, ``crashed``, ``hung`` or ``skipped``. ``facts`` is what the
    step returned, ``found`` what was known before an import, ``error`` the exception's description;
    ``ending`` says in words how the process ended, ``stderr`` its last lines.
    """

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    error: dict[str, Any] = field(default_factory=dict)
    ending: str = ""
    stderr: str = ""

    @property
    def done(self) -> bool:
        """Whether the step ended well."""
        return self.kind == DONE


@dataclass(frozen=True)
class Printed:
    """What a program printed; ``status`` is its exit status, None when it could not be run."""

    status: int | None
    text: str


def run_steps(machine: Machine, names: Sequence[str], timeout: float) -> dict[str, Outcome]:
    """Run steps of the child in as few processes as their endings allow.

    A step that crashes or outlasts ``timeout`` seconds ends its process; the steps after it run
    in a new one. Steps that need a step which did not end well are ``skipped``.
    """
    outcomes: dict[str, Outcome] = {}
    waiting = list(names)
    while waiting:
        outcomes.update(_run_child(machine, waiting, timeout))
        for name in waiting:
            needed = outcomes.get(NEEDS.get(name, ""))
            if needed is not None and not needed.done:
                outcomes[name] = Outcome(SKIPPED)
        waiting = [name for name in waiting if name not in outcomes]
    return outcomes


def run_program(command: Sequence[str], timeout: float) -> Printed:
    """Run a program; return what it printed on both streams. Nothing it does raises."""
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
            )
        except OSError as error:
            return Printed(None, str(error))
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            text = _("It did not answer within {seconds:g} seconds.").format(seconds=timeout)
            return Printed(None, text)
        finally:
            _end(process)
        output.seek(0)
        return Printed(process.returncode, output.read().decode("utf-8", "replace").strip())


def _run_child(machine: Machine, names: Sequence[str], timeout: float) -> dict[str, Outcome]:
    """Run one child until it ends; return the outcomes of the steps that it began, at least one."""
    with tempfile.TemporaryDirectory(prefix="doctor-", ignore_cleanup_errors=True) as folder:
        channel, errors = os.path.join(folder, "events"), os.path.join(folder, "stderr")
        command = [machine.executable, "-c", RUN_CHILD, CHILD, channel, *names]
        with open(errors, "wb") as stderr:
            try:
                process = _start(command, machine, stderr)
            except OSError as error:
                ending = _("could not be started: {error}").format(error=error)
                return dict.fromkeys(names, Outcome(CRASHED, ending=ending))
            try:
                hung = _wait(process, channel, timeout)
            finally:
                _end(process)
        with open(errors, encoding="utf-8", errors="replace") as file:
            last_words = "\n".join(file.read()[-2000:].strip().splitlines()[-8:])
        if hung:
            kind, ending = HUNG, _("did not end within {seconds:g} seconds").format(seconds=timeout)
        else:
            kind, ending = CRASHED, describe_status(process.returncode)
        return _outcomes(_events(channel), names[0], Outcome(kind, ending=ending), last_words)


def _start(command: list[str], machine: Machine, stderr: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a child; nothing of it goes through a pipe, which a process of its own could hold."""
    return subprocess.Popen(
        command,
        cwd=machine.folder,
        env=dict(machine.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
    )


def _wait(process: subprocess.Popen[bytes], channel: str, timeout: float) -> bool:
    """Wait for the end of a child; return True as soon as it was silent for ``timeout`` seconds."""
    size, since = 0, time.monotonic()
    while process.poll() is None:
        now_size = os.path.getsize(channel) if os.path.exists(channel) else 0
        if now_size != size:
            size, since = now_size, time.monotonic()
        elif time.monotonic() - since > timeout:
            return True
        time.sleep(0.01)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """Make sure that a process is no longer running."""
    if process.poll() is None:
        process.kill()
        process.wait()


def _events(channel: str) -> list[dict[str, Any]]:
    """Read the channel; a last line cut short by a crash is dropped."""
    if not os.path.exists(channel):
        return []
    with open(channel, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def _outcomes(
    events: list[dict[str, Any]], first: str, unfinished: Outcome, stderr: str
) -> dict[str, Outcome]:
    """Turn events into outcomes; the step that was begun and has no end gets ``unfinished``."""
    begun = [event["step"] for event in events if event["event"] == "started"] or [first]
    facts = {(event["step"], event["event"]): event["facts"] for event in events}
    outcomes = {}
    for step in begun:
        found = facts.get((step, "found"), {})
        if (step, "done") in facts:
            outcomes[step] = Outcome(DONE, facts[step, "done"], found, stderr=stderr)
        elif (step, "raised") in facts:
            error = facts[step, "raised"]
            outcomes[step] = Outcome(RAISED, found=found, error=error, stderr=stderr)
        else:
            outcomes[step] = Outcome(
                unfinished.kind, found=found, ending=unfinished.ending, stderr=stderr
            )
    return outcomes


def describe_status(status: int) -> str:
    """Say in words how a process ended, from its exit status as ``subprocess`` gives it."""
    if status < 0:
        return _("was ended by signal {name}").format(name=_signal_name(-status))
    if status in WINDOWS_STATUS:
        return _("was ended by Windows: {cause} (0x{status:08X})").format(
            cause=WINDOWS_STATUS[status], status=status
        )
    if 128 < status < 128 + 65 and _signal_name(status - 128).startswith("SIG"):
        return _("ended with exit status {status}, as after signal {name}").format(
            status=status, name=_signal_name(status - 128)
        )
    return _("ended with exit status {status}").format(status=status)


def _signal_name(number: int) -> str:
    """Return a signal's name, or its number where it has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
