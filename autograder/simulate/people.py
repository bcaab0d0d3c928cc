"""The people of a simulated class: ids, and names that a gradebook has to bear."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from random import Random

_FIRST = (
    "Ada",
    "Ben",
    "Chiara",
    "Deniz",
    "Elif",
    "Farid",
    "Grace",
    "Hana",
    "Ivo",
    "Jonas",
    "Khadija",
    "Liam",
    "Mina",
    "Noor",
    "Olga",
    "Pedro",
)
_LAST = (
    "Adeyemi",
    "Bauer",
    "Costa",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Horváth",
    "Ito",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
    "Novák",
    "Okafor",
    "Petrov",
)
_UNUSUAL = (
    ("小明", "王"),
    ("Anna, Maria", "von der Heide, Dr."),
    ('William "Bill"', "O'Neill"),
    ("=1+1", '=HYPERLINK("http://localhost/","open")'),
    ("Ольга", "Иванова"),
    ("مريم", "الحسن"),
    ("נועה", "כהן"),
    ("Σοφία", "Παπαδοπούλου"),
    ("さくら", "田中"),
    ("Nguyễn Thị", "Ánh Nguyệt"),
    ("José Ma\u0301ximo", "Nu\u0301n\u0303ez"),  # accents as characters of their own
    ("+49", "-1+cmd"),
    ("@SUM(A1)", "\ttabbed"),
    ("Line\nbreak", "<b>Bold</b>"),
    ("Semi;colon", "Pipe|d"),
    ("🙂", "Null"),
    ("", "Mononym"),
)


@dataclass(frozen=True)
class Person:
    """One student: the id that folders are named by, and what a gradebook says beside it."""

    id: str
    first_name: str
    last_name: str
    email: str


def people(count: int, seed: int) -> list[Person]:
    """Draw a class. Every tenth student has a name that ill-made exports stumble over."""
    width = max(4, len(str(count)))
    return [_person(number, f"student-{number:0{width}}", seed) for number in range(1, count + 1)]


def _person(number: int, student: str, seed: int) -> Person:
    if number % 10 == 0:
        first, last = _UNUSUAL[(number // 10 - 1) % len(_UNUSUAL)]
    else:
        random = Random(f"{seed}/{student}/name")
        first, last = random.choice(_FIRST), random.choice(_LAST)
    return Person(student, first, last, f"{student}@students.example")


def as_csv(persons: list[Person]) -> str:
    """Write the class as `nbgrader db student import` reads it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["id", "first_name", "last_name", "email"])
    writer.writerows([p.id, p.first_name, p.last_name, p.email] for p in persons)
    return text.getvalue()
