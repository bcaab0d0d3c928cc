"""Validating: mend a notebook, run it from top to bottom and gather the verdicts of its checks."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from course.kit.judging.exercise import CHECKS, load_chapter
from course.kit.language import _
from course.kit.report import MIME
from course.kit.words import NOT_ATTEMPTED, PASSED, TIMED_OUT
from course.kit.working.repair import UNTOUCHED, Repair, repair

_CELL_TIMEOUT = 60
_PATIENCE = 20.0
"""Seconds after which it is told, again and again, which cell is running."""
_LINE = 60
"""So many letters of a cell's first line are shown."""
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True)
class Raised:
    """A code cell that raised: its id, how a student finds it, and what it raised."""

    cell: str
    where: str
    message: str


@dataclass(frozen=True)
class Validation:
    """What the checks of one notebook said: a verdict for every exercise of its chapter.

    `verdicts` are as `course.kit.report.summary` makes them. `errors` are the code cells outside
    of exercises' checks that raised. `repair` is what was mended before it ran.
    """

    chapter: str
    verdicts: tuple[dict[str, Any], ...]
    errors: tuple[Raised, ...]
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
            "errors": [dict(vars(error)) for error in self.errors],
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
        for error in self.errors:
            text = _("{cell} raised {message}")
            lines.append(text.format(cell=error.where, message=error.message))
        done = sum(verdict["verdict"] == PASSED for verdict in self.verdicts)
        lines.append(
            _("{chapter}: {done} of {total} exercises passed, on the visible cases.").format(
                chapter=self.chapter, done=done, total=len(self.verdicts)
            )
        )
        return "\n".join(lines)


def validate(
    path: Path, *, mend: bool = True, tell: Callable[[str], None] | None = None
) -> Validation:
    """Run the notebook at `path` in a kernel of its own, in its folder, and gather verdicts.

    With `mend`, what is broken in it is mended first, as `course.kit.working.repair` does; what
    running it gives is not written. A cell is stopped after a minute; `tell` is told of one that
    takes long. Raises FileNotFoundError where the notebook or the
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
    with _Waiting(notebook.cells, tell) as waiting:
        client.on_cell_start = waiting.at
        client.execute()
    reported = {v["exercise"]: v for cell in notebook.cells for v in _verdicts(cell)}
    verdicts = [
        reported.get(name) or _unreported(name, exercise.max_points, notebook.cells)
        for name, exercise in chapter.exercises.items()
    ]
    errors = list(_errors(notebook.cells, chapter.exercises))
    return Validation(chapter.name, tuple(verdicts), tuple(errors), mended)


class _Waiting:
    """Tells, while cells run, which one has been running for long."""

    def __init__(self, cells: list[Any], tell: Callable[[str], None] | None) -> None:
        self._cells, self._tell = cells, tell
        self._running: tuple[int, float] | None = None
        self._done = threading.Event()

    def __enter__(self) -> Self:
        if self._tell:
            threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._done.set()

    def at(self, cell: Any, cell_index: int) -> None:
        """Note which cell runs now."""
        self._running = cell_index, time.monotonic()

    def _watch(self) -> None:
        while not self._done.wait(_PATIENCE):
            if self._tell and self._running and time.monotonic() - self._running[1] >= _PATIENCE:
                index, since = self._running
                text = _("{cell} has been running for {seconds} s; it is stopped after {most} s.")
                where = _place(self._cells, index)
                seconds = round(time.monotonic() - since)
                self._tell(text.format(cell=where, seconds=seconds, most=_CELL_TIMEOUT))


def _place(cells: list[Any], index: int) -> str:
    """Say where the cell with this index is."""
    before = [cell for cell in cells[: index + 1] if cell.cell_type == "code"]
    grade_id = cells[index].get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
    if grade_id.endswith("-check"):
        return _("The check of {exercise}").format(exercise=grade_id.removesuffix("-check"))
    return _where(cells[index].source, len(before), "", "").rstrip(",")


def _verdicts(cell: dict[str, Any]) -> list[dict[str, Any]]:
    return [output.data[MIME] for output in _outputs(cell) if MIME in output.get("data", {})]


def _outputs(cell: dict[str, Any]) -> list[Any]:
    return cell.get("outputs", [])


def _unreported(name: str, max_points: float, cells: list[Any]) -> dict[str, Any]:
    """Make up the verdict of an exercise whose check said nothing."""
    verdict = NOT_ATTEMPTED
    detail = _("Its check cell is missing: get the chapter's notebook again.")
    for cell in cells:
        if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") == f"{name}-check":
            raised = [f"{o.ename}: {o.evalue}" for o in _outputs(cell) if o.output_type == "error"]
            detail = raised[0] if raised else _("Its check cell says nothing.")
            if detail == f"NameError: name '{name}' is not defined":
                detail = _("No cell that ran defines {name}.").format(name=name)
            if any(output.get("ename") == "KeyboardInterrupt" for output in _outputs(cell)):
                verdict = TIMED_OUT
                detail = _("It did not end within {seconds} s.").format(seconds=_CELL_TIMEOUT)
    return {
        "exercise": name,
        "verdict": verdict,
        "points": 0.0,
        "max_points": max_points,
        "agreed": 0,
        "total": 0,
        "mistake": None,
        "detail": detail,
    }


def _errors(cells: list[Any], exercises: Container[str]) -> Iterator[Raised]:
    """Find the code cells that raised, but for checks, whose verdicts say it."""
    number, heading = 0, ""
    for cell in cells:
        grade_id = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "markdown":
            heading = _heading(cell.source) or heading
        if cell.cell_type != "code":
            continue
        number += 1
        if grade_id.endswith("-check") and grade_id.removesuffix("-check") in exercises:
            continue
        for output in _outputs(cell):
            if output.output_type == "error":
                answered = grade_id if grade_id in exercises else ""
                where = _where(cell.source, number, heading, answered)
                yield Raised(cell.get("id", ""), where, f"{output.ename}: {output.evalue}")
                break


def _where(source: str, number: int, heading: str, answered: str) -> str:
    """Say where a cell is, as a student sees it: what it answers, its place, its first line."""
    if answered:
        return _("The answer cell of {exercise}").format(exercise=answered)
    line = next((line.strip() for line in source.splitlines() if line.strip()), "")
    shown = line if len(line) <= _LINE else line[: _LINE - 1] + "…"
    text = _("Code cell {number}, which begins with `{line}`,")
    if heading:
        text = _("Code cell {number}, under “{heading}”, which begins with `{line}`,")
    return text.format(number=number, heading=heading, line=shown)


def _heading(markdown: str) -> str:
    """Give the last heading of a cell's prose; "" where there is none."""
    found = _HEADING.findall(_FENCED.sub("", markdown))
    return str(found[-1]).replace("`", "") if found else ""
