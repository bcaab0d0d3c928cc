"""The student's working folder: a copy of the release that grows with it and forgets nothing.

A small record in the folder holds the hash of every file as it was copied. A file that still has
that hash was not touched and may be replaced by a newer release; any other file is the student's
and is never written to.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

RECORD = ".course-copies.json"
NOT_A_FILE = "not a file"


class Action(Enum):
    """What happens to one file of the release."""

    ADD = "add"
    UPDATE = "update"
    KEEP = "keep"
    NOTHING = "nothing"


@dataclass
class Outcome:
    """What a refresh did, by file name: added, updated, and kept although the release is newer."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


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
    """Bring `release`, the release in `lang`, into `folder` without touching a student's work.

    Raises OSError when the folder can't be read or written; what was copied until then is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    copied = dict(read_record(folder).copied)
    outcome = Outcome()
    for name in files_of(release):
        released = _hash(release / name)
        action = decide(_hash(folder / name), copied.get(name), released)
        if action is Action.KEEP:
            if copied.get(name) != released:
                outcome.kept.append(name)
            continue
        if action is Action.ADD:
            outcome.added.append(name)
        elif action is Action.UPDATE:
            outcome.updated.append(name)
        if action is not Action.NOTHING:
            _copy(release / name, folder / name)
        copied[name] = released
    _write_record(folder, Record(lang, copied))
    return outcome


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
    part = folder / (RECORD + ".part")
    part.write_text(text + "\n", encoding="utf-8")
    part.replace(folder / RECORD)


def _hash(path: Path) -> str | None:
    """The SHA-256 of a file; None when nothing is there. A link or a folder equals no file."""
    if not os.path.lexists(path):
        blocked = any(up.exists() and not up.is_dir() for up in path.parents)
        return NOT_A_FILE if blocked else None
    if path.is_symlink() or not path.is_file():
        return NOT_A_FILE
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that `target` is at every moment the old one or the new one, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.replace(target)
