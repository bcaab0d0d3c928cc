"""Finding an exercise's solution, where whoever gives the course lets students see it.

A chapter as it is handed out holds none (`docs/decisions/0010-where-solutions-come-from.md`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from course.kit.progress.contents import working_folder

SOLUTIONS = "solutions.json"
"""The file by which an instructor hands out a chapter's solutions; it lies beside `checks.json`."""

_MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


def find_solution(folder: Path, chapter: str, language: str, exercise: str) -> str | None:
    """Find the solution of an exercise for the chapter in `folder`; None where there is none.

    A `solutions.json` in the folder decides alone, so an empty one withholds all. Without one,
    the `source` of the course's repository counts, if the working folder lies in it.
    """
    handed_out = folder / SOLUTIONS
    if handed_out.is_file():
        found = _json(handed_out).get("solutions")
        solution = found.get(exercise) if isinstance(found, dict) else None
        return solution if isinstance(solution, str) else None
    working = working_folder(folder)
    if working is None:
        return None
    notebook = working.parent / "source" / language / chapter / f"{chapter}.ipynb"
    return _solution_in(_json(notebook), exercise)


def without_markers(source: str) -> str:
    """Take nbgrader's solution markers out of an answer."""
    return "\n".join(line for line in source.split("\n") if line.strip() not in _MARKERS)


def _solution_in(notebook: dict[str, Any], exercise: str) -> str | None:
    for cell in notebook.get("cells", []):
        known = cell.get("metadata", {}).get("nbgrader", {})
        if known.get("grade_id") == exercise and known.get("solution"):
            return without_markers("".join(cell["source"]))
    return None


def _json(path: Path) -> dict[str, Any]:
    """Read a JSON object; an empty one where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
