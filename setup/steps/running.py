"""Running a long program quietly: its output is kept, and the reader gets signs of life."""

import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from steps.telling import INDENT, duration, say

QUIET = 30.0  # seconds without a word after which the reader is told that it still goes on


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit status and everything that it printed, both streams."""

    code: int
    output: str


def run_quietly(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    note: Callable[[str], str] = lambda line: "",
    doing: Callable[[str], str] = lambda line: "",
) -> Ended:
    """Run `command` without a shell; print `note(line)` where that is not empty.

    In a long silence the reader is told what goes on: the last `doing(line)` that is not empty.
    When the reader interrupts, the program is ended first. Raises OSError when the program can't
    be started.
    """
    process = subprocess.Popen(
        list(command),
        cwd=cwd,
        env=dict(env) | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        output = "".join(_follow(process, note, doing))
        return Ended(process.wait(), output)
    except BaseException:
        process.terminate()
        process.wait()
        raise


def _follow(
    process: "subprocess.Popen[str]", note: Callable[[str], str], doing: Callable[[str], str]
) -> Iterator[str]:
    """Every line of `process` until it closes its output; signs of life on the way."""
    arriving: queue.Queue[str | None] = queue.Queue()
    assert process.stdout is not None
    threading.Thread(target=_read, args=(process.stdout, arriving), daemon=True).start()
    began = said = time.monotonic()
    what = ""
    while True:
        if time.monotonic() - said > QUIET:
            said = time.monotonic()
            going_on = f": {what}" if what else ""
            say(f"{INDENT}still at it, {duration(said - began)}{going_on}")
        try:
            line = arriving.get(timeout=1.0)
        except queue.Empty:
            continue
        if line is None:
            return
        what = doing(line) or what
        if words := note(line):
            said = time.monotonic()
            say(INDENT + words)
        yield line


def _read(stream: IO[str], arriving: "queue.Queue[str | None]") -> None:
    for line in stream:
        arriving.put(line)
    arriving.put(None)
