"""`autograder grade` as a program of its own, which can be watched, killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from classes import LIMITS, Classroom
from few_exercises import REPOSITORY
from sandboxed import family

PATIENCE = 120.0


class Run:
    """One run of the command, with all the processes that it starts."""

    def __init__(self, classroom: Classroom, *words: str, workers: int = 1) -> None:
        command = [sys.executable, "-m", "autograder", "grade", *words]
        options = ["--course", str(classroom.root), "--workers", str(workers), *LIMITS]
        self.classroom = classroom
        self.log = classroom.root / "run.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, *options],
                cwd=REPOSITORY,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> int:
        """Wait until it has ended; give its exit status."""
        return self.process.wait(PATIENCE)

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, or the run has ended."""
        end = time.monotonic() + PATIENCE
        while not holds() and self.process.poll() is None:
            assert time.monotonic() < end, "it never came to that"
            time.sleep(0.01)

    def sandboxes(self) -> list[int]:
        """Give the processes in which bubblewrap runs, as this one's workers started them."""
        return [p for p in family(self.process.pid) if _is_the_outermost_bwrap(p)]

    def is_grading(self) -> bool:
        """Tell whether a sandbox is there."""
        return bool(self.sandboxes())

    def recorded(self) -> int:
        """Count the submissions that are recorded."""
        return len(list(self.classroom.root.glob("autograded/*/*")))

    def kill(self) -> None:
        """Kill the command itself, as when a machine is short of memory."""
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_a_worker(self) -> None:
        """Kill a process that has a sandbox."""
        os.kill(_parent(self.sandboxes()[0]), signal.SIGKILL)


def processes_of(classroom: Classroom) -> set[int]:
    """Find the processes of this machine that name the course's folder."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if any(word.startswith(str(classroom.root)) for word in words):
            found.add(int(path.parent.name))
    return found


def _is_the_outermost_bwrap(process: int) -> bool:
    return _name(process) == "bwrap" and _name(_parent(process)) != "bwrap"


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def _parent(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
