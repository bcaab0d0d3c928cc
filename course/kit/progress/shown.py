"""Progress in a terminal, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from course.kit.language import _
from course.kit.progress.standing import ChapterStanding, Standing, exercises_done, points_of, state


def as_text(found: Standing) -> str:
    """Write how far somebody is: every chapter, and of those begun and not done, the exercises."""
    return "\n".join(_lines(found))


def chapter_text(chapter: ChapterStanding) -> str:
    """Write how far somebody is in one chapter, exercise by exercise."""
    return "\n".join([_chapter(chapter), *_exercises(chapter)])


def _lines(found: Standing) -> Iterator[str]:
    width = max(len(chapter.contents.name) for chapter in found.chapters)
    for chapter in found.chapters:
        yield _chapter(chapter, width)
        if (chapter.is_begun and not chapter.is_finished) or chapter.not_saved:
            yield from _exercises(chapter)
    yield ""
    yield _("{passed} of {total} exercises passed, {points}, on the visible cases.").format(
        passed=found.passed, total=found.total, points=points_of(found.points, found.max_points)
    )
    if found.next:
        contents, entry = found.next
        yield _("Next: {exercise} ({title}), in {notebook}").format(
            exercise=entry.name,
            title=entry.title,
            notebook=contents.notebook.relative_to(contents.folder.parent),
        )


def _chapter(chapter: ChapterStanding, width: int = 0) -> str:
    points = points_of(chapter.points, chapter.contents.max_points)
    return f"{chapter.contents.name:<{width}}  {exercises_done(chapter)}, {points}"


def _exercises(chapter: ChapterStanding) -> Iterator[str]:
    longest = max(len(entry.name) for entry, _done in chapter.done)
    for entry, done in chapter.done:
        yield f"    {entry.name:<{longest}}  {state(done, chapter.not_saved.get(entry.name, ''))}"


def as_json(found: Standing) -> dict[str, Any]:
    """Give the same for programs."""
    return {
        "passed": found.passed,
        "total": found.total,
        "points": found.points,
        "max_points": found.max_points,
        "next": (
            {"chapter": found.next[0].name, "exercise": found.next[1].name} if found.next else None
        ),
        "chapters": [
            {
                "chapter": chapter.contents.name,
                "passed": chapter.passed,
                "total": len(chapter.done),
                "points": chapter.points,
                "max_points": chapter.contents.max_points,
                "exercises": [
                    {
                        "exercise": entry.name,
                        "max_points": entry.points,
                        "passed": done.passed,
                        "saved": entry.name not in chapter.not_saved,
                        **asdict(done),
                    }
                    for entry, done in chapter.done
                ],
            }
            for chapter in found.chapters
        ],
    }
