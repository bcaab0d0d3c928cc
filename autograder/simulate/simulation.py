"""Simulating a class: what every student hands in, written out beside the points it must earn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TextIO

from autograder.simulate.damaged import damaged
from autograder.simulate.handed_in import DAMAGED, HONEST, KINDS, HandedIn, notebook_bytes
from autograder.simulate.honest import due, honest_answers, written
from autograder.simulate.hostile import hostile
from autograder.simulate.material import Material, read_material
from autograder.simulate.people import Person, as_csv, people
from autograder.simulate.truth import Truth

EXPECTED, CLASS, STUDENTS, SUBMITTED = "expected.json", "class.json", "students.csv", "submitted"


@dataclass(frozen=True)
class Mix:
    """The shares of students who are honest, whose notebook got damaged, and who attack."""

    honest: float = 0.6
    damaged: float = 0.25
    hostile: float = 0.15

    def __post_init__(self) -> None:
        shares = (self.honest, self.damaged, self.hostile)
        if min(shares) < 0 or not sum(shares):
            raise ValueError("shares of a class are numbers from 0 on, and not all of them 0")

    def draw(self, random: Random) -> str:
        """Draw a kind of student."""
        return random.choices(KINDS, (self.honest, self.damaged, self.hostile))[0]


def chapters_of(root: Path, language: str = "en") -> list[str]:
    """List the chapters that a course folder holds.

    Raises FileNotFoundError where it holds none.
    """
    source = root / "source" / language
    found = sorted(path.parent.name for path in source.glob("*/checks.json"))
    if not found:
        raise FileNotFoundError(
            f"{source} holds no chapter. Run this in the course folder, or name it by --course."
        )
    return found


def simulate(
    root: Path,
    out: Path,
    students: int,
    seed: int,
    chapters: Sequence[str],
    secret: bytes,
    language: str = "en",
    mix: Mix | None = None,
) -> None:
    """Write a class of `students` to `out`; the same arguments give the same bytes.

    `root` is the course folder, with `source/` and `release/`. Each student hands in one of
    `chapters`, in turn. Below `out` come `submitted/<student>/<chapter>/`, `students.csv` (which
    `nbgrader db student import` reads), `expected.json` ({student: {exercise: points}}) and
    `class.json`, which says what every student did. The points rest on `secret`, from which the
    hidden cases are made.

    Raises FileExistsError where `out` already holds a class, and FileNotFoundError for a chapter
    that `root` doesn't have.
    """
    for name in (SUBMITTED, EXPECTED, CLASS, STUDENTS):
        if (out / name).exists():
            raise FileExistsError(
                f"{out / name} is there already. Choose another folder, or remove it first."
            )
    materials = [read_material(root, chapter, language) for chapter in chapters]
    class_list = people(students, seed)
    (out / SUBMITTED).mkdir(parents=True)
    (out / STUDENTS).write_text(as_csv(class_list), encoding="utf-8", newline="")
    points = {}
    with (out / CLASS).open("w", encoding="utf-8") as story:
        writer = _Story(story)
        for handed in hand_ins(materials, class_list, seed, secret, mix or Mix()):
            handed.write(out / SUBMITTED)
            writer.add(handed)
            points[handed.student] = {name: d.points for name, d in handed.due.items()}
        writer.end()
    (out / EXPECTED).write_text(json.dumps(points, indent=1) + "\n", encoding="utf-8")


def hand_ins(
    materials: Sequence[Material], class_list: Iterable[Person], seed: int, secret: bytes, mix: Mix
) -> Iterator[HandedIn]:
    """Give what each student hands in, one after the other."""
    truths = [Truth(material, secret) for material in materials]
    for number, person in enumerate(class_list):
        random = Random(f"{seed}/{person.id}")
        yield _handed_in(person.id, truths[number % len(truths)], mix.draw(random), random)


def _handed_in(student: str, truth: Truth, kind: str, random: Random) -> HandedIn:
    if kind == HONEST:
        return _honest(student, truth, random)
    return (damaged if kind == DAMAGED else hostile)(student, truth, random)


def _honest(student: str, truth: Truth, random: Random) -> HandedIn:
    material = truth.material
    what, answers = honest_answers(material, random)
    return HandedIn(
        student=student,
        chapter=material.chapter,
        kind=HONEST,
        what=what,
        due=due(truth, student, answers),
        files={f"{material.chapter}.ipynb": notebook_bytes(written(material, answers))},
    )


class _Story:
    """Writes `class.json` entry by entry, so that a large class needs no large memory."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.before = "{\n"

    def add(self, handed: HandedIn) -> None:
        """Write one student's entry."""
        entry = json.dumps(handed.to_json(), ensure_ascii=False)
        self.file.write(f"{self.before}{json.dumps(handed.student)}: {entry}")
        self.before = ",\n"

    def end(self) -> None:
        """Close the object."""
        self.file.write("{}\n" if self.before == "{\n" else "\n}\n")
