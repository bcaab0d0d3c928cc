"""What grading a simulated class gave, held against what each answer is truly worth."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VERDICTS = (
    "passed",
    "failed",
    "not attempted",
    "timed out",
    "out of memory",
    "crashed",
    "tampered",
    "not judged",
)
"""In the order in which they are shown; the last is the grader's own failure."""


@dataclass(frozen=True)
class Difference:
    """An exercise that got other points than it is worth; `due` or `got` is None without any."""

    student: str
    exercise: str
    due: float | None
    got: float | None

    def __str__(self) -> str:
        return f"{self.student}, {self.exercise}: {_points(self.due)} due, {_points(self.got)} got"


@dataclass(frozen=True)
class Attack:
    """What a hostile student tried, and what came of it."""

    student: str
    exercise: str
    tries: str
    verdict: str
    points: float
    max_points: float

    def __str__(self) -> str:
        got = f"{self.verdict}, {self.points:g} of {self.max_points:g}"
        return f"{self.student}, {self.exercise}: {self.tries} -> {got}"


@dataclass(frozen=True)
class Chapter:
    """The results of one chapter. `mean` and `possible` are points of a whole submission."""

    name: str
    submissions: int
    verdicts: Counter[str]
    mean: float
    possible: float
    exercises: int
    agreeing: int


@dataclass(frozen=True)
class Outcome:
    """The results of a class: per chapter, where they aren't right, and what attacks came to."""

    chapters: tuple[Chapter, ...]
    kinds: Counter[str]
    differences: tuple[Difference, ...]
    attacks: tuple[Attack, ...]

    @property
    def is_right(self) -> bool:
        """Whether every exercise was judged and has the points that it is worth."""
        judged = not any(chapter.verdicts["not judged"] for chapter in self.chapters)
        return judged and not self.differences


Rows = Sequence[Mapping[str, Any]]
Due = Mapping[str, Mapping[str, float]]
Story = Mapping[str, Mapping[str, Any]]


def compare(rows: Rows, due: Due, story: Story) -> Outcome:
    """Hold the rows of `autograder grade --json` against a class's expected.json and class.json."""
    got = {(row["student"], row["exercise"]): row["points"] for row in rows}
    worth = {(who, name): points for who, each in due.items() for name, points in each.items()}
    wrong = [key for key in sorted({*got, *worth}) if got.get(key) != worth.get(key)]
    return Outcome(
        chapters=tuple(_chapters(rows, story, {*wrong})),
        kinds=Counter(entry["kind"] for entry in story.values()),
        differences=tuple(Difference(*key, worth.get(key), got.get(key)) for key in wrong),
        attacks=tuple(_attacks(rows, story)),
    )


def _chapters(rows: Rows, story: Story, wrong: set[tuple[str, str]]) -> Iterable[Chapter]:
    for name in sorted({entry["chapter"] for entry in story.values()}):
        students = [who for who, entry in story.items() if entry["chapter"] == name]
        here = [row for row in rows if row["chapter"] == name]
        exercises = [(who, each) for who in students for each in story[who]["exercises"]]
        yield Chapter(
            name=name,
            submissions=len(students),
            verdicts=Counter(row["verdict"] for row in here),
            mean=sum(row["points"] for row in here) / len(students),
            possible=sum({row["exercise"]: row["max_points"] for row in here}.values()),
            exercises=len(exercises),
            agreeing=sum(key not in wrong for key in exercises),
        )


def _attacks(rows: Rows, story: Story) -> Iterable[Attack]:
    for row in rows:
        entry = story.get(row["student"], {})
        did = entry.get("exercises", {}).get(row["exercise"], {}).get("answer", "")
        if did.startswith("attack:"):
            yield Attack(
                row["student"],
                row["exercise"],
                entry["what"],
                row["verdict"],
                row["points"],
                row["max_points"],
            )


def table(chapters: Sequence[Chapter]) -> list[str]:
    """The lines of a table with a column for each chapter; a verdict that never came is left out.

    Where there are too many chapters for a terminal's width, it is as wide as it has to be.
    """
    seen = [verdict for verdict in VERDICTS if any(c.verdicts[verdict] for c in chapters)]
    lines = [
        ("", *(c.name for c in chapters)),
        ("submissions", *(str(c.submissions) for c in chapters)),
        ("mean points", *(f"{c.mean:.1f} of {c.possible:g}" for c in chapters)),
        *((f"  {verdict}", *(str(c.verdicts[verdict]) for c in chapters)) for verdict in seen),
        ("points that are right", *(f"{c.agreeing} of {c.exercises}" for c in chapters)),
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join((line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:]))).rstrip()
        for line in lines
    ]


def _points(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"
