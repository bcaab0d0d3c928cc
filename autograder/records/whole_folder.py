"""Folders that are there as a whole or not at all.

Each is made under a name that begins with a dot, which nbgrader's search for submissions passes
over, and is then renamed. A process that is killed leaves at most such a folder behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.utils import rmtree

_NEW, _OLD = "new", "old"


@contextmanager
def made_anew(target: Path) -> Iterator[Path]:
    """Give a folder to write into, which takes the place of `target` at the end.

    When anything is raised meanwhile, `target` stays as it was.
    """
    new, old = _aside(target)
    sweep([target])
    new.mkdir(parents=True)
    try:
        yield new
    except BaseException:
        rmtree(str(new))
        raise
    if target.exists():
        target.rename(old)
    new.rename(target)
    sweep([target])


def sweep(targets: Iterable[Path]) -> None:
    """Remove what a killed process left beside these folders."""
    for target in targets:
        for leftover in _aside(target):
            if leftover.exists():
                rmtree(str(leftover))


def _aside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.{_NEW}"), target.with_name(f".{target.name}.{_OLD}")
