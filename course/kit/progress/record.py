"""What somebody has done in the course: the record, as it is kept in `course-progress.json`.

Times are only shown, never compared, so a clock that is wrong or set back does no harm.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from course.kit.words import NOT_ATTEMPTED, PASSED

FORMAT = 1
ABOUT = (
    "What you have done in the course, on the visible cases. `check` and `hint` write this file; "
    "`course progress` and START.md show it. To begin anew, delete it."
)


@dataclass(frozen=True)
class Attempt:
    """What one check said: the verdict, how many cases agreed, the points, and when.

    `answer` is the digest of the answer cell's text as it ran, where that is known.
    """

    verdict: str
    agreed: int
    total: int
    points: float
    at: str
    answer: str = ""

    @property
    def worth(self) -> tuple[bool, float, float]:
        """The order of attempts, from the worst to the best."""
        return self.verdict == PASSED, self.points, self.agreed / max(self.total, 1)


@dataclass(frozen=True)
class Done:
    """What was done in one exercise.

    `attempts` counts the checks of an answer up to the first that passed. `hints` counts the hints
    given, and `solution_seen` is when a solution was shown. `before_reset` is the best there was
    when the answer was last brought back as given out; it no longer counts.
    """

    attempts: int = 0
    best: Attempt | None = None
    last: Attempt | None = None
    hints: int = 0
    solution_seen: str = ""
    before_reset: Attempt | None = None

    @property
    def passed(self) -> bool:
        """Tell whether some check of it passed."""
        return self.best is not None and self.best.verdict == PASSED

    @property
    def passing_answers(self) -> frozenset[str]:
        """The digests of answers that passed, where they are known."""
        attempts = [attempt for attempt in (self.best, self.last) if attempt]
        return frozenset(a.answer for a in attempts if a.verdict == PASSED and a.answer)


@dataclass(frozen=True)
class Progress:
    """What was done in all chapters.

    `exercises` are by chapter, then by name. `finished` says when the end of a chapter was told.
    `latest` is the chapter and the exercise in which something was new for the last time.
    """

    exercises: Mapping[str, Mapping[str, Done]] = field(default_factory=dict)
    finished: Mapping[str, str] = field(default_factory=dict)
    latest: tuple[str, str] | None = None

    def of(self, chapter: str, exercise: str) -> Done:
        """Give what was done in one exercise; nothing, where nothing is known."""
        return self.exercises.get(chapter, {}).get(exercise, Done())


def digest(text: str) -> str:
    """Give the digest of an answer's text, by which it is known again; "" for none."""
    return hashlib.sha256(text.strip().encode("utf-8", "replace")).hexdigest()[:16] if text else ""


def now() -> str:
    """Give the time in the form of the record: to the second, with the difference to UTC."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def with_check(progress: Progress, chapter: str, exercise: str, attempt: Attempt) -> Progress:
    """Add a check. An untouched answer, as in "Run all cells", is no attempt and no news."""
    before = progress.of(chapter, exercise)
    if attempt.verdict == NOT_ATTEMPTED:
        # But after an attempt it says that the answer is gone.
        return progress if before.last is None else _with_last(progress, chapter, exercise, attempt)
    better = before.best is None or attempt.worth >= before.best.worth
    after = replace(
        before,
        attempts=before.attempts + (not before.passed),
        best=attempt if better and not before.passed else before.best,
        last=attempt,
    )
    is_news = before.last is None or before.last.worth != attempt.worth
    return replace(
        _with(progress, chapter, exercise, after),
        latest=(chapter, exercise) if is_news else progress.latest,
    )


def _with_last(progress: Progress, chapter: str, exercise: str, attempt: Attempt) -> Progress:
    done = replace(progress.of(chapter, exercise), last=attempt)
    return _with(progress, chapter, exercise, done)


def with_hint(progress: Progress, chapter: str, exercise: str, total: int) -> Progress:
    """Count one more hint, of `total`."""
    done = progress.of(chapter, exercise)
    done = replace(done, hints=min(done.hints + 1, total))
    return replace(_with(progress, chapter, exercise, done), latest=(chapter, exercise))


def with_solution_seen(progress: Progress, chapter: str, exercise: str, at: str) -> Progress:
    """Note that a solution was shown; the first time counts."""
    done = progress.of(chapter, exercise)
    return _with(progress, chapter, exercise, replace(done, solution_seen=done.solution_seen or at))


def with_finished(progress: Progress, chapter: str, at: str) -> Progress:
    """Note that the end of a chapter was told; the first time counts."""
    return replace(progress, finished={chapter: at, **progress.finished})


def with_reset(progress: Progress, chapter: str, exercises: Iterable[str]) -> Progress:
    """Open exercises again whose answers were brought back; the first of them comes next.

    What was never checked stays as it is.
    """
    names = [name for name in exercises if progress.of(chapter, name).last is not None]
    for name in names:
        done = progress.of(chapter, name)
        tries = [attempt for attempt in (done.before_reset, done.best) if attempt is not None]
        best = max(tries, key=lambda attempt: attempt.worth, default=None)
        done = replace(done, best=None, last=None, before_reset=best)
        progress = _with(progress, chapter, name, done)
    if not names:
        return progress
    finished = {name: at for name, at in progress.finished.items() if name != chapter}
    return replace(progress, finished=finished, latest=(chapter, names[0]))


def _with(progress: Progress, chapter: str, exercise: str, done: Done) -> Progress:
    of_chapter = {**progress.exercises.get(chapter, {}), exercise: done}
    return replace(progress, exercises={**progress.exercises, chapter: of_chapter})


def to_json(progress: Progress) -> dict[str, Any]:
    """Encode a record."""
    return {
        "format": FORMAT,
        "about": ABOUT,
        "latest": list(progress.latest) if progress.latest else None,
        "finished": dict(progress.finished),
        "exercises": {
            chapter: {name: _done_to_json(done) for name, done in exercises.items()}
            for chapter, exercises in progress.exercises.items()
        },
    }


def _done_to_json(done: Done) -> dict[str, Any]:
    node: dict[str, Any] = {"attempts": done.attempts, "hints": done.hints}
    if done.solution_seen:
        node["solution_seen"] = done.solution_seen
    for name in ("best", "last", "before_reset"):
        attempt: Attempt | None = getattr(done, name)
        if attempt:
            node[name] = {k: v for k, v in vars(attempt).items() if v != ""}
    return node


def from_json(node: Any) -> Progress:
    """Give back what `to_json` encoded. Raises ValueError for anything else."""
    try:
        latest = node["latest"]
        return Progress(
            exercises={
                str(chapter): {str(name): _done_from_json(done) for name, done in found.items()}
                for chapter, found in node["exercises"].items()
            },
            finished={str(chapter): str(at) for chapter, at in node["finished"].items()},
            latest=(str(latest[0]), str(latest[1])) if latest else None,
        )
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError(f"not a record of progress: {error!r}") from error


def _done_from_json(node: Mapping[str, Any]) -> Done:
    return Done(
        attempts=int(node["attempts"]),
        best=_attempt(node.get("best")),
        last=_attempt(node.get("last")),
        hints=int(node["hints"]),
        solution_seen=str(node.get("solution_seen", "")),
        before_reset=_attempt(node.get("before_reset")),
    )


def _attempt(node: Mapping[str, Any] | None) -> Attempt | None:
    if node is None:
        return None
    return Attempt(
        str(node["verdict"]),
        int(node["agreed"]),
        int(node["total"]),
        float(node["points"]),
        str(node["at"]),
        str(node.get("answer", "")),
    )
