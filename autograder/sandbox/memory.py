"""How much memory a process and all that it has started hold, as the system counts it."""

from __future__ import annotations

import os
from collections.abc import Iterator

_PAGE = os.sysconf("SC_PAGE_SIZE")


def resident(pid: int, base: int = 0) -> int:
    """Add up the resident bytes of a process and its descendants, each less `base`.

    `base` is what each holds in common with the process that it was forked from. 0 where the
    system doesn't tell (it is read from Linux's /proc).
    """
    return sum(max(_resident_alone(found) - base, 0) for found in _family(pid))


def _family(pid: int) -> Iterator[int]:
    waiting = [pid]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += _children(found)


def _children(pid: int) -> list[int]:
    children: list[int] = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                children += map(int, file.read().split())
    except OSError:
        pass
    return children


def _resident_alone(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0
