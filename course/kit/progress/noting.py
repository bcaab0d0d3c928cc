"""Noting what happens in a notebook: checks, hints, and the end of a chapter.

Nothing here raises or prints: a check must not fail because its verdict can't be kept.
"""

from __future__ import annotations

import contextlib
import html
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Verdict
from course.kit.language import _, plural
from course.kit.progress.contents import Contents, chapters_in, contents_of, working_folder
from course.kit.progress.keeping import keep, read_progress
from course.kit.progress.page import START, write_start_page
from course.kit.progress.record import (
    Attempt,
    Progress,
    digest,
    now,
    with_check,
    with_finished,
    with_hint,
    with_solution_seen,
)
from course.kit.progress.standing import state
from course.kit.words import TIMED_OUT


@dataclass(frozen=True)
class Closing:
    """What is said once, when all exercises of a chapter are passed.

    `next_title` and `next_address` are those of the chapter to go on with; "" after the last.
    """

    text: str
    next_title: str = ""
    next_address: str = ""

    def __repr__(self) -> str:
        return self._said(f"{self.next_title} ({self.next_address})")

    def _repr_html_(self) -> str:
        address, title = html.escape(quote(self.next_address)), html.escape(self.next_title)
        said = self._said("{link}")
        link = f'<a href="{address}">{title}</a>'
        return f"<p>{html.escape(said).replace('{link}', link)}</p>"

    def _said(self, following: str) -> str:
        if not self.next_title:
            return self.text
        return f"{self.text} " + _("Next comes {chapter}.").format(chapter=following)


def note_check(
    folder: Path, chapter: str, exercises: Iterable[str], verdict: Verdict, answer: str = ""
) -> Closing | None:
    """Note a check in the chapter's folder; give the closing words where it ends the chapter.

    `answer` is the text of the answer cell as it ran, where that is known.

    The start page is written anew where there is one and it says something else of the exercise.
    """
    attempt = Attempt(
        verdict.verdict, verdict.agreed, verdict.total, verdict.points, now(), digest(answer)
    )
    with contextlib.suppress(Exception):
        return _note(folder, chapter, tuple(exercises), verdict.exercise, attempt)
    return None


def note_stopped(folder: Path, chapter: str, exercise: Exercise) -> None:
    """Note a check that was stopped before it came to a verdict."""
    attempt = Attempt(TIMED_OUT, 0, len(exercise.visible), 0.0, now())
    with contextlib.suppress(Exception):
        _note(folder, chapter, (), exercise.name, attempt)


def _note(
    folder: Path, chapter: str, exercises: tuple[str, ...], name: str, attempt: Attempt
) -> Closing | None:
    """Note an attempt; the chapter is finished when all of `exercises` are passed, if any."""
    working = working_folder(folder)
    if working is None:
        return None

    def change(progress: Progress) -> Progress:
        progress = with_check(progress, chapter, name, attempt)
        if exercises and all(progress.of(chapter, other).passed for other in exercises):
            progress = with_finished(progress, chapter, attempt.at)
        return progress

    before, after = keep(working, change)
    if _shown(before, chapter, name) != _shown(after, chapter, name):
        if (working / START).exists():
            write_start_page(working)
        if chapter in after.finished and chapter not in before.finished:
            return _closing(working, contents_of(folder), after)
    return None


def _shown(progress: Progress, chapter: str, name: str) -> tuple[object, ...]:
    """Give what the start page shows of an exercise, and which one it leads on from."""
    done = progress.of(chapter, name)
    return state(done), done.best and done.best.points, progress.latest


def _closing(working: Path, contents: Contents, progress: Progress) -> Closing:
    count = len(contents.exercises)
    said = [
        plural(
            "The exercise of this chapter is passed.",
            "All {count} exercises of this chapter are passed.",
            count,
        )
    ]
    if contents.about:
        said.append(_("You can now {about}.").format(about=contents.about))
    there = chapters_in(working)
    left = [other for other in there if other.name not in progress.finished]
    following = [other for other in left if other.name > contents.name] or left
    if not following:
        return Closing(" ".join(said))
    notebook = following[0].notebook
    return Closing(" ".join(said), following[0].title, f"../{notebook.parent.name}/{notebook.name}")


def note_hint(folder: Path, chapter: str, exercise: str, total: int) -> tuple[int, int] | None:
    """Count one more hint, of `total`; give how many were given before, and now.

    None where nothing is noted: in one of the course's own folders.
    """
    working = working_folder(folder)
    if working is None:
        return None
    before, after = keep(working, lambda p: with_hint(p, chapter, exercise, total))
    return before.of(chapter, exercise).hints, after.of(chapter, exercise).hints


def hints_given(folder: Path, chapter: str, exercise: str) -> int:
    """Say how many hints were given so far; 0 where that isn't known."""
    working = working_folder(folder)
    with contextlib.suppress(OSError, ValueError):
        return read_progress(working).of(chapter, exercise).hints if working else 0
    return 0


def note_solution(folder: Path, chapter: str, exercise: str) -> None:
    """Note that a solution was shown."""
    working, at = working_folder(folder), now()
    if working is not None:
        keep(working, lambda p: with_solution_seen(p, chapter, exercise, at))
