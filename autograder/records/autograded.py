"""autograded/<student>/<chapter>/: what nbgrader leaves there, and the verdicts beside it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from nbgrader.coursedir import CourseDirectory

from autograder.records.gradebook import Entry
from autograder.records.handed_in import TIMESTAMP, read_regular, regular_files, timestamp_of
from autograder.records.marks import Marks
from autograder.records.whole_folder import made_anew

if TYPE_CHECKING:
    from autograder.grading.result import Result

VERDICTS = "verdicts.json"
FORMAT = 1
_KILOBYTE = 1000  # as nbgrader counts CourseDirectory.max_file_size
_LARGEST_VERDICTS = 16_000_000


@dataclass(frozen=True)
class Verdicts:
    """The content of verdicts.json.

    `entry` is what went into the gradebook; `verdicts` and `notes` are rows of plain values, as
    in `Result`; `left_out` names the student's files that were not copied.
    """

    fingerprint: str
    entry: Entry
    verdicts: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    left_out: list[str]


def folder_of(coursedir: CourseDirectory, student: str, chapter: str) -> Path:
    """Give the place of a graded submission."""
    return Path(coursedir.format_path(coursedir.autograded_directory, student, chapter))


def write_autograded(coursedir: CourseDirectory, result: Result, entry: Entry) -> None:
    """Write the folder of one graded submission, in place of the one before."""
    with made_anew(folder_of(coursedir, result.student, result.chapter)) as folder:
        left_out = _fill(folder, coursedir, result)
        _write(folder / f"{result.chapter}.ipynb", result.notebook)
        _write(folder / VERDICTS, _as_json(result, entry, left_out))
        _set_permissions(folder, shared=coursedir.groupshared)


def _fill(target: Path, coursedir: CourseDirectory, result: Result) -> list[str]:
    """Copy what was handed in and what was given out with it; name what was left behind.

    Files of the chapter itself come from source/, whatever the student has made of them.
    """
    source = Path(coursedir.format_path(coursedir.source_directory, ".", result.chapter))
    submitted = Path(
        coursedir.format_path(coursedir.submitted_directory, result.student, result.chapter)
    )
    ignored = (*coursedir.ignore, "*.ipynb")
    given_out = list(regular_files(source, ignored))
    for name in given_out:
        _copy(source / name, target / name)
    ours = {name.parts[0] for name in given_out} | {VERDICTS, TIMESTAMP}
    if timestamp_of(submitted) is not None:
        _copy(submitted / TIMESTAMP, target / TIMESTAMP)
    handed_in = [n for n in regular_files(submitted, ignored) if n.parts[0] not in ours]
    return [_shown(n) for n in _too_large(submitted, target, handed_in, coursedir)]


def _too_large(
    submitted: Path, target: Path, names: list[PurePath], coursedir: CourseDirectory
) -> Iterator[PurePath]:
    """Copy files as long as they are within nbgrader's limits; give those that aren't."""
    left = coursedir.max_dir_size * _KILOBYTE
    for name in names:
        content = read_regular(submitted / name, min(left, coursedir.max_file_size * _KILOBYTE))
        if content is None:
            yield name
            continue
        left -= len(content)
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target, follow_symlinks=False)


def _shown(name: PurePath) -> str:
    return name.as_posix().encode("utf-8", "replace").decode("utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _set_permissions(folder: Path, *, shared: bool) -> None:
    """Set nbgrader's modes: files that nobody writes to, or that the group does."""
    for place, _folders, files in os.walk(folder):
        for name in files:
            os.chmod(os.path.join(place, name), 0o664 if shared else 0o444)
        if shared:
            os.chmod(place, (os.stat(place).st_mode | 0o2770) & 0o2777)


def _as_json(result: Result, entry: Entry, left_out: list[str]) -> str:
    content = {
        "format": FORMAT,
        "student": result.student,
        "chapter": result.chapter,
        "fingerprint": result.fingerprint,
        "timestamp": entry.timestamp.isoformat() if entry.timestamp else None,
        "scores": dict(entry.marks.scores),
        "comments": dict(entry.marks.comments),
        "seconds": result.seconds,
        "verdicts": [_without(row, "student", "chapter") for row in result.rows()],
        "notes": [{"text": note.text, "exercise": note.exercise} for note in result.notes],
        "left_out": left_out,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def read_verdicts(folder: Path, student: str, chapter: str) -> Verdicts | None:
    """Read the verdicts.json of a graded submission; None where it isn't one of ours."""
    content = read_regular(folder / VERDICTS, _LARGEST_VERDICTS)
    if content is None or not (folder / f"{chapter}.ipynb").is_file():
        return None
    try:
        found = json.loads(content)
        if (found["format"], found["student"], found["chapter"]) != (FORMAT, student, chapter):
            return None
        time = found["timestamp"]
        entry = Entry(
            student,
            datetime.fromisoformat(time) if time else None,
            Marks(dict(found["scores"]), dict(found["comments"])),
        )
        return Verdicts(
            str(found["fingerprint"]),
            entry,
            list(found["verdicts"]),
            list(found["notes"]),
            list(found["left_out"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
