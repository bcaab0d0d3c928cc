"""The list of the course: every exercise with what it grades and what it has."""

from __future__ import annotations

from typing import Any

from course.build.record import hidden_cases, visible_cases
from course.build.sync import exercises

_ANY_SECRET = b"counting only"


def listing() -> list[dict[str, Any]]:
    """Describe every exercise, in the order of the course."""
    return [
        {
            "chapter": authored.chapter,
            "exercise": authored.name,
            "points": sum(authored.points.values()),
            "concepts": list(authored.declared.concepts),
            "hints": len(authored.declared.hints),
            "mistakes": list(authored.mistakes),
            "visible_cases": len(visible_cases(authored)),
            "hidden_cases": len(hidden_cases(authored, _ANY_SECRET, "")),
        }
        for authored in exercises()
    ]


def as_table(rows: list[dict[str, Any]]) -> str:
    """Write the list for people: a line an exercise."""
    cells = [("chapter", "exercise", "points", "cases", "mistakes", "concepts")]
    for row in rows:
        cases = f"{row['visible_cases']} + {row['hidden_cases']}"
        cells.append(
            (
                row["chapter"],
                row["exercise"],
                f"{row['points']:g}",
                cases,
                str(len(row["mistakes"])),
                " ".join(row["concepts"]),
            )
        )
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cells]
    return "\n".join(line.rstrip() for line in lines)
