"""How far somebody is: the record held against the chapters that are there, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from course.kit.language import _, plural
from course.kit.progress.answers import MISSING, OTHER, answers_not_saved
from course.kit.progress.contents import Contents, Entry, chapters_in
from course.kit.progress.keeping import read_progress
from course.kit.progress.record import Done, Progress
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED, TIMED_OUT


@dataclass(frozen=True)
class ChapterStanding:
    """How far somebody is in one chapter; `done` holds an entry for each of its exercises.

    `not_saved` says of passed ones whose saved answer is not the one that passed which it is, where
    that was looked up (`course.kit.progress.answers`).
    """

    contents: Contents
    done: tuple[tuple[Entry, Done], ...]
    not_saved: Mapping[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> int:
        """How many exercises passed."""
        return sum(done.passed for _entry, done in self.done)

    @property
    def points(self) -> float:
        """The points earned on visible cases; of each exercise, by its best check."""
        return sum(done.best.points for _entry, done in self.done if done.best)

    @property
    def is_begun(self) -> bool:
        """Tell whether anything was done in it."""
        return any(done != Done() for _entry, done in self.done)

    @property
    def is_finished(self) -> bool:
        """Tell whether all exercises passed."""
        return self.passed == len(self.done)


@dataclass(frozen=True)
class Standing:
    """How far somebody is in the whole course. `next` is None when all is passed."""

    chapters: tuple[ChapterStanding, ...]
    next: tuple[Contents, Entry] | None

    @property
    def is_begun(self) -> bool:
        """Tell whether anything was done at all."""
        return any(chapter.is_begun for chapter in self.chapters)

    @property
    def passed(self) -> int:
        """How many exercises passed."""
        return sum(chapter.passed for chapter in self.chapters)

    @property
    def total(self) -> int:
        """How many exercises there are."""
        return sum(len(chapter.done) for chapter in self.chapters)

    @property
    def points(self) -> float:
        """The points earned on visible cases."""
        return sum(chapter.points for chapter in self.chapters)

    @property
    def max_points(self) -> float:
        """All the points there are."""
        return sum(chapter.contents.max_points for chapter in self.chapters)


def standing_in(folder: Path, *, saved: bool = False) -> Standing:
    """Read how far somebody is in a working folder; with `saved`, look into its notebooks as well.

    Raises NewerProgressError for a record of a newer version, and OSError for one that can't be
    opened.
    """
    found = standing(chapters_in(folder), read_progress(folder))
    return replace(found, chapters=tuple(map(_as_saved, found.chapters))) if saved else found


def _as_saved(chapter: ChapterStanding) -> ChapterStanding:
    passed = {entry.name: done for entry, done in chapter.done if done.passed}
    return replace(chapter, not_saved=answers_not_saved(chapter.contents, passed))


def standing(chapters: list[Contents], progress: Progress) -> Standing:
    """Hold a record against the chapters that are there."""
    found = tuple(
        ChapterStanding(
            contents, tuple((e, progress.of(contents.name, e.name)) for e in contents.exercises)
        )
        for contents in chapters
    )
    return Standing(found, _next(found, progress.latest))


def _next(
    chapters: tuple[ChapterStanding, ...], latest: tuple[str, str] | None
) -> tuple[Contents, Entry] | None:
    """Find what to go on with: after what was new for the last time, and then from the front."""
    places = [(c.contents, entry, done) for c in chapters for entry, done in c.done]
    names = [(contents.name, entry.name) for contents, entry, _done in places]
    at = names.index(latest) if latest in names else 0
    chapter = names[at][0] if places else ""
    # First the rest of this chapter, then what was left out in it, then the other chapters.
    later, earlier = places[at:], places[:at]
    here = [p for p in later + earlier if p[0].name == chapter]
    others = [p for p in later + earlier if p[0].name != chapter]
    for contents, entry, done in here + others:
        if not done.passed:
            return contents, entry
    return None


def state(done: Done, not_saved: str = "") -> str:
    """Say in a few words how an exercise stands, and that its answer is `not_saved`."""
    if done.passed:
        if not_saved == MISSING:
            return _("passed, but the saved notebook doesn't hold the answer")
        if done.last and done.last.verdict == TIMED_OUT:
            return _("passed, but its last check was stopped")
        if done.last and done.last.verdict != PASSED:
            return _("passed, but its last check was not right")
        if not_saved == OTHER:
            return _("passed, but the saved answer is another one")
        return _("passed")
    if done.last is None or done.last.verdict == NOT_ATTEMPTED:
        hints = plural("{count} hint read", "{count} hints read", done.hints)
        return _("not attempted") + (f", {hints}" if done.hints else "")
    if done.last.verdict == FAILED and done.last.total:
        return _("not right yet, {agreed} of {total} cases agree").format(
            agreed=done.last.agreed, total=done.last.total
        )
    if done.last.verdict == TIMED_OUT:
        return _("not right yet, its last check was stopped")
    return _("not right yet")


def exercises_done(chapter: ChapterStanding) -> str:
    """Say how many exercises of a chapter are passed."""
    if chapter.is_finished:
        return plural("its exercise passed", "all {count} exercises passed", len(chapter.done))
    if not chapter.is_begun:
        return _("not begun")
    return _("{passed} of {total} exercises passed").format(
        passed=chapter.passed, total=len(chapter.done)
    )


def points_of(points: float, max_points: float) -> str:
    """Say how many points were earned."""
    return _("{points} of {max_points} points").format(
        points=f"{points:g}", max_points=f"{max_points:g}"
    )
