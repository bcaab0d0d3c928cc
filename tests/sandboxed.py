"""A sandbox for tests: they are skipped where there is none, but not in CI."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import SandboxError


@contextlib.contextmanager
def needs_a_sandbox() -> Iterator[None]:
    """Skip where students' code can't be confined; fail there in CI."""
    try:
        yield
    except SandboxError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


def family(pid: int) -> set[int]:
    """Give a process and all that descend from it, as far as they still run."""
    found, waiting = set(), [pid]
    while waiting:
        process = waiting.pop()
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
            for task in os.listdir(f"/proc/{process}/task"):
                waiting += map(
                    int, Path(f"/proc/{process}/task/{task}/children").read_text().split()
                )
        except OSError:
            continue
        if state != "Z":
            found.add(process)
    return found


def settled(pid: int, patience: float = 5.0) -> set[int]:
    """Give the family when it has stayed the same for a moment: what is ending has ended."""
    until = time.monotonic() + patience
    found = family(pid)
    while time.monotonic() < until:
        time.sleep(0.1)
        before, found = found, family(pid)
        if found == before:
            break
    return found
