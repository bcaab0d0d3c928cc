"""The finding about the course itself: an old copy that runs, or notebooks of an older release."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from course.kit.language import _

from . import remedy
from .findings import OK, WARNING, Finding
from .machine import Machine
from .probe import Outcome

NAME = "course"
PROJECT = "pytorch-foundations"
RECORD = ".course-copies.json"
"""What `course lab` writes into a working folder: the hash of each file as it was copied there."""


def course(machine: Machine, outcome: Outcome) -> Finding:
    """Report on which copy of the course runs, and whether the notebooks are of its release."""
    elsewhere = _installed_from(machine, outcome)
    if elsewhere is not None and not machine.is_same(elsewhere, machine.course):
        detail = _(
            "There are two copies of the course: this one, in {here}, and the one that notebooks "
            "use, in {there}. What is new in one is not in the other."
        ).format(here=machine.course, there=elsewhere)
        return Finding(NAME, WARNING, detail, remedy.start(machine))
    return _notebooks(machine) or Finding(
        NAME, OK, _("The course lies in {folder}.").format(folder=machine.course)
    )


def _installed_from(machine: Machine, outcome: Outcome) -> str | None:
    """Give the folder that the environment reads the course from, if it was installed as editable.

    Source: PyPA, "Recording the Direct URL Origin of installed distributions".
    """
    for copy in outcome.facts.get("distributions", []):
        if copy["name"] == PROJECT and copy["direct_url"]:
            origin = json.loads(copy["direct_url"])
            address = urlsplit(str(origin.get("url", "")))
            if address.scheme != "file" or not origin.get("dir_info", {}).get("editable"):
                return None
            on_this_system = machine.path is os.path
            return url2pathname(address.path) if on_this_system else unquote(address.path)
    return None


def _notebooks(machine: Machine) -> Finding | None:
    """Report on a working folder whose notebooks are older than the release beside the course."""
    folder = next((up for up in _upwards(machine.folder) if (up / RECORD).is_file()), None)
    if folder is None:
        return None
    record = _record(folder / RECORD)
    release = Path(machine.course, "release", str(record.get("lang")))
    older = [
        name
        for name, copied in dict(record.get("copied", {})).items()
        if _hash(release / name) not in (None, copied, _hash(folder / name))
    ]
    if not older:
        return None
    detail = _(
        "{count} files in {folder} are of an older release of the course, {name} for one. The "
        "set-up brings the newer ones. Your answers are carried into them, and your notebooks are "
        "kept as they were, in the folder `kept` beside them."
    ).format(count=len(older), folder=folder, name=sorted(older)[0])
    return Finding(NAME, WARNING, detail, remedy.start(machine))


def _upwards(folder: str) -> list[Path]:
    """Give a folder and those around it, the nearest first."""
    return [Path(folder), *Path(folder).parents]


def _record(path: Path) -> dict[str, Any]:
    """Read the set-up's record; a damaged one is empty, as the set-up itself takes it."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return read if isinstance(read.get("copied"), dict) else {}
    except (OSError, ValueError, AttributeError):
        return {}


def _hash(path: Path) -> str | None:
    """Give the hash of a file as the set-up takes it; None when there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
