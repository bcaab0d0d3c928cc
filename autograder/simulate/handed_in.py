"""What one simulated student hands in, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

HONEST, DAMAGED, HOSTILE = "honest", "damaged", "hostile"
KINDS = (HONEST, DAMAGED, HOSTILE)


@dataclass(frozen=True)
class Due:
    """What must come out for one exercise: its points, and the verdicts that may go with them.

    `answer` says what the student did: `solution`, `stub`, `mistake:…`, `style:…`, `damage:…` or
    `attack:…`.
    """

    answer: str
    points: float
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class HandedIn:
    """One student's folder: files by name, links by name with what each points to."""

    student: str
    chapter: str
    kind: str
    what: str
    due: Mapping[str, Due]
    files: Mapping[str, bytes]
    links: Mapping[str, str] = field(default_factory=dict)

    def write(self, submitted: Path) -> None:
        """Write the folder `<student>/<chapter>` below `submitted`.

        A name that climbs out of the folder is refused with ValueError.
        """
        folder = submitted / self.student / self.chapter
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            path = _inside(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, target in self.links.items():
            _inside(folder, name).symlink_to(target)

    def to_json(self) -> dict[str, Any]:
        """Say what was done, for `class.json`."""
        return {
            "chapter": self.chapter,
            "kind": self.kind,
            "what": self.what,
            "exercises": {
                name: {"answer": due.answer, "points": due.points, "verdicts": list(due.verdicts)}
                for name, due in self.due.items()
            },
        }


def _inside(folder: Path, name: str) -> Path:
    if ".." in Path(name).parts or Path(name).is_absolute():
        raise ValueError(f"{name!r} lies outside the submission's folder")
    return folder / name


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """Write a notebook as Jupyter does, without asking whether it is a valid one."""
    return (nbformat.v4.writes(notebook) + "\n").encode("utf-8", "surrogatepass")
