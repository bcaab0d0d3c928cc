"""Validating: mend a notebook, run it from top to bottom and gather the verdicts of its checks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.kit.exercise import CHECKS, load_chapter
from course.kit.language import _
from course.kit.report import MIME
from course.kit.words import NOT_ATTEMPTED, PASSED
from course.kit.working.repair import UNTOUCHED, Repair, repair

_CELL_TIMEOUT = 120


@dataclass(frozen=True)
class Validation:
    """What the checks of one notebook said: a verdict for every exercise of its chapter.

    `verdicts` are as `course.kit.report.summary` makes them. `errors` are the code cells outside
    of exercises that raised, as (cell id, message). `repair` is what was mended before it ran.
    """

    chapter: str
    verdicts: tuple[dict[str, Any], ...]
    errors: tuple[tuple[str, str], ...]
    repair: Repair = UNTOUCHED

    @property
    def passed(self) -> bool:
        """Tell whether every exercise is passed."""
        return all(verdict["verdict"] == PASSED for verdict in self.verdicts)

    def to_json(self) -> dict[str, Any]:
        """Give the whole for programs."""
        return {
            "chapter": self.chapter,
            "passed": self.passed,
            "exercises": list(self.verdicts),
            "errors": [{"cell": cell, "message": message} for cell, message in self.errors],
            "mended": self.repair.to_json(),
        }

    def __str__(self) -> str:
        width = max(len(verdict["exercise"]) for verdict in self.verdicts)
        said = str(self.repair)
        lines = [said, ""] if said else []
        for verdict in self.verdicts:
            line = f"{verdict['exercise']:<{width}}  {verdict['verdict']:<13}"
            line += f"  {verdict['points']:g} / {verdict['max_points']:g}  {verdict['detail']}"
            lines.append(line.rstrip())
        for cell, message in self.errors:
            lines.append(_("The cell {cell} raised {message}").format(cell=cell, message=message))
        done = sum(verdict["verdict"] == PASSED for verdict in self.verdicts)
        lines.append(
            _("{chapter}: {done} of {total} exercises passed, on the visible cases.").format(
                chapter=self.chapter, done=done, total=len(self.verdicts)
            )
        )
        return "\n".join(lines)


def validate(path: Path, *, mend: bool = True) -> Validation:
    """Run the notebook at `path` in a kernel of its own, in its folder, and gather verdicts.

    With `mend`, what is broken in it is mended first, as `course.kit.working.repair` does; what
    running it gives is not written. Raises FileNotFoundError where the notebook or the
    `checks.json` beside it is missing, and ValueError for a file that is no notebook.
    """
    import nbformat
    from nbclient import NotebookClient

    checks = path.parent / CHECKS
    if not path.is_file():
        raise FileNotFoundError(_("There is no notebook {path}.").format(path=path))
    mended = repair(path) if mend else UNTOUCHED
    if not checks.is_file():
        raise FileNotFoundError(
            _("There is no {file} beside {path}; copy it from the release.").format(
                file=CHECKS, path=path
            )
        )
    chapter = load_chapter(checks)
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        message = _("{path} is no notebook that can be read: {error}")
        raise ValueError(message.format(path=path, error=error)) from error
    client = NotebookClient(
        notebook,
        timeout=_CELL_TIMEOUT,
        interrupt_on_timeout=True,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        allow_errors=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    reported = {v["exercise"]: v for cell in notebook.cells for v in _verdicts(cell)}
    verdicts = [
        reported.get(name) or _unreported(name, exercise.max_points, notebook.cells)
        for name, exercise in chapter.exercises.items()
    ]
    errors = [found for cell in notebook.cells if (found := _error(cell, chapter.exercises))]
    return Validation(chapter.name, tuple(verdicts), tuple(errors), mended)


def _verdicts(cell: dict[str, Any]) -> list[dict[str, Any]]:
    return [output.data[MIME] for output in _outputs(cell) if MIME in output.get("data", {})]


def _outputs(cell: dict[str, Any]) -> list[Any]:
    return cell.get("outputs", [])


def _unreported(name: str, max_points: float, cells: list[Any]) -> dict[str, Any]:
    """Make up the verdict of an exercise whose check said nothing."""
    detail = _("Its check cell is missing: get the chapter's notebook again.")
    for cell in cells:
        if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") == f"{name}-check":
            raised = [f"{o.ename}: {o.evalue}" for o in _outputs(cell) if o.output_type == "error"]
            detail = raised[0] if raised else _("Its check cell says nothing.")
    return {
        "exercise": name,
        "verdict": NOT_ATTEMPTED,
        "points": 0.0,
        "max_points": max_points,
        "agreed": 0,
        "total": 0,
        "mistake": None,
        "detail": detail,
    }


def _error(cell: dict[str, Any], exercises: Any) -> tuple[str, str] | None:
    grade_id = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
    if grade_id.removesuffix("-check") in exercises and grade_id.endswith("-check"):
        return None
    for output in _outputs(cell):
        if output.output_type == "error":
            return cell.get("id", ""), f"{output.ename}: {output.evalue}"
    return None
