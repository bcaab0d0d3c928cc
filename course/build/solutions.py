"""Writing a chapter's solutions for its students: `solutions.json`, to be handed out by itself."""

from __future__ import annotations

import json
from pathlib import Path

from course.build.authored import chapter_names, read_exercise
from course.build.story import placed, read_story

FORMAT = 1


def write_solutions(chapter: str, path: Path) -> int:
    """Write the solutions of a chapter into a file; give their number.

    Raises LookupError for a chapter that isn't one, and OSError where the file can't be written.
    """
    if chapter not in chapter_names():
        known = ", ".join(chapter_names())
        raise LookupError(f"There is no chapter {chapter}. There are: {known}.")
    names = placed(read_story(chapter))
    solutions = {name: read_exercise(chapter, name).answer for name in names}
    node = {"format": FORMAT, "chapter": chapter, "solutions": solutions}
    text = json.dumps(node, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return len(solutions)
