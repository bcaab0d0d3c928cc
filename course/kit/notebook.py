"""What a notebook calls: `check`, `hint` and `reset`, each given the student's function itself."""

from __future__ import annotations

import linecache
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from course.kit.cell import in_notebook, run_by_a_person
from course.kit.exercise import CHECKS, Chapter, Exercise, load_chapter
from course.kit.hints import next_hints
from course.kit.judge import Verdict, judge_exercise
from course.kit.language import _, speak
from course.kit.observe import Observation, observe_cases
from course.kit.progress.noting import note_check
from course.kit.report import Report, headline
from course.kit.resetting import reset_in_notebook
from course.kit.words import KEPT, PASSED


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

    In a notebook the report is shown, and NotPassed is raised unless all cases agree; where a
    person runs the cell, the verdict is kept in the working folder. In plain Python the report is
    returned.

    Raises LookupError when `function` belongs to no exercise of this folder's chapter.
    """
    folder = find_folder(sys._getframe(1))
    chapter = _chapter_in(folder)
    if isinstance(function, str):
        message = _("check takes the function itself, without quotes: check({name}).")
        raise TypeError(message.format(name=function))
    exercise = find_exercise(function, chapter, sys._getframe(1))
    verdict = judge_exercise(exercise, exercise.visible, observe_all(function, exercise))
    closing = None
    if run_by_a_person():
        closing = note_check(folder, chapter.name, chapter.exercises, verdict)
    report = present(Report(exercise, verdict))
    if closing:
        _display(closing)
    return report


def present(report: Report) -> Report | None:
    """Show a report in a notebook, or return it where there is none.

    Raises NotPassed in a notebook, after showing, unless the exercise is passed.
    """
    if not in_notebook():
        return report
    _display(report)
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


def hint(function: Callable[..., Any] | str, *, solution: bool = False) -> None:
    """Show the next hint for an exercise, given its function or its name, and those before it.

    Where a person runs the cell, it is kept in the working folder how many were given. After the
    last one, `solution=True` shows a solution where there is one. Raises LookupError when
    `function` belongs to no exercise of this folder's chapter.
    """
    folder = find_folder(sys._getframe(1))
    chapter = _chapter_in(folder)
    exercise = find_exercise(function, chapter, sys._getframe(1))
    by_a_person = run_by_a_person()
    _show(next_hints(exercise, chapter, folder, remembered=by_a_person, solution=solution))


def reset(function: Callable[..., Any] | str) -> None:
    """Bring back the answer cell of an exercise as it was given out, and keep the student's own.

    In the answer cell itself the original takes the place of all that stands there; in any other
    cell it comes into a new cell below. Raises LookupError when `function` belongs to no exercise
    of this folder's chapter.
    """
    folder = find_folder(sys._getframe(1))
    chapter = _chapter_in(folder)
    exercise = find_exercise(function, chapter, sys._getframe(1))
    _show(reset_in_notebook(exercise, chapter.name, folder))


def _show(shown: object) -> None:
    """Display something in a notebook, and print it elsewhere."""
    if in_notebook():
        _display(shown)
    else:
        print(shown)


def _display(shown: object) -> None:
    from IPython.display import display

    display(shown)


def find_chapter(frame: FrameType) -> Chapter:
    """Load the chapter whose notebook is running, from the `checks.json` beside it.

    Raises LookupError, with what to do, where there is none.
    """
    return _chapter_in(find_folder(frame))


def find_folder(frame: FrameType) -> Path:
    """Find the folder of the chapter whose notebook is running.

    Raises LookupError, with what to do, where there is no `checks.json`.
    """
    for folder in _folders(frame.f_globals):
        if (folder / CHECKS).is_file():
            return folder
    raise LookupError(
        _(
            "There is no {file} in {folder}. It belongs beside the chapter's notebook: open the "
            "notebook in the folder that you received it in, or copy {file} from the release."
        ).format(file=CHECKS, folder=Path.cwd())
    )


def _chapter_in(folder: Path) -> Chapter:
    chapter = load_chapter(folder / CHECKS)
    speak(chapter.language)
    return chapter


def _folders(namespace: Mapping[str, Any]) -> list[Path]:
    folders = [Path.cwd()]
    for place in (namespace.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")):
        if place:
            folders.append(Path(place).parent)
    # A notebook that was kept can be opened where it lies.
    return folders + [folder.parent for folder in folders if folder.name == KEPT]


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
