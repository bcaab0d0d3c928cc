"""Resetting an exercise from its notebook while that is open.

Nothing but the front end may change an open notebook: what is written into the file would be lost
at the next save, or take unsaved changes with it. So the kernel hands the original to the front
end, as the text of the running cell or of a new one below it (IPython's `set_next_input`).
"""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.kit.judging.exercise import Exercise
from course.kit.language import _
from course.kit.notebook import cell
from course.kit.progress.reopening import reopen
from course.kit.prose import code_elements
from course.kit.words import KEPT
from course.kit.working.files import keep_bytes

_DEFINING = (ast.FunctionDef, ast.ClassDef)
_BINDING = (*_DEFINING, ast.Assign)
_RESETTING = re.compile(
    r"^[ \t]*(from course\.kit import reset|reset\([^()]*\))[ \t]*$", re.MULTILINE
)
"""The lines of a cell that ask for a reset; they are no work of the student's."""


@dataclass(frozen=True)
class ResetShown:
    """What a reset did, in words; `original` is shown with them where it may not be in a cell."""

    text: str
    original: str = ""

    def __repr__(self) -> str:
        return f"{self.text}\n\n{self.original}" if self.original else self.text

    def _repr_html_(self) -> str:
        text = "".join(f"<p>{code_elements(line)}</p>" for line in self.text.split("\n"))
        if not self.original:
            return text
        summary = html.escape(_("The original, to copy"))
        return (
            f"{text}<details><summary>{summary}</summary>"
            f"<pre>{html.escape(self.original)}</pre></details>"
        )


def reset_in_notebook(exercise: Exercise, chapter: str, folder: Path) -> ResetShown:
    """Hand the original of an answer cell to the front end, after the student's own was kept.

    `folder` is that of the chapter. In the answer cell itself the function is defined as given out
    and counts as not attempted again. Where nobody runs the cell by hand, nothing is handed over
    and nothing is written.
    """
    name = exercise.name
    if not exercise.stub:
        return ResetShown(
            _(
                "The original of {name} isn't in this chapter's checks.json, which is of an "
                "earlier version of the course. Get the chapter's folder again."
            ).format(name=name)
        )
    if not cell.run_by_a_person():
        return ResetShown(
            _("The answer cell of {name}, as it was given out:").format(name=name), exercise.stub
        )
    code = cell.running_code()
    # What isn't known can't be kept, and so isn't replaced.
    in_place = bool(code) and (cell.running_grade_id() == name or defines(code, name))
    own = _own_version(code if in_place else "", exercise)
    try:
        kept = _keep(own, name, folder) if own else None
    except OSError as error:
        # Then nothing is replaced: the only copy may be the one in this cell.
        in_place = False
        said = [
            _("Your answer stays where it is, since it can't be kept in a file: {error}.").format(
                error=error
            )
        ]
    else:
        said = []
        if kept:
            said = [
                _("Your answer is kept beside the notebook, in `{kept}`.").format(
                    kept=kept.relative_to(folder).as_posix()
                )
            ]
    cell.shell().set_next_input(exercise.stub, replace=in_place)
    if in_place:
        done = _("This cell is as it was given out. Write your answer, and run it.")
        if _define_original(exercise):
            text = _("`{name}` is the given function again too: `check` no longer sees yours.")
            said.append(text.format(name=name))
        if reopen(folder, chapter, [name]):
            said.append(_("It counts as not attempted until you check it again."))
        return ResetShown("\n".join([done, *said]))
    done = _(
        "The original of {name} is in the new cell below. To have it in the answer cell instead, "
        "run `reset({name})` in the answer cell: it takes the place of all that stands there. If "
        "the answer cell is gone, move the new one above `check({name})`."
    ).format(name=name)
    return ResetShown("\n".join([done, *said]), exercise.stub)


def _define_original(exercise: Exercise) -> bool:
    """Define the stub's function in the notebook; tell whether that could be done.

    Otherwise `check` would go on judging the function that the cell no longer shows. The rest of
    the running cell may define that one again, so it is done once more when the cell has ended.
    """
    shell = cell.shell()
    stub = compile(exercise.stub, f"<{exercise.name} as given out>", "exec", dont_inherit=True)

    def define() -> None:
        exec(stub, shell.user_ns)

    def define_at_the_end(_result: object) -> None:
        shell.events.unregister("post_run_cell", define_at_the_end)
        define()

    try:
        define()
    except Exception:  # such as a name in its annotations that the notebook hasn't imported yet
        return False
    if hasattr(shell, "events"):
        shell.events.register("post_run_cell", define_at_the_end)
    return True


def defines(code: str, name: str, *, by: tuple[type[ast.stmt], ...] = _BINDING) -> bool:
    """Tell whether a cell's code binds `name` at its top level."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return any(name in _names(statement) for statement in tree.body if isinstance(statement, by))


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return [statement.name] if isinstance(statement, _DEFINING) else []


def _own_version(replaced: str, exercise: Exercise) -> str:
    """Find what to keep: all that will be replaced, or else the answer that was run last.

    A definition comes before an assignment, by which the name may have been lost.
    """
    given_out = ("", exercise.stub.strip())
    if (left := _RESETTING.sub("", replaced).strip("\n")).strip() not in given_out:
        return left
    ran = reversed(_texts(cell.shell().user_ns.get("In")))
    texts = [text for text in ran if _RESETTING.sub("", text).strip() not in given_out]
    for by in (_DEFINING, _BINDING):
        for text in texts:
            if defines(text, exercise.name, by=by):
                return text
    return ""


def _texts(ran: object) -> list[str]:
    return [text for text in ran if isinstance(text, str)] if isinstance(ran, Iterable) else []


def _keep(own: str, name: str, folder: Path) -> Path:
    """Write an answer to a dated file in `kept/`, unless one there holds the same."""
    data = (own.rstrip() + "\n").encode("utf-8", errors="replace")
    for known in sorted((folder / KEPT).glob(f"{name}-kept-*.py")):
        if known.read_bytes() == data:
            return known
    return keep_bytes(folder / f"{name}.py", data)
