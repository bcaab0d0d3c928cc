"""What a notebook calls: `check` and `hint`, each given the student's function itself."""

from __future__ import annotations

import linecache
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from course.kit.exercise import CHECKS, Chapter, Exercise, load_chapter
from course.kit.judge import Verdict, judge_exercise
from course.kit.language import _, speak
from course.kit.observe import Observation, observe_cases
from course.kit.report import Report, headline
from course.kit.words import PASSED

_hints_given: dict[str, int] = {}


class NotPassed(Exception):
    """Ends a check cell whose exercise isn't passed, so that nbgrader counts it as failed.

    Its traceback is one line; the report stands above it.
    """

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(headline(verdict))
        self.verdict = verdict

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def check(function: Callable[..., Any]) -> Report | None:
    """Run `function` on the visible cases of its exercise and report how it did.

    In a notebook the report is shown, and NotPassed is raised unless all cases agree. In plain
    Python the report is returned.

    Raises LookupError when `function` belongs to no exercise of this folder's chapter.
    """
    chapter = find_chapter(sys._getframe(1))
    if isinstance(function, str):
        message = _("check takes the function itself, without quotes: check({name}).")
        raise TypeError(message.format(name=function))
    exercise = find_exercise(function, chapter, sys._getframe(1))
    verdict = judge_exercise(exercise, exercise.visible, observe_all(function, exercise))
    return present(Report(exercise, verdict))


def present(report: Report) -> Report | None:
    """Show a report in a notebook, or return it where there is none.

    Raises NotPassed in a notebook, after showing, unless the exercise is passed.
    """
    if not in_notebook():
        return report
    from IPython.display import display

    display(report)
    if report.verdict.verdict != PASSED:
        raise NotPassed(report.verdict)
    return None


def observe_all(function: Callable[..., Any], exercise: Exercise) -> list[Observation]:
    """Observe a function on every visible case of its exercise."""
    return observe_cases(
        function,
        [visible.case for visible in exercise.visible],
        parameters=exercise.parameters,
        facts=exercise.rules.facts,
        watched=exercise.rules.watched,
    )


def hint(function: Callable[..., Any] | str) -> None:
    """Print the next hint for an exercise, given its function or its name.

    After the last hint comes the last again. Raises LookupError when `function` belongs to no
    exercise of this folder's chapter.
    """
    chapter = find_chapter(sys._getframe(1))
    exercise = find_exercise(function, chapter, sys._getframe(1))
    given = _hints_given.get(exercise.name, 0)
    number = min(given + 1, len(exercise.hints))
    _hints_given[exercise.name] = number
    print(
        _("Hint {number} of {total} for {name}: {text}").format(
            number=number,
            total=len(exercise.hints),
            name=exercise.name,
            text=exercise.hints[number - 1],
        )
    )


def in_notebook() -> bool:
    """Tell whether this code runs in a Jupyter kernel."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


def find_chapter(frame: FrameType) -> Chapter:
    """Load the chapter whose notebook is running, from the `checks.json` beside it.

    Raises LookupError, with what to do, where there is none.
    """
    for folder in _folders(frame.f_globals):
        if (folder / CHECKS).is_file():
            chapter = load_chapter(folder / CHECKS)
            speak(chapter.language)
            return chapter
    raise LookupError(
        _(
            "There is no {file} in {folder}. It belongs beside the chapter's notebook: open the "
            "notebook in the folder that you received it in, or copy {file} from the release."
        ).format(file=CHECKS, folder=Path.cwd())
    )


def _folders(namespace: Mapping[str, Any]) -> list[Path]:
    folders = [Path.cwd()]
    for place in (namespace.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")):
        if place:
            folders.append(Path(place).parent)
    return folders


def find_exercise(
    function: Callable[..., Any] | str, chapter: Chapter, frame: FrameType
) -> Exercise:
    """Find the exercise that `function` answers: by the name it is called by, or its own name.

    A student may bind a lambda or a helper of another name to the exercise's name, so the names
    in the notebook count before the function's own.

    Raises LookupError, with what to do, for a function of no exercise.
    """
    bound = [name for name in chapter.exercises if frame.f_globals.get(name) is function]
    if len(bound) > 1:
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
        bound = [name for name in bound if re.search(rf"\(\s*{name}\b", line)] or bound
    own = function if isinstance(function, str) else getattr(function, "__name__", "")
    for name in (*bound, own):
        if name in chapter.exercises:
            return chapter.exercises[name]
    raise LookupError(
        _(
            "{name} is no exercise of {chapter}. Its exercises are: {exercises}. Pass the "
            "function itself, without parentheses: check({example})."
        ).format(
            name=own or repr(function),
            chapter=chapter.name,
            exercises=", ".join(chapter.exercises),
            example=next(iter(chapter.exercises)),
        )
    )
