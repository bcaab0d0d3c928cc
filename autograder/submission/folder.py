"""Reading the folder of a submission: its notebook, and the files that its code may read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.submission.walk import Found, look, opened, read, walk
from course.kit.judging.exercise import CHECKS
from course.kit.language import plural
from course.kit.mending.decode import LARGEST
from course.kit.mending.note import Note
from course.kit.words import KEPT

MOST_FILES = 100
LARGEST_FILE = 10_000_000
LARGEST_TOTAL = 20_000_000
"""Bytes of all files beside the notebook together."""

_NOTEBOOK = ".ipynb"
_MOST_READ = 4
"""So many notebooks besides the likeliest one are read, in case that one holds no answer."""
_KEPT_NAME = re.compile(r"-kept-\d{4}-\d\d-\d\d-\d{6}")
_INSTEAD = (".zip", ".json", ".txt", ".py")
"""What a notebook may be handed in as, when there is none: an archive, another name, an export."""


@dataclass(frozen=True)
class Handed:
    """What lies in `submitted/<student>/<chapter>/`.

    `notebook` is None where there is none that can be read, and `name` is its relative POSIX name.
    `files` are the others, by such names, without notebooks, the chapter's own `checks.json`, and
    what the course kept of earlier work. `besides` are other notebooks, the likeliest first; of the
    first few, what they hold.
    """

    notebook: bytes | None
    files: tuple[tuple[str, bytes], ...]
    notes: tuple[Note, ...]
    name: str = ""
    besides: tuple[tuple[str, bytes | None], ...] = ()


def read_folder(folder: Path, chapter: str) -> Handed:
    """Read a student's folder for a chapter.

    Never raises, whatever lies there: links, devices and pipes are not opened, and number, depth
    and size are limited. A notebook of another name is taken where the right one is missing.
    """
    notes: list[Note] = []
    try:
        with opened(folder) as descriptor:
            return _read(descriptor, chapter, notes)
    except FileNotFoundError:
        why = "there is no folder for this chapter"
    except (OSError, ValueError) as error:
        why = f"its folder can't be opened ({type(error).__name__})"
    return Handed(None, (), (*notes, Note(f"Nothing was handed in: {why}.")))


def is_kept(path: str) -> bool:
    """Tell whether a file is one that the course kept of earlier work, before it changed it."""
    *folders, name = path.split("/")
    return KEPT in map(_folded, folders) or _KEPT_NAME.search(name) is not None


def _read(folder: int, chapter: str, notes: list[Note]) -> Handed:
    everything, hit = walk(folder)
    if hit and (right := look(folder, chapter + _NOTEBOOK)) and right not in everything:
        everything.append(right)
    found = [f for f in everything if _is_writable(f.path)]
    if hit or len(found) < len(everything):
        text = "The folder holds more names, or stranger ones, than can be read; some were left out"
        notes.append(Note(f"{text}."))
    candidates = _candidates(found, chapter, notes)
    if not candidates:
        return Handed(None, _files(folder, found, None, notes), tuple(notes))
    chosen, *others = candidates
    notebook = _notebook(folder, chosen, chapter, notes)
    besides = [(f.path, read(folder, f, LARGEST)) for f in others[:_MOST_READ]]
    besides += [(f.path, None) for f in others[_MOST_READ:]]
    files = _files(folder, found, chosen, notes)
    return Handed(notebook, files, tuple(notes), chosen.path, tuple(besides))


def _is_writable(path: str) -> bool:
    """Tell whether a name can be written down, and means the same on every system."""
    return path.isprintable() and "\\" not in path and path.isascii() | _encodes(path)


def _encodes(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _candidates(found: Sequence[Found], chapter: str, notes: list[Note]) -> list[Found]:
    """Find what may be the chapter's notebook, the likeliest first."""
    name = chapter + _NOTEBOOK
    unusable = [f for f in found if not f.is_file and f.name == name]
    if unusable:
        text = f"`{unusable[0].path}` is a link or no plain file, and was not opened."
        notes.append(Note(f"{text} Hand in the notebook itself."))
    candidates = [f for f in found if f.is_file and _suffix(f) == _NOTEBOOK]
    candidates = candidates or [f for f in found if _stands_in(f, chapter)]
    if not candidates:
        notes.append(Note(f"There is no notebook in the folder; `{name}` was expected."))
    return sorted(candidates, key=lambda f: _preference(f, chapter))


def _notebook(folder: int, chosen: Found, chapter: str, notes: list[Note]) -> bytes | None:
    name = chapter + _NOTEBOOK
    if chosen.path != name:
        notes.append(Note(f"The notebook should be `{name}`; `{chosen.path}` was taken for it."))
    data = read(folder, chosen, LARGEST)
    if data is None:
        limit = f"larger than {LARGEST // 1_000_000} MB"
        why = limit if chosen.size > LARGEST else "not readable"
        notes.append(Note(f"`{chosen.path}` is {why}, so nothing of it could be graded."))
    return data


def _stands_in(found: Found, chapter: str) -> bool:
    if not found.is_file or _suffix(found) not in _INSTEAD or _folded(found.name) == CHECKS:
        return False
    return _folded(chapter) in _folded(found.name) or _NOTEBOOK in _folded(found.name)


def _preference(found: Found, chapter: str) -> tuple[object, ...]:
    """Order candidates: the right name first, then one that only case or accents set apart, then
    one that holds the chapter's name; less deep first; of copies with numbers, the highest. What
    the course kept of earlier work comes last."""
    stem = found.name[: -len(_NOTEBOOK)] if _suffix(found) == _NOTEBOOK else found.name
    numbers = re.findall(r"\d{1,6}", _folded(stem).replace(_folded(chapter), ""))
    return (
        is_kept(found.path),
        stem != chapter,
        _folded(stem) != _folded(chapter),
        _folded(chapter) not in _folded(stem),
        len(found.steps),
        -int(numbers[-1]) if numbers else 0,
        found.path,
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _suffix(found: Found) -> str:
    stem, dot, suffix = found.name.rpartition(".")
    return (dot + suffix).lower() if stem else ""


def _files(
    folder: int, found: Sequence[Found], chosen: Found | None, notes: list[Note]
) -> tuple[tuple[str, bytes], ...]:
    """Read the other files. A notebook in a folder of its own finds its neighbours there."""
    home = chosen.path[: -len(chosen.name)] if chosen else ""
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    total = 0
    for one in found:
        if one is chosen or _suffix(one) == _NOTEBOOK or _folded(one.name) == CHECKS:
            continue
        if is_kept(one.path):
            continue
        room = min(LARGEST_FILE, LARGEST_TOTAL - total) if len(files) < MOST_FILES else -1
        data = read(folder, one, room)
        if data is None:
            left_out.append(one.path)
            continue
        files.setdefault(one.path.removeprefix(home), data)
        total += len(data)
    if left_out:
        count = plural("{count} file", "{count} files", len(left_out))
        text = f"{count} beside the notebook could not be taken along, such as `{left_out[0]}`: "
        limits = f"links, more than {MOST_FILES} files, or more than 10 MB in one and 20 MB in all"
        notes.append(Note(f"{text}{limits} are left out."))
    return tuple(files.items())
