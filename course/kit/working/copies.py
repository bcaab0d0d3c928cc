"""Bringing a release into the working folder without touching a student's work.

A small record in the folder holds the hash of every file as it was copied. A file that still has
that hash was not touched and may be replaced by a newer release. Any other is the student's: a
notebook's answers are carried into the newer one, and what was there is kept in `kept/` beside it.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from course.kit.mending import Note, Released, UnreadableError
from course.kit.values.raw import Json
from course.kit.words import CHECKS
from course.kit.working.assemble import assembled
from course.kit.working.carry import carry
from course.kit.working.files import keep_copy, put
from course.kit.working.given import GIVEN

RECORD = ".course-copies.json"
NOT_A_FILE = "not a file"
_NOTEBOOK = ".ipynb"


class Action(Enum):
    """What happens to one file of the release."""

    ADD = "add"
    UPDATE = "update"
    KEEP = "keep"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Taken:
    """A file that was changed and is the newest now: the copy kept of it, and notes on it.

    A notebook has the student's answers in it.
    """

    name: str
    kept: str
    notes: tuple[Note, ...]


@dataclass
class Outcome:
    """What a refresh did, by file name.

    Files were added, updated, kept although the release is newer, or taken along.
    """

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """The language of a working folder, and the hash of each file as it was copied there."""

    lang: str | None = None
    copied: dict[str, str] = field(default_factory=dict)


def decide(present: str | None, copied: str | None, released: str) -> Action:
    """What to do with a file, from three hashes.

    `present` is what is in the folder (None: nothing), `copied` what was put there the last time
    (None: nothing is known of that), `released` what the release has.
    """
    if present is None:
        return Action.ADD
    if present == released:
        return Action.NOTHING
    return Action.UPDATE if present == copied else Action.KEEP


def refresh(release: Path, folder: Path, lang: str) -> Outcome:
    """Bring `release`, the release in `lang`, into `folder`.

    Raises OSError when the folder can't be read or written; what was copied until then is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    record = read_record(folder)
    copied = dict(record.copied)
    outcome = Outcome()
    for name in files_of(release):
        data = (release / name).read_bytes()
        if _bring(name, data, folder, copied, outcome):
            _remember(name, data, folder)
            copied[name] = _digest(data)
    if (now := Record(lang, copied)) != record:
        _write_record(folder, now)
    return outcome


def _bring(name: str, data: bytes, folder: Path, copied: dict[str, str], outcome: Outcome) -> bool:
    """Bring one file; tell whether what is there now belongs to this release."""
    target, released = folder / name, _digest(data)
    action = decide(_hash(target), copied.get(name), released)
    if action is Action.KEEP:
        if copied.get(name) == released:
            return True
        taken = _take_along(name, data, folder, copied.get(name))
        if taken is None:
            outcome.kept.append(name)
            return False
        outcome.taken.append(taken)
        return True
    if action is Action.ADD:
        outcome.added.append(name)
    elif action is Action.UPDATE:
        outcome.updated.append(name)
    if action is not Action.NOTHING:
        put(target, data)
    return True


def _take_along(name: str, data: bytes, folder: Path, copied: str | None) -> Taken | None:
    """Replace a file of the student's by the newer one, a notebook with their work in it.

    None, and nothing changed, for other files, and where nothing in a notebook is of the chapter.
    """
    target = folder / name
    if _hash(target) == NOT_A_FILE:
        return None
    notes: tuple[Note, ...] = ()
    if name.endswith(_NOTEBOOK):
        given = folder / GIVEN / name
        old = given.read_bytes() if copied and _hash(given) == copied else b""
        found = _carried(target.read_bytes(), old, data)
        if found is None:
            return None
        data, notes = found
    elif target.name != CHECKS:
        return None
    kept = keep_copy(target)
    put(target, data)
    return Taken(name, kept.relative_to(folder).as_posix(), notes)


def _carried(theirs: bytes, old: bytes, new: bytes) -> tuple[bytes, tuple[Note, ...]] | None:
    """Write the notebook `new` with the work in `theirs`, which was made from `old` (or b"")."""
    given, release = _notebook(old), _notebook(new)
    if release is None:
        return None
    try:
        carried = carry(theirs, Released.of(given) if given else None, Released.of(release))
    except UnreadableError:
        return None
    if carried is None:
        return None
    return assembled(carried.cells, theirs, release), tuple(carried.notes)


def _notebook(data: bytes) -> Json | None:
    try:
        found: Json = json.loads(data)
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("cells"), list) else None


def _remember(name: str, data: bytes, folder: Path) -> None:
    """Keep a notebook as it is given out, and its checks: an update and mending need them."""
    if name.endswith(_NOTEBOOK) or Path(name).name == CHECKS:
        given = folder / GIVEN / name
        if _hash(given) != _digest(data):
            put(given, data)


def files_of(release: Path) -> list[str]:
    """The files of a release as names with forward slashes, sorted; hidden ones are left out."""
    names = (path.relative_to(release) for path in release.rglob("*") if path.is_file())
    return sorted(
        name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)
    )


def read_record(folder: Path) -> Record:
    """What was copied into `folder`; an empty record when none is there or it is damaged.

    An empty record is safe: without one, every file that differs counts as the student's.
    """
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return Record(str(found["lang"]), {str(k): str(v) for k, v in found["copied"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Record()


def _write_record(folder: Path, record: Record) -> None:
    text = json.dumps({"lang": record.lang, "copied": record.copied}, indent=1, sort_keys=True)
    put(folder / RECORD, (text + "\n").encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash(path: Path) -> str | None:
    """The SHA-256 of a file; None when nothing is there. A link or a folder equals no file."""
    if not os.path.lexists(path):
        blocked = any(up.exists() and not up.is_dir() for up in path.parents)
        return NOT_A_FILE if blocked else None
    if path.is_symlink() or not path.is_file():
        return NOT_A_FILE
    return _digest(path.read_bytes())
