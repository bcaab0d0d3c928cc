"""Building the whole course, and proving that what is committed is what would be built."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course.build.authored import Authored, chapter_names, read_exercise
from course.build.faults import AuthoringError
from course.build.messages import Catalogue, catalogue
from course.build.record import record
from course.build.release import REPOSITORY, release
from course.build.settled import recorded_before, settle
from course.build.source import source_notebook
from course.build.story import about, placed, read_story, title_of
from course.kit.judging.exercise import CHECKS, FORMAT, Exercise, exercise_to_json

GENERATED = ("source", "release")


def exercises() -> Iterator[Authored]:
    """Read every placed exercise of the course, chapter by chapter.

    Raises AuthoringError for two of one name, or for what any of the files lacks.
    """
    seen: dict[str, Authored] = {}
    for chapter in chapter_names():
        for name in placed(read_story(chapter)):
            authored = read_exercise(chapter, name)
            if name in seen:
                raise authored.fault(
                    f"{name!r} is the name of an exercise of {seen[name].chapter} too.",
                    "Rename one, file and function.",
                    f"def {name}",
                )
            seen[name] = authored
            yield authored


def build(root: Path, languages: list[str], *, before: Path | None = None) -> None:
    """Build `source/` and `release/` below `root`, replacing what was there.

    What was recorded stays where only rounding sets it apart; it is read from below `before`,
    which is `root` itself unless said otherwise.
    """
    found = list(exercises())
    for language in languages:
        translate = catalogue(language)
        source = root / "source" / language
        recorded = recorded_before((before or root) / "source" / language)
        _clear(source)
        for chapter in chapter_names():
            here = [authored for authored in found if authored.chapter == chapter]
            fresh = {authored.name: record(authored, translate) for authored in here}
            settled = {name: settle(new, recorded.get(name)) for name, new in fresh.items()}
            write_source(source / chapter, chapter, settled, language, translate)
        _clear(root / "release" / language)
        release(source, root / "release" / language)


def write_source(
    folder: Path,
    chapter: str,
    exercises: Mapping[str, Exercise],
    language: str,
    translate: Catalogue,
) -> None:
    """Write one chapter's instructor notebook and its `checks.json` into `folder`."""
    folder.mkdir(parents=True)
    notebook = source_notebook(chapter, translate)
    (folder / f"{chapter}.ipynb").write_text(notebook, encoding="utf-8", newline="\n")
    recorded = {name: exercise_to_json(exercise) for name, exercise in exercises.items()}
    head = {
        "format": FORMAT,
        "chapter": chapter,
        "language": language,
        "title": translate(title_of(read_story(chapter))),
        "about": translate(about(chapter)),
        "contents": {
            name: {"title": node["title"], "points": sum(node["points"].values())}
            for name, node in recorded.items()
        },
    }
    (folder / CHECKS).write_text(_checks_text(head, recorded), encoding="utf-8", newline="\n")


def _checks_text(head: dict[str, Any], recorded: dict[str, dict]) -> str:
    """Lay the file out with one line for each exercise, so that a change shows where it is.

    What a start page needs stands before them (`course/kit/progress/contents.py`).
    """
    lines = [f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in head.items()]
    body = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(data, ensure_ascii=False, allow_nan=False)}"
        for name, data in recorded.items()
    )
    return "{\n" + ",\n".join(lines) + ',\n"exercises": {\n' + body + "\n}}\n"


def differences(root: Path, languages: list[str]) -> list[str]:
    """List the generated files below `root` that differ from what would be built now."""
    with tempfile.TemporaryDirectory() as fresh:
        build(Path(fresh), languages, before=root)
        built, there = _files(Path(fresh)), _files(root)
    return sorted(
        f"{name}: {_how(built.get(name), there.get(name))}"
        for name in built.keys() | there.keys()
        if built.get(name) != there.get(name)
    )


def _how(built: bytes | None, there: bytes | None) -> str:
    if there is None:
        return "missing"
    return "not generated from anything" if built is None else "differs"


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for top in GENERATED
        for path in sorted((root / top).rglob("*"))
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


__all__ = ["REPOSITORY", "AuthoringError", "build", "differences", "exercises"]
