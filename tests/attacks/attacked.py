"""A grader under attack, and all of its surroundings that an attack must leave alone."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from types import ModuleType

import few_exercises
from few_exercises import CHAPTER
from nbformat import NotebookNode
from sandboxed import family

from autograder.grading.one import grade
from autograder.grading.result import Graded
from autograder.sandbox import Box, Limits
from autograder.sandbox.job import MIB
from autograder.simulate.attacks import (
    ATTACKS,
    KINDS,
    Attack,
    appetite,
    endings,
    escapes,
    prying,
    snooping,
)
from autograder.simulate.handed_in import HOSTILE, HandedIn, notebook_bytes
from autograder.submission import Handed, read_folder
from course.kit.words import TIMED_OUT

SECRET = b"a secret that no attack finds"
STUDENT = "student-017"
SHORT = Limits(
    cell_seconds=1.5,
    check_seconds=1.5,
    submission_seconds=25.0,
    grace_seconds=0.5,
    memory=512 * MIB,
)
"""Long enough for every honest answer, and short, since most of the waiting is for a limit."""
PATIENT = replace(SHORT, cell_seconds=15.0, check_seconds=15.0, submission_seconds=60.0)
_MARKED = ("/tmp", "/var/tmp", "/dev/shm")
_BAIT = {
    ".secret": SECRET,
    "gradebook.db": b"SQLite format 3\0 and everybody's points",
    "submitted/student-018/ch02_tensor_ops/ch02_tensor_ops.ipynb": b"{}",
    "autograded/student-018/ch02_tensor_ops/ch02_tensor_ops.ipynb": b"{}",
    "course/chapters/ch02_tensor_ops/join_rows.py": b"def reference(): ...",
}
_PATIENCE = 5.0


ON_THE_MACHINE = (appetite, endings, escapes)
THAT_SNOOP = (snooping, prying)
ON_THE_POINTS = tuple(kind for kind in KINDS if kind not in (*ON_THE_MACHINE, *THAT_SNOOP))
"""The modules of the catalogue, each in one file of tests."""


def attacks_in(*kinds: ModuleType) -> list[Attack]:
    """Give the attacks of some modules of the catalogue."""
    return [ATTACKS[recipe.name] for kind in kinds for recipe in kind.RECIPES]


@dataclass(frozen=True)
class Surroundings:
    """What is to be the same after an attack as before."""

    course: str
    markers: frozenset[str]
    processes: int
    visitors: int


class Listener:
    """Listens on this machine where attacks try to connect to, and counts who comes."""

    def __init__(self, port: int) -> None:
        self.visitors = 0
        self.sockets: list[socket.socket] = []
        self.addresses = (
            (("127.0.0.1", port), socket.AF_INET),
            ("\0autograder-attack-uses-the-network", socket.AF_UNIX),
        )
        for address, kind in self.addresses:
            self._listen(address, kind)

    def _listen(self, address: object, family: int) -> None:
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        until = time.monotonic() + 60  # another run of these tests may be at it
        while True:
            try:
                listening.bind(address)
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
        listening.listen()
        listening.setblocking(False)
        self.sockets.append(listening)

    def count(self) -> int:
        """Let in whoever waits; give the number of all that ever came."""
        for listening in self.sockets:
            with contextlib.suppress(BlockingIOError):
                while True:
                    listening.accept()[0].close()
                    self.visitors += 1
        return self.visitors

    def close(self) -> None:
        for listening in self.sockets:
            listening.close()


class AttackedGrader:
    """Grades hostile submissions of a small chapter, in a course folder with all that tempts."""

    def __init__(self, course: Path, listener: Listener | None = None, **how: bool) -> None:
        self.course = course
        self.listener = listener
        releases = few_exercises.write(course)
        for name, content in _BAIT.items():
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            (course / name).write_bytes(content)
        self.material = few_exercises.material(course)
        self.box = Box(releases, SHORT, **how)
        self.graded(few_exercises.answered({}))  # so that it is warm

    def grade(self, attack: Attack, limits: Limits = SHORT) -> dict[str, Graded]:
        """Hand an attack in and grade it; give the verdict on every exercise."""
        self.box.limits = limits
        submitted = self.course.parent / "handed in" / attack.name
        shutil.rmtree(submitted, ignore_errors=True)
        notebook = attack.apply(few_exercises.answered({}), Random(1))
        files = {f"{CHAPTER}.ipynb": notebook_bytes(notebook), **dict(attack.files)}
        HandedIn(STUDENT, CHAPTER, HOSTILE, attack.tries, {}, files, dict(attack.links)).write(
            submitted
        )
        return self._graded(read_folder(submitted / STUDENT / CHAPTER, CHAPTER))

    def graded(self, notebook: NotebookNode) -> dict[str, Graded]:
        """Grade a notebook as it is."""
        return self._graded(few_exercises.handed(notebook))

    def _graded(self, handed: Handed) -> dict[str, Graded]:
        result = grade(STUDENT, handed, self.material, SECRET, self.box)
        return {row.exercise: row for row in result.verdicts}

    def surroundings(self) -> Surroundings:
        """Look at everything that an attack must leave as it is."""
        return Surroundings(
            course=_digest(self.course),
            markers=frozenset(markers()),
            processes=len(self.processes()),
            visitors=self.listener.count() if self.listener else 0,
        )

    def settled(self, before: Surroundings) -> Surroundings:
        """Look again, giving what has been killed a little time to be gone."""
        until = time.monotonic() + _PATIENCE
        while (found := self.surroundings()) != before and time.monotonic() < until:
            time.sleep(0.02)
        return found

    def processes(self) -> set[int]:
        """Give the warm process with its wrappers, and all that descend from them."""
        return family(self.box.pid) if self.box.pid else set()

    def close(self) -> None:
        self.box.close()


def markers() -> Iterator[str]:
    """Name the files that attacks have left on this machine."""
    for folder in _MARKED:
        yield from map(str, Path(folder).glob("autograder-attack-*"))


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        kept = path.lstat()
        digest.update(f"{path} {kept.st_mode} {kept.st_mtime_ns}\n".encode(errors="replace"))
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(folder.rglob("*"))


def assert_nothing_gained(attack: Attack, grader: AttackedGrader) -> None:
    """Grade an attack: it has the verdict and the points that are due, and harms nothing."""
    before = grader.surroundings()
    rows = grader.grade(attack, SHORT)
    if _is_too_slow(attack, rows):  # as on a machine that does much else
        rows = grader.grade(attack, PATIENT)
    row = rows.pop(attack.exercise)
    assert row.verdict in attack.verdicts, row.detail
    assert row.points == attack.points, row.detail
    if attack.others_keep:
        assert {r.exercise: (r.verdict, r.detail) for r in rows.values() if _is_short(r)} == {}
    assert grader.settled(before) == before


def _is_too_slow(attack: Attack, rows: Mapping[str, Graded]) -> bool:
    """Tell whether something timed out which mustn't."""
    slow = {name for name, row in rows.items() if row.verdict == TIMED_OUT}
    may_be = {attack.exercise} if TIMED_OUT in attack.verdicts else set()
    return bool(slow - may_be)


def _is_short(row: Graded) -> bool:
    return row.points < row.max_points
