"""What a notebook calls: `check`, `hint` and `reset`, each given the student's function itself."""

from __future__ import annotations

import gc
import linecache
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from traceback import clear_frames
from types import FrameType
from typing import Any

from course.kit.judging.exercise import CHECKS, Chapter, Exercise, load_chapter
from course.kit.judging.judge import judge_exercise
from course.kit.language import _, speak
from course.kit.notebook.answer_runs import follow, note_on, text_of
from course.kit.notebook.cell import in_notebook, run_by_a_person, was_queued
from course.kit.notebook.hints import next_hints
from course.kit.notebook.refused import NotFoundError, nothing_given, string_given, value_given
from course.kit.notebook.resetting import reset_in_notebook
from course.kit.notebook.stopped import Stopped, Underway
from course.kit.observing.observe import Observation, observe_cases
from course.kit.progress.noting import note_check, note_stopped
from course.kit.report import Report
from course.kit.words import KEPT, NOT_ATTEMPTED, PASSED

_NOTHING: Any = object()


class NotPassed(Exception):
    """Ends a check cell whose exercise isn't passed, so that nbgrader counts it as failed.

    Its traceback is one line; the report stands above it. To a person, whose front end shows the
    report, that line doesn't repeat its heading.
    """

    def __init__(self, report: Report) -> None:
        super().__init__(report.headline)
        self.verdict = report.verdict

    def _render_traceback_(self) -> list[str]:
        if not run_by_a_person():
            return [str(self)]
        not_attempted = self.verdict.verdict == NOT_ATTEMPTED
        return [_("Not attempted.") if not_attempted else _("Not passed.")]


def check(function: Callable[..., Any] = _NOTHING) -> Report | None:
    """Run `function` on the visible cases of its exercise and report how it did.

    In a notebook the report is shown, and NotPassed is raised unless all cases agree; where a
    person runs the cell, the verdict is kept in the working folder, and an interrupt is reported
    before Stopped ends the cell. In plain Python the report is returned.

    Raises LookupError when `function` belongs to no exercise of this folder's chapter.
    """
    folder = find_folder(sys._getframe(1))
    chapter = _chapter_in(folder)
    if isinstance(function, str):
        raise string_given("check", function)
    exercise = find_exercise(function, chapter, sys._getframe(1))
    note = note_on(exercise.name, function)
    underway, stopped = Underway(), None
    try:
        observations = observe_all(function, exercise, underway)
    except KeyboardInterrupt as interrupt:
        if not run_by_a_person():
            raise
        stopped = underway.stopped(exercise, interrupt, note)
        clear_frames(interrupt.__traceback__)
    if stopped:
        gc.collect()
        note_stopped(folder, chapter.name, exercise)
        _display(stopped)
        # Raised out here: as its context the interrupt would keep all that the answer had made.
        raise Stopped(stopped.title)
    verdict = judge_exercise(exercise, exercise.visible, observations)
    closing = None
    if run_by_a_person():
        answer = text_of(exercise.name, function)
        closing = note_check(folder, chapter.name, chapter.exercises, verdict, answer)
    report = present(Report(exercise, verdict, note))
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
        raise NotPassed(report)
    return None


def observe_all(
    function: Callable[..., Any], exercise: Exercise, underway: Underway | None = None
) -> list[Observation]:
    """Observe a function on every visible case of its exercise; `underway` tells which one runs."""
    cases = [visible.case for visible in exercise.visible]
    return observe_cases(
        function,
        underway.through(cases) if underway else cases,
        parameters=exercise.parameters,
        facts=exercise.rules.facts,
        watched=exercise.rules.watched,
    )


def hint(function: Callable[..., Any] | str = _NOTHING, *, solution: bool = False) -> None:
    """Show the next hint for an exercise, given its function or its name, and those before it.

    Where a person runs the cell, it is kept in the working folder how many were given; where they
    run all cells, those given before are shown again. After the last one, `solution=True` shows a
    solution where there is one. Raises LookupError when
    `function` belongs to no exercise of this folder's chapter.
    """
    folder = find_folder(sys._getframe(1))
    chapter = _chapter_in(folder)
    exercise = find_exercise(function, chapter, sys._getframe(1), "hint")
    by_a_person = run_by_a_person()
    again = by_a_person and was_queued()
    found = next_hints(
        exercise, chapter, folder, remembered=by_a_person, solution=solution, again=again
    )
    _show(found)


def reset(function: Callable[..., Any] | str = _NOTHING) -> None:
    """Bring back the answer cell of an exercise as it was given out, and keep the student's own.

    In the answer cell itself the original takes the place of all that stands there; in any other
    cell it comes into a new cell below. Raises LookupError when `function` belongs to no exercise
    of this folder's chapter.
    """
    folder = find_folder(sys._getframe(1))
    chapter = _chapter_in(folder)
    exercise = find_exercise(function, chapter, sys._getframe(1), "reset")
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
    raise NotFoundError(
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
    function: Callable[..., Any] | str, chapter: Chapter, frame: FrameType, asked: str = "check"
) -> Exercise:
    """Find the exercise that `function` answers: by the name it is called by, or its own name.

    A student may bind a lambda or a helper of another name to the exercise's name, so the names
    in the notebook count before the function's own.

    Raises LookupError, with what to do, for a function of no exercise; `asked` is what was called
    with it. Raises TypeError where nothing was given.
    """
    if function is _NOTHING:
        raise nothing_given(asked, chapter.exercises)
    bound = [name for name in chapter.exercises if frame.f_globals.get(name) is function]
    if len(bound) > 1:
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
        bound = [name for name in bound if re.search(rf"\(\s*{name}\b", line)] or bound
    own = function if isinstance(function, str) else getattr(function, "__name__", "")
    for name in (*bound, own):
        if name in chapter.exercises:
            return chapter.exercises[name]
    if not callable(function) and not isinstance(function, str):
        raise value_given(asked, function, chapter.exercises, frame)
    raise NotFoundError(
        _(
            "{name} is no exercise of {chapter}. Its exercises are: {exercises}. Pass the "
            "function itself, without parentheses: {asked}({example})."
        ).format(
            asked=asked,
            name=own or repr(function),
            chapter=chapter.name,
            exercises=", ".join(chapter.exercises),
            example=next(iter(chapter.exercises)),
        )
    )


follow()
